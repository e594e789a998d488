"""Where a candidate writes Python."""

import re
from dataclasses import replace
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from interviewer.text import plain

_OPENS_A_BLOCK = re.compile(r":\s*(#.*)?$")
_INDENT = 4


class CodeEditor(TextArea, inherit_bindings=False):
    """A text area for Python: highlighted, Tab indents, Enter keeps the indentation, Escape leaves it.

    Like the box for answers it never holds a character that must not reach a terminal.
    """

    # The screen has F6 and F7 for itself, and shows its keys in their order.
    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in TextArea.BINDINGS if isinstance(binding, Binding) and binding.key not in {"f6", "f7"}
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(
            id=id,
            language="python",
            theme="monokai",
            soft_wrap=False,
            tab_behavior="indent",
            show_line_numbers=True,
            max_checkpoints=200,
        )
        self.indent_width = _INDENT

    def on_mount(self) -> None:
        """Follow the application's theme, light or dark."""
        self.watch(self.app, "theme", self._follow_theme)

    def edit(self, edit: Edit) -> EditResult:
        """Perform an edit with its text cleaned."""
        return super().edit(replace(edit, text=plain(edit.text)))

    def write(self, text: str) -> None:
        """Begin anew with ``text``, the cursor at its end."""
        self.load_text(plain(text))
        self.move_cursor(self.document.end)

    def put(self, text: str) -> None:
        """Put ``text`` in place of everything, so that it can be undone."""
        self.replace(text, self.document.start, self.document.end)

    def show_line(self, number: int) -> None:
        """Select line ``number``, counted from 1, where there is one."""
        if 1 <= number <= self.document.line_count:
            self.move_cursor((number - 1, 0), center=True)
            self.move_cursor((number - 1, len(self.document.get_line(number - 1))), select=True)

    async def _on_key(self, event: Key) -> None:
        if event.key == "enter" and not self.read_only:
            event.stop()
            event.prevent_default()
            self._break_line()
        else:
            await super()._on_key(event)

    def action_delete_left(self) -> None:
        """Delete the character before the cursor, or the whole step of indentation that ends there."""
        row, column = self.cursor_location
        if self._unindents():
            self.delete((row, column - ((column - 1) % _INDENT + 1)), (row, column))
        else:
            super().action_delete_left()

    def _break_line(self) -> None:
        """Start a line with the indentation of this one, one step more after a colon."""
        start, end = sorted((self.selection.start, self.selection.end))
        before = self.document.get_line(start[0])[: start[1]]
        indent = before[: len(before) - len(before.lstrip(" \t"))]
        if _OPENS_A_BLOCK.search(before):
            indent += " " * _INDENT
        self.replace(f"\n{indent}", start, end, maintain_selection_offset=False)
        self.move_cursor((start[0] + 1, len(indent)))

    def _unindents(self) -> bool:
        """Return whether nothing but spaces stand before the cursor, so that a step of them goes at once."""
        row, column = self.cursor_location
        before = self.document.get_line(row)[:column]
        return self.selection.is_empty and column > 1 and before == " " * column

    def _follow_theme(self, _theme: str) -> None:
        app: App[object] = self.app
        self.theme = "monokai" if app.current_theme.dark else "github_light"
