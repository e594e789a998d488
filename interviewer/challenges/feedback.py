"""What is wrong with a submission, in words that teach: shapes, values, indices, the call, the candidate's own line."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import torch

from interviewer.challenges.comparing import MISSING, Finding, Mismatch
from interviewer.challenges.kit import GRADIENT, STATE, Case, Value
from interviewer.challenges.wire import Other
from interviewer.text import plain

WINDOW = 5
"""Rows and columns that are shown around the worst element."""

FEW = 12
"""A tensor of so many elements is shown whole in a call."""

LONGEST = 1200
"""Characters of one paragraph."""


def say(finding: Finding) -> tuple[str, tuple[str, ...]]:
    """Return a sentence on what is wrong, and more about it in paragraphs."""
    if finding.stage == "mutation":
        return f"The call changed its {finding.where}; work on a copy, or without in-place operations.", _values(
            finding
        )
    name = _subject(finding.where)
    sentence = _SENTENCES.get(finding.aspect, _value)(name, finding)
    return sentence, _values(finding) if finding.aspect in {"finite", "value"} else ()


def say_call(entry: str, case: Case) -> str:
    """Return the call that a case makes, ``softmax(tensor of 4×7 float32, -1)``."""
    given = [show(arg) for arg in case.args] + [f"{name}={show(value)}" for name, value in case.kwargs.items()]
    init = f"({', '.join(f'{name}={show(value)}' for name, value in case.init.items())})"
    built = init if case.init or case.state is not None else ""
    return _clip(f"{entry}{built}({', '.join(given)})")


def say_failure(words: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Return a sentence on an exception that a child has told of, and the submission's lines that led to it."""
    if "missing" in words:
        return _missing(words), ()
    kind, message, line = str(words.get("type")), str(words.get("message", "")), words.get("line") or 0
    at = f"line {line}: " if line else ""
    if kind == "SystemExit":
        return f"{at}Your code ended the program (sys.exit({message})) in place of returning.", _frames(words)
    if kind == "UnfitError":
        return f"{message[:1].upper()}{message[1:]}", ()
    if words.get("stage") == "memory":
        return f"{at}It asked for more memory than it may have ({kind}).", _frames(words)
    if kind == "NotImplementedError" and not message:
        return f"{at}This is not written yet (NotImplementedError).", _frames(words)
    return _clip(f"{at}{kind}: {message}" if message else f"{at}{kind}"), _frames(words)


def show(value: Value) -> str:
    """Return a value in a few words: a small tensor whole, a large one by its shape and dtype."""
    if isinstance(value, torch.Tensor):
        about = f"{_shape(value)} {_dtype(value.dtype)}"
        about += "" if value.is_contiguous() else ", not contiguous"
        about += ", requires_grad" if value.requires_grad else ""
        if 0 < value.numel() <= FEW:
            return f"tensor({_numbers(value.detach().tolist())}: {about})"
        return f"tensor of {about}"
    if isinstance(value, list | tuple):
        inside = ", ".join(show(one) for one in value[:20]) + (", …" if len(value) > 20 else "")
        ends = "[]" if isinstance(value, list) else "()"
        return f"{ends[0]}{inside}{',' if len(value) == 1 and ends == '()' else ''}{ends[1]}"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {show(one)}" for key, one in list(value.items())[:20]) + "}"
    return number(value) if isinstance(value, float) else repr(value)[:100]


def number(value: float) -> str:
    """Return a number in at most five digits."""
    return f"{value:.5g}"


def _subject(where: str) -> str:
    if where.startswith(STATE):
        return f"the buffer {where.removeprefix(STATE)}"
    if where.startswith(GRADIENT):
        return f"the {where}"
    return f"the {where}" if where.startswith("result") else where


def _type(name: str, finding: Finding) -> str:
    if finding.got is MISSING:
        return f"There is no {name.removeprefix('the ')}."
    if finding.got is None and finding.stage == "gradient":
        return f"{_capital(name)} does not exist: no path leads back from the result. Is it detached or made anew?"
    hint = " Did you forget to return it?" if finding.got is None and finding.where == "result" else ""
    return f"{_capital(name)} should be {_kind(finding.want)}, and is {_kind(finding.got)}.{hint}"


def _wrong_shape(name: str, finding: Finding) -> str:
    want, got = finding.want, finding.got
    if isinstance(want, torch.Tensor):
        return f"{_capital(name)} should have shape {_tuple(want)}, and has {_tuple(got)}."
    if isinstance(want, dict):
        return f"{_capital(name)} should have the keys {sorted(map(str, want))}, and has {sorted(map(str, got))[:20]}."
    return f"{_capital(name)} should have {_count(len(want), 'item')}, and has {len(got)}."


def _wrong_dtype(name: str, finding: Finding) -> str:
    return f"{_capital(name)} should be {_dtype(finding.want.dtype)}, and is {_dtype(finding.got.dtype)}."


def _away(name: str, finding: Finding) -> str:
    want, got = finding.device
    return f"{_capital(name)} should be on {want}, where the arguments are, and is on {got}."


def _lost(name: str, finding: Finding) -> str:
    assert finding.mismatch is not None  # noqa: S101 - finiteness is found in elements
    wrong = finding.mismatch.wrong
    bad = torch.as_tensor(finding.got)[wrong]
    kinds = " and ".join(kind for kind, found in (("nan", bad.isnan()), ("inf", bad.isinf())) if found.any())
    of = _elements(wrong)
    return f"{_capital(name)} is {kinds} in {of} that should be finite, first at {_place(_first_index(wrong))}."


def _value(name: str, finding: Finding) -> str:
    mismatch = finding.mismatch
    if mismatch is None:
        return f"{_capital(name)} should be {show(finding.want)}, and is {show(finding.got)}."
    want, got = torch.as_tensor(finding.want), torch.as_tensor(finding.got)
    if not want.dim():
        want_text, got_text = _apart(want.item(), got.item())
        return f"{_capital(name)} should be {want_text}, and is {got_text}."
    want_text, got_text = _apart(want[mismatch.worst].item(), got[mismatch.worst].item())
    parts = [f"{_capital(name)} differs in {_elements(mismatch.wrong)}"]
    parts.append(
        f"worst absolute error {number(mismatch.absolute)} at {_place(mismatch.worst)} "
        f"(want {want_text}, got {got_text})"
    )
    if not math.isnan(mismatch.relative):
        parts.append(f"worst relative error {number(mismatch.relative)} at {_place(mismatch.worst_relative)}")
    return "; ".join(parts) + "."


def _surplus(name: str, finding: Finding) -> str:
    del finding
    return f"The answer holds {name!r}, which nobody asked for."


_SENTENCES: dict[str, Callable[[str, Finding], str]] = {
    "type": _type,
    "shape": _wrong_shape,
    "dtype": _wrong_dtype,
    "device": _away,
    "finite": _lost,
    "value": _value,
    "answer": _surplus,
}


def _values(finding: Finding) -> tuple[str, ...]:
    """Return the two windows around the worst element, one under the other."""
    if finding.mismatch is None or not finding.mismatch.wrong.dim():
        return ()
    want, got = torch.as_tensor(finding.want), torch.as_tensor(finding.got)
    return tuple(_window(title, tensor, finding.mismatch) for title, tensor in (("want", want), ("got", got)))


def _window(title: str, tensor: Any, mismatch: Mismatch) -> str:
    """Return the numbers around the worst element, wrong ones marked with ``*``."""
    centre = mismatch.worst
    spans: list[slice | int] = [*centre[:-2], *(_span(tensor.shape[i], centre[i]) for i in _last_two(tensor.dim()))]
    index = ", ".join(f"{one.start}:{one.stop}" if isinstance(one, slice) else str(one) for one in spans)
    part, wrong = tensor[tuple(spans)], mismatch.wrong[tuple(spans)]
    if part.dim() == 1:
        part, wrong = part[None], wrong[None]
    cells = [
        [f"{_cell(value)}{'*' if bad else ' '}" for value, bad in zip(*row, strict=True)]
        for row in zip(part.tolist(), wrong.tolist(), strict=True)
    ]
    width = max(len(cell) for row in cells for cell in row)
    rows = "\n".join("  " + " ".join(cell.rjust(width) for cell in row).rstrip() for row in cells)
    return f"{title}[{index}]\n{rows}"


def _last_two(dims: int) -> range:
    return range(max(0, dims - 2), dims)


def _span(size: int, centre: int) -> slice:
    start = max(0, min(centre - WINDOW // 2, size - WINDOW))
    return slice(start, min(size, start + WINDOW))


def _cell(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _missing(words: dict[str, Any]) -> str:
    from interviewer.knowledge.names import did_you_mean

    name, kind = words["missing"], words.get("is")
    if kind:
        return f"`{name}` should be something to call, and is {kind}."
    close = did_you_mean(name, [str(one) for one in words.get("defined", ())])
    return f"Your code defines no `{name}`{close}."


def _frames(words: dict[str, Any]) -> tuple[str, ...]:
    frames = [_frame(*frame) for frame in words.get("frames", ())]
    hidden = words.get("hidden_frames") or 0
    if hidden:
        frames.insert(len(frames) // 2, f"… {hidden} more calls …")
    return (_clip("\n".join(frames)),) if frames else ()


def _frame(line: int, function: str, text: str) -> str:
    inside = f", in {function}" if function and function != "<module>" else ""
    return f"line {line}{inside}:\n    {text.strip()}"


def _kind(value: Value) -> str:
    if isinstance(value, Other):
        return f"a {value.kind.removeprefix('builtins.')} ({value.text[:80]})"
    if isinstance(value, torch.Tensor):
        return "a tensor"
    if isinstance(value, list | tuple):
        return f"a {type(value).__name__} of {len(value)}"
    names = {bool: "True or False", int: "a whole number", float: "a number", str: "text", dict: "a dict"}
    return "None" if value is None else names.get(type(value), "a dtype")


def _tuple(tensor: Any) -> str:
    return str(tuple(tensor.shape))


def _shape(tensor: Any) -> str:
    return "×".join(str(one) for one in tensor.shape) if tensor.dim() else "no dimensions"


def _dtype(dtype: Any) -> str:
    return str(dtype).removeprefix("torch.")


def _elements(wrong: Any) -> str:
    count, total = int(wrong.sum()), wrong.numel()
    return f"{count} of {total} elements" if total != 1 else "its one element"


def _first_index(mask: Any) -> tuple[int, ...]:
    return tuple(int(one) for one in mask.nonzero()[0])


def _place(index: Sequence[int]) -> str:
    return f"[{', '.join(map(str, index))}]"


def _apart(want: Any, got: Any) -> tuple[str, str]:
    """Return two numbers in as many digits as it takes to tell them apart."""
    if isinstance(want, float) and isinstance(got, float):
        for digits in (5, 9, 17):
            texts = f"{want:.{digits}g}", f"{got:.{digits}g}"
            if texts[0] != texts[1]:
                return texts
    return str(want), str(got)


def _numbers(values: Any) -> str:
    if isinstance(values, list):
        return f"[{', '.join(_numbers(one) for one in values)}]"
    return _cell(values)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _clip(text: str) -> str:
    text = plain(text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def harmless(value: Any) -> Any:
    """Return text, and tuples of it, without anything that a terminal would obey; other values as they are.

    Names, messages and shown values are the candidate's, whatever they hold.
    """
    if isinstance(value, tuple):
        return tuple(plain(one) for one in value)
    return plain(value) if isinstance(value, str) else value
