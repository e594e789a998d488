"""``interviewer review``: the key points that are due, one after another."""

from typing import Annotated

import typer

from interviewer.cli.common import BankOption, topic_ids
from interviewer.cli.start import begin
from interviewer.interview.events import Mode

MOST_MINUTES = 60
"""Minutes that a review may take; a key point takes about one."""


def review(
    *,
    minutes: Annotated[
        int, typer.Option(min=1, max=MOST_MINUTES, help="How long it may take; a key point takes about a minute.")
    ] = 10,
    topic: Annotated[
        list[str] | None, typer.Option(help="Only this topic; may be given more than once.", autocompletion=topic_ids)
    ] = None,
    beyond: Annotated[bool, typer.Option("--beyond", help="Go beyond your limit of reviews a day.")] = False,
    seed: Annotated[int | None, typer.Option(help="Decides the order and every choice of words.")] = None,
    bank: BankOption = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Line by line on standard input and output, for pipes and screen readers.")
    ] = False,
) -> None:
    """Answer the key points that are due, as short questions."""
    from interviewer.interview.planning import Wishes

    wishes = Wishes(Mode.PRACTICE, tuple(topic or ()), questions=minutes, review=True, beyond=beyond)
    begin(wishes, bank, plain=plain, seed=seed)
