"""Every action by name, and every key with its meaning: the command palette and the help of a screen."""

from collections.abc import Iterator
from dataclasses import replace
from inspect import cleandoc
from typing import Any

from textual.app import App, SystemCommand
from textual.screen import Screen


def commands(app: App[Any], screen: Screen[object]) -> Iterator[SystemCommand]:
    """Yield what the palette offers on a screen."""
    keep = 'for this run; theme = "…" in config.toml keeps one'
    yield SystemCommand("Theme", f"Choose the colours, {keep}", app.action_change_theme)
    yield SystemCommand("Quit", "Leave; everything is saved", app.action_quit)
    offered = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        if not binding.id or binding.id in offered or not active.enabled or binding.action == "quit":
            continue
        offered.add(binding.id)
        key = app.get_key_display(binding)

        async def run(action: str = binding.action, node: object = active.node) -> None:
            await app.run_action(action, default_namespace=node)  # type: ignore[arg-type] # a binding's node is a DOM node

        yield SystemCommand(binding.description, f"{binding.tooltip} ({key})", run)


def show_help(app: App[Any]) -> None:
    """Show what the screen in front says of itself, and its keys; nothing where that is shown already."""
    from interviewer.tui.screens.help import HelpScreen

    if isinstance(app.screen, HelpScreen):
        return
    keys: dict[str, tuple[list[str], str]] = {}
    for active in app.screen.active_bindings.values():
        if active.binding.id:
            shown = keys.setdefault(active.binding.id, ([], active.binding.tooltip))[0]
            shown.append(app.get_key_display(replace(active.binding, key_display=None)))
    table = [(" ".join(dict.fromkeys(names)), tooltip) for names, tooltip in keys.values()]
    app.push_screen(HelpScreen(cleandoc(app.screen.HELP or ""), [*table, ("^p", "Every action by name")]))
