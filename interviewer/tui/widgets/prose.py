"""The bank's Markdown."""

from markdown_it import MarkdownIt
from textual.widgets import Markdown

from interviewer.knowledge.models import Question
from interviewer.text import plain


class Prose(Markdown):
    """Markdown without what could hide, forge or smuggle text.

    HTML (``List<int>`` is one) would vanish, ``&#x202e;`` would become the control character that was just taken out,
    and nothing in a question is there to be clicked.
    """

    def __init__(self, text: str) -> None:
        super().__init__(plain(text), parser_factory=_parser, open_links=False)


def question_markdown(question: Question) -> str:
    """Return a question as Markdown: prompt, code, options."""
    parts = [question.prompt]
    if question.code:
        fence = "```"
        while fence in question.code:
            fence += "`"
        parts.append(f"{fence}python\n{question.code.rstrip()}\n{fence}")
    if question.options:
        parts.append("\n".join(f"- **({option.id})** {option.text}" for option in question.options))
    return "\n\n".join(parts)


def _parser() -> MarkdownIt:
    return MarkdownIt("gfm-like", {"html": False, "linkify": False}).disable(
        ["entity", "link", "image", "autolink", "reference"]
    )
