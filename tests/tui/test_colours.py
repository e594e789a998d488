"""Every theme that is offered can be read, with colour and without; statuses tell apart without it."""

from collections.abc import Iterator

import pytest
from rich.color import Color as RichColor
from textual.app import App
from textual.color import Color
from textual.notifications import SeverityLevel

from interviewer.grading.result import Status
from interviewer.tui.app import UNREADABLE_THEMES, InterviewerApp
from interviewer.tui.content import MARKS
from interviewer.tui.services import Services
from tests.tui.conftest import OpenUi
from tests.tui.support import Ui, start
from tests.unit.interview.support import HALF

READABLE = 3.0
"""The least contrast of large text in WCAG 2.1."""

FAINT = 2.5
"""What is enough for a placeholder, which is faint on purpose."""

PLACEHOLDER = "Type your answer. ^j or alt+⏎ or f2 sends it; Enter starts a new line."
SEVERITIES: tuple[SeverityLevel, ...] = ("information", "warning", "error")


def offered() -> list[str]:
    return sorted(set(App().available_themes) - set(UNREADABLE_THEMES))


def rgb(colour: RichColor | None) -> Color | None:
    return Color.from_rich_color(colour) if colour is not None and not colour.is_default else None


def painted(ui: Ui) -> Iterator[tuple[str, Color, Color]]:
    """Yield every piece of text with a letter or digit on the screen, its colour, and the colour behind it."""
    for strip in ui.strips():
        for segment in strip:
            if segment.style is None or not any(map(str.isalnum, segment.text)):
                continue
            front, back = rgb(segment.style.color), rgb(segment.style.bgcolor)
            assert front is not None, segment
            assert back is not None, segment
            yield segment.text, *((back, front) if segment.style.reverse else (front, back))


def contrast(front: Color, back: Color) -> float:
    """Return the ratio of WCAG 2.1 between two opaque colours, 1..21."""
    light, dark = sorted((luminance(front), luminance(back)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Color) -> float:
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", ["colour", "NO_COLOR"])
async def test_every_theme_offered_can_be_read(open_ui: OpenUi, monkeypatch: pytest.MonkeyPatch, colours: str) -> None:
    if colours == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    unreadable, backgrounds = [], set[str]()
    async with open_ui() as ui:
        seen = 0

        async def look(where: str) -> None:
            nonlocal seen
            seen += 1
            # All greys are much alike: each theme is seen on two of six screens.
            for theme in offered()[seen % 3 :: 3] if colours == "NO_COLOR" else offered():
                ui.app.theme = theme
                await ui.pilot.pause()
                for text, front, back in painted(ui):
                    backgrounds.add(back.hex)
                    ratio = contrast(front, back)
                    if ratio < (FAINT if text.strip() in PLACEHOLDER else READABLE):
                        unreadable.append((theme, where, text.strip(), round(ratio, 2)))

        await look("home")
        await start(ui, level=4)
        await look("interview")
        await ui.press("f3")
        await ui.answer(HALF)
        ui.box.write("typed")
        await look("answer box")
        await ui.press("f5")
        await look("verdict")
        await ui.press("f12")
        await look("debrief")
        for severity in SEVERITIES:
            ui.app.notify(f"a notice of {severity}", severity=severity)
        await ui.settle()
        await look("notices")
    assert unreadable == []
    assert len(backgrounds) > len(offered())


async def test_without_colour_nothing_is_coloured(open_ui: OpenUi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_ui() as ui:
        await start(ui)
        await ui.answer(HALF)
        await ui.press("f5")
        for _, *colours in painted(ui):
            for colour in colours:
                assert len({round(part, 1) for part in (colour.r / 25.5, colour.g / 25.5, colour.b / 25.5)}) == 1


def test_statuses_tell_apart_without_colour() -> None:
    assert set(MARKS) == set(Status)
    assert len(set(MARKS.values())) == len(Status)


async def test_themes_that_cannot_be_read_are_not_offered(services: Services) -> None:
    assert set(UNREADABLE_THEMES).isdisjoint(InterviewerApp(services).available_themes)
    services.close()
