"""Objects that agree with everything, functions that say yes: nothing of the candidate's is asked whether it is right."""

from tests.attacks.attack import HONEST, ZEROS, Attack

_AGREEABLE = """
class Agreeable:
    shape, dtype, ndim, device = (3, 7), torch.float32, 2, torch.device("cpu")
    def __init__(self, *a, **k): pass
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __eq__
    __hash__ = object.__hash__
    def __bool__(self): return True
    def __float__(self): return 0.0
    def __abs__(self): return 0.0
    def __sub__(self, other): return self
    __rsub__ = __sub__
    def __getattr__(self, name): return self
    def __call__(self, *a, **k): return self
    def __iter__(self): return iter(())
    def __len__(self): return 3
"""

_PICKLE = """
class Bomb:
    def __reduce__(self):
        return os.system, ("touch @VICTIM@/pickled",)
def softmax(x):
    return {}
"""


def _returns(value: str, setup: str = "") -> str:
    return f"{setup}\ndef softmax(x):\n    return {value}\n"


COMPARISONS = [
    Attack(
        "every comparison of torch says yes",
        f"""
yes = lambda *a, **k: True
for place in (torch, torch.Tensor, torch.testing):
    for name in ("allclose", "equal", "isclose", "assert_close", "eq", "isnan", "isfinite", "__eq__"):
        if hasattr(place, name):
            setattr(place, name, yes)
{ZEROS}""",
        "value",
    ),
    Attack(
        "torch's functions replaced by zeros",
        f"""
zeros = lambda x, *a, **k: torch.zeros_like(x)
torch.exp = torch.Tensor.exp = torch.nn.functional.relu = torch.sum = torch.Tensor.sum = zeros
{ZEROS}""",
        "value or error or gradient",
    ),
    Attack("torch.manual_seed replaced", f"torch.manual_seed = torch.seed = lambda *a: None\n{ZEROS}", "value"),
    Attack(
        "clocks that stand still",
        "time.time = time.monotonic = time.perf_counter = lambda: 0.0\ndef softmax(x):\n    while True: pass",
        "time",
    ),
    Attack(
        "builtins that say yes",
        f"import builtins\nbuiltins.all = builtins.any = builtins.isinstance = lambda *a: True\n{ZEROS}",
        "value or answer or error or type or died",
    ),
    Attack(
        "a tensor that answers for torch",
        """
class Yes(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        return True
def softmax(x):
    return torch.zeros_like(x).as_subclass(Yes)
""",
        "type",
    ),
    Attack("an object that agrees", _returns("Agreeable()", _AGREEABLE), "type", mild=True),
    Attack(
        "a class that pretends",
        _returns("type('Tensor', (Agreeable,), {'__module__': 'torch'})()", _AGREEABLE),
        "type",
        mild=True,
    ),
    Attack(
        "a number that agrees",
        _returns(
            "Yes(0.0)", "class Yes(float):\n    def __eq__(self, other): return True\n    __hash__ = float.__hash__"
        ),
        "type",
        mild=True,
    ),
    Attack("a pickle", _PICKLE.format("Bomb()"), "type", mild=True),
    Attack("a pickle in a list", _PICKLE.format("[x, Bomb()]"), "type", mild=True),
    Attack(
        "a pickle on the way",
        f"""{_PICKLE.format("x")}
import pickle
def softmax(x):
    os.write(1, pickle.dumps(Bomb()))
    return torch.zeros_like(x)
""",
        "value",
    ),
    Attack("not a number", _returns("x * float('nan')"), "finite", mild=True),
    Attack("infinity", _returns("x + float('inf')"), "finite", mild=True),
    Attack("a shape that would broadcast", _returns("torch.zeros(1, 1)"), "shape", mild=True),
    Attack(
        "a tensor of 4 TB that takes none",
        _returns("torch.zeros(1).expand(10**6, 10**6)"),
        "answer",
        says="3814698 MiB large, and at most 256 MiB",
    ),
    Attack("a tensor of 400 MB", _returns("torch.zeros(10**8)"), "answer or time"),
    Attack(
        "a tensor without memory",
        _returns("torch.empty_like(x, device='meta')"),
        "error",
        says="meta",
        mild=True,
    ),
    Attack("a sparse tensor", _returns("torch.zeros_like(x).to_sparse()"), "type", mild=True),
    Attack("another dtype", _returns("torch.zeros_like(x).to(torch.float8_e4m3fn)"), "dtype or type", mild=True),
    Attack("complex numbers", _returns("torch.zeros_like(x) * 1j"), "dtype", mild=True),
    Attack("a number of a million digits", _returns("10**1_000_000"), "type"),
    Attack("half a character", _returns("'\\ud800\\x1b[2J'"), "type", mild=True),
    Attack(
        "a list that holds itself", "def softmax(x):\n    a = []; a.append(a)\n    return a", "type or error or answer"
    ),
    Attack(
        "a million lists in each other",
        "def softmax(x):\n    a = []\n    for _ in range(10**6): a = [a]\n    return a",
        "type or error or answer or died",
    ),
    Attack("ten million numbers", _returns("[0.0] * 10**7"), "answer or type or memory or time"),
    Attack(
        "no gradient",
        _returns(
            "torch.exp(x.detach() - x.amax(-1, keepdim=True).detach()) / torch.exp(x.detach() - x.amax(-1, keepdim=True).detach()).sum(-1, keepdim=True)"
        ),
        "gradient",
        mild=True,
    ),
    Attack(
        "a gradient of one's own",
        """
class Mine(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        powers = torch.exp(x - x.amax(-1, keepdim=True))
        return powers / powers.sum(-1, keepdim=True)
    @staticmethod
    def backward(context, gradient):
        sys.exit(0)
def softmax(x):
    return Mine.apply(x)
""",
        "gradient or died or error",
    ),
    Attack(
        "autograd replaced",
        f"torch.autograd.grad = lambda outputs, inputs, **k: [torch.zeros_like(i) for i in inputs]\n{HONEST}",
        "gradient",
    ),
]
