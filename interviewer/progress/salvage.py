"""What can be saved of a damaged history, merged with its newest backup.

An event is known by its checksum, a session by being one; both need nothing but the page that they stand on.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from interviewer.progress.opening import read_only
from interviewer.progress.pages import Row, read_pages, rows

Event = tuple[str, float, str, int]
"""Session, when, payload, checksum."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of it, in events.

    Attributes:
        events: how many are in the new history.
        known: how many there are signs of, the lost ones too.
        from_backup: how many only the backup had.
    """

    events: int
    known: int
    from_backup: int


@dataclass(slots=True)
class _Found:
    """What a file holds.

    Attributes:
        sessions: began, plan and finished, by id.
        events: by number.
        drafts: when and what, by session or by challenge.
        settings: by name.
        lost: numbers of events that there are signs of, and no more.
        last: the largest number given to an event, as far as is known.
    """

    sessions: dict[str, tuple[float, str, float | None]] = field(default_factory=dict)
    events: dict[int, Event] = field(default_factory=dict)
    drafts: dict[str, tuple[float, str]] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    lost: set[int] = field(default_factory=set)
    last: int = 0


def salvage(damaged: Path, backup: Path | None, into: sqlite3.Connection) -> Saved:
    """Put what can be saved into a new history, in one transaction.

    Args:
        damaged: the file, with its log beside it where it has one.
        backup: a good copy of it as it was before.
        into: an empty history of this program's schema.

    Raises:
        OSError: the damaged file cannot be read.
        sqlite3.Error: the backup cannot be read, or the new history not written.
    """
    found = _sorted_out(rows(read_pages(damaged)))
    before = _read(backup) if backup is not None else _Found()
    sessions = found.sessions | before.sessions
    for name in found.sessions.keys() & before.sessions.keys():
        # A plan never changes, and the copy's is whole; that the session has ended is news.
        sessions[name] = (*before.sessions[name][:2], found.sessions[name][2] or before.sessions[name][2])
    events = _merged(found, before)
    drafts = found.drafts | {
        name: draft for name, draft in before.drafts.items() if draft > found.drafts.get(name, (0.0, ""))
    }
    into.execute("BEGIN IMMEDIATE")
    try:
        _store(into, sessions, events, drafts, before.settings | found.settings)
    except BaseException:
        into.rollback()
        raise
    into.execute("COMMIT")
    own = sum(events.get(number) == event for number, event in found.events.items())
    known = found.lost | events.keys()
    return Saved(len(events), len(known) + max(0, found.last - max(known, default=0)), len(events) - own)


def _sorted_out(read: Iterable[Row]) -> _Found:
    """Tell what rows are by what is in them."""
    found = _Found()
    for row in read:
        match row:
            case Row(int(number), (None, str(session), int() | float() as at, str(payload), int(crc))):
                if _is_whole(payload, crc):
                    found.events[number] = (session, float(at), payload, crc)
                else:
                    found.lost.add(number)
            case Row(int(), (str(name), int() | float() as began, str(plan), None | int() | float() as finished)):
                if _is_object(plan):
                    known = found.sessions.get(name)
                    found.sessions[name] = (float(began), plan, finished or (known[2] if known else None))
            case Row(int(), (str(name), int() | float() as at, str(text))):
                found.drafts[name] = max((float(at), text), found.drafts.get(name, (0.0, "")))
            case Row(int(), ("event", int(number))):
                found.last = max(number, found.last)
            case Row(None, (str(name), str(value))):
                found.settings[name] = value
            case Row(None, (str(), int(number), int(again))) if number == again:
                found.lost.add(number)
            case _:
                pass
    found.lost -= found.events.keys()
    return found


def _read(backup: Path) -> _Found:
    """Read a good copy, of this schema or an older one; of its events those whose checksum holds."""
    with closing(read_only(backup)) as connection:
        # What one damaged row holds need not be text.
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        found = _Found()
        for name, began, plan, finished in connection.execute("SELECT id, began, plan, finished FROM session"):
            if _is_object(plan):
                found.sessions[name] = (began, plan, finished)
        for number, *event in connection.execute("SELECT id, session, at, payload, crc FROM event"):
            if _is_whole(event[2], event[3]):
                found.events[number] = (event[0], event[1], event[2], event[3])
        for table, key in (("draft", "session"), ("code_draft", "challenge")):
            if table in tables:
                query = f"SELECT {key}, at, text FROM {table}"  # noqa: S608 -- the names above
                found.drafts |= {name: (at, text) for name, at, text in connection.execute(query)}
        if "setting" in tables:
            found.settings = dict(connection.execute("SELECT name, value FROM setting"))
        return found


def _merged(found: _Found, before: _Found) -> dict[int, Event]:
    """Return the events of both, by number; the copy's may come from a history that was there before this one."""
    sessions = found.sessions.keys() | before.sessions.keys()
    # The checksum does not cover the session's name.
    events = {n: event for n, event in found.events.items() if event[0] in sessions or n not in before.events}
    elsewhere = {event[0] for n, event in before.events.items() if n in events and events[n][0] != event[0]}
    free = max((*events, *before.events), default=0) + 1
    for number, event in sorted(before.events.items()):
        if event[0] not in elsewhere:
            events[number] = event
        elif event[0] not in found.sessions:
            events[free] = event
            free += 1
    return events


def _store(
    into: sqlite3.Connection,
    sessions: dict[str, tuple[float, str, float | None]],
    events: dict[int, Event],
    drafts: dict[str, tuple[float, str]],
    settings: dict[str, str],
) -> None:
    newest: dict[str, float] = {}
    answered: dict[str, float] = {}
    for session, at, payload, _ in events.values():
        newest[session] = max(at, newest.get(session, at))
        if json.loads(payload).get("text"):
            answered[session] = max(at, answered.get(session, at))
    # What was said in a session whose plan is lost is kept, though the session can be neither shown nor gone on with.
    planless = {name: (at, "null", at) for name, at in newest.items() if name not in sessions}
    rows = [(name, *session) for name, session in sorted((sessions | planless).items(), key=lambda one: one[1][0])]
    into.executemany("INSERT INTO session (id, began, plan, finished) VALUES (?, ?, ?, ?)", rows)
    into.executemany(
        "INSERT INTO event (id, session, at, payload, crc) VALUES (?, ?, ?, ?, ?)",
        ((number, *event) for number, event in sorted(events.items())),
    )
    for name, (at, text) in drafts.items():
        if name not in sessions:
            into.execute("INSERT INTO code_draft (challenge, at, text) VALUES (?, ?, ?)", (name, at, text))
        elif sessions[name][2] is None and at >= answered.get(name, at):  # else it was sent
            into.execute("INSERT INTO draft (session, at, text) VALUES (?, ?, ?)", (name, at, text))
    into.executemany("INSERT INTO setting (name, value) VALUES (?, ?)", settings.items())


def _is_whole(payload: str, crc: int) -> bool:
    # The checksum of nothing is 0, and pages are full of nothing.
    return zlib.crc32(payload.encode()) == crc and _is_object(payload)


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False
