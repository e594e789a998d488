"""A history carried between machines: nothing lost, nothing twice, a bad line told; and one that is deleted."""

import json
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.progress.backups import folder_of, listed
from interviewer.progress.code import save_code, saved_code
from interviewer.progress.erasing import delete_all, delete_session
from interviewer.progress.history import History, HistoryError
from interviewer.progress.merging import Merged, merge
from interviewer.progress.transfer import Carried, from_lines, pack, to_lines
from tests.unit.progress.test_history import ROOT, change, json_values, look


@pytest.fixture
def here(tmp_path: Path) -> Iterator[History]:
    with closing(History.open(tmp_path / "here" / "history.sqlite3")) as history:
        yield history


@pytest.fixture
def there(tmp_path: Path) -> Iterator[History]:
    with closing(History.open(tmp_path / "there" / "history.sqlite3")) as history:
        yield history


def hold(history: History, session: str, *words: str, began: float = 1.0) -> None:
    """Begin a session where there is none of that name, and say words in it."""
    if session not in {stored.id for stored in history.sessions()}:
        history.begin(session, began, {"session": session, "questions": ["a.b"]})
    for word in words:
        history.append(session, began + 1, {"text": word})


def carry(source: History) -> Carried:
    """Return a history as it arrives on another machine."""
    return from_lines([f"{line}\n".encode() for line in to_lines(pack(source))], "file")


def words(history: History, session: str) -> list[str]:
    return [event["text"] for event in history.events(session)]


# Lines


def test_a_history_arrives_as_it_was(here: History) -> None:
    hold(here, "s", "one", "ünï \ud800 \x00", began=1.25)
    hold(here, "t")
    here.append("t", 9.5, {"act": "finish"}, finished=True)
    here.save_draft("s", 10.0, "typed")
    save_code(here, "attention", 11.0, "def f():\n\tpass\n")
    with here.writing() as write:
        write("INSERT INTO setting VALUES ('goal', '{\"level\":3}')")
    assert carry(here) == pack(here)
    assert pack(here).sessions["t"].finished == 9.5


@settings(max_examples=50, deadline=None)
@given(st.lists(st.dictionaries(st.text(max_size=8), json_values, max_size=4), max_size=4))
def test_any_payload_arrives(payloads: list[dict[str, object]]) -> None:
    with closing(History.in_memory()) as history, closing(History.in_memory()) as other:
        history.begin("s", 0.0, {})
        for payload in payloads:
            history.append("s", 0.0, payload)
        merge(other, carry(history))
        assert other.events("s") == payloads


def test_damaged_rows_stay_behind(here: History, tmp_path: Path) -> None:
    hold(here, "s", "one", "two", "three")
    hold(here, "t", "four")
    path = here.path
    assert path is not None
    change(path, "DROP TRIGGER event_is_never_changed", "UPDATE event SET crc = 7 WHERE id = 2")
    change(path, "UPDATE session SET plan = '{' WHERE id = 't'")
    carried = carry(here)
    assert [json.loads(event.payload)["text"] for event in carried.sessions["s"].events] == ["one", "three"]
    assert list(carried.sessions) == ["s"]
    assert pack(here).left_out == 3


SESSION = {"kind": "session", "id": "s", "began": 1.0, "finished": None, "plan": {}}
EVENT = {"kind": "event", "session": "s", "at": 2.0, "payload": {"n": 1}, "crc": zlib.crc32(b'{"n":1}')}
FIRST = {"interviewer": "history", "format": 1}


def refused(*lines: object) -> str:
    """Return what is said of a file of these lines, without an end line where the last one is not the culprit."""
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    with pytest.raises(HistoryError) as error:
        from_lines(raw, "my file")
    told = str(error.value)
    assert "\n" not in told
    return told


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"\xff{}", "not UTF-8 (byte 1)"),
        (b"{", "not JSON (Expecting property name enclosed in double quotes at column 2)"),
        (b"", "not JSON"),
        (b"7", "not a JSON object"),
        (b'{"x": ' + b"1" * 5000 + b"}", "not JSON that can be read"),
        (b"[" * 100_000, "nested too deep"),
        ({"kind": "sessions"}, "kind 'sessions' is not known"),
        ({}, "kind 'None' is not known"),
        (SESSION, "session s is there already"),
        ({**SESSION, "id": ""}, "'id' is not a name"),
        ({**SESSION, "id": "a\nb"}, "'id' is not a name"),
        ({**SESSION, "id": "\ud800"}, "'id' is not a name"),
        ({**SESSION, "id": "t", "began": True}, "'began' is not a moment in seconds"),
        ({**SESSION, "id": "t", "began": float("nan")}, "'began' is not a moment in seconds"),
        ({**SESSION, "id": "t", "began": 10**400}, "'began' is not a moment in seconds"),
        ({**SESSION, "id": "t", "finished": "now"}, "'finished' is not a moment in seconds"),
        ({**SESSION, "id": "t", "plan": []}, "'plan' is not an object"),
        ({"kind": "session", "id": "t"}, "'began' is missing"),
        ({**EVENT, "session": "t"}, "session t has not come before"),
        ({**EVENT, "payload": {"n": 2}}, "the checksum does not hold: this line was changed"),
        ({**EVENT, "crc": "x"}, "the checksum does not hold: this line was changed"),
        ({"kind": "draft", "session": "s", "at": 1, "text": None}, "'text' is not text"),
        ({"kind": "code", "at": 1, "text": ""}, "'challenge' is missing"),
        ({"kind": "setting", "name": "goal"}, "'value' is missing"),
        ({"kind": "end", "lines": 9}, "9 lines were exported, and this is line 3"),
    ],
)
def test_a_bad_line_is_told_with_its_number(line: object, said: str) -> None:
    assert refused(FIRST, SESSION, line, EVENT).startswith(f"my file:3: {said}")


def test_other_files_are_told_from_a_history() -> None:
    assert refused(EVENT) == "my file:1: this is not an exported history"
    assert refused({**FIRST, "format": 2}) == "my file:1: format 2 is not known; this program knows 1"
    assert refused() == "my file:1: the file ends too early; export it again"


def test_a_file_that_was_cut_off_is_told_wherever_it_was(here: History) -> None:
    hold(here, "s", "one", "two")
    whole = "".join(f"{line}\n" for line in to_lines(pack(here))).encode()
    for length in range(len(whole) - 1):
        refused(*whole[:length].splitlines(keepends=True))
    assert "more after the end" in refused(*whole.splitlines(), SESSION)


# Merging


def test_what_is_not_here_is_added_once(here: History, there: History) -> None:
    hold(here, "mine", "one")
    hold(there, "theirs", "two", "three", began=5.0)
    there.save_draft("theirs", 8.0, "typed")
    assert merge(here, carry(there)) == Merged(added=1, events=2)
    assert words(here, "mine") == ["one"]
    assert words(here, "theirs") == ["two", "three"]
    assert here.draft("theirs") == "typed"
    assert merge(here, carry(there)) == Merged()
    assert words(here, "theirs") == ["two", "three"]


def test_sessions_are_in_the_order_in_which_they_were_begun(here: History, there: History) -> None:
    for name, began in (("a", 1.0), ("c", 3.0), ("e", 5.0)):
        hold(here, name, began=began)
    for name, began in (("d", 4.0), ("b", 2.0)):
        hold(there, name, began=began)
    merge(here, carry(there))
    assert [stored.id for stored in here.sessions()] == list("edcba")
    assert (offered := here.unfinished()) is not None
    assert offered.id == "e"
    here.begin("f", 0.0, {})
    assert here.sessions()[0].id == "f"


def test_a_session_that_went_on_there_is_continued(here: History, there: History) -> None:
    hold(here, "s", "one")
    merge(there, carry(here))
    hold(there, "s", "two")
    there.append("s", 9.0, {"act": "finish"}, finished=True)
    here.save_draft("s", 1.5, "two, half typed")
    assert merge(here, carry(there)) == Merged(extended=1, events=2)
    assert here.sessions()[0].finished == 9.0
    assert merge(there, carry(here)) == Merged()
    assert pack(here).sessions == pack(there).sessions


def test_of_a_session_that_went_on_on_both_sides_the_longer_is_kept(here: History, there: History) -> None:
    hold(here, "s", "one")
    hold(here, "other", "kept")
    merge(there, carry(here))
    hold(here, "s", "mine")
    hold(there, "s", "theirs", "theirs too")
    there.append("s", 3.0, {"act": "code", "challenge": "attention", "result": {"passed": True}, "text": "code"})
    back = carry(here)
    assert merge(here, carry(there)) == Merged(parted=["s"], events=2)
    assert words(here, "s") == ["one", "theirs", "theirs too", "code"]
    assert words(here, "other") == ["kept"]
    assert here.path is not None
    assert look(here.path, "SELECT count(*) FROM submission") == [(1,)]
    assert merge(there, back) == Merged(parted=["s"])
    assert words(there, "s") == ["one", "theirs", "theirs too", "code"]
    with pytest.raises(HistoryError, match="append-only"), here.writing() as write:
        write("DELETE FROM event")
    with closing(History.open(listed(folder_of(here.path))[0].path)) as before:
        assert words(before, "s") == ["one", "mine"], "the shorter is in a backup"


def test_a_closed_session_stays_closed(here: History, there: History) -> None:
    hold(here, "s", "one")
    merge(there, carry(here))
    there.abandon("s", 7.0)
    assert merge(here, carry(there)) == Merged()
    assert here.sessions()[0].finished == 7.0


def test_what_is_damaged_here_is_healed(here: History, there: History) -> None:
    hold(here, "s", "one", "two", "three")
    hold(here, "t", "four")
    merge(there, carry(here))
    assert here.path is not None
    change(here.path, "DROP TRIGGER event_is_never_changed", "UPDATE event SET payload = '{' WHERE id = 2")
    change(here.path, "UPDATE session SET plan = '{' WHERE id = 't'")
    merge(here, carry(there))
    assert words(here, "s") == ["one", "two", "three"]
    assert words(here, "t") == ["four"]
    assert pack(here).left_out == 0


def test_the_newer_text_stays_and_settings_of_here(here: History, there: History) -> None:
    hold(here, "s", "one")
    hold(here, "answered", "one")
    merge(there, carry(here))
    for history, at, who in ((here, 20.0, "here"), (there, 30.0, "there")):
        history.save_draft("s", at, f"draft of {who}")
        save_code(history, "newer-there", at, who)
        save_code(history, "newer-here", -at, who)
        with history.writing() as write:
            write("INSERT INTO setting VALUES ('goal', ?)", (who,))
    there.save_draft("answered", 1.5, "one, half typed")
    merge(here, carry(there))
    assert here.draft("s") == "draft of there"
    assert here.draft("answered") == ""
    assert (saved_code(here, "newer-there"), saved_code(here, "newer-here")) == ("there", "here")
    assert here.read("SELECT value FROM setting") == [("here",)]


IMPORTER = """
import sys
from pathlib import Path
from interviewer.progress.history import History
from interviewer.progress.merging import merge
from interviewer.progress.transfer import from_lines
history = History.open(Path(sys.argv[1]))
carried = from_lines(Path(sys.argv[2]).open("rb"), "x")
print("go", flush=True)
merge(history, carried)
print("done", flush=True)
"""


def test_a_kill_leaves_all_of_an_import_or_nothing(here: History, there: History, tmp_path: Path) -> None:
    hold(here, "mine", "one")
    for number in range(40):
        hold(there, f"s{number}", *("word " * 300 for _ in range(20)))
    file = tmp_path / "file.jsonl"
    file.write_text("".join(f"{line}\n" for line in to_lines(pack(there))))
    path = here.path
    assert path is not None
    here.close()
    rng = Random(6)
    for _ in range(12):
        process = subprocess.Popen(
            [sys.executable, "-c", IMPORTER, str(path), str(file)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "go\n"
        time.sleep(rng.random() * 0.08)
        process.kill()
        process.communicate()
        assert look(path, "PRAGMA integrity_check") == [("ok",)]
        assert look(path, "SELECT count(*) FROM event")[0][0] in {1, 801}
        assert look(path, "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'") == [(3,)]
    with closing(History.open(path)) as again:
        merge(again, pack(there))
        assert len(again.sessions()) == 41


# Deleting


def test_one_session_is_deleted_for_good(here: History) -> None:
    hold(here, "s", "a secret")
    hold(here, "t", "kept")
    here.save_draft("s", 1.0, "a secret too")
    here.append("s", 3.0, {"act": "code", "challenge": "attention", "result": {"passed": True}})
    assert delete_session(here, "s") == 2
    assert [stored.id for stored in here.sessions()] == ["t"]
    assert words(here, "t") == ["kept"]
    assert here.path is not None
    for suffix in ("", "-wal"):
        assert b"a secret" not in here.path.with_name(here.path.name + suffix).read_bytes()
    newest, before = listed(folder_of(here.path))
    assert b"a secret" not in newest.path.read_bytes(), "what fills a damaged history"
    assert b"a secret too" in before.path.read_bytes()
    with pytest.raises(HistoryError, match="append-only"), here.writing() as write:
        write("DELETE FROM event")
    hold(here, "s", "begun anew")
    assert here.last("s") == 4, "no number is given twice"


def test_everything_is_deleted_but_settings(here: History) -> None:
    for name in ("s", "t"):
        hold(here, name, "one", "two")
    save_code(here, "attention", 1.0, "code")
    with here.writing() as write:
        write("INSERT INTO setting VALUES ('goal', 'x')")
        write("INSERT INTO reckoned VALUES ('s', 1)")
    assert delete_all(here) == 4
    left = pack(here)
    assert (left.sessions, left.code, left.settings) == ({}, {}, {"goal": "x"})
    assert here.read("SELECT count(*) FROM reckoned") == [(0,)]
    assert delete_all(here) == 0


def test_what_cannot_be_backed_up_is_not_deleted(here: History) -> None:
    hold(here, "s", "one")
    assert here.path is not None
    folder_of(here.path).write_text("in the way")
    with pytest.raises(HistoryError, match="no backup could be made"):
        delete_session(here, "s")
    assert words(here, "s") == ["one"]
    with pytest.raises(HistoryError, match="there is no session t"):
        delete_session(here, "t")
