from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer.knowledge import cache, compiling
from interviewer.knowledge.bank import Bank
from interviewer.knowledge.loading import load_bank
from tests.banks import a_question, write_topic


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bank with two questions, a problem, a glossary and a pack."""
    folder = tmp_path / "bank"
    write_topic(folder, a_question(prompt="σ\nand 😀?"), a_question(id="optics.mirror", skills=["a"], sources=["b"]))
    write_topic(folder, a_question(id="sound.bad", level=7), name="sound.yaml")
    (folder / "glossary.yaml").write_text("same: [[bn, batch norm]]", encoding="utf-8")
    (folder / "pack.yaml").write_text("{id: mine, version: 1, title: Mine, licence: MIT}", encoding="utf-8")
    (folder / "broken.yaml").write_bytes(b"")
    return folder


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many files each compilation had."""
    calls: list[int] = []
    compile_bank = compiling.compile_bank

    def counting(sources: Any) -> Bank:
        calls.append(len(sources))
        return compile_bank(sources)

    monkeypatch.setattr(compiling, "compile_bank", counting)
    return calls


def parts(bank: Bank) -> tuple[Any, ...]:
    return bank.topics, bank.summaries, bank.problems, bank.questions, bank.glossary, bank.packs


def test_the_cache_gives_the_bank_that_the_files_give(tmp_path: Path, folder: Path, compiled: list[int]) -> None:
    first = load_bank([folder], cache=tmp_path / "cache")
    second = load_bank([folder], cache=tmp_path / "cache")
    assert compiled == [5]
    assert parts(second) == parts(first) == parts(load_bank([folder]))
    assert len(second.problems) == 2


def test_a_large_bank_opens_without_parsing_a_question(tmp_path: Path, compiled: list[int]) -> None:
    write_topic(tmp_path / "bank", *(a_question(id=f"optics.q{i}") for i in range(10_000)))
    load_bank([tmp_path / "bank"], cache=tmp_path / "cache")
    bank = load_bank([tmp_path / "bank"], cache=tmp_path / "cache")
    assert (len(bank), bank.parsed, len(compiled)) == (10_000, 0, 1)
    assert bank.question("optics.q9999").id == "optics.q9999"
    assert bank.parsed == 1


def test_every_change_to_the_files_is_seen(tmp_path: Path, folder: Path, compiled: list[int]) -> None:
    file = folder / "optics.yaml"
    text = file.read_text(encoding="utf-8")
    load_bank([folder], cache=tmp_path / "cache")
    file.write_text(text.replace('"level": 2', '"level": 3'), encoding="utf-8")
    assert load_bank([folder], cache=tmp_path / "cache").summary("optics.lens").level == 3
    file.rename(folder / "renamed.yaml")
    assert load_bank([folder], cache=tmp_path / "cache").where("optics.lens").file.endswith("renamed.yaml")
    (folder / "sound.yaml").unlink()
    assert len(load_bank([folder], cache=tmp_path / "cache").problems) == 1
    other = tmp_path / "other.yaml"
    other.write_text("same: [[relu, rectifier]]", encoding="utf-8")
    assert len(load_bank([folder], glossary=other, cache=tmp_path / "cache").glossary.same) == 2
    assert len(compiled) == 5


def test_another_version_of_the_program_compiles_anew(
    tmp_path: Path, folder: Path, compiled: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_bank([folder], cache=tmp_path / "cache")
    monkeypatch.setattr(cache, "__version__", "999")
    load_bank([folder], cache=tmp_path / "cache")
    assert len(compiled) == 2


def the_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_a_damaged_cache_is_passed_over_and_written_again(tmp_path: Path, folder: Path, data: st.DataObject) -> None:
    load_bank([folder], cache=tmp_path / "cache")
    file = the_file(tmp_path / "cache")
    whole = file.read_bytes()
    damaged = bytearray(whole)
    if data.draw(st.booleans()):
        del damaged[data.draw(st.integers(0, len(damaged) - 1)) :]
    else:
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at] ^= data.draw(st.integers(1, 255))
    file.write_bytes(bytes(damaged))
    assert parts(load_bank([folder], cache=tmp_path / "cache")) == parts(load_bank([folder]))
    assert the_file(tmp_path / "cache").read_bytes() == whole


@pytest.mark.parametrize(
    "foreign", [b"", b"\x80\x04K\x01.", b"{}", b"[]\n[]\n", b"null\n", b"\xff" * 100, b"[" * 100_000]
)
def test_a_foreign_file_is_passed_over(tmp_path: Path, folder: Path, foreign: bytes) -> None:
    load_bank([folder], cache=tmp_path / "cache")
    the_file(tmp_path / "cache").write_bytes(foreign)
    assert len(load_bank([folder], cache=tmp_path / "cache")) == 2


def test_a_cache_folder_that_cannot_be_used_does_no_harm(tmp_path: Path, folder: Path, compiled: list[int]) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    for unusable in (in_the_way, in_the_way / "below", Path("/proc/interviewer")):
        assert len(load_bank([folder], cache=unusable)) == 2
    assert len(compiled) == 3
    assert in_the_way.read_text() == ""


def test_a_write_that_fails_leaves_nothing_behind(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> None:
        del self, target
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert len(load_bank([folder], cache=tmp_path / "cache")) == 2
    assert list((tmp_path / "cache").iterdir()) == []


def test_the_folder_is_private_and_keeps_few_files(tmp_path: Path) -> None:
    write_topic(tmp_path / "first", a_question())
    for i in range(12):
        write_topic(tmp_path / "bank", a_question(prompt=f"{i}?"))
        bank = load_bank([tmp_path / "bank"], cache=tmp_path / "cache")
        assert bank.question("optics.lens").prompt == f"{i}?"
    assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700
    assert len(list((tmp_path / "cache").iterdir())) == 8
