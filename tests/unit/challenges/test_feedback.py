"""What a candidate is told: the first thing wrong, in words, with the values and the line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.challenges.events import CaseDone, Output, Plot, Started, Verdict
from tests.unit.challenges.referees import SOFTMAX, Referee
from tests.unit.challenges.tasks import DOUBLE, DOUBLE_CASES, write_task

Judged = Callable[[str], Verdict]


@pytest.fixture(scope="module")
def double(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_task(tmp_path_factory.mktemp("tasks") / "double", DOUBLE_CASES, DOUBLE)


@pytest.fixture
def judged(referee: Referee, double: Path) -> Judged:
    return lambda code: referee.verdict(code, double, trusted=True)


def test_a_right_answer_passes_every_case(judged: Judged) -> None:
    verdict = judged(DOUBLE)
    assert verdict.passed
    assert (verdict.cases, verdict.of, verdict.stage) == (2, 2, "")


@pytest.mark.parametrize(
    ("code", "stage", "line", "says"),
    [
        ("def f(x)\n    return x\n", "syntax", 1, "expected ':'"),
        ("import torch\nimport no_such_module\n", "import", 2, "No module named 'no_such_module'"),
        ("def ff(x):\n    return 2 * x\n", "entry", 0, "defines no `f` (did you mean 'ff'?)"),
        ("f = 3\n", "entry", 0, "`f` should be something to call, and is int"),
        ("def f(x):\n    y = 1\n    return x @ y\n", "error", 3, "TypeError"),
        ("def f(x):\n    raise SystemExit(0)\n", "died", 2, "ended the program"),
        ("def f(x):\n    raise KeyboardInterrupt\n", "error", 2, "KeyboardInterrupt"),
        ("def f(x):\n    return f(x)\n", "error", 2, "RecursionError"),
        ("def f(x):\n    raise ValueError('x' * 10**7)\n", "error", 2, "ValueError"),
        ("def f():\n    return 1\n", "error", 0, "takes 0 positional arguments"),
        ("def f(x):\n    pass\n", "type", 0, "is None. Did you forget to return it?"),
        ("def f(x):\n    return x.numpy()\n", "type", 0, "is a numpy.ndarray"),
        ("def f(x):\n    return (2 * x, x)\n", "type", 0, "should be a tensor, and is a tuple of 2"),
        ("def f(x):\n    return 2 * x[0]\n", "shape", 0, "should have shape (2, 3), and has (3,)"),
        ("def f(x):\n    return (2 * x).double()\n", "dtype", 0, "should be float32, and is float64"),
        ("def f(x):\n    return x / 0\n", "finite", 0, "is inf in 6 of 6 elements"),
        ("def f(x):\n    return x + x + 1\n", "value", 0, "differs in 6 of 6 elements; worst absolute error 1"),
        ("def f(x):\n    return x.mul_(2)\n", "mutation", 0, "changed its argument 1"),
    ],
)
def test_the_first_thing_wrong_is_named(judged: Judged, code: str, stage: str, line: int, says: str) -> None:
    verdict = judged(code)
    assert not verdict.passed
    assert (verdict.stage, verdict.line) == (stage, line)
    assert says in verdict.message
    assert len(verdict.message) < 1500


def test_one_wrong_element_is_shown_among_its_neighbours(judged: Judged) -> None:
    verdict = judged("def f(x):\n    y = 2 * x\n    if len(y) > 2:\n        y[30, 20] += 5\n    return y\n")
    assert verdict.case == "large"
    assert "differs in 1 of 2000 elements; worst absolute error 5 at [30, 20]" in verdict.message
    want, got, call = verdict.details
    assert want.startswith("want[28:33, 18:23]\n")
    assert got.count("*") == 1
    assert call == "The call: f(tensor of 40×50 float32)"


def test_an_exception_shows_the_lines_that_led_to_it(judged: Judged) -> None:
    verdict = judged("def g(x):\n    return x.nothing\n\ndef f(x):\n    return g(x)\n")
    assert verdict.message == "line 2: AttributeError: 'Tensor' object has no attribute 'nothing'"
    assert verdict.details[0] == "line 5, in f:\n    return g(x)\nline 2, in g:\n    return x.nothing"


def test_trying_runs_the_visible_cases_alone(referee: Referee, double: Path) -> None:
    fails_only_when_large = "def f(x):\n    return 2 * x if len(x) < 9 else x\n"
    assert referee.verdict(fails_only_when_large, double, trusted=True, visible_only=True).passed
    assert referee.verdict(fails_only_when_large, double, trusted=True).case == "large"


def test_the_same_seed_gives_the_same_cases(referee: Referee, double: Path) -> None:
    code = "def f(x):\n    return x\n"
    first, again, other = (referee.verdict(code, double, trusted=True, seed=seed).message for seed in (1, 1, 2))
    assert first == again != other


def test_a_seed_is_drawn_in_secret_and_told(referee: Referee, double: Path) -> None:
    seeds = {referee.wait(referee.judge.verdict(double, DOUBLE, trusted=True)).seed for _ in range(3)}
    assert len(seeds) == 3


def test_output_and_curves_come_before_the_verdict(referee: Referee, double: Path) -> None:
    code = """
import sys
def f(x):
    print("hello \\x1b[31m\\u202eworld")
    print("aside", file=sys.stderr)
    plot("loss", 0.5)
    plot("loss", 0.25)
    return 2 * x
"""
    events = referee.events(code, double, trusted=True)
    assert isinstance(events[0], Started)
    assert isinstance(events[-1], Verdict)
    text = "".join(event.text for event in events if isinstance(event, Output) and event.stream == "stdout")
    assert text == "hello [31mworld\n" * 2
    assert any(isinstance(event, Output) and event.stream == "stderr" for event in events)
    points = [(event.name, event.step, event.value) for event in events if isinstance(event, Plot)]
    assert points == [("loss", 0, 0.5), ("loss", 1, 0.25), ("loss", 2, 0.5), ("loss", 3, 0.25)]
    assert [event.name for event in events if isinstance(event, CaseDone)] == ["small", "large"]


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("import torch\n\ndef softmax(x, dim):\n    return torch.softmax(x, dim)\n", "torch.softmax, line 4"),
        ("def softmax(x, dim):\n    return x.softmax(dim)\n", "torch.Tensor.softmax, line 2"),
        ("def softmax(x, dim):\n    return getattr(x, 'soft' + 'max')(dim)\n", "torch.Tensor.softmax, line 2"),
        ("import torch\nsoftmax = torch.softmax\n", "torch.softmax, line 2"),
        ("import torch\nname = 'softmax'\nsoftmax = getattr(torch, name)\n", "torch.softmax"),
        (
            "import torch\n\ndef softmax(x, dim):\n    return torch.ops.aten._softmax(x, dim, False)\n",
            "aten::_softmax, line 4",
        ),
        ("def softmax(x, dim):\n    return x.log_softmax(dim).exp()\n", "torch.Tensor.log_softmax, line 2"),
        (
            "import torch\n\ndef softmax(x, dim):\n    return torch.nn.Softmax(dim)(x)\n",
            "torch.nn.functional.softmax, line 4",
        ),
        (
            (
                "import threading\n\ndef softmax(x, dim):\n    out = []\n"
                "    one = threading.Thread(target=lambda: out.append(x.softmax(dim)))\n"
                "    one.start()\n    one.join()\n    return out[0]\n"
            ),
            "torch.Tensor.softmax, line 5",
        ),
        (
            (
                "def softmax(x, dim):\n    for _ in range(1):\n        e = (x - x.amax(dim, keepdim=True)).exp()\n"
                "    return e / e.sum(dim, keepdim=True)\n"
            ),
            "for, line 2",
        ),
        (
            (
                "def softmax(x, dim):\n    e, = [(x - x.amax(dim, keepdim=True)).exp() for _ in '1']\n"
                "    return e / e.sum(dim, keepdim=True)\n"
            ),
            "a comprehension, line 2",
        ),
    ],
)
def test_what_is_forbidden_is_seen_however_it_is_reached(referee: Referee, code: str, seen: str) -> None:
    verdict = referee.verdict(code, SOFTMAX, trusted=True)
    assert verdict.stage == "forbidden"
    assert verdict.forbidden[0] == seen
    assert verdict.message.startswith(f"Forbidden: {seen}.")


def test_a_module_is_forbidden_by_its_name(referee: Referee, tmp_path: Path) -> None:
    task = write_task(
        tmp_path / "linear",
        "def cases(rng):\n    yield Case('one', (torch.randn(2, 3, generator=rng),), visible=True)\n"
        "def exercise(entry, case):\n    torch.manual_seed(0)\n    return {'result': entry()(*case.args)}\n",
        "import torch\nclass F(torch.nn.Module):\n    def forward(self, x):\n        return x.tanh()\n",
        entry="F",
        more="forbidden: [nn.Tanh]",
    )
    inherits = "import torch\nclass F(torch.nn.Tanh):\n    pass\n"
    uses = "import torch\nclass F(torch.nn.Module):\n    def forward(self, x):\n        return torch.nn.Tanh()(x)\n"
    assert referee.verdict(task.joinpath("solution.py").read_text(), task, trusted=True).passed
    assert referee.verdict(inherits, task, trusted=True).forbidden == ("torch.nn.Tanh",)
    assert referee.verdict(uses, task, trusted=True).forbidden == ("nn.Tanh, line 4",) or referee.verdict(
        uses, task, trusted=True
    ).forbidden == ("torch.nn.Tanh, line 4",)


def test_gradients_are_compared_by_value(referee: Referee, tmp_path: Path) -> None:
    task = write_task(
        tmp_path / "square",
        "def cases(rng):\n"
        "    yield Case('gradient', (torch.randn(3, generator=rng).requires_grad_(),), grad=True, visible=True)\n",
        "def f(x):\n    return x * x\n",
    )
    wrong = "def f(x):\n    return x.detach() * x\n"
    assert referee.verdict("def f(x):\n    return x * x\n", task, trusted=True).passed
    verdict = referee.verdict(wrong, task, trusted=True)
    assert verdict.stage == "gradient"
    assert verdict.message.startswith("The gradient of argument 1 differs in 3 of 3 elements")
    verdict = referee.verdict("def f(x):\n    return (x * x).detach()\n", task, trusted=True)
    assert verdict.message.startswith("The gradient of argument 1 does not exist")


def test_a_modules_state_and_buffers_are_compared(referee: Referee, tmp_path: Path) -> None:
    solution = """
import torch
class Scale(torch.nn.Module):
    def __init__(self, size):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.ones(size))
        self.register_buffer("calls", torch.zeros(()))
    def forward(self, x):
        self.calls += 1
        return x * self.weight
"""
    task = write_task(
        tmp_path / "scale",
        """
def cases(rng):
    state = {"weight": torch.randn(3, generator=rng), "calls": torch.tensor(4.0)}
    yield Case("one", (torch.randn(2, 3, generator=rng),), init={"size": 3}, state=state, grad=True, visible=True)

exercise = drive_module
""",
        solution,
        entry="Scale",
    )
    assert referee.verdict(solution, task, trusted=True).passed
    forgets = solution.replace("        self.calls += 1\n", "")
    assert referee.verdict(forgets, task, trusted=True).message.startswith("The buffer calls should be 5, and is 4")
    renamed = solution.replace("weight", "w")
    assert "has no 'weight'" in referee.verdict(renamed, task, trusted=True).message
    no_module = "class Scale:\n    def __init__(self, size):\n        pass\n"
    assert referee.verdict(no_module, task, trusted=True).stage == "type"
