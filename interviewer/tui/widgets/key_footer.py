"""The keys at the bottom of a screen."""

from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Footer


class KeyFooter(Footer):
    """A footer that is made anew only when the keys it shows have changed.

    Textual's own is made anew on every change of focus and every turn, and keeps every key it ever showed.
    """

    def __init__(self, *, show_command_palette: bool = True) -> None:
        super().__init__(show_command_palette=show_command_palette)
        self._shown: tuple[tuple[Binding, bool], ...] | None = None

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Show the keys of ``screen``, where they are others than before."""
        active = screen.active_bindings.values()
        shown = tuple((one.binding, one.enabled) for one in active if one.binding.show)
        if shown != self._shown:
            # Without the terminal's focus nothing is shown, so the same keys must count as new later.
            self._shown = shown if screen.app.app_focus else None
            super().bindings_changed(screen)
