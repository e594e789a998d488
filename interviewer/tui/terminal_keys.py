"""A key that terminals send and Textual has no name for."""

from enum import StrEnum

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS


class MoreKeys(StrEnum):
    """Names of keys beside Textual's own."""

    ALT_ENTER = "alt+enter"


def teach() -> None:
    """Have Alt+Enter recognised where a terminal sends it as Escape and Return; Textual would hear Enter alone."""
    ANSI_SEQUENCES_KEYS["\x1b\r"] = (MoreKeys.ALT_ENTER,)  # type: ignore[index] # a dict, typed for reading
