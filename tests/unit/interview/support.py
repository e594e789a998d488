"""A bank of three made-up questions, a grader that looks for words, and a way to sit through a session by hand."""

from collections.abc import Callable, Sequence
from itertools import count

from interviewer.grading.result import Grade, MisconceptionVerdict, PointVerdict, Span, Status
from interviewer.interview.conductor import Conductor
from interviewer.interview.coverage import WORTH
from interviewer.interview.events import Mode, Move, MoveKind, Plan
from interviewer.interview.session import Lookup
from interviewer.knowledge.models import FollowUp, KeyPoint, Misconception, Question
from interviewer.progress.history import History

DROPOUT = Question.model_validate(
    {
        "id": "demo.dropout",
        "kind": "explain",
        "level": 1,
        "minutes": 2.0,
        "prompt": "What does dropout do?",
        "skills": ["regularization"],
        "key_points": [
            {
                "id": "zeroes",
                "statement": "It zeroes random units.",
                "weight": 2.0,
                "concepts": [["zeroes", "drops"], ["units", "activations"]],
                "hints": ["What happens to some of the layer's outputs?", "Which value do they get?"],
                "prompt": {"ask": "Which value does a chosen unit get?", "accept": ["zero", "0"]},
            },
            {
                "id": "training-only",
                "statement": "It is off at test time.",
                "concepts": [["training"], ["only"]],
                "hints": ["Is it always at work?", "What about evaluation?"],
                "prompt": {"ask": "In which phase is it at work?", "accept": ["training"]},
            },
            {
                "id": "rescaled",
                "statement": "The units that are left are scaled up.",
                "tier": "bonus",
                "concepts": [["scaled"]],
            },
        ],
        "misconceptions": [
            {
                "id": "always-on",
                "statement": "Dropout is at work at test time too.",
                "concepts": [["always"]],
                "contradicts": "training-only",
                "probe": "Would two runs of the evaluation then agree?",
                "correction": "It is off at test time.",
            },
            {"id": "weights", "statement": "It removes weights for good.", "concepts": [["forever"]]},
        ],
        "clarifications": [{"ask": ["which variant", "standard"], "answer": "Plain dropout."}],
        "follow_ups": [
            {
                "ask": "Why does that help?",
                "key_points": [{"id": "ensemble", "statement": "It averages an ensemble.", "concepts": [["ensemble"]]}],
            },
            {"when": "zeroes", "ask": "What is the expectation of a unit?"},
        ],
    }
)
BARE = Question.model_validate(
    {
        "id": "demo.bare",
        "kind": "explain",
        "level": 2,
        "minutes": 1.0,
        "prompt": "What is an epoch?",
        "key_points": [{"id": "pass", "statement": "One pass over the data.", "concepts": [["pass"]]}],
    }
)
CHOICE = Question.model_validate(
    {
        "id": "other.choice",
        "kind": "choose",
        "level": 3,
        "minutes": 3.0,
        "prompt": "Which layer keeps running statistics?",
        "options": [{"id": "bn", "text": "Batch norm", "correct": True}, {"id": "ln", "text": "Layer norm"}],
        "key_points": [
            {
                "id": "batch",
                "statement": "Batch norm needs statistics for inference.",
                "concepts": [["statistics"], ["inference"]],
                "hints": ["What does it use when the batch is one image?"],
            }
        ],
        "misconceptions": [
            {
                "id": "layer-too",
                "statement": "Layer norm keeps them as well.",
                "concepts": [["both"]],
                "contradicts": "batch",
            }
        ],
    }
)
QUESTIONS = {question.id: question for question in (DROPOUT, BARE, CHOICE)}

FULL = (
    "It zeroes random units of a hidden layer during training only, never afterwards, so that no neuron can rely on a "
    "handful of neighbours"
)
"""Covers both core key points of DROPOUT, in more than the words of a thin answer."""
HALF = (
    "It zeroes random units of a hidden layer, so that no neuron can rely on a handful of neighbours and features are "
    "spread across the network"
)
"""Covers the heavier core key point alone, in as many words."""
WRONG = (
    "Dropout is always at work, whether a network is being fitted or evaluated, which leaves predictions noisy "
    "by design and calls for averaging several forward runs"
)
"""Covers nothing and states a misconception."""


def lookup(question_id: str) -> Question:
    return QUESTIONS[question_id]


class WordGrader:
    """Grades by looking for a key point's words in the answer: quick, and easy to foresee."""

    def __init__(self) -> None:
        self.said: list[tuple[str, ...]] = []

    def grade(self, question: Question, answer: str, *, said: Sequence[str] = ()) -> Grade:
        self.said.append(tuple(said))
        return _grade(question.key_points, question.misconceptions, answer)

    def grade_follow_up(
        self, question: Question, follow_up: FollowUp, answer: str, *, said: Sequence[str] = ()
    ) -> Grade:
        self.said.append(tuple(said))
        return _grade(follow_up.key_points, [], answer)

    def accepts(self, question: Question, point: str, answer: str) -> bool:
        prompts = [p.prompt for p in question.key_points if p.id == point]
        return any(prompt is not None and answer.strip(" .").lower() in prompt.accept for prompt in prompts)


def _share(concepts: Sequence[Sequence[str]], answer: str) -> float:
    hits = [any(word in answer for word in group) for group in concepts]
    return sum(hits) / len(hits) if hits else 0.0


def _grade(points: Sequence[KeyPoint], misconceptions: Sequence[Misconception], answer: str) -> Grade:
    low = answer.lower()
    held = [m for m in misconceptions if _share(m.concepts, low) == 1]
    against = {m.contradicts for m in held}
    verdicts = []
    for point in points:
        share = _share(point.concepts, low)
        status = Status.HIT if share == 1 else Status.PARTIAL if share else Status.MISS
        if point.id in against and status is not Status.HIT:
            status = Status.CONTRADICTED
        evidence = () if status is Status.MISS else (Span(0, len(answer)),)
        verdicts.append(PointVerdict(point.id, status, share, evidence, f"{share:.0%} of its words"))
    core = [(p.weight, v) for p, v in zip(points, verdicts, strict=True) if p.tier == "core"]
    total = sum(weight for weight, _ in core)
    score = sum(weight * WORTH[v.status] for weight, v in core) / total if total else 0.0
    score = max(0.0, score - 0.1 * len(held))
    mistakes = tuple(MisconceptionVerdict(m.id, (Span(0, len(answer)),)) for m in held)
    return Grade(round(score, 3), tuple(verdicts), mistakes)


class Clock:
    """Seconds that pass only when told to."""

    def __init__(self, now: float = 1_700_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds


_ids = count()


def start(
    *questions: Question,
    mode: Mode = Mode.INTERVIEW,
    minutes: float | None = None,
    seed: int = 7,
    clock: Callable[[], float] | None = None,
    log: History | None = None,
    grader: WordGrader | None = None,
    find: Lookup = lookup,
) -> Conductor:
    """Begin a session of ``questions``, DROPOUT where none is given."""
    ids = tuple(question.id for question in questions or (DROPOUT,))
    plan = Plan(f"s{next(_ids)}", ids, mode, minutes, seed)
    conductor, _ = Conductor.start(
        plan,
        lookup=find,
        grader=grader or WordGrader(),
        log=log or History.in_memory(),
        clock=clock or Clock(),
    )
    return conductor


def kinds(moves: Sequence[Move]) -> list[str]:
    """Return what the moves are: ``["pump"]``."""
    return [str(move.kind) for move in moves]


def about(moves: Sequence[Move]) -> list[tuple[MoveKind, str | None]]:
    """Return what the moves are and what they are about."""
    return [(move.kind, move.target) for move in moves]
