"""Noise taken out once for every test of the interface."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, TextArea

from interviewer.grading.grader import Grader
from interviewer.tui.services import Services
from tests.tui.bank import write_bank
from tests.tui.support import QuickGrader, Ui, interface, make_services

OpenUi = Callable[..., AbstractAsyncContextManager[Ui]]
"""Opens the interface on the tiny bank; takes what :func:`tests.tui.support.interface` takes, and ``grader``."""


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("INTERVIEWER_HOME", str(home))
    for name in ("NO_COLOR", "VISUAL", "EDITOR", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture(autouse=True)
def steady_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TextArea, "_toggle_cursor_blink_visible", lambda self: None)
    monkeypatch.setattr(Input, "_toggle_cursor", lambda self: None)


@pytest.fixture(scope="session")
def bank_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bank(tmp_path_factory.mktemp("bank"))


@pytest.fixture
def grader() -> QuickGrader:
    return QuickGrader()


@pytest.fixture
def services(own_home: Path, bank_folder: Path, grader: Grader) -> Services:
    return make_services(own_home, bank_folder, grader=grader)


@pytest.fixture
def open_ui(own_home: Path, bank_folder: Path, grader: Grader) -> OpenUi:
    def opened(**options: Any) -> AbstractAsyncContextManager[Ui]:
        return interface(make_services(own_home, bank_folder, grader=grader), **options)

    return opened
