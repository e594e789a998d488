"""A history as lines of JSON, to be carried to another machine.

The first line tells the format, the last how many lines there are, so that a file that was cut off is found out.
Between them stand, each on a line: sessions, their events after them, drafts, code being written, and settings.
"""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from interviewer.progress.history import History, HistoryError, dump

FORMAT = 1
"""The version of the lines."""


@dataclass(frozen=True, slots=True)
class CarriedEvent:
    """When it happened, in seconds since the epoch, and what, as it is stored."""

    at: float
    payload: str


@dataclass(slots=True)
class CarriedSession:
    """A session.

    Attributes:
        began: seconds since the epoch.
        plan: what was settled at the start, as it is stored.
        finished: seconds since the epoch; None while it can be resumed.
        events: in order.
    """

    began: float
    plan: str
    finished: float | None
    events: list[CarriedEvent] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Text:
    """What was being written, and when it was saved, in seconds since the epoch."""

    at: float
    text: str


@dataclass(slots=True)
class Carried:
    """A whole history.

    Attributes:
        sessions: by id, in the order they were begun in.
        drafts: by session.
        code: by challenge.
        settings: by name.
        left_out: how many damaged events and sessions it lacks.
    """

    sessions: dict[str, CarriedSession] = field(default_factory=dict)
    drafts: dict[str, Text] = field(default_factory=dict)
    code: dict[str, Text] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    left_out: int = 0

    @property
    def events(self) -> int:
        """How many events there are in all."""
        return sum(len(session.events) for session in self.sessions.values())


def pack(history: History) -> Carried:
    """Read everything that is to be carried; rows that are damaged stay behind.

    Raises:
        HistoryError: the history cannot be read.
    """
    carried = Carried()
    # As bytes, because a damaged row need not be text any more.
    for name, began, plan, finished in history.read(
        "SELECT id, began, CAST(plan AS BLOB), finished FROM session ORDER BY rowid"
    ):
        if isinstance(_object(plan), dict):
            carried.sessions[name] = CarriedSession(began, plan.decode(), finished)
        else:
            carried.left_out += 1
    for name, at, payload, crc in history.read("SELECT session, at, CAST(payload AS BLOB), crc FROM event ORDER BY id"):
        if name in carried.sessions and zlib.crc32(payload) == crc:
            carried.sessions[name].events.append(CarriedEvent(at, payload.decode()))
        else:
            carried.left_out += 1
    carried.drafts = {row[0]: Text(*row[1:]) for row in history.read("SELECT session, at, text FROM draft")}
    carried.drafts = {name: draft for name, draft in carried.drafts.items() if name in carried.sessions}
    carried.code = {row[0]: Text(*row[1:]) for row in history.read("SELECT challenge, at, text FROM code_draft")}
    carried.settings = {row[0]: row[1] for row in history.read("SELECT name, value FROM setting")}
    return carried


def to_lines(carried: Carried) -> Iterator[str]:
    """Yield a history's lines, without their ends."""
    count = 1
    yield json.dumps({"interviewer": "history", "format": FORMAT})
    for line in _lines(carried):
        count += 1
        yield json.dumps(line)
    yield json.dumps({"kind": "end", "lines": count + 1})


def _lines(carried: Carried) -> Iterator[dict[str, Any]]:
    for name, session in carried.sessions.items():
        yield {
            "kind": "session",
            "id": name,
            "began": session.began,
            "finished": session.finished,
            "plan": json.loads(session.plan),
        }
        for event in session.events:
            yield {
                "kind": "event",
                "session": name,
                "at": event.at,
                "payload": json.loads(event.payload),
                "crc": zlib.crc32(event.payload.encode()),
            }
    for name, draft in carried.drafts.items():
        yield {"kind": "draft", "session": name, "at": draft.at, "text": draft.text}
    for name, code in carried.code.items():
        yield {"kind": "code", "challenge": name, "at": code.at, "text": code.text}
    for name, value in carried.settings.items():
        yield {"kind": "setting", "name": name, "value": value}


def from_lines(lines: Iterable[bytes], file: str) -> Carried:
    """Read a history's lines.

    Args:
        lines: with or without their ends.
        file: what errors call the file.

    Raises:
        HistoryError: a line is not what it should be; the message names file and line.
    """
    carried = Carried()
    ended = False
    number = 0
    for number, raw in enumerate(lines, 1):
        try:
            line = _parsed(raw)
            if number == 1:
                _check_first(line)
            else:
                ended = _take(carried, line, number, ended=ended)
        except _WrongError as error:
            raise HistoryError(f"{file}:{number}: {error}") from None
        except RecursionError:
            raise HistoryError(f"{file}:{number}: nested too deep") from None
    if not ended:
        raise HistoryError(f"{file}:{number + 1}: the file ends too early; export it again")
    return carried


class _WrongError(Exception):
    """What is wrong with a line."""


def _parsed(raw: bytes) -> dict[str, Any]:
    try:
        line = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _WrongError(f"not UTF-8 (byte {error.start + 1})") from None
    except json.JSONDecodeError as error:
        raise _WrongError(f"not JSON ({error.msg} at column {error.colno})") from None
    except ValueError:
        raise _WrongError("not JSON that can be read") from None
    if not isinstance(line, dict):
        raise _WrongError("not a JSON object")
    return line


def _check_first(line: dict[str, Any]) -> None:
    if line.get("interviewer") != "history":
        raise _WrongError("this is not an exported history")
    if line.get("format") != FORMAT:
        raise _WrongError(f"format {line.get('format')!r:.20} is not known; this program knows {FORMAT}")


def _take(carried: Carried, line: dict[str, Any], number: int, *, ended: bool) -> bool:
    """Add what a line says; return whether it is the last."""
    if ended:
        raise _WrongError("there is more after the end")
    kind = str(line.get("kind"))
    match kind:
        case "session":
            name, began, plan = _name(line, "id"), _moment(line, "began"), _mapping(line, "plan")
            if name in carried.sessions:
                raise _WrongError(f"session {name} is there already")
            finished = None if line.get("finished", 0) is None else _moment(line, "finished")
            carried.sessions[name] = CarriedSession(began, plan, finished)
        case "event":
            payload = _mapping(line, "payload")
            if line.get("crc") != zlib.crc32(payload.encode()):
                raise _WrongError("the checksum does not hold: this line was changed")
            carried.sessions[_session(carried, line)].events.append(CarriedEvent(_moment(line, "at"), payload))
        case "draft":
            carried.drafts[_session(carried, line)] = Text(_moment(line, "at"), _text(line, "text"))
        case "code":
            carried.code[_name(line, "challenge")] = Text(_moment(line, "at"), _text(line, "text"))
        case "setting":
            carried.settings[_name(line, "name")] = _text(line, "value")
        case "end":
            if line.get("lines") != number:
                raise _WrongError(f"{line.get('lines')!r:.20} lines were exported, and this is line {number}")
        case _:
            raise _WrongError(f"kind {kind!r:.40} is not known")
    return kind == "end"


def _field(line: dict[str, Any], name: str, fits: Callable[[Any], bool], wanted: str) -> Any:
    if name not in line:
        raise _WrongError(f"{name!r} is missing")
    if not fits(line[name]):
        raise _WrongError(f"{name!r} is not {wanted}")
    return line[name]


def _moment(line: dict[str, Any], name: str) -> float:
    def fits(value: object) -> bool:
        # Neither NaN nor what no clock shows.
        return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15

    return float(_field(line, name, fits, "a moment in seconds"))


def _text(line: dict[str, Any], name: str) -> str:
    value: str = _field(line, name, lambda value: isinstance(value, str), "text")
    return value.encode("utf-8", "replace").decode()


def _name(line: dict[str, Any], name: str) -> str:
    def fits(value: object) -> bool:
        return isinstance(value, str) and 0 < len(value) <= 200 and value.isprintable()

    value: str = _field(line, name, fits, "a name")
    return value


def _mapping(line: dict[str, Any], name: str) -> str:
    return dump(_field(line, name, lambda value: isinstance(value, dict), "an object"))


def _session(carried: Carried, line: dict[str, Any]) -> str:
    name = _name(line, "session")
    if name not in carried.sessions:
        raise _WrongError(f"session {name:.60} has not come before")
    return name


def _object(data: bytes) -> object:
    try:
        return json.loads(data)
    except ValueError:
        return None
