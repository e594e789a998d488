"""The page on interviews lists the keys that there are."""

from pathlib import Path

from interviewer.tui.keys import bindings

PAGE = Path(__file__).parents[2] / "docs" / "interview.md"


def test_every_binding_stands_in_the_table_with_its_keys() -> None:
    page = PAGE.read_text("utf-8").splitlines()
    table = {line for line in page if line.startswith("| `") and line.count("|") == 4 and "." in line.split("`")[1]}
    assert table == {f"| `{b.id}` | {b.key.replace(',', ', ')} | {b.tooltip} |" for b in bindings() if b.id}
