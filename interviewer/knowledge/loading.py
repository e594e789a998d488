"""Opening a bank: from the cache where nothing has changed, from its files otherwise."""

from collections.abc import Sequence
from pathlib import Path

from interviewer.knowledge.bank import Bank
from interviewer.knowledge.cache import cache_key, read_cache, write_cache
from interviewer.knowledge.sources import find_sources
from interviewer.paths import Paths, bundled_bank


def load_bank(folders: Sequence[Path], *, glossary: Path | None = None, cache: Path | None = None) -> Bank:
    """Read the bank in ``folders``; what is wrong with it stands in :attr:`Bank.problems`, never in an exception.

    Args:
        folders: folders of topic files, or topic files; of two questions with the same id the first is kept.
        glossary: a ``glossary.yaml`` that applies whatever the folders hold; it may be missing.
        cache: the folder of the compiled bank, or None to compile from the files each time.
    """
    sources = find_sources(folders, glossary)
    key = cache_key(sources)
    if cache is not None and (bank := read_cache(cache, key)):
        return bank
    from interviewer.knowledge.compiling import compile_bank

    bank = compile_bank(sources)
    if cache is not None:
        write_cache(cache, key, bank)
    return bank


def load_user_bank(paths: Paths, folder: Path | None = None) -> Bank:
    """Read the bank in ``folder``, or the program's own and beside it the user's topic files.

    The program's glossary applies to both.
    """
    own = bundled_bank()
    folders = [folder] if folder else [own, *([paths.topics] if paths.topics.exists() else [])]
    return load_bank(folders, glossary=own / "glossary.yaml", cache=paths.cache)
