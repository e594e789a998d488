"""Reaching beyond the exercise: other processes, files, the terminal, the network."""

import os

from interviewer.challenges.containment import Name
from tests.attacks.attack import ZEROS, Attack, Damage

_OPEN_FILES = "nothing closes the user's files in this rung"


def _unprotected(damage: Damage, why: str) -> dict[Name, dict[Damage, str]]:
    return {"unprotected": {damage: why}}


_DAEMON = """
def daemon(environment):
    if os.fork() == 0:
        try: os.setsid()
        except OSError: pass
        if os.fork() == 0:
            os.execve(sys.executable, [sys.executable, "-I", "-c", "import time; time.sleep(120)", "@TOKEN@"], environment)
        os._exit(0)
    os.wait()
"""

_ESCAPES = "\\x1b[2J\\x1b]52;c;eA==\\x07\\x1b]0;owned\\x07\\x9b31m\\u202e\\u2066\\ud800\\x00\\x08\\r\\x7f"

SURROUNDINGS = [
    Attack("a daemon", f"{_DAEMON}\ndaemon(dict(os.environ))\n{ZEROS}", "value", differs=True),
    Attack(
        "a daemon without its environment",
        f"{_DAEMON}\ndaemon({{}})\n{ZEROS}",
        "value",
        differs=True,
        gets_through=_unprotected("stray", "it has left the group, and the mark by which strays are found"),
    ),
    Attack(
        "a daemon, then a loop without end",
        f"{_DAEMON}\ndaemon(dict(os.environ))\nwhile True: pass",
        "time",
        differs=True,
    ),
    Attack(
        "a child that holds every pipe",
        "if os.fork() == 0:\n    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n    time.sleep(120)\n" + ZEROS,
        "value",
    ),
    Attack(
        "kill the parent",
        f"os.kill(os.getppid(), signal.SIGKILL)\n{ZEROS}",
        "import or value or died",
        differs=True,
        gets_through=_unprotected("referee", "any process of the user may be killed; the referee is started anew"),
    ),
    Attack(
        "stop the parent",
        f"os.kill(os.getppid(), signal.SIGSTOP)\ntime.sleep(60)\n{ZEROS}",
        "import or time or died",
        differs=True,
        rungs=("isolated", "limited"),
    ),
    Attack(
        "kill a bystander",
        f"os.kill(@BYSTANDER@, signal.SIGKILL)\n{ZEROS}",
        "import",
        says="Errno",
        differs=True,
        gets_through=_unprotected("process", "any process of the user may be killed"),
    ),
    Attack(
        "kill everything",
        # Tried only where everything is a process list of its own, and that is looked at twice.
        f"""
inside = b"bwrap" in open("/proc/1/cmdline", "rb").read() and len([p for p in os.listdir("/proc") if p.isdigit()]) < 20
if inside:
    os.kill(-1, signal.SIGKILL)
{ZEROS}""",
        "import or value or died",
        rungs=("isolated",),
    ),
    Attack(
        "limits for the parent",
        f"import resource\nresource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (3, 3))\n{ZEROS}",
        "import or value or died",
        rungs=("isolated", "limited"),
        differs=True,
    ),
    Attack(
        "a debugger",
        f"assert ctypes.CDLL(None).ptrace(16, @BYSTANDER@, 0, 0) == 0, 'refused'\n{ZEROS}",
        "import",
        says="refused",
    ),
    Attack(
        "delete files",
        f"import shutil\nshutil.rmtree('@VICTIM@')\n{ZEROS}",
        "import",
        says="Error",
        differs=True,
        gets_through=_unprotected("file", _OPEN_FILES),
    ),
    Attack(
        "overwrite a file",
        f"open('@VICTIM@/precious', 'w').write('gone')\n{ZEROS}",
        "import",
        differs=True,
        gets_through=_unprotected("file", _OPEN_FILES),
    ),
    Attack(
        "close a file to its owner",
        f"os.chmod('@VICTIM@/precious', 0)\n{ZEROS}",
        "import",
        differs=True,
        gets_through=_unprotected("file", _OPEN_FILES),
    ),
    Attack(
        "read a file",
        f"print(open('@VICTIM@/precious').read())\n{ZEROS}",
        "import",
        differs=True,
        gets_through=_unprotected("secret", _OPEN_FILES),
    ),
    Attack(
        "read through a link",
        f"os.symlink('@VICTIM@/precious', 'link')\nprint(open('link').read())\n{ZEROS}",
        "import",
        gets_through=_unprotected("secret", _OPEN_FILES),
    ),
    Attack(
        "read by another program",
        f"print(subprocess.run(['/bin/cat', '@VICTIM@/precious'], capture_output=True, text=True).stdout)\n{ZEROS}",
        "value",
        gets_through=_unprotected("secret", _OPEN_FILES),
    ),
    Attack(
        "read from the environment of others",
        f"print(open('/proc/@BYSTANDER@/environ').read())\n{ZEROS}",
        "import",
        differs=True,
        # A submission that root runs has lost root's privileges, and may not look at those who have them.
        gets_through=_unprotected("secret", "processes of one user may look at each other") if os.geteuid() else {},
    ),
    Attack(
        "its own folder deleted",
        f"import shutil\nshutil.rmtree(os.getcwd(), ignore_errors=True)\n{ZEROS}",
        "value",
    ),
    Attack(
        "a torch of one's own for the next run",
        f"""
for folder in [os.getcwd(), *sys.path, os.path.dirname(sys.modules["interviewer.challenges"].__file__)]:
    for name in ("torch.py", "json.py", "sitecustomize.py"):
        try:
            with open(os.path.join(folder, name), "x") as file: file.write("raise SystemExit(0)")
        except OSError: pass
{ZEROS}""",
        "value",
        rungs=("isolated", "limited"),
    ),
    Attack(
        "a TCP connection",
        f"socket.create_connection(('127.0.0.1', @PORT@), timeout=1).sendall(b'x')\n{ZEROS}",
        "import",
        says="Error",
        differs=True,
        gets_through=_unprotected("network", "nothing closes the network in this rung"),
    ),
    Attack(
        "a datagram",
        f"socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', @PORT@))\n{ZEROS}",
        "import or value",
        differs=True,
        gets_through=_unprotected("network", "nothing closes the network in this rung"),
    ),
    Attack(
        "escapes in the output",
        f'sys.stdout.buffer.write("{_ESCAPES}".encode("utf-8", "surrogatepass"))\n{ZEROS}',
        "value",
    ),
    Attack("escapes in an exception", f'def softmax(x):\n    raise ValueError("{_ESCAPES}")', "error", mild=True),
    Attack(
        "escapes in a name",
        f'kind = type("{_ESCAPES[:12]}", (), {{"__repr__": lambda s: "{_ESCAPES}"}})\ndef softmax(x):\n    return kind()',
        "type",
        mild=True,
    ),
    Attack(
        "escapes into the terminal",
        f"open('@TERMINAL@', 'w').write('owned')\n{ZEROS}",
        "import",
        differs=True,
        gets_through=_unprotected("terminal", "the terminal is a file of the user's"),
    ),
    Attack(
        "keys into the terminal",
        f"import fcntl, termios\nwith open('/dev/tty', 'w') as tty:\n    fcntl.ioctl(tty, termios.TIOCSTI, b'x')\n{ZEROS}",
        "import",
    ),
    Attack(
        "streams that raise",
        f"class No:\n    def __getattr__(self, name): raise KeyboardInterrupt\nsys.stdout = sys.stderr = No()\n{ZEROS}",
        "value or error or died",
    ),
    Attack("no streams", f"sys.stdout.close(); sys.stderr.close(); sys.stdout = sys.stderr = None\n{ZEROS}", "value"),
    Attack(
        "torch left in a mess",
        f"torch.set_default_dtype(torch.float64); torch.set_grad_enabled(False); torch.set_num_threads(1); torch.use_deterministic_algorithms(True); gc.disable()\n{ZEROS}",
        "value",
    ),
    Attack(
        "a faulthandler that says nothing",
        "import faulthandler\nfaulthandler.cancel_dump_traceback_later()\nfaulthandler.disable()\ndef softmax(x):\n    while True: pass",
        "time",
    ),
]
