"""Writing an answer in ``$EDITOR``."""

import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from interviewer.tui.external_editor import EditorError, edit_text
from tests.tui.conftest import OpenUi
from tests.tui.support import start


def editor(folder: Path, body: str) -> str:
    """Return a command that runs ``body`` on ``file``, the file it is given."""
    script = folder / "fake editor.py"
    script.write_text(f"#!{sys.executable}\nimport sys\nfrom pathlib import Path\nfile = Path(sys.argv[-1])\n{body}\n")
    script.chmod(script.stat().st_mode | stat.S_IEXEC)
    return f"'{script}' --wait"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


UPPER = "file.write_text(file.read_text().upper() + '\\n')"


def test_the_text_goes_to_the_editor_and_back(tmp_path: Path, temporary: Path) -> None:
    assert edit_text("σ², a[i]\nb", {"EDITOR": editor(tmp_path, UPPER)}) == "Σ², A[I]\nB"
    assert list(temporary.iterdir()) == []


def test_visual_goes_before_editor(tmp_path: Path, temporary: Path) -> None:
    environment = {"VISUAL": editor(tmp_path, UPPER), "EDITOR": "/nowhere"}
    assert edit_text("a", environment) == "A"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("", "set $EDITOR"),
        ("   ", "set $EDITOR"),
        ("/nowhere/edit", "/nowhere/edit: No such file"),
        ("false", "status 1"),
        ("vim 'unclosed", "closing quotation"),
        ("/etc", "Permission denied"),
    ],
)
def test_an_editor_that_cannot_be_used_is_told(command: str, said: str, temporary: Path) -> None:
    with pytest.raises(EditorError, match=said.replace("$", r"\$")):
        edit_text("a", {"EDITOR": command})
    assert list(temporary.iterdir()) == []


def test_an_editor_that_takes_the_file_away_is_told(tmp_path: Path, temporary: Path) -> None:
    with pytest.raises(EditorError):
        edit_text("a", {"EDITOR": editor(tmp_path, "file.unlink()")})


def test_no_room_for_the_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(EditorError):
        edit_text("a", {"EDITOR": "true"})


def test_what_is_not_utf8_comes_back_readable(tmp_path: Path, temporary: Path) -> None:
    assert edit_text("a", {"EDITOR": editor(tmp_path, "file.write_bytes(b'a\\xff')")}) == "a\N{REPLACEMENT CHARACTER}"


@contextmanager
def suspended() -> Iterator[None]:
    yield


async def test_f4_opens_the_draft_in_the_editor(
    open_ui: OpenUi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, temporary: Path
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, "file.write_text(file.read_text() + ' and \\x1b[31m\\u202emore')"))
    async with open_ui() as ui:
        await start(ui)
        monkeypatch.setattr(ui.app, "suspend", suspended)
        ui.box.write("some")
        await ui.press("f4")
        assert ui.box.text == "some and [31mmore"
        assert ui.app.focused is ui.box


@pytest.mark.parametrize("command", ["", "/nowhere", "false", "a 'b"])
async def test_an_editor_that_fails_changes_nothing(
    open_ui: OpenUi, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("EDITOR", command)
    async with open_ui() as ui:
        await start(ui)
        monkeypatch.setattr(ui.app, "suspend", suspended)
        ui.box.write("some")
        await ui.press("f4")
        assert ui.box.text == "some"
        assert len(ui.notices) == 1


async def test_a_terminal_that_cannot_be_left_is_told(open_ui: OpenUi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "true")
    async with open_ui() as ui:
        await start(ui)
        ui.box.write("some")
        await ui.press("f4")
        assert ui.box.text == "some"
        assert len(ui.notices) == 1
        assert ui.notices[0].message
