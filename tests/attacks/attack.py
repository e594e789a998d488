"""What an attack is, and the submission around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from interviewer.challenges.containment import LADDER, Name

Damage = Literal["file", "secret", "network", "terminal", "process", "stray", "disk", "referee", "pass"]
"""What an attack can do: to a file, by reading one, over the network, to the terminal, to another program, by leaving
a process or a full disk behind, to the referee (which is then started anew), or by passing."""

IMPORTS = "import atexit, ctypes, gc, json, os, signal, socket, subprocess, sys, threading, time, torch\n"

ZEROS = """
def softmax(x):
    return torch.zeros_like(x)
"""

HONEST = """
def softmax(x):
    powers = torch.exp(x - x.amax(-1, keepdim=True))
    return powers / powers.sum(-1, keepdim=True)
"""


@dataclass(frozen=True)
class Attack:
    """One submission that must not pass, and what is to be said of it.

    In ``code`` the words ``@VICTIM@`` (a folder of somebody's files), ``@PORT@`` (a TCP and UDP port), ``@TERMINAL@``
    (a terminal), ``@BYSTANDER@`` (a process), ``@CHALLENGE@`` (the challenge's folder) and ``@TOKEN@`` (a word by which
    a process of this attack is known) stand for those.

    Attributes:
        name: what it does.
        code: the submission, without its first line, which imports what it needs.
        stage: the stages it may rightly be named with.
        says: what the verdict must say beside that.
        gets_through: in which rung it does what damage, and why that is so.
        rungs: where it is run; elsewhere it would harm this machine.
        differs: whether rungs treat it differently, so that it is tried in each by `make test` too.
        mild: whether all it does is to return something, so that its process can serve again.
    """

    name: str
    code: str
    stage: str
    says: str = ""
    gets_through: Mapping[Name, Mapping[Damage, str]] = field(default_factory=dict)
    rungs: tuple[Name, ...] = LADDER
    differs: bool = False
    mild: bool = False

    @property
    def stages(self) -> set[str]:
        return set(self.stage.split(" or "))

    def submission(self, names: Mapping[str, str]) -> str:
        text = IMPORTS + self.code
        for name, value in names.items():
            text = text.replace(f"@{name}@", value)
        return text
