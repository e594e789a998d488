"""Everything a process does to the files of a folder, recorded in order: by SQLite's own file system, and by Python.

SQLite reaches its files through a table of functions, the VFS, made to be wrapped. Here the one in use is: each opened
file gets methods that note what is written, truncated and synchronized, and call the original. What Python does itself
to names (``os.rename`` and so on) is noted in the same way. For a process that does nothing else.
"""

import _sqlite3
import ctypes
import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

FOLDER = 0
"""The number of what is no file."""


@dataclass(frozen=True, slots=True)
class Wrote:
    """Bytes of a file, by the file's number, which stays when its name changes."""

    file: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncated:
    """The end of a file moved."""

    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Synchronized:
    """A file's content went to the disk."""

    file: int


@dataclass(frozen=True, slots=True)
class Named:
    """A path came to stand for a file; ``before`` is the path that it had until then."""

    path: str
    file: int
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """A path stands for nothing any more."""

    path: str


@dataclass(frozen=True, slots=True)
class FolderSynchronized:
    """The names in a folder went to the disk."""

    path: str


@dataclass(frozen=True, slots=True)
class Said:
    """No write: what the process says it has done."""

    words: tuple[Any, ...]


Change = Wrote | Truncated | Synchronized | Named | Removed | FolderSynchronized
Op = Change | Said


class NoHookError(Exception):
    """SQLite's file system cannot be reached from Python here; the message says why."""


class _Methods(ctypes.Structure):
    """``sqlite3_io_methods``."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("close", ctypes.c_void_p),
        ("read", ctypes.c_void_p),
        ("write", ctypes.c_void_p),
        ("truncate", ctypes.c_void_p),
        ("sync", ctypes.c_void_p),
        ("others", ctypes.c_void_p * 13),
    )


class _Vfs(ctypes.Structure):
    """``sqlite3_vfs``."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
        ("delete", ctypes.c_void_p),
        ("others", ctypes.c_void_p * 11),
        ("set_system_call", ctypes.c_void_p),
        ("get_system_call", ctypes.c_void_p),
    )


_Open = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(ctypes.c_int)
)
_Delete = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
_Close = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)
_Write = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_Truncate = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_Sync = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_SetCall = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
_GetCall = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)
_OpenFolder = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_char_p, ctypes.POINTER(ctypes.c_int))


class Recorder:
    """Records from when it is made to the end of the process.

    Attributes:
        ops: what was done; what was in the folder before stands at their beginning, as written and synchronized.
    """

    def __init__(self, root: Path) -> None:
        """Begin to record what is done below ``root``.

        Raises:
            NoHookError: it cannot be done here.
        """
        self.ops: list[Op] = []
        self._root = os.path.realpath(root)
        self._numbers = count(FOLDER + 1)
        self._names: dict[str, int] = {}
        self._open: dict[int, int] = {}
        self._opened_by_python: dict[int, str] = {}
        self._folders: list[str] = []
        self._methods: dict[int, _Methods] = {}
        self._alive: list[Any] = []
        self._take_in(Path(self._root))
        self._watch_sqlite()
        self._watch_python()

    def say(self, *words: object) -> None:
        """Put words between what is done."""
        self.ops.append(Said(words))

    def _take_in(self, folder: Path) -> None:
        for path in sorted(folder.iterdir()):
            if path.is_dir():
                self._name(str(path), FOLDER)
                self._take_in(path)
            else:
                file = self._name(str(path), next(self._numbers))
                self.ops += [Wrote(file, 0, path.read_bytes()), Synchronized(file)]
        self.ops.append(FolderSynchronized(str(folder)))

    def _ours(self, path: str) -> bool:
        return path.startswith(self._root + os.sep)

    def _name(self, path: str, file: int, before: str | None = None) -> int:
        self._names[path] = file
        self.ops.append(Named(path, file, before))
        return file

    def _remove(self, path: str) -> None:
        if self._names.pop(path, None) is not None:
            self.ops.append(Removed(path))

    def _watch_sqlite(self) -> None:
        try:
            library = ctypes.CDLL(_sqlite3.__file__)
            find = library.sqlite3_vfs_find
        except (OSError, AttributeError) as error:
            raise NoHookError(f"SQLite's functions are not to be found: {error}") from None
        find.restype = ctypes.c_void_p
        find.argtypes = [ctypes.c_char_p]
        vfs = _Vfs.from_address(find(None))
        if vfs.version < 3 or vfs.name != b"unix":
            raise NoHookError(f"the file system is {vfs.name!r}, version {vfs.version}")
        opens, deletes = _Open(vfs.open), _Delete(vfs.delete)
        original = _GetCall(vfs.get_system_call)(find(None), b"openDirectory")
        if not original:
            raise NoHookError("the call openDirectory cannot be replaced")
        opens_folder = _OpenFolder(original)

        def open_(this: int, name: int | None, file: int, flags: int, out: Any) -> int:
            # SQLite keeps the pointer, so it is passed on as it is.
            path = os.fsdecode(ctypes.string_at(name)) if name else ""
            existed = os.path.exists(path)  # noqa: PTH110 -- asked in the middle of SQLite
            done: int = opens(this, name, file, flags, out)
            if done == 0 and self._ours(path):
                if not existed or path not in self._names:
                    self._name(path, next(self._numbers))
                self._open[file] = self._names[path]
                self._replace_methods(file)
            return done

        def delete(this: int, name: bytes, synchronize: int) -> int:
            done: int = deletes(this, name, synchronize)
            if done == 0:
                self._remove(os.fsdecode(name))
                self._tell_folders()
            return done

        def open_folder(name: bytes, out: Any) -> int:
            # SQLite opens a folder in order to synchronize it, which is done when the call that asked for it returns.
            self._folders.append(os.path.dirname(os.fsdecode(name)))  # noqa: PTH120 -- as above
            return int(opens_folder(name, out))

        self._alive += [_Open(open_), _Delete(delete), _OpenFolder(open_folder)]
        vfs.open, vfs.delete, call = (ctypes.cast(function, ctypes.c_void_p).value for function in self._alive)
        if _SetCall(vfs.set_system_call)(find(None), b"openDirectory", call) != 0:
            raise NoHookError("the call openDirectory cannot be replaced")

    def _tell_folders(self) -> None:
        self.ops += [FolderSynchronized(folder) for folder in self._folders]
        self._folders.clear()

    def _replace_methods(self, file: int) -> None:
        """Give an open file methods that record; its first word points to them."""
        pointer = ctypes.c_void_p.from_address(file)
        address = pointer.value
        assert address is not None
        if address not in self._methods:
            self._methods[address] = self._recording(_Methods.from_address(address))
        pointer.value = ctypes.addressof(self._methods[address])

    def _recording(self, original: _Methods) -> _Methods:
        closes, writes = _Close(original.close), _Write(original.write)
        truncates, synchronizes = _Truncate(original.truncate), _Sync(original.sync)

        def close(file: int) -> int:
            self._open.pop(file, None)
            return int(closes(file))

        def write(file: int, data: int, amount: int, offset: int) -> int:
            self.ops.append(Wrote(self._open[file], offset, ctypes.string_at(data, amount)))
            return int(writes(file, data, amount, offset))

        def truncate(file: int, size: int) -> int:
            self.ops.append(Truncated(self._open[file], size))
            return int(truncates(file, size))

        def synchronize(file: int, flags: int) -> int:
            done: int = synchronizes(file, flags)
            if done == 0:
                self.ops.append(Synchronized(self._open[file]))
                self._tell_folders()
            return done

        functions = [_Close(close), _Write(write), _Truncate(truncate), _Sync(synchronize)]
        self._alive += functions
        methods = _Methods.from_buffer_copy(original)
        methods.close, methods.write, methods.truncate, methods.sync = (
            ctypes.cast(function, ctypes.c_void_p).value for function in functions
        )
        return methods

    def _watch_python(self) -> None:
        def resolved(path: Any, folder: int | None) -> str:
            name = os.fsdecode(path)
            return os.path.join(self._opened_by_python[folder] if folder is not None else os.getcwd(), name)  # noqa: PTH109, PTH118

        def after(name: str, note: Callable[..., None]) -> None:
            original = getattr(os, name)

            def call(*arguments: Any, **named: Any) -> Any:
                done = original(*arguments, **named)
                note(done, *arguments, **named)
                return done

            setattr(os, name, call)

        def opened(fd: int, path: Any, flags: int, mode: int = 0, *, dir_fd: int | None = None) -> None:
            self._opened_by_python[fd] = full = resolved(path, dir_fd)
            if flags & os.O_CREAT and self._ours(full) and full not in self._names:
                self._name(full, next(self._numbers))

        def made(_: None, path: Any, mode: int = 0, *, dir_fd: int | None = None) -> None:
            if self._ours(full := resolved(path, dir_fd)):
                self._name(full, FOLDER)

        def renamed(_: None, path: Any, target: Any) -> None:
            if self._ours(before := resolved(path, None)):
                self._name(resolved(target, None), self._names.pop(before), before)

        def removed(_: None, path: Any, *, dir_fd: int | None = None) -> None:
            self._remove(resolved(path, dir_fd))

        def synchronized(_: None, fd: int) -> None:
            path = self._opened_by_python[fd]
            if path == self._root or self._names.get(path) == FOLDER:
                self.ops.append(FolderSynchronized(path))
            elif path in self._names:
                self.ops.append(Synchronized(self._names[path]))

        after("open", opened)
        after("mkdir", made)
        after("rename", renamed)
        for name in ("unlink", "rmdir", "remove"):
            after(name, removed)
        after("fsync", synchronized)
