"""Taking all there is: time, memory, output, disk."""

from tests.attacks.attack import ZEROS, Attack

RESOURCES = [
    Attack("a loop without end", "def softmax(x):\n    while True: pass", "time", says="line 3"),
    Attack("a loop without end at import", "while True: pass", "time", says="line 2"),
    Attack(
        "a loop without end in C",
        "import collections, itertools\ndef softmax(x):\n    collections.deque(itertools.repeat(0), maxlen=0)",
        "time",
        says="line 4",
    ),
    Attack(
        "a regular expression without end",
        "import re\ndef softmax(x):\n    re.match('(a*)*b', 'a' * 60)",
        "time",
        says="line 4",
    ),
    Attack(
        "one long operation of torch",
        "def softmax(x):\n    a = torch.randn(4000, 4000)\n    torch.linalg.svd(a)\n    torch.linalg.svd(a)",
        "time",
    ),
    Attack(
        "every exception swallowed",
        "def softmax(x):\n    while True:\n        try:\n            while True: time.sleep(1)\n        except BaseException:\n            pass",
        "time",
    ),
    Attack(
        "every signal ignored",
        "for n in range(1, 65):\n    try: signal.signal(n, signal.SIG_IGN)\n    except (OSError, ValueError): pass\ndef softmax(x):\n    while True: pass",
        "time",
    ),
    Attack("sleep", "def softmax(x):\n    time.sleep(60)", "time", says="line 3"),
    Attack("stopped", "def softmax(x):\n    os.kill(os.getpid(), signal.SIGSTOP)", "time"),
    Attack("wait for the keyboard", "def softmax(x):\n    return input()", "error", says="EOFError", mild=True),
    Attack("10 GB in one tensor", "def softmax(x):\n    return torch.ones(10, 1 << 28)", "memory"),
    Attack(
        "a list without end",
        "def softmax(x):\n    a = []\n    while True: a.append(bytearray(1 << 20))",
        # It fills what it gets, and on a busy machine its time may be over first.
        "memory or time",
    ),
    Attack(
        "shared memory",
        "import mmap\ndef softmax(x):\n    m = mmap.mmap(-1, 3 << 30)\n    for i in range(0, 3 << 30, 4096): m[i] = 1",
        "memory or died",
    ),
    Attack(
        "memory of many processes",
        "def softmax(x):\n    for _ in range(6):\n        if os.fork() == 0:\n            a = bytearray(os.urandom(1 << 20) * 400)\n            time.sleep(60)\n    time.sleep(60)",
        "memory",
    ),
    Attack("a flood of output", "def softmax(x):\n    while True: print('x' * 1000)", "output"),
    Attack("a flood of complaints", "def softmax(x):\n    while True: os.write(2, b'x' * 65536)", "output"),
    Attack("one line of 200 MB", "def softmax(x):\n    print('x' * 200_000_000)\n    return x", "output"),
    Attack(
        "a file of 4 GB", "def softmax(x):\n    open('big', 'wb').truncate(4 << 30)", "error", says="OSError", mild=True
    ),
    Attack(
        "many large files",
        """
def softmax(x):
    for i in range(6):
        open(f"big{i}", "wb").write(bytes(60 << 20))
    print("@TOKEN@-disk")
    return torch.zeros_like(x)
""",
        "error",
        differs=True,
        gets_through={
            "limited": {"disk": "the size of one file is limited, not of all; they go with the run"},
            "unprotected": {"disk": "the size of one file is limited, not of all; they go with the run"},
        },
    ),
    Attack(
        "limits raised again",
        """
import resource
for kind in (resource.RLIMIT_DATA, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE):
    try: resource.setrlimit(kind, (-1, -1))
    except (OSError, ValueError): pass
def softmax(x):
    return torch.ones(10, 1 << 28)
""",
        "memory",
    ),
    Attack(
        "processes without end",
        "for _ in range(80):\n    if os.fork() == 0:\n        time.sleep(60)\n        os._exit(0)" + ZEROS,
        "value or memory or error or died",
    ),
    Attack(
        "processes that make processes",
        "for _ in range(6): os.fork()\ntime.sleep(60)",
        "time or memory",
    ),
    Attack(
        "threads without end",
        "for _ in range(200):\n    threading.Thread(target=time.sleep, args=(60,)).start()" + ZEROS,
        "value or import",
    ),
]
