"""The list of code challenges."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from interviewer.knowledge.challenges import Challenge
from interviewer.progress.code import Tried
from interviewer.text import plain
from interviewer.tui.content import literal
from interviewer.tui.messages import ChallengeChosen, HomeAsked
from interviewer.tui.widgets.key_footer import KeyFooter


class ChallengesScreen(Screen[None]):
    """Every challenge with what has come of it so far; typing narrows the list, Enter opens one."""

    AUTO_FOCUS = "#filter"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "home", "Home", tooltip="Back to the first screen", id="challenges.home"),
        # The list is moved through while one types.
        Binding("down", "move(1)", "Next", False, tooltip="The next challenge", id="challenges.down"),
        Binding("up", "move(-1)", "Previous", False, tooltip="The challenge before", id="challenges.up"),
    ]
    HELP = """
    Type to narrow the list by title, topic or skill; the arrow keys choose, **Enter** opens.
    ✓ solved, ~ tried. Short code is run on this machine and judged at once.
    """

    def __init__(self, challenges: Sequence[Challenge], tried: Mapping[str, Tried]) -> None:
        super().__init__()
        self._challenges = sorted(challenges, key=lambda one: (one.topic, one.level, one.title))
        self._tried = tried
        self._shown: list[Challenge] = []

    def compose(self) -> ComposeResult:
        """Lay out headline, filter and list."""
        yield Static("", id="headline", markup=False)
        yield Input(placeholder="Type to narrow the list: title, topic or skill", id="filter", compact=True)
        yield OptionList(id="challenges", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show all of them."""
        solved = sum(one.solved for one in self._tried.values())
        words = f"Code challenges: {len(self._challenges)}, {solved} solved. Enter opens one."
        self.query_one("#headline", Static).update(literal(words))
        self._narrow("")

    @on(Input.Changed, "#filter")
    def _typed(self, event: Input.Changed) -> None:
        self._narrow(event.value)

    def _narrow(self, words: str) -> None:
        wanted = words.casefold().split()
        self._shown = [one for one in self._challenges if all(word in _words(one) for word in wanted)]
        listed = self.query_one("#challenges", OptionList)
        listed.clear_options()
        listed.add_options(Option(self._entry(one)) for one in self._shown)
        if self._shown:
            listed.highlighted = 0

    @on(Input.Submitted, "#filter")
    def _submitted(self) -> None:
        chosen = self.query_one("#challenges", OptionList).highlighted
        if chosen is not None and self._shown:
            self.post_message(ChallengeChosen(self._shown[chosen].id))

    @on(OptionList.OptionSelected, "#challenges")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.post_message(ChallengeChosen(self._shown[event.option_index].id))

    def action_move(self, step: int) -> None:
        """Choose another challenge."""
        listed = self.query_one("#challenges", OptionList)
        listed.action_cursor_down() if step > 0 else listed.action_cursor_up()

    def action_home(self) -> None:
        """Go home."""
        self.post_message(HomeAsked())

    def _entry(self, one: Challenge) -> Content:
        tried = self._tried.get(one.id)
        mark, style = (" ", "") if tried is None else ("✓", "$text-success") if tried.solved else ("~", "$text-warning")
        device = " · needs CUDA" if one.device == "cuda" else ""
        facts = f"  {one.topic} · level {one.level} · {one.minutes:g} min{device}"
        return Content.assemble((f"{mark} ", style), plain(one.title), (facts, "$text-muted"))


def _words(one: Challenge) -> str:
    return " ".join([one.id, one.title, one.topic, *one.skills, f"level {one.level}"]).casefold()
