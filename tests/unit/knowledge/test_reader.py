import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from interviewer.knowledge.places import Mark
from interviewer.knowledge.reader import MAX_BYTES, MAX_DEPTH, REFUSED, ReadError, parse, read_file

HOSTILE = {
    "nothing": (b"", "is empty", None),
    "only a comment": (b"# later\n", "is empty", None),
    "deep": (b"a: " + b"[" * 200_000, "nested deeper than 16 levels", Mark(1, 19)),
    "deep in blocks": (b"- " * 200_000, "nested deeper than 16 levels", Mark(1, 33)),
    "deep mappings": (b"{a: " * 200_000, "nested deeper than 16 levels", Mark(1, 65)),
    "anchor": (b"a: &x 1", "anchors (&x) are not allowed: write the text out", Mark(1, 4)),
    "anchored mapping": (b"a:\n  &x\n  b: 1", "anchors (&x) are not allowed: write the text out", Mark(2, 3)),
    "alias": (b"a: 1\nb: *x", "aliases (*x) are not allowed: write the text out", Mark(2, 4)),
    "alias as key": (b"*x : 1", "aliases (*x) are not allowed: write the text out", Mark(1, 1)),
    "merge key": (b"a: 1\n<<: {b: 2}", "merge keys (<<) are not allowed: write the fields out", Mark(2, 1)),
    "tag": (b"a: !!int 1", "tags (tag:yaml.org,2002:int) are not allowed: every value is text", Mark(1, 4)),
    "python tag": (
        b"!!python/object/apply:os.system [id]",
        "tags (tag:yaml.org,2002:python/object/apply:o…) are not allowed: every value is text",
        Mark(1, 1),
    ),
    "bare tag": (b"a: ! 1", "tags (!) are not allowed: every value is text", Mark(1, 4)),
    "two documents": (b"a: 1\n---\nb: 2", "a second document begins here: one file holds one document", Mark(2, 1)),
    "repeated key": (b"a: 1\nb: 2\na: 3", "'a' stands here again: it was given on line 1", Mark(3, 1)),
    "repeated key in another style": (
        b'q:\n  - x: 1\n    "x": 2',
        "'x' stands here again: it was given on line 2",
        Mark(3, 5),
    ),
    "list as key": (b"? [a]\n: b", "a key must be text, not a list or mapping", Mark(1, 3)),
    "mapping as key": (b"{{a: b}: c}", "a key must be text, not a list or mapping", Mark(1, 2)),
    "UTF-16": ("a: b".encode("utf-16"), "is UTF-16 or UTF-32: save it as UTF-8", Mark(1, 1)),
    "UTF-16 big-endian": (b"\xfe\xff\x00a", "is UTF-16: save it as UTF-8", Mark(1, 1)),
    "Latin-1": ("a: b\nc: naïve".encode("latin-1"), "byte 0xef is not UTF-8: save it as UTF-8", Mark(2, 6)),
    "cut character": ("a: σ".encode()[:-1], "byte 0xcf is not UTF-8: save it as UTF-8", Mark(1, 4)),
    "NUL": (b"a: b\x00", "U+0000 control character is not allowed", Mark(1, 5)),
    "escape sequence": (b"a: \x1b[2J", "U+001B control character is not allowed", Mark(1, 4)),
    "eight-bit control": ("σ: \x9b2J".encode(), "U+009B control character is not allowed", Mark(1, 4)),
    "override": ("a: b\r\nc: x\u202ey".encode(), "U+202E RIGHT-TO-LEFT OVERRIDE is not allowed", Mark(2, 5)),
    "second byte order mark": ("a: \ufeff".encode(), "U+FEFF ZERO WIDTH NO-BREAK SPACE is not allowed", Mark(1, 4)),
    "old Mac line ends": (b"a: 1\rb: 2", "U+000D control character is not allowed", Mark(1, 5)),
    "line separator": ("a: x\u2028y".encode(), "U+2028 LINE SEPARATOR is not allowed", Mark(1, 5)),
    "escaped escape": (b'a: "\\e[2J"', "U+001B control character is not allowed in text", Mark(1, 4)),
    "escaped override": (b'a: "\\u202e"', "U+202E RIGHT-TO-LEFT OVERRIDE is not allowed in text", Mark(1, 4)),
    "escaped key": (b'"\\x07": 1', "U+0007 control character is not allowed in text", Mark(1, 1)),
    "lone surrogate": (b'a: "\\ud83d"', "an escape that is no character", Mark(1, 7)),
    "lone surrogate in JSON": (b'{"a": "\\ud83d"}', "an escape that is no character", Mark(1, 10)),
    "tab": (b"a:\n\tb: 1", "a tab cannot indent: use spaces", Mark(2, 1)),
    "open quote": (b'a: 1\nb: "x\nc: 2\n', "a quote that begins here is never closed", Mark(2, 4)),
    "open bracket": (b"a: [1\nb: 2", "expected `,` or `]` for the bracket opened on line 1, column 4", Mark(2, 2)),
    "open brace": (b"a: {b: 1, c", "expected `,` or `}` for the bracket opened on line 1, column 4", Mark(2, 1)),
    "backtick": (b"a: `relu` is\n", "text that begins with '`' needs quotes", Mark(1, 4)),
    "at sign": (b"- @x", "text that begins with '@' needs quotes", Mark(1, 3)),
    "two colons": (
        b"a: b: c",
        "a second `: ` on the line, or a line indented too far: quote the text",
        Mark(1, 5),
    ),
    "list then key": (b"- a\nb: 1", "the indentation does not fit the list that began before", Mark(2, 1)),
    "less indented": (
        b"a:\n    b: 1\n  c: 2",
        "the indentation does not fit the lines before, or text needs quotes",
        Mark(3, 3),
    ),
    "unknown escape": (
        b'a: "\\sigma"',
        "an unknown escape in a double-quoted text: write \\\\ for a backslash",
        Mark(1, 5),
    ),
    "closing bracket": (b"a: ]", "did not find expected node content while parsing a block node", Mark(1, 4)),
}


@pytest.mark.parametrize(("content", "message", "mark"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_with_its_place(content: bytes, message: str, mark: Mark | None) -> None:
    with pytest.raises(ReadError) as caught:
        parse(content)
    assert (caught.value.message, caught.value.mark) == (message, mark)


def test_a_billion_laughs_stop_at_the_first_anchor() -> None:
    rows = ["a: &a [lol, lol, lol]"] + [
        f"{b}: &{b} [*{a}, *{a}, *{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    with pytest.raises(ReadError, match="anchors") as caught:
        parse("\n".join(rows).encode())
    assert caught.value.mark == Mark(1, 4)


def test_nested_brackets_do_not_kill_the_process() -> None:
    code = (
        "from interviewer.knowledge.reader import parse\n"
        "for bracket in (b'[', b'{', b'- ', b'? ', b'[{a: '):\n"
        "    try: parse(bracket * 200_000)\n"
        "    except ValueError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 5


def test_the_deepest_allowed_nesting_loads() -> None:
    data: Any = parse(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH).data
    for _ in range(MAX_DEPTH - 1):
        (data,) = data
    assert data == []


@pytest.mark.parametrize(
    "text", ["no", "yes", "on", "null", "~", "1:30", "012", "1.10", "2024-13-45", "0x1F", "1e3", ".inf", "9" * 9000]
)
def test_every_scalar_is_text(text: str) -> None:
    assert parse(f"answer: {text}\n".encode()).data == {"answer": text}


def test_line_ends_and_byte_order_mark_make_no_difference() -> None:
    unix = parse("a: σ\nb:\n  - |\n    one\n    two\n".encode())
    windows = parse("\ufeffa: σ\r\nb:\r\n  - |\r\n    one\r\n    two\r\n".encode())
    assert unix == windows
    assert unix.data == {"a": "σ", "b": ["one\ntwo\n"]}


def test_joiners_that_scripts_and_emoji_need_are_kept() -> None:
    assert parse("a: 👩\u200d🔬 می\u200cخواهم".encode()).data == {"a": "👩\u200d🔬 می\u200cخواهم"}


def test_places_are_those_of_keys_and_items() -> None:
    text = "topic: optics\nquestions:\n  - id: optics.lens\n    hints: [σ one, two]\n    'key points':\n    - - x\n"
    document = parse(text.encode())
    assert document.marks == {
        (): Mark(1, 1),
        ("topic",): Mark(1, 1),
        ("questions",): Mark(2, 1),
        ("questions", 0): Mark(3, 5),
        ("questions", 0, "id"): Mark(3, 5),
        ("questions", 0, "hints"): Mark(4, 5),
        ("questions", 0, "hints", 0): Mark(4, 13),
        ("questions", 0, "hints", 1): Mark(4, 20),
        ("questions", 0, "key points"): Mark(5, 5),
        ("questions", 0, "key points", 0): Mark(6, 7),
        ("questions", 0, "key points", 0, 0): Mark(6, 9),
    }
    assert document.mark(("questions", 0, "prompt", 3)) == Mark(3, 5)
    assert document.mark(("nothing",)) == Mark(1, 1)


def test_characters_outside_the_basic_plane_load_from_json_escapes() -> None:
    data = {"a": "😀 \\ud83d\\ude00 \\😀", "b": ["𝛔"]}
    assert parse(json.dumps(data).encode()).data == data
    assert parse(json.dumps(data, ensure_ascii=False).encode()).data == data


def test_escapes_in_yaml_are_left_as_written() -> None:
    assert parse(rb"a: '\ud83d\ude00'").data == {"a": r"\ud83d\ude00"}


safe_text = st.text().filter(lambda text: not REFUSED.search(text))
# libyaml reads a key of at most 1,024 characters, escapes counted; a bank's keys are names.
keys = st.text(max_size=40).filter(lambda text: not REFUSED.search(text))
json_values = st.recursive(
    safe_text, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=12
)


@given(json_values, st.sampled_from([None, 1]), st.booleans())
def test_json_reads_as_json_does(value: Any, indent: int | None, escaped: bool) -> None:
    text = json.dumps({"value": value}, indent=indent, ensure_ascii=escaped)
    assert parse(text.encode()).data == {"value": value}


@given(json_values)
def test_yaml_reads_as_yaml_does(value: Any) -> None:
    text = yaml.dump({"value": value}, allow_unicode=True, Dumper=_NoAliases, default_style='"')
    assert parse(text.replace("!!str ", "").encode()).data == {"value": value}


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


def test_files_that_are_no_files_are_told(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    for path, message in [
        (pipe, "is not a regular file"),
        (tmp_path, "is not a regular file"),
        (Path(os.devnull), "is not a regular file"),
        (tmp_path / "none.yaml", "cannot be read: No such file or directory"),
        (tmp_path / ("x" * 300), "cannot be read: File name too long"),
    ]:
        with pytest.raises(ReadError) as caught:
            read_file(path)
        assert (caught.value.message, caught.value.mark) == (message, None)


def test_a_file_is_read_up_to_the_limit_and_refused_beyond(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    file.write_bytes(b"a: b\n#" + b"x" * (MAX_BYTES - 6))
    assert read_file(file).data == {"a": "b"}
    file.write_bytes(b"a: b\n#" + b"x" * (MAX_BYTES - 5))
    with pytest.raises(ReadError, match="is larger than 8 MiB; split it into several files"):
        read_file(file)
