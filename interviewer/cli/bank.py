"""``interviewer bank``: look at the questions, check them, write new ones."""

import json
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from interviewer.cli.common import (
    BankOption,
    check_name,
    fail,
    question_ids,
    read_bank,
    skill_ids,
    tell_problems,
    topic_ids,
)
from interviewer.text import counted

app = typer.Typer(help="Look at the question bank, check it and add to it.", no_args_is_help=True)


@app.command("list")
def list_questions(
    *,
    bank: BankOption = None,
    topic: Annotated[str | None, typer.Option(help="Only this topic.", autocompletion=topic_ids)] = None,
    skill: Annotated[
        str | None, typer.Option(help="Only what is practice in this skill.", autocompletion=skill_ids)
    ] = None,
    level: Annotated[int | None, typer.Option(min=1, max=4, help="Only this level.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array.")] = False,
) -> None:
    """List the questions."""
    read = read_bank(bank)
    check_name("topic", topic, [info.id for info in read.topics])
    check_name("skill", skill, read.known_skills)
    chosen = [
        s
        for s in read.summaries
        if topic in {None, s.topic} and skill in {None, *s.skills} and level in {None, s.level}
    ]
    if as_json:
        fields = ("id", "topic", "kind", "level", "minutes", "title", "skills", "sources")
        rows = [{name: getattr(s, name) for name in fields} | {"place": str(s.place)} for s in chosen]
        print(json.dumps(rows, indent=1))
    else:
        width = max((len(s.id) for s in chosen), default=0)
        for s in chosen:
            print(f"{s.id:{width}}  {s.kind:7}  level {s.level}  {s.title}")
    tell_problems(read)


@app.command("show")
def show_question(
    question: Annotated[str, typer.Argument(metavar="ID", help="A question's id.", autocompletion=question_ids)],
    *,
    bank: BankOption = None,
) -> None:
    """Show everything about a question, answers included."""
    from interviewer.cli.questions import describe_question
    from interviewer.knowledge.bank import UnknownQuestionError

    read = read_bank(bank)
    try:
        print(describe_question(read.question(question), read.where(question)))
    except UnknownQuestionError as error:
        fail(str(error))


@app.command("check")
def check_files(
    *,
    bank: BankOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="An incomplete question is an error.")] = False,
) -> None:
    """Check every file and question; exit with 1 when there is an error."""
    from interviewer.knowledge.checking import check_bank
    from interviewer.knowledge.problems import Severity, capped

    read = read_bank(bank)
    problems = sorted(check_bank(read, strict=strict), key=lambda problem: problem.place.file)
    for _, of_file in groupby(problems, key=lambda problem: problem.place.file):
        for problem in capped(list(of_file)):
            print(problem)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    print(
        f"{counted(len(read), 'question')} in {counted(len(read.topics), 'topic')}: "
        f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}"
    )
    if errors:
        raise typer.Exit(1)


@app.command("test")
def rehearse_examples(
    questions: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="Only these questions.", autocompletion=question_ids),
    ] = None,
    *,
    bank: BankOption = None,
    threshold: Annotated[
        float, typer.Option(min=0, max=1, help="The share of labels that must agree in every question.")
    ] = 0.7,
) -> None:
    """Grade every question's examples and compare with their labels; exit with 1 when a question falls short."""
    from interviewer.grading.grader import Grader
    from interviewer.interview.rehearsal import rehearse
    from interviewer.knowledge.bank import UnknownQuestionError
    from interviewer.knowledge.locating import Locator

    read = read_bank(bank)
    try:
        chosen = [read.question(one) for one in questions] if questions else read.questions
    except UnknownQuestionError as error:
        fail(str(error))
    grader, locator = Grader(read.questions, read.glossary), Locator(read)
    rehearsals = []
    for question in chosen:
        rehearsal = rehearse(question, grader)
        rehearsals.append(rehearsal)
        figure = f"{rehearsal.agreement:4.0%}" if rehearsal.checks else "   -"
        print(f"{figure}  {question.id}  ({rehearsal.agreed:g} of {counted(len(rehearsal.checks), 'label')})")
        for one in rehearsal.checks:
            if one.agreement < 1:
                place = locator.place(question.id, one.where)
                print(f"      {place}: {one.name} should be {one.wanted}, is {one.got}")
    labels = sum(len(one.checks) for one in rehearsals)
    agreed = sum(one.agreed for one in rehearsals)
    below = [one.question for one in rehearsals if one.agreement < threshold]
    overall = (
        f"{agreed / labels:.1%} of {counted(labels, 'label')} agree" if labels else "no question has labelled examples"
    )
    print(f"{overall}; {counted(len(below), 'question')} below {threshold:.0%}")
    tell_problems(read)
    if below:
        raise typer.Exit(1)


@app.command("stats")
def count_questions(
    *,
    bank: BankOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object.")] = False,
) -> None:
    """Count the questions by topic and level, and by skill and level."""
    from interviewer.cli.counts import describe_counts, skill_counts, topic_counts

    read = read_bank(bank)
    topics, skills = topic_counts(read), skill_counts(read)
    if as_json:
        print(json.dumps({"topics": [one.to_json() for one in topics], "skills": [one.to_json() for one in skills]}))
    else:
        print(
            "\n\n".join(filter(None, [describe_counts("topic", topics, read), describe_counts("skill", skills, read)]))
        )
    tell_problems(read)


@app.command("new")
def new_topic(
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help="The new topic's id: lower-case words, hyphens.")],
    *,
    file: Annotated[Path | None, typer.Option(help="Write here instead of your own topics folder.")] = None,
) -> None:
    """Write a commented topic file to start from; an existing file is never touched."""
    import re
    import shlex

    from interviewer.knowledge.template import topic_template
    from interviewer.paths import private_folder, user_paths

    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", topic) or len(topic) > 60:
        fail(f"a topic's id is lower-case words joined by hyphens, `image-retrieval`, not {topic[:60]!r}")
    try:
        target = file or private_folder(user_paths().topics) / f"{topic}.yaml"
        with target.open("x", encoding="utf-8") as opened:
            opened.write(topic_template(topic, shlex.quote(str(target))))
    except FileExistsError:
        fail(f"{target} exists already and was left as it is")
    except OSError as error:
        fail(f"{error.filename or file}: cannot be written: {error.strerror or error}")
    print(f"{target} is written; `interviewer bank check --bank {target}` checks it")


@app.command("overruled")
def show_overruled(*, bank: BankOption = None) -> None:
    """Print the answers whose verdicts you overruled, as examples to paste into their questions."""
    from interviewer.cli.questions import describe_disputed
    from interviewer.interview.conductor import ResumeError, recall
    from interviewer.interview.overrules import disputed
    from interviewer.knowledge.models import Example
    from interviewer.paths import user_paths
    from interviewer.progress.history import History, HistoryError

    read, paths = read_bank(bank), user_paths()
    found: list[tuple[str, Example]] = []
    try:
        # Asking for what is stored makes no history where there is none.
        stored = History.open(paths.history) if paths.history.exists() else History.in_memory()
        for past in stored.sessions():
            try:
                session = recall(past.plan, past.began, stored.events(past.id), read.question)
            except ResumeError:
                continue
            found += disputed(session, read.question)
        stored.close()
    except HistoryError as error:
        fail(str(error))
    print(describe_disputed(found) if found else "# no verdict has been overruled")


@app.command("schema")
def show_schema(*, bank: BankOption = None) -> None:
    """Print the JSON Schema of a topic file, for editors that check and complete it, skills by their names."""
    from interviewer.knowledge.models import Topic

    schema = Topic.model_json_schema()
    skills = schema["$defs"]["Question"]["properties"]["skills"]
    # Not an enumeration alone: a file outside the pack that declares them may have skills of its own.
    skills["items"] = {"anyOf": [{"enum": list(read_bank(bank).skills)}, skills["items"]]}
    print(json.dumps(schema, indent=1, ensure_ascii=False))
