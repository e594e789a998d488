"""Where things are kept on this machine."""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Paths:
    """The three folders of a user, each created on first use with mode 0700.

    Attributes:
        data: history database and the user's own topic files and challenges.
        config: ``config.toml``.
        cache: the compiled bank; safe to delete.
    """

    data: Path
    config: Path
    cache: Path

    @property
    def history(self) -> Path:
        """The SQLite history."""
        return self.data / "history.sqlite3"

    @property
    def topics(self) -> Path:
        """The user's own topic files, read beside the bundled bank."""
        return self.data / "topics"

    @property
    def challenges(self) -> Path:
        """The user's own code challenges, read beside the bundled ones."""
        return self.data / "challenges"

    @property
    def settings(self) -> Path:
        """The user's ``config.toml``."""
        return self.config / "config.toml"


def user_paths(environment: Mapping[str, str] = os.environ) -> Paths:
    """Return the user's folders: the platform's own, or all under ``INTERVIEWER_HOME`` where that is set."""
    home = environment.get("INTERVIEWER_HOME")
    if home:
        root = Path(home).expanduser().absolute()
        return Paths(root / "data", root / "config", root / "cache")
    dirs = platformdirs.PlatformDirs("interviewer", appauthor=False)
    return Paths(dirs.user_data_path, dirs.user_config_path, dirs.user_cache_path)


def private_folder(folder: Path) -> Path:
    """Create ``folder`` with mode 0700 where it is missing, so that a power cut does not take it, and return it.

    Raises:
        OSError: the folder cannot be made.
    """
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for one in reversed(made):
        with suppress(OSError):  # a folder that may not be read cannot be synchronized either
            synchronize(one.parent)
    return folder


def synchronize(path: Path) -> None:
    """Make a file's content, or the names in a folder, survive a power cut.

    Raises:
        OSError: the disk did not answer.
    """
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def bundled_bank() -> Path:
    """Return the bank that comes with the program: inside an installed package, or at the top of a checkout."""
    installed = _PACKAGE / "bank"
    return installed if installed.is_dir() else _PACKAGE.parent / "knowledge"
