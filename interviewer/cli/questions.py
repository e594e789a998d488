"""Questions as plain text that reads well without colour."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import indent

from interviewer.knowledge.models import Example, KeyPoint, Misconception, Question
from interviewer.knowledge.places import Place
from interviewer.text import plain


def describe_question(question: Question, place: Place) -> str:
    """Return everything about a question, answers included."""
    return plain("\n".join(_question(question, place))).rstrip()


def _question(question: Question, place: Place) -> Iterator[str]:
    yield question.id
    yield f"{question.kind.value}, level {question.level}, {question.minutes:g} minutes"
    yield f"{place}"
    yield from _line("skills", question.skills)
    yield from _line("prerequisites", question.prerequisites)
    yield from _line("sources", question.sources)
    yield f"\n{question.prompt}"
    if question.code:
        yield f"\n{indent(question.code.rstrip(), '    ')}"
    for option in question.options:
        yield f"  ({option.id}) {option.text}{'  <- correct' if option.correct else ''}"
        yield from _line("why", [option.why] if option.why else [], 6)
    if question.expected:
        yield from _line("expected", question.expected.outputs)
    yield "\nKEY POINTS"
    for point in question.key_points:
        yield from _point(point)
    if question.misconceptions:
        yield "\nMISCONCEPTIONS"
    for wrong in question.misconceptions:
        yield from _misconception(wrong)
    for follow_up in question.follow_ups:
        yield f"\nFOLLOW-UP ({follow_up.when})\n{follow_up.ask}"
        for point in follow_up.key_points:
            yield from _point(point)
    for clarification in question.clarifications:
        yield f"\nIF ASKED ABOUT {', '.join(clarification.ask)}\n{clarification.answer}"
    if question.model_answer:
        yield f"\nMODEL ANSWER\n{question.model_answer}"
    for number, example in enumerate(question.examples, 1):
        yield f"\nEXAMPLE {number}\n{example.text}"
        yield from _line("covers", example.covers)
        yield from _line("misses", example.misses)
        yield from _line("misconceptions", example.misconceptions)


def _point(point: KeyPoint) -> Iterator[str]:
    weight = f", weight {point.weight:g}" if point.weight != 1 else ""
    yield f"- {point.id} ({point.tier.value}{weight}): {point.statement}"
    for group in point.concepts:
        yield from _line("any of", group)
    for paraphrase in point.paraphrases:
        yield f"  or: {paraphrase}"
    for hint in point.hints:
        yield f"  hint: {hint}"
    if point.prompt:
        yield f"  prompt: {point.prompt.ask} [{', '.join(point.prompt.accept)}]"


def _misconception(wrong: Misconception) -> Iterator[str]:
    marks = [f"against {wrong.contradicts}"] if wrong.contradicts else []
    marks += ["fatal"] if wrong.fatal else []
    noted = f" ({', '.join(marks)})" if marks else ""
    yield f"- {wrong.id}{noted}: {wrong.statement}"
    for group in wrong.concepts:
        yield from _line("any of", group)
    for paraphrase in wrong.paraphrases:
        yield f"  or: {paraphrase}"
    yield from _line("probe", [wrong.probe] if wrong.probe else [])
    yield from _line("correction", [wrong.correction] if wrong.correction else [])


def _line(name: str, values: Iterable[str], by: int = 2) -> Iterator[str]:
    if text := ", ".join(values):
        yield f"{' ' * by}{name}: {text}"


def describe_disputed(found: Sequence[tuple[str, Example]]) -> str:
    """Return labelled examples as YAML, each under a comment that names its question."""
    import yaml

    parts = []
    for question, example in found:
        data = [{"text": plain(example.text), "covers": example.covers, "misses": example.misses}]
        parts.append(f"# {question}\n{yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)}")
    return "\n".join(parts).rstrip()
