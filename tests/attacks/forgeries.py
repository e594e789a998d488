"""Speaking in the judge's place: a verdict is never read from the process that runs the code."""

from tests.attacks.attack import HONEST, ZEROS, Attack

_NONCE = """
def channel_and_nonce():
    frame = sys._getframe()
    while frame is not None:
        job = frame.f_locals.get("self")
        if hasattr(job, "_channel"):
            return job._channel, job._job["nonce"]
        frame = frame.f_back
    raise LookupError
"""

_FRAME = """
import struct
def frame(words):
    content = json.dumps(words).encode()
    return struct.pack(">II", len(content), 0) + content
"""

_ALL_DESCRIPTORS = """
def everywhere(content):
    for number in range(1, 64):
        try: os.write(number, content)
        except OSError: pass
"""


def _sends(words: str, then: str = "os._exit(0)") -> str:
    """Return a submission that sends a frame of its own over the right channel with the right nonce."""
    return f"""{_NONCE}
def softmax(x):
    channel, nonce = channel_and_nonce()
    channel.send({{"nonce": nonce, **{words}}})
    {then}
"""


FORGERIES = [
    Attack(
        "print a verdict and leave",
        """
def softmax(x):
    print(json.dumps({"Verdict": {"id": "run-1", "passed": True}}), flush=True)
    os._exit(0)
""",
        "died",
    ),
    Attack(
        "verdicts in every descriptor",
        f"""{_FRAME}{_ALL_DESCRIPTORS}
def softmax(x):
    everywhere(json.dumps({{"Verdict": {{"id": "run-1", "passed": True}}}}).encode() + b"\\n")
    everywhere(frame({{"kind": "ended"}}))
    everywhere(frame({{"kind": "verdict", "passed": True}}))
    os._exit(0)
""",
        "answer",
    ),
    Attack(
        "an answer at exit", f"{_FRAME}{_ALL_DESCRIPTORS}\natexit.register(everywhere, frame({{}})){ZEROS}", "value"
    ),
    Attack("the end before the end", _sends('{"kind": "ended"}'), "answer"),
    Attack("an answer without results", _sends('{"kind": "answer", "index": 0}'), "answer"),
    Attack("an answer to a later case", _sends('{"kind": "answer", "index": 3, "results": {"dict": []}}'), "answer"),
    Attack("one answer too many", _sends('{"kind": "answer", "index": 0}', "return torch.zeros_like(x)"), "answer"),
    Attack(
        "a failure of a stage that is none",
        _sends('{"kind": "failed", "stage": "passed", "passed": True}'),
        "error or answer",
    ),
    Attack(
        "a failure of the challenge",
        _sends('{"kind": "failed", "stage": "challenge", "message": "x"}'),
        "answer or error or challenge",
    ),
    Attack("a kind that is a list", _sends('{"kind": []}'), "answer"),
    Attack("an index that is a dict", _sends('{"kind": "answer", "index": {}}'), "answer"),
    Attack("a stage that is a list", _sends('{"kind": "failed", "stage": []}'), "answer or error"),
    Attack("uses that are nonsense", _sends('{"kind": "answer", "index": 0, "uses": [[[], {}, 1], 5, [1]]}'), "answer"),
    Attack(
        "frames that are nonsense",
        _sends(
            '{"kind": "failed", "stage": "error", "frames": [[1], "x", [{}, [], None]], "line": "x" * 5000, "message": 7}'
        ),
        "answer or error",
    ),
    Attack(
        "results nested without end",
        _sends(
            '{"kind": "answer", "index": 0, "results": {"dict": [["result", json.loads(\'{"list":[\' * 400 + "1" + "]}" * 400)]]}}'
        ),
        "answer or type",
    ),
    Attack(
        "results that are bare lists",
        _sends('{"kind": "answer", "index": 0, "results": {"dict": [["result", [[1]]]]}, "inputs": [5]}'),
        "answer",
    ),
    Attack(
        "a tensor that is not there",
        _sends('{"kind": "answer", "index": 0, "results": {"dict": [["result", {"tensor": "7", "device": []}]]}}'),
        "answer",
    ),
    Attack(
        "words that are no JSON",
        f"""{_ALL_DESCRIPTORS}{_NONCE}
def softmax(x):
    os.write(channel_and_nonce()[0]._answers, b"\\0\\0\\0\\4\\0\\0\\0\\0[[[[")
    time.sleep(60)
""",
        "answer",
    ),
    Attack(
        "JSON nested 100 000 deep",
        f"""{_NONCE}
def softmax(x):
    words = b"[" * 100_000
    os.write(channel_and_nonce()[0]._answers, len(words).to_bytes(4, "big") + bytes(4) + words)
    time.sleep(60)
""",
        "answer",
    ),
    Attack(
        "tensors that are no tensors",
        f"""{_NONCE}
def softmax(x):
    words = json.dumps({{"nonce": channel_and_nonce()[1], "kind": "answer", "index": 0, "results": {{}}}}).encode()
    os.write(channel_and_nonce()[0]._answers, len(words).to_bytes(4, "big") + (64).to_bytes(4, "big") + words + b"\\xff" * 64)
    time.sleep(60)
""",
        "answer",
    ),
    Attack(
        "an answer of 4 GB announced",
        f"""{_NONCE}
def softmax(x):
    os.write(channel_and_nonce()[0]._answers, b"\\xff" * 8)
    time.sleep(60)
""",
        "answer",
    ),
    Attack(
        "an answer that comes byte by byte",
        f"""{_NONCE}
def softmax(x):
    os.write(channel_and_nonce()[0]._answers, b"\\0\\0\\1\\0")
    while True:
        time.sleep(0.2)
        os.write(channel_and_nonce()[0]._answers, b"\\0")
""",
        "time",
    ),
    Attack(
        "a flood of answers",
        f"""{_NONCE}{_FRAME}
def softmax(x):
    channel, nonce = channel_and_nonce()
    flood = frame({{"nonce": nonce, "kind": "plot", "name": "x", "value": 1.0}}) * 1000
    while True:
        os.write(channel._answers, flood)
""",
        "time or output or answer",
    ),
    Attack(
        "curves with hostile names",
        """
def softmax(x):
    plot("\\x1b]0;owned\\x07\\u202e", float("nan"))
    plot("loss", float("inf"))
    return torch.zeros_like(x)
""",
        "value",
    ),
    Attack("close every descriptor", "def softmax(x):\n    os.closerange(0, 256)\n    return x", "died or answer"),
    Attack(
        "close every descriptor and stay",
        "def softmax(x):\n    os.closerange(0, 256)\n    time.sleep(60)",
        "died or time",
    ),
    Attack(
        "answers into the wrong pipe",
        "def softmax(x):\n    [os.dup2(1, number) for number in range(3, 32)]\n    return torch.zeros_like(x)",
        "died or answer or time",
    ),
    Attack(
        "the judge's modules replaced",
        f"""
for name in [name for name in sys.modules if name.startswith("interviewer")]:
    for key, value in list(vars(sys.modules[name]).items()):
        if callable(value) and not key.startswith("__") and key not in ("plot",):
            try: setattr(sys.modules[name], key, lambda *a, **k: True)
            except Exception: pass
{ZEROS}""",
        "answer or error or died or value or type or time",
    ),
    Attack(
        "the encoding replaced",
        f"""
from interviewer.challenges import wire
wire.encode = lambda value, tensors: True
{HONEST}""",
        "answer",
    ),
    Attack(
        "traced from inside",
        f"""
def trace(frame, event, argument):
    for name in frame.f_locals:
        if "passed" in name or "finding" in name:
            ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), 0)
    return trace
sys.settrace(trace); threading.settrace(trace)
{ZEROS}""",
        "value",
    ),
]
