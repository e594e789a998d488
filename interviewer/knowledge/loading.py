"""Opening a bank: from the cache where nothing has changed, from its files otherwise."""

from collections.abc import Sequence
from pathlib import Path

from interviewer.knowledge.bank import Bank
from interviewer.knowledge.cache import cache_key, read_cache, write_cache
from interviewer.knowledge.sources import Source, find_sources


def load_bank(
    folders: Sequence[Path], *, glossary: Path | None = None, pack: Path | None = None, cache: Path | None = None
) -> Bank:
    """Read the bank in ``folders``; what is wrong with it stands in :attr:`Bank.problems`, never in an exception.

    Args:
        folders: folders of topic files, or topic files; of two questions with the same id the first is kept.
        glossary: a ``glossary.yaml`` that applies whatever the folders hold; it may be missing.
        pack: a ``pack.yaml`` whose skills may be named whatever the folders hold; it may be missing.
        cache: the folder of the compiled bank, or None to compile from the files each time.
    """
    sources = find_sources(folders, glossary, pack)
    if cache is None:
        return _compile(sources)
    key = cache_key(sources)
    bank = read_cache(cache, key)
    if bank is None:
        bank = _compile(sources)
        write_cache(cache, key, bank)
    return bank


def _compile(sources: Sequence[Source]) -> Bank:
    from interviewer.knowledge.compiling import compile_bank

    return compile_bank(sources)
