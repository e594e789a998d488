"""Key points as an Anki deck. Notes and deck have ids that never change, so importing a deck again updates it."""

import html
import io
import itertools
import re
import sqlite3
import zipfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b

from interviewer.knowledge.models import Question
from interviewer.text import plain

OWN = "seed:"
"""How sources begin that only the bank's authors can look up."""

DECK = "interviewer: missed key points"
"""The deck's name; Anki finds it again by its id."""

_FIELDS = ("Prompt", "Code", "Hint", "Statement", "Answer", "Source")
_FRONT = "{{Prompt}}{{#Code}}<pre>{{Code}}</pre>{{/Code}}{{#Hint}}<p class=hint>{{Hint}}</p>{{/Hint}}"
_BACK = (
    "{{FrontSide}}<hr id=answer><p><b>{{Statement}}</b></p>{{#Answer}}<p>{{Answer}}</p>{{/Answer}}"
    "<p class=source>{{Source}}</p>"
)
_CSS = (
    ".card { font: 18px/1.45 system-ui, sans-serif; max-width: 40rem; margin: 0 auto; text-align: left; }\n"
    "pre { font-size: 15px; overflow-x: auto; } .hint { font-style: italic; } .source { font-size: 14px; opacity: .7; }"
)


@dataclass(frozen=True, slots=True)
class Flashcard:
    """A key point to learn by heart; texts are Markdown as the bank has them, empty where there is none.

    Attributes:
        question: the question's id, which with ``point`` makes the note's id.
        point: the key point's id.
        topic: the topic's id, the note's tag.
        prompt: what the question asks.
        code: the code it is about.
        hint: what narrows it down to the key point.
        statement: what is to be known.
        answer: the whole question's model answer.
        sources: where it comes from, addresses and others.
    """

    question: str
    point: str
    topic: str
    prompt: str
    code: str
    hint: str
    statement: str
    answer: str
    sources: tuple[str, ...]


def flashcard(question: Question, point_id: str) -> Flashcard | None:
    """Return a key point as a flashcard, hinted at as pointedly as the bank can; None where there is no such point."""
    point = next((one for one in question.key_points if one.id == point_id), None)
    if point is None:
        return None
    options = "\n".join(f"- {option.text}" for option in question.options)
    return Flashcard(
        question=question.id,
        point=point.id,
        topic=question.topic,
        prompt=f"{question.prompt}\n\n{options}" if options else question.prompt,
        code=question.code or "",
        hint=point.hints[-1] if point.hints else point.prompt.ask if point.prompt else "",
        statement=point.statement,
        answer=question.model_answer or "",
        sources=tuple(one for one in question.sources if not one.startswith(OWN)),
    )


def to_anki(cards: Iterable[Flashcard], at: float) -> bytes:
    """Return flashcards as an ``.apkg`` file.

    Args:
        cards: what the deck holds.
        at: when it is made, seconds since the epoch: what Anki has from an earlier file is older, and updated.
    """
    import genanki

    model = genanki.Model(
        _number("model"),
        "interviewer key point",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Key point", "qfmt": _FRONT, "afmt": _BACK}],
        css=_CSS,
    )
    deck = genanki.Deck(_number("deck"), DECK)
    for card in cards:
        note = genanki.Note(
            model, _fields(card), guid=genanki.guid_for("interviewer", card.question, card.point), tags=[card.topic]
        )
        deck.add_note(note)
    # genanki's own writer leaves its database behind in the folder for temporary files.
    with closing(sqlite3.connect(":memory:")) as connection:
        genanki.Package(deck).write_to_db(connection.cursor(), at, itertools.count(int(at * 1000)))
        connection.commit()
        collection = connection.serialize()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        # With the times of the archive's own epoch, so that the same cards make the same file.
        archive.writestr(zipfile.ZipInfo("collection.anki2"), collection)
        archive.writestr(zipfile.ZipInfo("media"), "{}")
    return packed.getvalue()


def _fields(card: Flashcard) -> list[str]:
    sources = [*map(_linked, card.sources), html.escape(card.question)]
    return [
        _formatted(card.prompt),
        html.escape(plain(card.code)),
        _formatted(card.hint),
        _formatted(card.statement),
        _formatted(card.answer),
        "<br>".join(sources),
    ]


def _formatted(markdown: str) -> str:
    """Return the little of Markdown that prompts and answers use as HTML, everything else escaped."""
    text = html.escape(plain(markdown).strip())
    text = re.sub(r"\*\*(\S|\S[^\n]*?\S)\*\*", r"<b>\1</b>", text)
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", text).replace("\n", "<br>")


def _linked(source: str) -> str:
    safe = html.escape(plain(source))
    return f'<a href="{safe}">{safe}</a>' if source.startswith(("https://", "http://")) else safe


def _number(name: str) -> int:
    """Return an id that is always the same: Anki wants a whole number of 31 bits."""
    return int.from_bytes(blake2b(f"interviewer/{name}".encode(), digest_size=4).digest()) >> 1 | 1 << 30
