"""The command line: what ``interviewer`` alone does, and where each command lives."""

from typing import Annotated

import typer

from interviewer import __version__
from interviewer.cli import bank, challenge, doctor, goal, grade, history, progress, review, start
from interviewer.cli.common import need_terminal

app = typer.Typer(
    name="interviewer",
    help="A mock interviewer for neural networks, PyTorch and computer vision. "
    "Without a command it opens the terminal interface.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(bank.app, name="bank")
app.add_typer(challenge.app, name="challenge")
app.add_typer(history.app, name="history")
app.command("grade")(grade.grade)
app.command("start")(start.start)
app.command("review")(review.review)
app.command("goal")(goal.goal)
app.command("progress")(progress.progress)
app.command("doctor")(doctor.doctor)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"interviewer {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Open the terminal interface when no command is given."""
    del version
    if context.invoked_subcommand is None:
        need_terminal()
        from interviewer.tui.app import run

        run()
