"""Where a candidate says how each answer went, before the grades are shown."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from interviewer.interview.conductor import Conductor
from interviewer.interview.rating import WORDS
from interviewer.progress.history import HistoryError
from interviewer.progress.names import one_line
from interviewer.tui.content import literal
from interviewer.tui.services import Services
from interviewer.tui.widgets.key_footer import KeyFooter


class RatingScreen(ModalScreen[None]):
    """The answers of an interview, each to be rated from 1 to 4 or left; each rating is stored when it is given."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(f"{rating}", f"rate({rating})", words.capitalize(), tooltip=f"You {words}", id=f"rating.{rating}")
            for rating, words in WORDS.items()
        ),
        Binding("escape", "done", "Grades", tooltip="On to the grades", id="rating.done"),
    ]
    HELP = """
    The difference between what you think of an answer and what it was graded is worth knowing: progress tells whether
    you rate yourself too high or too low. **1** to **4** rate the chosen answer; **Enter** goes on to the grades.
    """

    def __init__(self, conductor: Conductor, services: Services, numbers: Sequence[int]) -> None:
        super().__init__()
        self._conductor = conductor
        self._services = services
        self._numbers = numbers

    def compose(self) -> ComposeResult:
        """Lay out the question, the answers, the keys."""
        with Vertical(classes="dialog"):
            yield Static(literal("Before you see the grades: how did each answer go?", "bold"), markup=False)
            yield OptionList(*(Option(self._entry(number)) for number in self._numbers), id="answers", markup=False)
            scale = " · ".join(f"{rating} {words}" for rating, words in WORDS.items())
            yield Static(literal(f"{scale}. Enter: the grades."), markup=False)
        yield KeyFooter()

    async def action_rate(self, rating: int) -> None:
        """Keep a rating of the chosen answer, and go on to the next."""
        answers = self.query_one(OptionList)
        chosen = answers.highlighted
        if chosen is None:
            return
        try:
            await self._services.run(self._conductor.rate, self._numbers[chosen], rating)
        except HistoryError as error:
            self.notify(f"Not stored: {error}", severity="error", timeout=15, markup=False)
            return
        answers.replace_option_prompt_at_index(chosen, self._entry(self._numbers[chosen]))
        answers.highlighted = min(chosen + 1, len(self._numbers) - 1)

    @on(OptionList.OptionSelected)
    def action_done(self) -> None:
        """Go on to the grades."""
        self.dismiss(None)

    def _entry(self, number: int) -> Content:
        round_ = self._conductor.session.rounds[number]
        mark = "–" if round_.rating is None else str(round_.rating)
        return Content.assemble(
            (f"{mark}  ", "bold"), f"{number + 1}. ", one_line(self._services.question(round_.question).prompt)
        )
