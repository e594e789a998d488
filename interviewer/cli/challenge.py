"""``interviewer challenge``: look at the code challenges, run a file against one, prove that they can be trusted."""

from pathlib import Path
from typing import Annotated

import typer

from interviewer.cli.common import check_name, fail, skill_ids

app = typer.Typer(help="Solve code challenges in your own editor, or look at them.", no_args_is_help=True)

FolderOption = Annotated[
    Path | None,
    typer.Option("--challenges", metavar="DIR", help="Read challenges from DIR instead of the program's own."),
]
DeviceOption = Annotated[
    str, typer.Option("--device", metavar="DEVICE", help="auto, cpu, cuda, cuda:1 or mps: where the code runs.")
]
PythonOption = Annotated[
    str, typer.Option("--python", metavar="FILE", help="Run the code in this interpreter, which has torch.")
]


def challenge_ids(incomplete: str) -> list[str]:
    """Complete a challenge's id for the shell."""
    from interviewer.cli.challenges import read_challenges

    return [one.id for one in read_challenges(None) if one.id.startswith(incomplete)]


IdArgument = Annotated[str, typer.Argument(metavar="ID", help="A challenge's id.", autocompletion=challenge_ids)]


@app.command("list")
def list_challenges(
    *,
    challenges: FolderOption = None,
    topic: Annotated[str | None, typer.Option(help="Only this topic.")] = None,
    skill: Annotated[
        str | None, typer.Option(help="Only what is practice in this skill.", autocompletion=skill_ids)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array.")] = False,
) -> None:
    """List the challenges."""
    import json

    from interviewer.cli.challenges import read_challenges, tell_problems

    read = read_challenges(challenges)
    topics = sorted({one.challenge.topic for one in read})
    if topic is not None and topic not in topics:
        from interviewer.knowledge.names import did_you_mean

        fail(f"no challenge has the topic {topic!r}{did_you_mean(topic, topics)}")
    check_name("skill", skill, {skill for one in read for skill in one.challenge.skills})
    chosen = [
        one.challenge for one in read if topic in {None, one.challenge.topic} and skill in {None, *one.challenge.skills}
    ]
    if as_json:
        fields = {"id", "title", "topic", "level", "minutes", "device", "skills", "sources"}
        print(json.dumps([one.model_dump(mode="json", include=fields) for one in chosen], indent=1))
    else:
        width = max((len(one.id) for one in chosen), default=0)
        for one in chosen:
            device = "  (needs CUDA)" if one.device == "cuda" else ""
            print(f"{one.id:{width}}  level {one.level}  {one.minutes:3g} min  {one.title}{device}")
    tell_problems(read)


@app.command("show")
def show_challenge(challenge: IdArgument, *, challenges: FolderOption = None) -> None:
    """Show what is asked, and the code to begin with."""
    from interviewer.cli.challenges import describe, find

    print(describe(find(challenge, challenges)))


@app.command("run")
def run_file(
    challenge: IdArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file with your code.")],
    *,
    challenges: FolderOption = None,
    every: Annotated[
        bool, typer.Option("--all/--visible", help="Judge by all cases, or try the visible ones alone.")
    ] = True,
    watch: Annotated[bool, typer.Option("--watch", help="Judge again whenever the file is saved.")] = False,
    device: DeviceOption = "auto",
    python: PythonOption = "",
    seed: Annotated[
        int | None, typer.Option(min=0, max=2**63 - 1, help="Draw the same cases as a run that printed this seed.")
    ] = None,
) -> None:
    """Judge the code in FILE; exit with 0 when it passes and with 1 when it does not."""
    import asyncio

    from interviewer.challenges.judge import Settings
    from interviewer.cli.challenges import find, read_code
    from interviewer.cli.judged import judge_file, judge_on_save

    folder = find(challenge, challenges)
    read_code(file)
    settings = Settings(device=device, python=python)
    try:
        if watch:
            asyncio.run(judge_on_save(folder, file, settings, visible_only=not every, seed=seed))
            return
        passed = asyncio.run(judge_file(folder, file, settings, visible_only=not every, seed=seed))
    except KeyboardInterrupt:
        # Whoever watches stops so; it is no fault.
        raise typer.Exit(0 if watch else 1) from None
    if not passed:
        raise typer.Exit(1)


@app.command("test")
def prove_challenges(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="Only these challenges.", autocompletion=challenge_ids),
    ] = None,
    *,
    challenges: FolderOption = None,
    device: DeviceOption = "auto",
    python: PythonOption = "",
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 1, help="What the cases are drawn from.")] = 1,
) -> None:
    """Prove that solutions pass and that everything wrong fails for the reason it states; exit with 1 otherwise."""
    import asyncio

    from interviewer.challenges.judge import Settings
    from interviewer.cli.challenges import find, read_challenges
    from interviewer.cli.judged import prove_all

    read = read_challenges(challenges)
    chosen = [find(one, challenges) for one in ids] if ids else list(read)
    proved = asyncio.run(prove_all(chosen, Settings(device=device, python=python), seed=seed))
    for problem in () if ids else read.problems:
        print(problem)
    if not proved or (read.problems and not ids):
        raise typer.Exit(1)
