"""A history carried from another machine, merged into this one."""

import zlib
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from interviewer.progress.erasing import erase_events
from interviewer.progress.history import History
from interviewer.progress.outcomes import Write
from interviewer.progress.transfer import Carried, CarriedEvent, CarriedSession, pack


@dataclass(slots=True)
class Merged:
    """What came of it.

    Attributes:
        added: how many sessions were not there before.
        extended: how many had gone on on the other machine alone.
        parted: ids of sessions that had gone on on both, in which the longer one was kept.
        events: how many more events there are.
    """

    added: int = 0
    extended: int = 0
    parted: list[str] = field(default_factory=list)
    events: int = 0


def merge(history: History, carried: Carried) -> Merged:
    """Add what this history lacks, in one transaction; what it has already is not added again.

    Raises:
        HistoryError: no backup could be made before, or it could not be committed; nothing has changed then.
    """
    if history.read("SELECT 1 FROM session LIMIT 1"):
        history.back_up_now()
    merged = Merged()
    with history.writing() as write:
        here = pack(history)
        for name, session in carried.sessions.items():
            _merge_session(write, name, here.sessions.get(name), session, merged)
        if merged.added:
            _order(write, carried.sessions.keys() - here.sessions.keys())
        for name, draft in carried.drafts.items():
            write(
                "INSERT INTO draft SELECT ?1, ?2, ?3 FROM session s WHERE s.id = ?1 AND s.finished IS NULL"
                " AND NOT EXISTS (SELECT 1 FROM event e WHERE e.session = s.id AND e.at > ?2"
                " AND CASE WHEN json_valid(e.payload) THEN json_extract(e.payload, '$.text') <> '' END)"
                " ON CONFLICT (session) DO UPDATE SET at = excluded.at, text = excluded.text"
                " WHERE excluded.at > draft.at",
                (name, draft.at, draft.text),
            )
        for name, code in carried.code.items():
            write(
                "INSERT INTO code_draft VALUES (?, ?, ?) ON CONFLICT (challenge)"
                " DO UPDATE SET at = excluded.at, text = excluded.text WHERE excluded.at > code_draft.at",
                (name, code.at, code.text),
            )
        for name, value in carried.settings.items():
            write("INSERT OR IGNORE INTO setting VALUES (?, ?)", (name, value))
    return merged


def _merge_session(write: Write, name: str, here: CarriedSession | None, there: CarriedSession, merged: Merged) -> None:
    if here is None:
        # One whose plan is damaged is not among those here, and gives way.
        if write("SELECT 1 FROM session WHERE id = ?", (name,)).fetchone():
            merged.events -= erase_events(write, [name])
        write(
            "INSERT OR REPLACE INTO session (id, began, plan, finished) VALUES (?, ?, ?, ?)",
            (name, there.began, there.plan, there.finished),
        )
        merged.added += 1
        _append(write, name, there.events, merged)
        return
    common = min(len(here.events), len(there.events))
    together = here.plan == there.plan and _payloads(here.events[:common]) == _payloads(there.events[:common])
    if not together:
        merged.parted.append(name)
    longer = len(there.events) > common
    if together and longer:
        merged.extended += 1
        _append(write, name, there.events[common:], merged)
    elif longer:
        # What is damaged here is not among what is counted, and goes too.
        merged.events -= erase_events(write, [name])
        _append(write, name, there.events, merged)
    if longer:
        write("UPDATE session SET plan = ?, finished = ? WHERE id = ?", (there.plan, there.finished, name))
    elif together and len(here.events) == common:
        # It may have been closed on one of them without another word.
        write("UPDATE session SET finished = ifnull(finished, ?) WHERE id = ?", (there.finished, name))


def _payloads(events: Sequence[CarriedEvent]) -> list[str]:
    return [event.payload for event in events]


def _append(write: Write, session: str, events: Sequence[CarriedEvent], merged: Merged) -> None:
    for event in events:
        write(
            "INSERT INTO event (session, at, payload, crc) VALUES (?, ?, ?, ?)",
            (session, event.at, event.payload, zlib.crc32(event.payload.encode())),
        )
    merged.events += len(events)


def _order(write: Write, came: Collection[str]) -> None:
    """Put the sessions that came among the others, by when they began; the newest is offered to go on with."""
    rows = write("SELECT began, id FROM session ORDER BY rowid").fetchall()
    order = [row for row in rows if row[1] not in came]
    for row in sorted(row for row in rows if row[1] in came):
        order.insert(bisect_right(order, row[0], key=lambda one: one[0]), row)
    # By way of negative numbers, because no two sessions may have one at any moment.
    for number, (_, name) in enumerate(order, 1):
        write("UPDATE session SET rowid = ? WHERE id = ?", (-number, name))
    write("UPDATE session SET rowid = -rowid WHERE rowid < 0")
