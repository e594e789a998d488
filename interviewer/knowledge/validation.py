"""What pydantic finds wrong, in plain sentences with a place and the nearest valid name."""

import types
from collections.abc import Iterator
from enum import Enum
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from interviewer.knowledge.models import DanglingError
from interviewer.knowledge.names import did_you_mean
from interviewer.knowledge.places import Place, Where, dotted
from interviewer.knowledge.problems import Problem
from interviewer.knowledge.reader import Document


def problems_of(
    error: ValidationError,
    model: type[BaseModel],
    file: str,
    document: Document,
    *,
    base: Where = (),
    question: str = "",
) -> Iterator[Problem]:
    """Translate what pydantic found in ``document``.

    Args:
        error: what validating a part of the document raised.
        model: the model it was validated against.
        file: the file's name as the user knows it.
        document: where everything stands.
        base: the path of that part in the document.
        question: the id of the question that the part belongs to.
    """
    for where, message in _faults(error, model):
        yield Problem(Place(file, document.mark((*base, *where))), message, dotted(where)[:120], question)


def _faults(error: ValidationError, model: type[BaseModel]) -> Iterator[tuple[Where, str]]:
    for details in error.errors(include_url=False):
        cause = details.get("ctx", {}).get("error")
        if isinstance(cause, DanglingError):
            for where, message in cause.faults:
                yield (*details["loc"], *where), message
        else:
            # A mapping's own key stands there as itself and `[key]`.
            yield tuple(part for part in details["loc"] if part != "[key]"), _sentence(details, model)


def _sentence(details: ErrorDetails, model: type[BaseModel]) -> str:
    kind, given, limits = details["type"], details["input"], details.get("ctx", {})
    expected = _EXPECTED.get(kind)
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        parent = _type_at(model, details["loc"][:-1])
        fields = parent.model_fields if isinstance(parent, type) and issubclass(parent, BaseModel) else {}
        return f"is not a field here{did_you_mean(str(details['loc'][-1]), fields)}"
    if kind == "enum" and isinstance(choices := _type_at(model, details["loc"]), type) and issubclass(choices, Enum):
        names = [str(choice.value) for choice in choices]
        return f"should be one of {', '.join(names)}, not {_shown(given)}{did_you_mean(str(given), names)}"
    if kind == "string_pattern_mismatch":
        return f"should be {_pattern(limits['pattern'])}, not {_shown(given)}"
    if kind in {"string_too_short", "too_short"} and not given:
        return "is empty"
    # A line of text with a colon in it is the commonest slip of all.
    advice = "; quote text that holds `: `" if kind == "string_type" and isinstance(given, dict) else ""
    return f"should {expected.format(**limits)}, not {_shown(given)}{advice}" if expected else str(details["msg"])


_EXPECTED = {
    "string_type": "be text",
    "list_type": "be a list",
    "dict_type": "be a mapping",
    "model_type": "be a mapping of fields",
    "model_attributes_type": "be a mapping of fields",
    "int_type": "be a whole number",
    "int_parsing": "be a whole number",
    "int_from_float": "be a whole number",
    "int_parsing_size": "be a whole number of fewer digits",
    "float_type": "be a number",
    "float_parsing": "be a number",
    "finite_number": "be a finite number",
    "bool_type": "be true or false",
    "bool_parsing": "be true or false",
    "greater_than": "be more than {gt:g}",
    "greater_than_equal": "be at least {ge:g}",
    "less_than": "be less than {lt:g}",
    "less_than_equal": "be at most {le:g}",
    "string_too_long": "have at most {max_length} characters",
    "string_too_short": "have at least {min_length} characters",
    "too_short": "have at least {min_length} items",
    "too_long": "have at most {max_length} items",
}


def _pattern(pattern: str) -> str:
    dotted_name = r"\." in pattern
    return "an id `<topic>.<name>`, `optimizers.adam-bias`" if dotted_name else "lower-case words joined by hyphens"


def _shown(value: object) -> str:
    """Name a value by its kind, and text by its beginning; a whole value may be megabytes."""
    if isinstance(value, str):
        return "nothing" if not value else repr(value if len(value) <= 40 else f"{value[:39]}…")
    if isinstance(value, dict):
        return "a mapping"
    return f"a list of {len(value)}" if isinstance(value, list) else repr(value)[:40]


def _type_at(model: type[BaseModel], where: Where) -> object:
    """Return the type that the value at ``where`` should have: a class, where the path leads to one."""
    found: object = model
    for part in where:
        if isinstance(part, int):
            found = _inner(get_args(found)[0]) if get_args(found) else None
        elif isinstance(found, type) and issubclass(found, BaseModel) and part in found.model_fields:
            found = _inner(found.model_fields[part].annotation)
        else:
            return None
    return found


def _inner(annotation: object) -> object:
    """Take ``Annotated`` and ``| None`` off a type."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in {Union, types.UnionType}:
            annotation = next(one for one in get_args(annotation) if one is not type(None))
        else:
            return annotation
