"""The interviewer's own words. Neutral while an interview runs: praise and blame wait for the debrief."""

from collections.abc import Sequence
from random import Random

PUMPS = (
    "Go on: what is the reasoning behind that?",
    "Can you take that a little further?",
    "What else belongs to a full answer?",
    "Walk me through why that is so.",
    "Say a bit more: how would you explain it to a colleague?",
)

DEBRIEF = "Here is the debrief."
NO_MORE_HINTS = "I have no more hints on this question. Say what you can, or skip it."
CODE = "The statement is all there is: write code for it and submit it, ask for a hint, or skip it."
ASSUME = "Assume what you need, and say what you assumed."
HELP = (
    "Answer in your own words, as long or short as you like. On a line of its own you can also say: hint, skip, "
    "repeat, I don't know, pause, finish (ends the session), quit (leaves it to be resumed), or ask back what is meant."
)
_SURE = ("Yes, that is it.", "Right, that covers it.", "Good, that is what I was after.")

# The same whether everything was covered or nothing: a closing that praises would give the verdict away.
_THANKS = ("Thank you.", "All right, let us leave it there.", "Okay, thank you.")
_CLOSINGS = {
    "covered": _THANKS,
    "budget": _THANKS,
    "time": ("Thank you; I am watching the clock, so we leave it there.", "We have spent our time on that one."),
    "skipped": ("Skipped.", "All right, we leave that one out."),
    "given_up": ("No problem, we leave that one.", "That is fine, on we go."),
    "finished": ("We stop here.",),
}


def pick(choices: Sequence[str], rng: Random) -> str:
    """Return one of ``choices``."""
    return choices[rng.randrange(len(choices))]


def pump(rng: Random) -> str:
    """Return an invitation to say more that gives nothing away."""
    return pick(PUMPS, rng)


def closing(end: str, rng: Random, *, shown: bool) -> str:
    """Return what is said when a question ends for the reason ``end``; ``shown`` says that the verdict follows."""
    return pick(_SURE if shown and end == "covered" else _CLOSINGS[end], rng)


def probe(statement: str) -> str:
    """Return a probe for a misconception whose author wrote none; it quotes the belief and leaves it open."""
    belief = statement.strip().rstrip(".")
    return f"Is it so that {belief[:1].lower()}{belief[1:]}? What would you check to find out?"
