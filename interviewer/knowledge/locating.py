"""Finding a field of a question in the file it came from."""

import itertools
from pathlib import Path
from typing import NamedTuple

from interviewer.knowledge.bank import Bank
from interviewer.knowledge.places import Mark, Place, Where
from interviewer.knowledge.reader import Document, ReadError, read_file


class Locator:
    """Places of single fields, read from the files when first asked for: a bank itself keeps one place a question."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._files: dict[str, _File] = {}

    def place(self, question_id: str, where: Where = ()) -> Place:
        """Return the place of ``where``, counted from the question; of the question where its file has gone or changed.

        Raises:
            UnknownQuestionError: the bank has no such question.
        """
        begins = self._bank.where(question_id)
        if begins.file not in self._files:
            self._files[begins.file] = _read(Path(begins.file))
        file = self._files[begins.file]
        # A question is known by where it begins: its id alone may stand twice in a file.
        position = file.positions.get(begins.mark)
        if file.document is None or position is None:
            return begins
        return Place(begins.file, file.document.mark(("questions", position, *where)))


class _File(NamedTuple):
    """A file, and at which position in it the question stands that begins at a mark."""

    document: Document | None
    positions: dict[Mark | None, int]


def _read(path: Path) -> _File:
    try:
        document = read_file(path)
    except ReadError:
        return _File(None, {})
    marks = itertools.takewhile(
        lambda mark: mark is not None, (document.marks.get(("questions", i)) for i in itertools.count())
    )
    return _File(document, {mark: i for i, mark in enumerate(marks)})
