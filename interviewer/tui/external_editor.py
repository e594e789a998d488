"""Writing a long answer in ``$VISUAL`` or ``$EDITOR``."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path


class EditorError(Exception):
    """The editor could not be used; the message is one line for a person."""


def edit_text(text: str, environment: Mapping[str, str] = os.environ) -> str:
    """Open ``text`` in the user's editor and return what they made of it; blocks until the editor ends.

    Raises:
        EditorError: no editor is set, it cannot be started, or it ended with an error.
    """
    command = shlex.split(environment.get("VISUAL") or environment.get("EDITOR") or "")
    if not command:
        raise EditorError("set $EDITOR (or $VISUAL) to the editor to use, e.g. EDITOR=nano")
    handle, name = tempfile.mkstemp(prefix="interviewer-", suffix=".md")
    file = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as draft:
            draft.write(text)
        try:
            status = subprocess.run([*command, name], check=False).returncode  # noqa: S603 -- the user's own choice
        except OSError as error:
            raise EditorError(f"{command[0]}: {error.strerror}") from None
        if status != 0:
            raise EditorError(f"{command[0]} ended with status {status}; the answer is as it was")
        return file.read_bytes().decode("utf-8", "replace").rstrip("\n")
    finally:
        file.unlink(missing_ok=True)
