"""The box that answers are typed into."""

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from interviewer.text import plain


class AnswerBox(TextArea):
    """A text area that never holds a character that must not reach a terminal, whatever is pasted into it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+j,alt+enter,f2",
            "submit",
            "Send",
            key_display="^j",
            tooltip="Send what is written as your answer",
            id="interview.submit",
            priority=True,
        ),
    ]

    class Submitted(Message):
        """The candidate sends what is written."""

        def __init__(self, box: "AnswerBox", text: str) -> None:
            super().__init__()
            self.box = box
            self.text = text

        @property
        def control(self) -> "AnswerBox":
            """The box it was written in."""
            return self.box

    def edit(self, edit: Edit) -> EditResult:
        """Perform an edit with its text cleaned."""
        return super().edit(replace(edit, text=plain(edit.text)))

    def write(self, text: str) -> None:
        """Replace everything with ``text`` and put the cursor at its end."""
        self.load_text(plain(text))
        self.move_cursor(self.document.end)

    def action_submit(self) -> None:
        """Send what is written."""
        if not self.read_only:
            self.post_message(self.Submitted(self, self.text))
