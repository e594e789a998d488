"""Leaving before the question: an exit is never a pass."""

from tests.attacks.attack import HONEST, ZEROS, Attack

EXITS = [
    Attack("exit at import", f"sys.exit(0)\n{HONEST}", "died", says="sys.exit(0)"),
    Attack("exit in the function", "def softmax(x):\n    sys.exit(0)", "died", says="sys.exit(0)"),
    Attack("exit without a word at import", f"os._exit(0)\n{HONEST}", "died", says="exit status 0"),
    Attack("exit without a word in the function", "def softmax(x):\n    os._exit(0)", "died", says="exit status 0"),
    Attack("become another program", 'def softmax(x):\n    os.execv("/bin/true", ["true"])', "died"),
    Attack("interrupt", "def softmax(x):\n    raise KeyboardInterrupt", "error", says="KeyboardInterrupt", mild=True),
    Attack(
        "an exception that nobody catches",
        "class Mine(BaseException): pass\ndef softmax(x):\n    raise Mine('x')",
        "error",
        says="Mine",
        mild=True,
    ),
    Attack("kill itself", "def softmax(x):\n    os.kill(os.getpid(), 9)", "died", says="killed"),
    Attack("kill its own group", "def softmax(x):\n    os.killpg(0, 9)", "died"),
    Attack("segmentation fault", "def softmax(x):\n    ctypes.string_at(0)", "died", says="segmentation fault"),
    Attack("abort", "def softmax(x):\n    os.abort()", "died", says="abort"),
    Attack(
        "recursion without end",
        "def softmax(x):\n    return softmax(x)",
        "error",
        says="RecursionError",
        mild=True,
    ),
    Attack(
        "recursion beyond the stack",
        "sys.setrecursionlimit(10**9)\ndef softmax(x):\n    return repr(softmax(x))",
        "died or memory or error or time",
    ),
    Attack(
        "an exception of 100 MB",
        "def softmax(x):\n    raise ValueError('\\033[2J' + 'x' * 100_000_000)",
        "error",
        says="ValueError",
    ),
    Attack(
        "an exception that cannot be shown",
        "class Mine(Exception):\n    def __str__(self): os._exit(0)\ndef softmax(x):\n    raise Mine",
        "died or error",
    ),
    Attack(
        "hang at exit",
        f"atexit.register(time.sleep, 60)\nthreading.Thread(target=time.sleep, args=(60,)).start()\n{ZEROS}",
        "value",
    ),
    Attack(
        "a coroutine for an answer",
        "async def softmax(x):\n    return x",
        "type",
        mild=True,
    ),
]
