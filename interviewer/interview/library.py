"""Everything that can be asked, by its id."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from interviewer.interview.coding import PREFIX, CodeSummary, is_code, question_of, summary_of
from interviewer.interview.reviewing import is_review, parts, point_question
from interviewer.knowledge.bank import Bank
from interviewer.knowledge.challenges import Challenges
from interviewer.knowledge.models import Question


@dataclass(frozen=True, eq=False)
class Library:
    """Everything that can be asked: the bank's questions, and code challenges, which are read when first wanted.

    Attributes:
        bank: the questions.
        read: reads the challenges.
    """

    bank: Bank
    read: Callable[[], Challenges]

    @cached_property
    def challenges(self) -> Challenges:
        """The code challenges."""
        return self.read()

    @cached_property
    def code(self) -> tuple[CodeSummary, ...]:
        """What choosing needs to know of each challenge."""
        return tuple(summary_of(one.challenge) for one in self.challenges)

    def question(self, question_id: str) -> Question:
        """Return a question of the bank, a challenge as one, or a single key point as one.

        Raises:
            LookupError: there is none of that id; the message names the nearest one.
        """
        made = is_code(question_id) or is_review(question_id)
        return self._made(question_id) if made else self.bank.question(question_id)

    @cached_property
    def _made(self) -> Callable[[str], Question]:
        """Make a question of a challenge or a key point, once."""

        @cache
        def make(question_id: str) -> Question:
            if is_code(question_id):
                return question_of(self.challenges.find(question_id.removeprefix(PREFIX)).challenge)
            question, point = parts(question_id)
            return point_question(self.bank.question(question), point)

        return make
