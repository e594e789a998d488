"""What can be said of a submission without running it."""

import ast
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LOOPS = {
    ast.For: "for",
    ast.AsyncFor: "for",
    ast.While: "while",
    ast.ListComp: "a comprehension",
    ast.SetComp: "a comprehension",
    ast.DictComp: "a comprehension",
    ast.GeneratorExp: "a generator expression",
}


@dataclass(frozen=True, slots=True)
class Screened:
    """What a look at the code found.

    Attributes:
        fault: why it cannot be compiled, or empty.
        line: where, from 1.
        text: that line.
        forbidden: what it uses though that is forbidden, and the line: ``("for", 7)``.
    """

    fault: str = ""
    line: int = 0
    text: str = ""
    forbidden: tuple[tuple[str, int], ...] = ()


def screen(code: str, *, forbidden: Sequence[str] = (), no_loops: bool = False) -> Screened:
    """Look through a submission.

    Args:
        code: the submission.
        forbidden: names it must not use; here only imported packages, ``numpy``, and dotted names are looked for.
        no_loops: whether loops and comprehensions are forbidden too.
    """
    try:
        with warnings.catch_warnings():
            # The candidate is warned by their own process.
            warnings.simplefilter("ignore")
            tree = compile(code, "solution.py", "exec", ast.PyCF_ONLY_AST)
            compile(code, "solution.py", "exec")
    except SyntaxError as error:
        return Screened(error.msg, error.lineno or 1, (error.text or "").rstrip()[:200])
    except (ValueError, RecursionError, MemoryError) as error:
        return Screened(f"the code cannot be read: {error or type(error).__name__}", 1)
    assert isinstance(tree, ast.AST)  # noqa: S101 - what the flag above asks for
    nodes = list(ast.walk(tree))
    found = [*(_loops(nodes) if no_loops else ()), *_imports(nodes, {name for name in forbidden if "." not in name})]
    found += _addresses(nodes, set(forbidden))
    return Screened(forbidden=tuple(dict.fromkeys(sorted(found, key=lambda one: one[1]))))


def _loops(nodes: Sequence[ast.AST]) -> Iterator[tuple[str, int]]:
    for node in nodes:
        name = LOOPS.get(type(node))
        if name is not None:
            yield name, getattr(node, "lineno", 0)


def _imports(nodes: Sequence[ast.AST], packages: set[str]) -> Iterator[tuple[str, int]]:
    for node in nodes:
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        yield from ((name, node.lineno) for name in names if name.partition(".")[0] in packages)  # type: ignore[attr-defined]  # only imports have names


def _addresses(nodes: Sequence[ast.AST], forbidden: set[str]) -> Iterator[tuple[str, int]]:
    """Yield the dotted names in the code that are forbidden as they stand, called or not."""
    for node in nodes:
        if isinstance(node, ast.Attribute) and (address := _address(node)) in forbidden:
            yield address, node.lineno


def _address(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        before = _address(node.value)
        return f"{before}.{node.attr}" if before else ""
    return node.id if isinstance(node, ast.Name) else ""
