"""The command line: every command group is a module of this package."""

import typer

from interviewer.cli.grade import grade

app = typer.Typer(name="interviewer", no_args_is_help=False, add_completion=False)
app.command()(grade)


@app.callback()
def interviewer() -> None:
    """Practise technical interviews on neural networks, PyTorch and computer vision."""
