"""Taking the answer from where it might lie: it does not lie there."""

from tests.attacks.attack import HONEST, ZEROS, Attack

THEFTS = [
    Attack(
        "from the frames of the caller",
        """
def softmax(x):
    frame = sys._getframe(1)
    while frame is not None:
        for name, value in frame.f_locals.items():
            if name in ("want", "expected", "reference", "solution", "answer") and isinstance(value, torch.Tensor):
                return value
            if isinstance(value, dict) and isinstance(value.get("result"), torch.Tensor):
                return value["result"]
        frame = frame.f_back
    return torch.zeros_like(x)
""",
        "value",
        mild=True,
    ),
    Attack(
        "from the collector",
        """
def softmax(x):
    for one in gc.get_objects():
        if type(one) is torch.Tensor and one.shape == x.shape and one.is_floating_point():
            sums = one.detach().double().sum(-1)
            if torch.isfinite(sums).all() and (sums - 1).abs().max() < 1e-4:
                return one
    return torch.zeros_like(x)
""",
        "value",
        mild=True,
    ),
    Attack(
        "poison what is expected",
        """
def softmax(x):
    for one in gc.get_objects():
        if type(one) is torch.Tensor and one.is_floating_point() and not one.requires_grad:
            one.fill_(float("nan"))
    return torch.full_like(x, float("nan"))
""",
        "finite or mutation",
    ),
    Attack(
        "from modules",
        """
def softmax(x):
    for name, module in list(sys.modules.items()):
        if name.startswith(("interviewer", "cases", "softmax", "__main__", "attacked")):
            for key, value in list(vars(module).items()):
                if "solution" in key.lower() or "reference" in key.lower() and callable(value):
                    return value(x)
    return torch.zeros_like(x)
""",
        "value",
        mild=True,
    ),
    Attack(
        "by importing the referee",
        """
from interviewer.challenges import reference
from pathlib import Path
softmax = reference.load_reference(Path("@CHALLENGE@")).entry
""",
        "import or error",
        differs=True,
    ),
    Attack(
        "from the challenge's folder",
        "exec(open('@CHALLENGE@/solution.py').read())",
        "import",
        # It is not there where it is isolated, and closed in the other rungs.
        says="Errno",
        differs=True,
    ),
    Attack(
        "from the challenge's folder by another name",
        """
os.symlink("@CHALLENGE@", "link")
os.chdir("link")
exec(open("solution.py").read())
""",
        "import",
        says="Error",
        differs=True,
    ),
    Attack(
        "by looking through the disk",
        f"""
places = [os.path.dirname(sys.modules["interviewer"].__file__) + "/..", "/work", os.path.expanduser("~"), os.getcwd()]
for place in places:
    for folder, _, files in os.walk(place):
        if "solution.py" in files and "attacked" in folder:
            exec(open(os.path.join(folder, "solution.py")).read())
if "softmax" not in globals():
    {ZEROS.strip().replace(chr(10), chr(10) + "    ")}
""",
        # The names of the challenge's files can be seen in the lower rungs, so that it fails by opening one.
        "value or import",
        differs=True,
    ),
    Attack(
        "from the referee's memory",
        """
def softmax(x):
    parent = os.getppid()
    for line in open(f"/proc/{parent}/maps"):
        pass
    with open(f"/proc/{parent}/mem", "rb") as memory:
        memory.seek(int(line.split("-")[0], 16))
        print("@SECRET@" if memory.read(1) else "")
    return torch.zeros_like(x)
""",
        "error or value",
        differs=True,
        # An ordinary user's processes may read each other's memory, or not: some systems forbid it.
        rungs=("isolated", "limited"),
    ),
    Attack(
        "by drawing the cases again",
        """
def softmax(x):
    torch.manual_seed(0)
    torch.initial_seed()
    return torch.rand_like(x)
""",
        "value",
        mild=True,
    ),
    Attack(
        "a random number generator that always says the same",
        f"torch.rand = torch.randn = torch.rand_like = lambda *a, **k: torch.zeros(3, 7)\ntorch.Generator.manual_seed = lambda *a: None\n{ZEROS}",
        "import or value or error",
    ),
    Attack(
        "remembered by shape",
        f"""
{HONEST.replace("softmax", "first")}
seen = {{}}
def softmax(x):
    return seen.setdefault(tuple(x.shape), first(x))
""",
        "value",
        mild=True,
    ),
    Attack(
        "right only while somebody looks",
        f"""
{HONEST.replace("softmax", "honest")}
calls = []
def softmax(x):
    calls.append(1)
    return honest(x) if len(calls) == 1 else torch.zeros_like(x)
""",
        "value",
        mild=True,
    ),
    Attack(
        "inputs emptied",
        "def softmax(x):\n    with torch.no_grad(): x.zero_()\n    return torch.full_like(x, 1 / x.shape[-1])",
        "value or mutation",
        mild=True,
    ),
    Attack(
        "inputs overwritten",
        f"{HONEST.replace('softmax', 'honest')}\ndef softmax(x):\n    y = honest(x)\n    with torch.no_grad(): x.copy_(y)\n    return y",
        "mutation",
        mild=True,
    ),
    Attack(
        "inputs resized",
        f"{HONEST.replace('softmax', 'honest')}\ndef softmax(x):\n    y = honest(x)\n    with torch.no_grad(): x.resize_(0)\n    return y",
        "mutation or gradient or error",
        mild=True,
    ),
    Attack(
        "filled in later by a thread",
        f"""
{HONEST.replace("softmax", "honest")}
def softmax(x):
    out = torch.zeros_like(x)
    def later():
        time.sleep(0.05)
        with torch.no_grad(): out.copy_(honest(x))
    threading.Thread(target=later).start()
    return out
""",
        "value",
    ),
    Attack(
        "filled in later by a process",
        f"""
{HONEST.replace("softmax", "honest")}
def softmax(x):
    out = torch.zeros_like(x).share_memory_()
    if os.fork() == 0:
        time.sleep(0.05)
        with torch.no_grad(): out.copy_(honest(x))
        os._exit(0)
    return out
""",
        "value or type",
    ),
    Attack(
        "the built-in by another name",
        "f = getattr(torch, 'soft' + 'max')\ndef softmax(x):\n    return f(x, -1)",
        "forbidden",
        says="torch.softmax",
        mild=True,
    ),
    Attack(
        "the built-in as an operator",
        "def softmax(x):\n    return torch.ops.aten._softmax(x, -1, False)",
        "forbidden",
        says="aten::_softmax",
        mild=True,
    ),
    Attack(
        "the built-in in a thread",
        "def softmax(x):\n    out = []\n    t = threading.Thread(target=lambda: out.append(x.softmax(-1)))\n    t.start(); t.join()\n    return out[0]",
        "forbidden",
        mild=True,
    ),
    Attack(
        "the built-in as a fall-back",
        "def softmax(x):\n    try:\n        raise ValueError\n    except ValueError:\n        return torch.nn.functional.softmax(x, -1)",
        "forbidden",
        says="line 6",
        mild=True,
    ),
]
