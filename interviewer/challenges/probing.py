"""What the self-test of a containment rung tries from inside it, and what was not stopped.

Runs in the place of a candidate's code, so the answer is about the walls as they stand on this machine today, not about
what a kernel of that version should do.
"""

import contextlib
import json
import os
import socket
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

WRITTEN = "written"
"""The file that is made beside the secret."""


def holes(order: Mapping[str, str | int]) -> list[str]:
    """Try what a rung must stop and return what got through, each as the end of "code can …".

    Args:
        order: ``secret``, a file that must not be readable, ``port``, a TCP port
            that listens on the loopback address; ``process`` and ``born``, a process outside and when it started.
    """
    attempts: dict[str, Callable[[Mapping[str, str | int]], None]] = {
        "read your files": _read,
        "reach the network": _connect,
        "signal your programs": _signal,
    }
    found = []
    # In a file system of its own this succeeds without harm; who looks for the file outside will know.
    with contextlib.suppress(OSError):
        Path(str(order["secret"])).with_name(WRITTEN).touch()
    for deed, attempt in attempts.items():
        with contextlib.suppress(OSError):
            attempt(order)
            found.append(deed)
    try:
        Path("probe").write_text("x", encoding="ascii")
    except OSError as error:
        found.append(f"not even write to its own folder ({error.strerror})")
    return found


def main() -> None:
    """Read the order from the first argument, as JSON, and print the holes, as JSON."""
    sys.stdout.write(json.dumps(holes(json.loads(sys.argv[1]))))


def born(process: int) -> str:
    """Return when a process started, in ticks since the machine did: its identity in any process namespace.

    Raises:
        OSError: it cannot be seen.
    """
    return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]


def _read(order: Mapping[str, str | int]) -> None:
    Path(str(order["secret"])).read_bytes()


def _connect(order: Mapping[str, str | int]) -> None:
    socket.create_connection(("127.0.0.1", int(order["port"])), timeout=1).close()


def _signal(order: Mapping[str, str | int]) -> None:
    process = int(order["process"])
    os.kill(process, 0)
    # In a process namespace the number may be somebody else's.
    if born(process) != order["born"]:
        raise ProcessLookupError
