"""Writing a long answer in ``$VISUAL`` or ``$EDITOR``."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path


class EditorError(Exception):
    """The editor could not be used; the message is one line for a person."""


def edit_text(text: str, environment: Mapping[str, str] = os.environ, *, suffix: str = ".md") -> str:
    """Open ``text`` in the user's editor and return what they made of it; blocks until the editor ends.

    Raises:
        EditorError: no editor is set, it cannot be started, it ended with an error, or its file cannot be used.
    """
    named = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        command = shlex.split(named)
    except ValueError as error:
        raise EditorError(f"$EDITOR ({named}): {str(error).lower()}") from None
    if not command:
        raise EditorError("set $EDITOR (or $VISUAL) to the editor to use, e.g. EDITOR=nano")
    try:
        with tempfile.TemporaryDirectory(prefix="interviewer-") as folder:
            return _edited(command, text, Path(folder) / f"answer{suffix}")
    except OSError as error:
        raise EditorError(f"the editor's file: {error.strerror}; the text is as it was") from None


def _edited(command: Sequence[str], text: str, file: Path) -> str:
    file.write_text(text, encoding="utf-8", errors="replace")
    try:
        status = subprocess.run([*command, str(file)], check=False).returncode  # noqa: S603 -- the user's own choice
    except OSError as error:
        raise EditorError(f"{command[0]}: {error.strerror}") from None
    if status != 0:
        raise EditorError(f"{command[0]} ended with status {status}; the text is as it was")
    return file.read_bytes().decode("utf-8", "replace").rstrip("\n")
