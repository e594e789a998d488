"""Finding a field of a question in the file it came from."""

from pathlib import Path

from interviewer.knowledge.bank import Bank
from interviewer.knowledge.places import Place, Where
from interviewer.knowledge.reader import Document, ReadError, read_file


class Locator:
    """Places of single fields, read from the files when first asked for: a bank itself keeps one place a question."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._documents: dict[str, Document | None] = {}

    def place(self, question_id: str, where: Where = ()) -> Place:
        """Return the place of ``where``, counted from the question; of the question where its file has gone or changed.

        Raises:
            UnknownQuestionError: the bank has no such question.
        """
        begins = self._bank.where(question_id)
        document = self._document(begins.file)
        if document is None:
            return begins
        # A question is known by where it begins: its id alone may stand twice in a file.
        for i in range(len(document.marks)):
            item: Where = ("questions", i)
            if item not in document.marks:
                break
            if document.marks[item] == begins.mark:
                return Place(begins.file, document.mark((*item, *where)))
        return begins

    def _document(self, file: str) -> Document | None:
        if file not in self._documents:
            try:
                self._documents[file] = read_file(Path(file))
            except ReadError:
                self._documents[file] = None
        return self._documents[file]
