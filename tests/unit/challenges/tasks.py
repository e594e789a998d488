"""Small challenges that tests write into folders of their own."""

import textwrap
from pathlib import Path

YAML = """
id: {id}
title: A task
topic: tests
level: 1
minutes: 1
statement: Write it.
entry: [{entry}]
hints: [one, two, three]
{more}
"""


def write_task(
    folder: Path, cases: str, solution: str, *, entry: str = "f", more: str = "", starter: str = "import torch\n"
) -> Path:
    """Write a challenge named like its folder; ``cases`` is the body of ``cases.py`` after the imports."""
    folder.mkdir()
    (folder / "challenge.yaml").write_text(YAML.format(id=folder.name, entry=entry, more=more), encoding="utf-8")
    imports = "import torch\nfrom interviewer.challenges.kit import *\nfrom interviewer.challenges.kit import Case\n"
    (folder / "cases.py").write_text(imports + textwrap.dedent(cases), encoding="utf-8")
    (folder / "solution.py").write_text(textwrap.dedent(solution), encoding="utf-8")
    (folder / "starter.py").write_text(starter, encoding="utf-8")
    return folder


DOUBLE_CASES = """
def cases(rng):
    yield Case("small", (torch.randn(2, 3, generator=rng),), visible=True)
    yield Case("large", (torch.randn(40, 50, generator=rng),))
"""
DOUBLE = "def f(x):\n    return 2 * x\n"
