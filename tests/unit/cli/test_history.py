"""``interviewer history``: what it prints, what it refuses."""

import json
import stat
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from interviewer.cli.app import app
from interviewer.cli.history import session_ids
from interviewer.paths import user_paths
from interviewer.progress.history import History


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def two_sessions(home: Path) -> None:
    with closing(History.open(user_paths().history)) as history:
        for name, began in (("first-one", 1.7e9), ("second-one", 1.8e9)):
            history.begin(name, began, {"session": name, "questions": ["a.b", "c.d"]})
            history.append(name, began, {"act": "answer", "text": f"words of {name} " * 300})
        history.append("first-one", 1.7e9, {"act": "finish"}, finished=True)


def run(*arguments: object, said: str | None = None) -> Result:
    return CliRunner().invoke(app, ["history", *map(str, arguments)], input=said)


def refused(*arguments: object, said: str | None = None) -> str:
    done = run(*arguments, said=said)
    assert done.exit_code == 1
    assert done.stderr.startswith("interviewer: ")
    assert done.stderr.count("\n") == 1
    return done.stderr.removeprefix("interviewer: ").rstrip()


def test_where_there_is_no_history_none_is_made(home: Path) -> None:
    assert run("list").stdout == "no session yet\n"
    for command in (["export", home / "x"], ["delete", "--yes"], ["vacuum"]):
        assert refused(*command).startswith("there is no history yet (")
    assert not user_paths().history.exists()


@pytest.mark.usefixtures("two_sessions")
def test_the_list() -> None:
    second, first = run("list").stdout.splitlines()
    assert second.split()[0] == "second-one"
    assert "unfinished  2 questions, 1 event" in second
    assert "finished    2 questions, 2 events" in first
    assert session_ids("se") == ["second-one"]


@pytest.mark.usefixtures("two_sessions")
def test_there_and_back(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = home / "my history.jsonl"
    assert run("export", file).stdout == f"2 sessions with 3 events written to {file}\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    done = run("export", "-")
    assert done.stdout == file.read_text()
    assert "written to standard output" in done.stderr
    monkeypatch.setenv("INTERVIEWER_HOME", str(home / "another"))
    assert run("import", file).stdout == "2 sessions added, 0 continued, 0 here already; 3 events more\n"
    assert run("import", file).stdout == "0 sessions added, 0 continued, 2 here already; 0 events more\n"
    assert run("export", "-").stdout == file.read_text()


@pytest.mark.usefixtures("two_sessions")
def test_a_session_that_parted_is_told(home: Path) -> None:
    file = home / "file"
    run("export", file)
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    lines[1]["plan"] = {"another": "plan"}
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    done = run("import", file)
    assert done.stdout.endswith("first-one went on on both machines: the longer one is kept\n")


@pytest.mark.usefixtures("two_sessions")
def test_a_bad_file_is_told_and_changes_nothing(home: Path) -> None:
    file = home / "file"
    run("export", file)
    before = user_paths().history.read_bytes()
    file.write_text(file.read_text().replace("words of second", "words, of second", 1))
    assert refused("import", file) == f"{file}:6: the checksum does not hold: this line was changed"
    assert refused("import", home / "missing") == f"{home / 'missing'}: cannot be read: No such file or directory"
    assert "Is a directory" in refused("import", home)
    assert "cannot be written" in refused("export", home / "missing" / "file")
    assert user_paths().history.read_bytes() == before


@pytest.mark.usefixtures("two_sessions")
def test_deleting_asks(home: Path) -> None:
    assert refused("delete", "frist-one", "--yes") == "there is no session 'frist-one' (did you mean 'first-one'?)"
    done = run("delete", "first-one", said="n\n")
    assert (done.exit_code, done.stderr) == (1, "interviewer: nothing was deleted\n")
    assert "Delete session first-one, 1 session with 2 events? [y/N]" in done.stdout
    assert run("delete", "first-one", said="y\n").exit_code == 0
    assert [line.split()[0] for line in run("list").stdout.splitlines()] == ["second-one"]
    done = run("delete", "--yes")
    assert done.stdout.startswith("everything is deleted, 1 event; older backups in ")
    assert run("list").stdout == ""


@pytest.mark.usefixtures("two_sessions")
def test_a_vacuum_says_by_how_much() -> None:
    path = user_paths().history
    run("delete", "--yes")
    before = path.stat().st_size
    told = run("vacuum").stdout
    assert (saved := before - path.stat().st_size) > 0
    assert told == f"{path} has {path.stat().st_size / 1024:,.0f} KiB, {saved / 1024:,.0f} less than before\n"


@pytest.mark.usefixtures("two_sessions")
def test_a_damaged_history_is_told_on_the_way(home: Path) -> None:
    path = user_paths().history
    path.write_bytes(b"not a database " * 500)
    done = run("export", home / "file")
    assert done.exit_code == 0
    assert done.stderr.startswith("interviewer: The history was damaged")
    assert "2 sessions with 3 events" in done.stdout


@pytest.mark.usefixtures("two_sessions")
def test_what_cannot_be_written_is_exported_and_not_deleted(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interviewer.progress.history.writable", lambda path: False)
    assert "cannot be written" in refused("delete", "--yes")
    assert "cannot be written" in refused("vacuum")
    done = run("export", home / "file")
    assert (done.exit_code, done.stdout.split(" written")[0]) == (0, "2 sessions with 3 events")
