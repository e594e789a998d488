"""What is saved of a damaged history: every row whose page is there, what the backup has, nothing that was not said."""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from interviewer.progress.code import save_code
from interviewer.progress.history import History
from interviewer.progress.migrations import APPLICATION_ID
from interviewer.progress.opening import in_memory
from interviewer.progress.pages import Row, read_pages, rows
from interviewer.progress.salvage import Saved, salvage
from tests.unit.progress.test_backups import HOUR, Clock
from tests.unit.progress.test_history import ROOT, change, look
from tests.unit.progress.test_history_damage import killed_with_a_log, works

PAGE = 4096
TRIALS = 40

Events = dict[int, tuple[object, ...]]
"""Session, time, payload and checksum, by number."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


def fill(
    path: Path,
    sessions: int = 6,
    events: int = 12,
    seed: int = 1,
    *,
    lengths: tuple[int, ...] = (0, 5, 60, 400, 1500),
    clock: Clock | None = None,
) -> Events:
    """Make a history with words of any length, and return its events."""
    rng = Random(seed)
    with closing(History.open(path, clock=clock or Clock())) as history:
        for session in range(sessions):
            name = f"{seed}-{session}"
            history.begin(name, float(session), {"session": name, "questions": ["a.b"] * 10})
            for number in range(events):
                length = rng.choice(lengths)
                history.append(name, session + number / 100, {"n": number, "text": "wörds "[: length % 7] * length})
            if session % 2:
                history.append(name, session + 0.5, {"act": "finish"}, finished=True)
            else:
                history.save_draft(name, session + 0.6, f"draft of {name}")
        save_code(history, "attention", 7.0, "def attention(q): ...\n")
        with history.writing() as write:
            write("INSERT OR REPLACE INTO setting VALUES ('goal', '{}')")
    return all_events(path)


def all_events(path: Path) -> Events:
    return {int(str(row[0])): row[1:] for row in look(path, "SELECT id, session, at, payload, crc FROM event")}


def saved(path: Path, backup: Path | None = None) -> tuple[Saved, sqlite3.Connection]:
    into = in_memory()
    return salvage(path, backup, into), into


def events_in(connection: sqlite3.Connection) -> Events:
    return {row[0]: row[1:] for row in connection.execute("SELECT id, session, at, payload, crc FROM event")}


TABLES = ("session", "event", "draft", "code_draft", "submission", "setting")
"""All that is not derived when progress is looked at."""


def test_everything_is_saved_of_a_whole_file(path: Path) -> None:
    fill(path)
    with closing(History.open(path)) as history:
        history.append("1-0", 9.0, {"act": "code", "challenge": "attention", "result": {"passed": True}})
    what, into = saved(path)
    assert what == Saved(events=76, known=76, from_backup=0)
    for table in TABLES:
        rows = look(path, f"SELECT * FROM {table}")
        assert rows, table
        assert sorted(into.execute(f"SELECT * FROM {table}").fetchall()) == sorted(rows), table
    assert into.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    into.close()


def test_every_table_is_thought_of() -> None:
    """A table added to the schema is either saved or derived; this fails until somebody has said which."""
    derived = {"reckoned", "outcome", "point_outcome", "mistake_outcome", "day", "card", "ability", "sqlite_sequence"}
    with closing(in_memory()) as memory:
        names = {row[0] for row in memory.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert names == derived | set(TABLES)


def zeroed(content: bytearray, rng: Random, pages: list[int]) -> None:
    for page in pages:
        content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)


def garbage(content: bytearray, rng: Random, pages: list[int]) -> None:
    for page in pages:
        content[page * PAGE : (page + 1) * PAGE] = rng.randbytes(PAGE)


def shuffled(content: bytearray, rng: Random, pages: list[int]) -> None:
    one, other = (slice(page * PAGE, (page + 1) * PAGE) for page in (pages[0], pages[-1]))
    content[one], content[other] = content[other], content[one]


@pytest.mark.parametrize("damage", [zeroed, garbage, shuffled])
@pytest.mark.parametrize("pages", [1, 4])
def test_what_stands_on_other_pages_is_saved(
    path: Path, damage: Callable[[bytearray, Random, list[int]], None], pages: int
) -> None:
    true = fill(path)
    whole = path.read_bytes()
    count = len(whole) // PAGE
    for seed in range(TRIALS):
        rng = Random(seed)
        content = bytearray(whole)
        hit = rng.sample(range(count), pages)
        damage(content, rng, hit)
        path.write_bytes(content)
        what, into = saved(path)
        got = events_in(into)
        into.close()
        assert all(true[number] == event for number, event in got.items()), "nothing is made up"
        assert what.events == len(got) <= what.known <= len(true)
        spoiled = {page + 1 for page in hit}
        # Rows that are all on one page do not care where it is.
        assert got.keys() >= true.keys() - events_on(whole, spoiled), f"seed {seed}"


def events_on(whole: bytes, spoiled: set[int]) -> set[int]:
    """Return the numbers of events that need one of the pages."""
    pages = {1 + at // PAGE: whole[at : at + PAGE] for at in range(0, len(whole), PAGE)}
    left = {number: page for number, page in pages.items() if number not in spoiled}
    return _numbers(pages) - _numbers(left)


def _numbers(pages: dict[int, bytes]) -> set[int]:
    return {row.rowid for row in rows(pages) if row.rowid and len(row.values) == 5 and row.values[0] is None}


def test_one_page_takes_few_events_with_it(path: Path) -> None:
    """Whatever page is lost: the header, the schema, a root or a leaf."""
    true = fill(path, lengths=(0, 5, 60))
    whole = path.read_bytes()
    for page in range(len(whole) // PAGE):
        content = bytearray(whole)
        zeroed(content, Random(0), [page])
        path.write_bytes(content)
        what, into = saved(path)
        into.close()
        assert len(true) - 25 <= what.events <= len(true), f"page {page}"
        assert what.known == len(true), f"page {page}"


def test_a_file_that_was_cut_off_keeps_its_beginning(path: Path) -> None:
    true = fill(path)
    whole = path.read_bytes()
    for seed in range(TRIALS):
        length = Random(seed).randrange(len(whole))
        path.write_bytes(whole[:length])
        what, into = saved(path)
        got = events_in(into)
        into.close()
        assert all(true[number] == event for number, event in got.items())
        complete = set(range(length // PAGE + 1, len(whole) // PAGE + 1))
        assert got.keys() >= true.keys() - events_on(whole, complete), f"seed {seed}"
        assert what.known == len(true) or length < 10 * PAGE, "the numbering tells how many there were"


def test_a_flipped_bit_costs_little_and_makes_nothing_up(path: Path) -> None:
    true = fill(path, sessions=2, events=8)
    whole = path.read_bytes()
    told = {event[2] for event in true.values()}
    for seed in range(TRIALS * 5):
        rng = Random(seed)
        content = bytearray(whole)
        content[rng.randrange(len(whole))] ^= 1 << rng.randrange(8)
        path.write_bytes(content)
        what, into = saved(path)
        got = events_in(into)
        into.close()
        assert {event[2] for event in got.values()} <= told, "no word that was not said"
        assert what.events >= len(true) - 10, "a page's worth, where the bit was in what kind of page it is"


def test_what_stands_in_the_log_is_saved(path: Path) -> None:
    fill(path)
    killed_with_a_log(path, "the last words " * 500)
    with path.open("r+b") as file:
        file.write(bytes(PAGE))
    what, into = saved(path)
    assert what.events == 76
    assert "the last words" in into.execute("SELECT payload FROM event ORDER BY id DESC").fetchone()[0]
    into.close()


def test_what_was_not_committed_is_not_saved(path: Path) -> None:
    fill(path, sessions=1)
    log = path.with_name(path.name + "-wal")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("INSERT INTO session VALUES ('committed', 0, '{}', NULL)")
    connection.execute("BEGIN IMMEDIATE")
    for number in range(50):  # more than the cache holds, so the log gets it before the commit
        connection.execute(
            "INSERT INTO session VALUES (?, 0, ?, NULL)", (f"open-{number}", json.dumps({"x": "y" * 3000}))
        )
    assert log.stat().st_size > 50 * PAGE / 2
    pages = read_pages(path)
    connection.close()
    names = {row.values[0] for row in rows(pages) if row.rowid and len(row.values) == 4}
    assert "committed" in names
    assert not any(str(name).startswith("open") for name in names)


def test_noise_is_read_without_an_error(path: Path) -> None:
    for seed in range(TRIALS):
        rng = Random(seed)
        content = bytearray(rng.randbytes(PAGE * 8))
        for page in range(8):  # pages that look like some
            content[page * PAGE] = rng.choice([0x0D, 0x0A, 0x02])
            content[page * PAGE + 3 : page * PAGE + 5] = rng.randrange(400).to_bytes(2, "big")
        path.write_bytes(content)
        assert all(isinstance(row, Row) for row in rows(read_pages(path)))


def test_overflow_pages_that_go_round_in_a_circle_end(path: Path) -> None:
    text = json.dumps({"text": "x" * 100_000})
    with closing(History.open(path)) as history:
        history.begin("s", 0.0, {})
        history.append("s", 0.0, json.loads(text))
    content = bytearray(path.read_bytes())
    for page in range(1, len(content) // PAGE):
        if content[page * PAGE + 4 : page * PAGE + 24] == b"x" * 20:
            content[page * PAGE : page * PAGE + 4] = (page + 1).to_bytes(4, "big")
    path.write_bytes(content)
    what, into = saved(path)
    into.close()
    assert what.events == 0 or text.encode() in path.read_bytes()


# Merged with a backup


def split(path: Path) -> tuple[Path, Events]:
    """Make a history with a backup of its first sessions; return the backup and all events."""
    clock = Clock()
    fill(path, clock=clock)
    (backup,) = (path.parent / "backups").iterdir()
    fill(path, seed=2, clock=clock)
    return backup, all_events(path)


def test_the_backup_fills_what_is_lost(path: Path) -> None:
    backup, true = split(path)
    old = len(events_in(sqlite3.connect(f"file:{backup}?immutable=1", uri=True)))
    whole = path.read_bytes()
    for seed in range(TRIALS):
        rng = Random(seed)
        content = bytearray(whole)
        garbage(content, rng, hit := rng.sample(range(len(whole) // PAGE), 8))
        path.write_bytes(content)
        what, into = saved(path, backup)
        got = events_in(into)
        into.close()
        assert all(true[number] == event for number, event in got.items())
        assert set(range(1, old + 1)) <= got.keys(), "all that the backup has"
        assert got.keys() >= true.keys() - events_on(whole, {page + 1 for page in hit}), "and all that is left"
        lost = events_on(whole, {page + 1 for page in hit})
        assert what.from_backup == len(lost & set(range(1, old + 1)))


def test_a_plan_is_the_backups_and_an_end_the_newer_ones(path: Path) -> None:
    backup, _ = split(path)
    change(path, "UPDATE session SET plan = '{\"questions\":[\"broken.one\"]}', finished = 99 WHERE id = '1-0'")
    what, into = saved(path, backup)
    plan, finished = into.execute("SELECT plan, finished FROM session WHERE id = '1-0'").fetchone()
    assert (json.loads(plan)["session"], finished) == ("1-0", 99.0)
    into.close()
    assert what.from_backup == 0


def test_the_newer_draft_stays_and_an_answered_one_does_not_come_back(path: Path) -> None:
    backup, _ = split(path)
    with closing(History.open(path)) as history:
        history.save_draft("1-0", 50.0, "newer")
        history.append("1-2", 60.0, {"text": "draft of 1-2, and more"})
        save_code(history, "attention", 70.0, "newer code")
    _, into = saved(path, backup)
    drafts = dict(into.execute("SELECT session, text FROM draft"))
    assert drafts["1-0"] == "newer"
    assert "1-2" not in drafts
    assert drafts["1-4"] == "draft of 1-4"
    assert into.execute("SELECT text FROM code_draft").fetchall() == [("newer code",)]
    into.close()


def test_words_of_a_session_that_is_lost_are_kept(path: Path) -> None:
    fill(path, sessions=1, events=3)
    change(path, "DELETE FROM draft", "DELETE FROM session")
    what, into = saved(path)
    assert what.events == 3
    history = History(into, None)
    assert len(history.events("1-0")) == 3
    assert history.sessions() == []
    assert history.unfinished() is None
    history.close()


def test_a_backup_of_another_history_takes_no_number_away(path: Path, tmp_path: Path) -> None:
    fill(path, sessions=3, events=5, seed=1)
    other = tmp_path / "other" / "history.sqlite3"
    fill(other, sessions=2, events=12, seed=2)
    what, into = saved(path, other)
    got = events_in(into)
    into.close()
    mine, theirs = all_events(path), all_events(other)
    assert {number: got[number] for number in mine} == mine
    for name in ("2-0", "2-1"):
        order = [event for _, event in sorted(got.items()) if event[0] == name]
        assert order == [event for event in theirs.values() if event[0] == name]
    assert what.events == len(mine) + len(theirs)


@pytest.mark.parametrize(
    "row",
    ["(9999, '1-0', 0, '', 0)", "(9999, '1-0', 0, '[]', 223132457)", "(9999, '1-0', 0, CAST(x'c3c3' AS TEXT), 5)"],
    ids=["nothing", "no object", "no text"],
)
def test_a_row_that_is_no_event_is_left_out(path: Path, tmp_path: Path, row: str) -> None:
    fill(path)
    change(path, f"INSERT INTO event (id, session, at, payload, crc) VALUES {row}")
    other = tmp_path / "other" / "history.sqlite3"
    fill(other, seed=2)
    for damaged, backup in ((path, None), (other, path)):
        _, into = saved(damaged, backup)
        assert all(str(payload).startswith("{") for _, _, payload, _ in events_in(into).values())
        into.close()


@pytest.mark.parametrize("plan", ["'[]'", "CAST(x'c3c3' AS TEXT)"])
def test_a_plan_that_the_backup_has_not_whole_is_the_newer_one(path: Path, plan: str) -> None:
    backup, _ = split(path)
    change(backup, f"UPDATE session SET plan = {plan} WHERE id = '1-0'")
    _, into = saved(path, backup)
    assert json.loads(into.execute("SELECT plan FROM session WHERE id = '1-0'").fetchone()[0])["session"] == "1-0"
    into.close()


# The whole way: opening a damaged history


def spoil(path: Path, *pages: int) -> bytes:
    content = bytearray(path.read_bytes())
    zeroed(content, Random(0), list(pages))
    path.write_bytes(content)
    return bytes(content)


def test_a_damaged_history_opens_with_what_was_saved(path: Path) -> None:
    true = fill(path)
    late = path.stat().st_size // PAGE * 3 // 4
    spoiled = spoil(path, *range(late, late + 4))
    for backup in (path.parent / "backups").iterdir():
        backup.unlink()
    with closing(History.open(path, clock=Clock())) as history:
        assert history.notice is not None
        kept = sum(len(history.events(stored.id)) for stored in history.sessions())
        assert 60 < kept < len(true)
        assert f"{kept} of {len(true)} events were saved; it is kept as history.damaged-1.sqlite3." in history.notice
        assert works(history)
    assert path.with_name("history.damaged-1.sqlite3").read_bytes() == spoiled
    assert look(path, "PRAGMA integrity_check") == [("ok",)]
    assert look(path, "PRAGMA application_id") == [(APPLICATION_ID,)]
    with closing(History.open(path)) as again:
        assert again.notice is None, "it is told once"


def test_with_a_backup_nothing_is_lost(path: Path) -> None:
    true = fill(path, clock=Clock())
    middle = path.stat().st_size // PAGE // 2
    spoil(path, 0, middle, middle + 1)
    with closing(History.open(path)) as history:
        assert history.notice is not None
        assert f"{len(true)} of {len(true)} events were saved" in history.notice
        assert "of them from the backup of 2026-11-25 22:14 UTC" in history.notice
    assert all_events(path) == true


def test_a_file_of_which_nothing_is_left(path: Path) -> None:
    true = fill(path, clock=Clock())
    path.write_bytes(b"not a database " * 5000)
    with closing(History.open(path)) as history:
        assert history.notice is not None
        assert f"the {len(true)} events of the backup of 2026-11-25 22:14 UTC were brought back" in history.notice
    assert all_events(path) == true


def test_a_history_that_was_saved_is_copied_and_saved_again(path: Path) -> None:
    clock = Clock()
    true = fill(path, clock=clock)
    for _ in range(3):
        clock.now += 2 * HOUR
        spoil(path, 0, path.stat().st_size // PAGE // 2)
        History.open(path, clock=clock).close()
        assert all_events(path) == true
    assert len(list(path.parent.glob("history.damaged-*"))) == 3


MENDER = """
import sys
from pathlib import Path
from interviewer.progress.history import History
print("go", flush=True)
History.open(Path(sys.argv[1]))
"""


def test_a_kill_while_it_is_mended_loses_nothing(path: Path, tmp_path: Path) -> None:
    true = fill(path, sessions=20, clock=Clock())
    content = spoil(path, 0, path.stat().st_size // PAGE // 2)
    rng = Random(4)
    stages = set()
    for trial in range(15):
        copy = tmp_path / f"t{trial}" / path.name
        (copy.parent / "backups").mkdir(parents=True)
        copy.write_bytes(content)
        (backup,) = (path.parent / "backups").iterdir()
        (copy.parent / "backups" / backup.name).write_bytes(backup.read_bytes())
        process = subprocess.Popen(
            [sys.executable, "-c", MENDER, str(copy)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "go\n"
        time.sleep(rng.random() * 0.15)
        process.kill()
        process.communicate()
        stages.add(tuple(sorted(one.name for one in copy.parent.iterdir() if one.is_file())))
        History.open(copy).close()
        assert all_events(copy) == true
        assert copy.with_name("history.damaged-1.sqlite3").read_bytes() == content
        assert not list(copy.parent.glob("*.damaged-2*"))
    assert len(stages) > 1, "some were killed before the end, or in the middle"


@pytest.mark.parametrize("stage", ["log moved", "file moved"])
def test_a_replacement_that_was_interrupted_is_finished(path: Path, stage: str) -> None:
    true = fill(path)
    path.rename(mended := path.with_name("history.mended.sqlite3"))
    aside = path.with_name("history.damaged-1.sqlite3")
    aside.with_name(aside.name + "-wal").write_bytes(b"the old log")
    (path if stage == "log moved" else aside).write_bytes(b"the damaged one")
    History.open(path).close()
    assert all_events(path) == true
    assert not mended.exists()
    names = sorted(one.name for one in path.parent.glob("*damaged*"))
    if stage == "log moved":
        assert names == ["history.damaged-1.sqlite3", "history.damaged-1.sqlite3-wal"]
    assert aside.read_bytes() == b"the damaged one"


def test_two_windows_mend_once(path: Path) -> None:
    true = fill(path, sessions=30)
    spoil(path, 0)
    running = [
        subprocess.Popen(
            [sys.executable, "-c", MENDER, str(path)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(3)
    ]
    for process in running:
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, b"")
    assert all_events(path) == true
    assert [one.name for one in path.parent.glob("*damaged*")] == ["history.damaged-1.sqlite3"]
