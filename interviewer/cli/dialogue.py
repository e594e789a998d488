"""An interview held line by line: what is read, what is said.

A reply is one line with a request ("hint", "skip", "I don't know"), or an answer of several lines that an empty line or
a line with only ``.`` ends. What has been typed is stored line by line, so that nothing is lost when the input ends.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence

from interviewer.cli.judged import Judged
from interviewer.cli.lines import Lines
from interviewer.cli.plain_code import Coding
from interviewer.cli.verdict_text import debrief_text, verdict_text
from interviewer.cli.wrapping import code, hanging, prose, verbatim
from interviewer.interview.coding import CodeQuestion
from interviewer.interview.conductor import LONGEST_ANSWER, Conductor
from interviewer.interview.debrief import debrief, report
from interviewer.interview.events import Act, Mode, Move, MoveKind
from interviewer.interview.rating import WORDS, to_rate
from interviewer.interview.session import Lookup
from interviewer.interview.speech import COMMANDS, interpret
from interviewer.interview.state import End, Line, Round, Speaker, State
from interviewer.knowledge.models import Question
from interviewer.knowledge.names import did_you_mean
from interviewer.progress.history import HistoryError
from interviewer.progress.names import one_line
from interviewer.text import plain

HELP = (
    "Type your answer; an empty line, or a line with only a full stop, sends it. A line of its own can ask for "
    "something: hint, skip, repeat, I don't know, /pause, finish, quit, or a question back. /clear forgets what you "
    "have typed. Ctrl+D leaves, and the session is kept."
)
CLEAR = "/clear"
"""Forgets the answer typed so far."""

_SENDS = {"", "."}
_LABELS = {MoveKind.HINT: "Hint: ", MoveKind.DEEPER: "One level deeper: ", MoveKind.REPEAT: "Again: "}
_ACTS = {
    Act.HINT: "(asked for a hint)",
    Act.SKIP: "(skipped)",
    Act.REPEAT: "(asked to hear it again)",
    Act.CLARIFY: "(asked back)",
    Act.DONT_KNOW: "(did not know)",
}


class Dialogue:
    """Carries a session from where it stands to its end, or to the end of the input."""

    def __init__(self, conductor: Conductor, lookup: Lookup, lines: Lines, coding: Coding | None = None) -> None:
        self._conductor = conductor
        self._coding = coding
        self._lookup = lookup
        self._lines = lines
        self._draft: list[str] = []

    def open(self) -> None:
        """Say how it works, the open question, what has been said on it, and what was being typed."""
        session, width = self._conductor.session, self._lines.width
        self._lines.say(prose(HELP, width))
        self._lines.say(self._question())
        for line in session.round.lines[1:]:
            self._lines.say(_told(line, width))
        if session.state is State.BETWEEN:
            self._show_verdict(session.round)
        draft = self._conductor.draft()
        if draft and session.state is State.ASKING:
            self._draft = draft.split("\n")
            note = f"It is the beginning of your answer: go on, send it with an empty line, or {CLEAR} it."
            self._lines.say(f"Your draft:\n{verbatim(draft, width, '  ')}\n{prose(note, width)}")

    def hold(self) -> bool:
        """Hear and answer until the session has ended (True) or the input has (False).

        Raises:
            HistoryError: something could not be stored, and there is nobody to try again.
        """
        while not self._conductor.finished:
            match self._conductor.session.state:
                case State.BETWEEN:
                    heard = self._between()
                case State.PAUSED:
                    heard = self._paused()
                case _:
                    question = self._conductor.question
                    if isinstance(question, CodeQuestion) and self._conductor.coding:
                        heard = self._coded(question)
                    else:
                        heard = self._asked()
            if not heard:
                return False
        return True

    def _asked(self) -> bool:
        """Hear one reply; False where the input ended before it did."""
        reply, whole = self._reply()
        if reply is None:
            return False
        asked = len(self._conductor.session.rounds)
        if not self._do(lambda: self._conductor.submit(reply)):
            return True
        session = self._conductor.session
        if whole or len(session.rounds) > asked or session.state is State.BETWEEN:
            self._draft = []
        elif self._draft and not self._conductor.finished:
            # A request in words took the draft's place in the history.
            self._keep_draft()
        return True

    def _coded(self, question: CodeQuestion) -> bool:
        """Hear one line while a challenge is open; False where the input ended."""
        line = self._lines.read()
        if line is None or interpret(line)[0] is Act.LEAVE:
            return False
        if interpret(line)[0] not in {Act.ANSWER, Act.CLARIFY}:
            self._do(lambda: self._conductor.submit(line))
        elif line.strip() and self._coding is not None:
            submitted = self._coding.obey(question, line)
            if submitted is not None:
                self._submit(*submitted)
        return True

    def _submit(self, text: str, judged: Judged) -> None:
        verdict, ratios = judged.verdict, judged.ratios
        if verdict is not None and self._do(lambda: self._conductor.code(text, verdict)) and ratios is not None:
            self._conductor.measured(ratios)

    def _reply(self) -> tuple[str | None, bool]:
        """Return a request and False, or a whole answer and True; None where the input ended before either."""
        fresh = True
        while (line := self._lines.read()) is not None:
            word = line.strip()
            if word == CLEAR:
                self._draft, fresh = [], True
                self._keep_draft()
                self._lines.say("Forgotten; begin again.")
            elif fresh and (problem := _no_command(word)):
                self._lines.say(hanging("", problem, self._lines.width))
            elif fresh and word and interpret(line)[0] is Act.LEAVE:
                return None, False
            elif fresh and word and interpret(line)[0] is not Act.ANSWER:
                return line, False
            elif word not in _SENDS or (not word and not fresh and self._lines.more()):
                # An empty line inside a pasted text belongs to it.
                fresh = False
                self._type(line)
            elif any(typed.strip() for typed in self._draft):
                return "\n".join(self._draft), True
            elif self._lines.interactive:
                self._lines.say("Type an answer first, or: hint, skip, I don't know.")
        return None, False

    def _type(self, line: str) -> None:
        """Add a line to the answer, as long as there is room."""
        room = LONGEST_ANSWER - sum(len(typed) + 1 for typed in self._draft)
        if room <= 0:
            return
        self._draft.append(line[:room])
        self._keep_draft()
        if len(line) >= room:
            self._lines.say(f"Only the first {LONGEST_ANSWER:,} characters of an answer are kept.")

    def _between(self) -> bool:
        """Go on after a verdict; a person reads it first, while their clock stands still."""
        act, session = Act.NEXT, self._conductor.session
        if self._lines.interactive:
            last = len(session.rounds) == len(session.plan.questions)
            self._lines.say(f"Press Enter for the {'debrief' if last else 'next question'}.")
            line = self._lines.read()
            if line is None:
                return False
            if interpret(line)[0] is Act.LEAVE:
                return False
            if interpret(line)[0] is Act.FINISH:
                act = Act.FINISH
        self._do(lambda: self._conductor.act(act))
        return True

    def _paused(self) -> bool:
        self._lines.say("Paused; the clock stands still. Press Enter to go on.")
        if self._lines.read() is None:
            return False
        if self._do(lambda: self._conductor.act(Act.RESUME)):
            self._lines.say("We go on.")
        return True

    def _do(self, act: Callable[[], Sequence[Move]]) -> bool:
        """Return whether ``act`` was stored, and then answer it; a person may try again where it was not."""
        asked = len(self._conductor.session.rounds)
        try:
            moves = act()
        except HistoryError as error:
            if not self._lines.interactive:
                raise
            print(f"interviewer: not stored: {error}", file=sys.stderr)
            self._lines.say("Nothing is lost: try again; an empty line sends your answer once more.")
            return False
        for move in moves:
            self._tell(move, self._conductor.session.rounds[asked - 1])
        return True

    def _tell(self, move: Move, round_: Round) -> None:
        """Say one move; ``round_`` is the question that was open before it."""
        session, width = self._conductor.session, self._lines.width
        practice = session.plan.mode is Mode.PRACTICE
        if move.kind is MoveKind.ASK or (
            move.kind is MoveKind.REPEAT and move.text == self._lookup(round_.question).prompt
        ):
            self._lines.say(self._question())
        else:
            self._lines.say(spoken(move.kind, move.text, width))
        if move.kind is MoveKind.CLOSE and practice:
            self._show_verdict(round_)
        if move.kind is MoveKind.DEBRIEF:
            self._rate()
            session = self._conductor.session
            summed = debrief(session, self._lookup)
            # In practice only a question that was open when the session was stopped has had no verdict yet.
            if practice and round_.end is End.FINISHED and summed.questions[-1].counts:
                self._show_verdict(round_)
            self._lines.say(debrief_text(summed, width, verdicts=not practice))

    def _rate(self) -> None:
        """Let a person say how each answer went, while no grade has been shown."""
        numbers = to_rate(self._conductor.session) if self._lines.interactive else ()
        if not numbers:
            return
        scale = ", ".join(f"{rating} {words}" for rating, words in WORDS.items())
        asked = f"Before you see the grades: how did each answer go? {scale}; or Enter."
        self._lines.say(hanging("", asked, self._lines.width))
        for number in numbers:
            prompt = self._lookup(self._conductor.session.rounds[number].question).prompt
            self._lines.say(hanging(f"{number + 1}. ", one_line(prompt.split("\n")[0]), self._lines.width))
            rating = self._rating()
            if rating is None:
                return
            try:
                if rating:
                    self._conductor.rate(number, rating)
            except HistoryError as error:
                print(f"interviewer: not stored: {error}", file=sys.stderr)

    def _rating(self) -> int | None:
        """Hear a rating; 0 where none is given, None where the input has ended."""
        while (line := self._lines.read()) is not None:
            word = line.strip()
            if not word or (word.isdecimal() and int(word) in WORDS):
                return int(word or 0)
            self._lines.say(f"A number from 1 to {len(WORDS)}, or Enter to leave it out.")
        return None

    def _show_verdict(self, round_: Round) -> None:
        self._lines.say(verdict_text(report(round_, self._lookup(round_.question)), self._lines.width))

    def _question(self) -> str:
        session, question = self._conductor.session, self._conductor.question
        place = f"Question {len(session.rounds)} of {len(session.plan.questions)}"
        head = f"{place} ({question.topic}, level {question.level}, {question.minutes:g} minutes)"
        text = f"{head}\n\n{question_text(question, self._lines.width)}"
        if self._coding is not None and isinstance(question, CodeQuestion):
            return f"{text}\n\n{self._coding.ask(question)}"
        return text

    def _keep_draft(self) -> None:
        """Store what is being typed; that it could not be must not keep anybody from typing."""
        try:
            self._conductor.save_draft("\n".join(self._draft))
        except HistoryError as error:
            print(f"interviewer: the draft is not stored: {error}", file=sys.stderr)


def question_text(question: Question, width: int) -> str:
    """Return what is asked: prompt, indented code, lettered options."""
    return "\n".join(_question_lines(question, width))


def _question_lines(question: Question, width: int) -> Iterator[str]:
    yield prose(question.prompt, width)
    if question.code:
        yield f"\n{code(question.code)}"
    if question.options:
        yield ""
    for option in question.options:
        yield hanging(f"({plain(option.id)}) ", option.text, width, "  ")


def spoken(kind: MoveKind | Act, text: str, width: int) -> str:
    """Return what the interviewer says, with a label where it is a hint, a deeper question or a repetition."""
    label = _LABELS.get(kind, "") if isinstance(kind, MoveKind) else ""
    return prose(f"{label}{text}", width)


def _told(line: Line, width: int) -> str:
    """Return a line of the conversation before."""
    if line.speaker is Speaker.INTERVIEWER:
        return spoken(line.kind, line.text, width)
    said = line.text or (_ACTS.get(line.kind, "") if isinstance(line.kind, Act) else "")
    return f"You said:\n{verbatim(said, width, '  ')}"


def _no_command(word: str) -> str:
    """Return what to say to ``/hnit``; nothing where ``word`` is no command or a known one."""
    if not re.fullmatch(r"/[A-Za-z]{1,20}", word) or interpret(word)[0] is not Act.ANSWER:
        return ""
    known = [*(f"/{name}" for name in COMMANDS), CLEAR]
    return f"There is no {word}{did_you_mean(word, known)}. There are {', '.join(known)}."
