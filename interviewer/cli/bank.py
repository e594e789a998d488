"""``interviewer bank``: look at the questions, check them, write new ones."""

import json
from typing import Annotated

import typer

from interviewer.cli.common import BankOption, read_bank, tell_problems

app = typer.Typer(help="Look at the question bank, check it and add to it.", no_args_is_help=True)


@app.command("list")
def list_questions(
    *,
    bank: BankOption = None,
    topic: Annotated[str | None, typer.Option(help="Only this topic.")] = None,
    level: Annotated[int | None, typer.Option(min=1, max=4, help="Only this level.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array.")] = False,
) -> None:
    """List the questions."""
    read = read_bank(bank)
    chosen = [s for s in read.summaries if topic in {None, s.topic} and level in {None, s.level}]
    if as_json:
        fields = ("id", "topic", "kind", "level", "minutes", "title", "skills", "sources")
        rows = [{name: getattr(s, name) for name in fields} | {"place": str(s.place)} for s in chosen]
        print(json.dumps(rows, indent=1))
    else:
        width = max((len(s.id) for s in chosen), default=0)
        for s in chosen:
            print(f"{s.id:{width}}  {s.kind:7}  level {s.level}  {s.title}")
    tell_problems(read)
