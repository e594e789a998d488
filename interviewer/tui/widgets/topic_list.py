"""A list to choose topics from; what is chosen shows without colour."""

from collections.abc import Collection, Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from interviewer.tui.content import literal


class TopicList(OptionList):
    """Options that are chosen with space or Enter, marked ``[x]`` and ``[ ]``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", "Choose", show=False, tooltip="Choose this topic, or leave it out", id="home.topic"),
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id, markup=False, compact=True)
        self._names: dict[str, str] = {}
        self._chosen: set[str] = set()

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of the chosen topics, in the list's order."""
        return tuple(topic for topic in self._names if topic in self._chosen)

    def fill(self, topics: Iterable[tuple[str, str]]) -> None:
        """Show topics as pairs of id and name; what was chosen stays chosen."""
        self._names = dict(topics)
        place = self.highlighted
        self.clear_options()
        self.add_options(Option(literal(self._label(topic)), topic) for topic in self._names)
        if self._names:
            self.highlighted = min(place or 0, len(self._names) - 1)

    def choose(self, topics: Collection[str]) -> None:
        """Choose these topics and no others."""
        changed = self._chosen ^ set(topics)
        self._chosen = set(topics)
        for topic in changed & self._names.keys():
            self.replace_option_prompt(topic, literal(self._label(topic)))

    def choose_all(self) -> None:
        """Choose every topic, or none where every one is chosen."""
        self.choose(() if len(self.chosen) == len(self._names) else tuple(self._names))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose a topic, or leave it out again."""
        event.stop()
        if event.option.id is not None:
            self.choose(self._chosen ^ {event.option.id})

    def _label(self, topic: str) -> str:
        return f"[{'x' if topic in self._chosen else ' '}] {self._names[topic]}"
