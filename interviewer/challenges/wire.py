"""Frames over a pipe, and tensors as bytes in the safetensors format.

A frame is two lengths, a JSON object and the tensors that it speaks of. Nothing here is ever unpickled. The candidate's
interpreter may have nothing but torch, so tensors are written and read with torch alone; the referee, which cannot
trust what it gets, reads them with the strict ``safetensors`` library instead.
"""

import ctypes
import json
import struct
from collections.abc import Callable
from typing import Any

import torch

HEAD = struct.Struct(">II")
"""Lengths of a frame's JSON and of its tensors, in bytes."""

MAX_WORDS, MAX_TENSORS = 8 << 20, 256 << 20
"""The most bytes of JSON and of tensors in one answer; those of honest ones are thousands."""

_NAMES: dict[torch.dtype, str] = {
    torch.bool: "BOOL",
    torch.uint8: "U8",
    torch.int8: "I8",
    torch.int16: "I16",
    torch.int32: "I32",
    torch.int64: "I64",
    torch.float16: "F16",
    torch.bfloat16: "BF16",
    torch.float32: "F32",
    torch.float64: "F64",
    torch.complex64: "C64",
}
_DTYPES = {name: dtype for dtype, name in _NAMES.items()}

Tensors = dict[str, Any]
"""Tensors by the name that a frame's JSON gives them."""


class MalformedError(ValueError):
    """A frame that does not say what a frame must say."""


class TooLargeError(MalformedError):
    """An answer that is too large; the message says how large, and what the limit is."""


class Other:
    """A value that cannot travel: its type's name and the beginning of its ``repr``."""

    def __init__(self, kind: str, text: str) -> None:
        self.kind = kind
        self.text = text


def pack(words: dict[str, Any], tensors: Tensors | None = None, *, limited: bool = False) -> bytes:
    """Return one frame.

    Args:
        words: its JSON object.
        tensors: its tensors.
        limited: whether it is an answer, whose reader refuses more than the limits; then its tensors are not copied.

    Raises:
        TooLargeError: it is beyond the limits.
    """
    head = json.dumps(words).encode()
    if limited:
        _keep_limits(len(head), bytes_of(tensors or {}))
    body = to_bytes(tensors) if tensors else b""
    return HEAD.pack(len(head), len(body)) + head + body


def lengths(head: bytes) -> tuple[int, int]:
    """Return the two lengths that a frame begins with.

    Raises:
        TooLargeError: one is larger than any honest frame's.
    """
    words, tensors = HEAD.unpack(head)
    _keep_limits(words, tensors)
    return words, tensors


def bytes_of(tensors: Tensors) -> int:
    """Return how many bytes tensors take in a frame; an expanded one takes more there than in memory."""
    return sum(tensor.numel() * tensor.element_size() for tensor in tensors.values())


def _keep_limits(words: int, tensors: int) -> None:
    for size, most, part in ((words, MAX_WORDS, " beside its tensors"), (tensors, MAX_TENSORS, "")):
        if size > most:
            # Rounded up, so that a little too much does not look like the limit itself.
            raise TooLargeError(f"it is {-(-size >> 20)} MiB large{part}, and at most {most >> 20} MiB are taken")


def read_words(content: bytes) -> dict[str, Any]:
    """Return a frame's JSON object.

    Raises:
        MalformedError: it is none.
    """
    try:
        words = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise MalformedError("a frame whose words are no JSON") from error
    if not isinstance(words, dict):
        raise MalformedError("a frame whose words are no object")
    return words


def to_bytes(tensors: Tensors) -> bytes:
    """Write tensors in the safetensors format."""
    header: dict[str, Any] = {}
    parts: list[bytes] = []
    end = 0
    for name, tensor in tensors.items():
        flat = tensor.detach().resolve_conj().resolve_neg().cpu().contiguous()
        size = flat.numel() * flat.element_size()
        # An empty tensor may have no memory at all.
        parts.append(ctypes.string_at(flat.data_ptr(), size) if size else b"")
        shape, span = list(flat.shape), [end, end + size]
        header[name] = {"dtype": _NAMES[flat.dtype], "shape": shape, "data_offsets": span}
        end += size
    words = json.dumps(header).encode()
    words += b" " * (-len(words) % 8)
    return struct.pack("<Q", len(words)) + words + b"".join(parts)


def from_bytes(content: bytes) -> Tensors:
    """Read tensors that a trusted process wrote with :func:`to_bytes`."""
    if not content:
        return {}
    start = 8 + struct.unpack_from("<Q", content)[0]
    tensors: Tensors = {}
    # torch wants memory that it may write to.
    data = bytearray(content)
    for name, about in json.loads(content[8:start]).items():
        dtype, (begin, end) = _DTYPES[about["dtype"]], about["data_offsets"]
        if begin == end:
            tensors[name] = torch.empty(about["shape"], dtype=dtype)
            continue
        # The clone is aligned, which a slice of the frame need not be.
        flat = torch.frombuffer(data, dtype=torch.uint8, offset=start + begin, count=end - begin).clone()
        tensors[name] = flat.view(dtype).reshape(about["shape"])
    return tensors


def encode(value: Any, tensors: Tensors) -> Any:
    """Return ``value`` as JSON, its tensors put aside into ``tensors``; the same tensor is put there once.

    A tensor keeps its strides, its device and whether it requires a gradient; it does not keep its history. A value
    of any other type becomes an :class:`Other`.
    """
    if value is None or isinstance(value, bool | str):
        return value if type(value) in _PLAIN else _other(value)
    if isinstance(value, int | float):
        # An int of more than a few thousand digits has no decimal form that Python would write.
        return value if type(value) in _PLAIN and (isinstance(value, float) or abs(value) < 2**1024) else _other(value)
    if type(value) is torch.Tensor or type(value) is torch.nn.Parameter:
        return _encode_tensor(value, tensors)
    if isinstance(value, torch.dtype):
        return {"dtype": str(value).removeprefix("torch.")}
    if isinstance(value, list | tuple | torch.Size):
        return {"tuple" if isinstance(value, tuple) else "list": [encode(one, tensors) for one in value]}
    if isinstance(value, dict):
        return {"dict": [[encode(key, tensors), encode(one, tensors)] for key, one in value.items()]}
    return _other(value)


def decode(value: Any, tensors: Tensors, device: str = "cpu", *, trusted: bool = True) -> Any:
    """Return what :func:`encode` was given, its tensors on ``device``.

    Args:
        value: the JSON.
        tensors: the tensors of its frame.
        device: where the tensors shall be.
        trusted: whether the tensors get the strides that the JSON tells and require gradients again.

    Raises:
        MalformedError: ``value`` is nothing that :func:`encode` returns.
    """
    return _Decoder(tensors, device, trusted=trusted).decode(value)


def devices(value: Any) -> set[str]:
    """Return the kinds of device, ``cuda``, that the tensors in an encoded value came from."""
    if isinstance(value, dict):
        if "tensor" in value:
            return {str(value.get("device")).partition(":")[0]}
        return set().union(*(devices(one) for one in value.values()))
    return set().union(*(devices(one) for one in value)) if isinstance(value, list) else set()


_PLAIN = {bool, str, int, float, type(None)}


def _encode_tensor(value: Any, tensors: Tensors) -> Any:
    if value.dtype not in _NAMES or value.layout is not torch.strided:
        return _other(value)
    name = next((name for name, known in tensors.items() if known is value), None)
    if name is None:
        name = str(len(tensors))
        tensors[name] = value
    about = {"tensor": name, "device": str(value.device), "strides": list(value.stride())}
    return {**about, "grad": True} if value.requires_grad and value.is_leaf else about


def _other(value: Any) -> Any:
    try:
        text = repr(value)[:200]
    except Exception:
        text = "a value that cannot be shown"
    return {"other": f"{type(value).__module__}.{type(value).__qualname__}"[:100], "text": text}


class _Decoder:
    """Decodes the values of one frame, so that a tensor that stands in it twice is one tensor."""

    def __init__(self, tensors: Tensors, device: str, *, trusted: bool) -> None:
        self._tensors = tensors
        self._device = device
        self._trusted = trusted
        self._made: dict[str, Any] = {}

    def decode(self, value: Any) -> Any:
        if not isinstance(value, dict):
            if isinstance(value, list):
                raise MalformedError("a bare list")
            return value
        try:
            return self._of(value)
        except (KeyError, TypeError, AttributeError, RuntimeError, ValueError, RecursionError) as error:
            raise MalformedError(f"a value that cannot be read: {str(error)[:100]}") from error

    def _of(self, value: dict[str, Any]) -> Any:
        made: dict[str, Callable[[], Any]] = {
            "tensor": lambda: self._tensor(value),
            "list": lambda: [self.decode(one) for one in value["list"]],
            "tuple": lambda: tuple(self.decode(one) for one in value["tuple"]),
            "dict": lambda: {self.decode(key): self.decode(one) for key, one in value["dict"]},
            "dtype": lambda: _dtype(value["dtype"]),
            "other": lambda: Other(str(value["other"])[:100], str(value["text"])[:200]),
        }
        kind = next((kind for kind in made if kind in value), None)
        if kind is None:
            raise MalformedError("a value of no known kind")
        return made[kind]()

    def _tensor(self, about: dict[str, Any]) -> Any:
        name = about["tensor"]
        if name not in self._made:
            tensor = self._tensors[name].to(self._device)
            if self._trusted:
                tensor = _laid_out(tensor, about["strides"]).requires_grad_(bool(about.get("grad")))
            self._made[name] = tensor
        return self._made[name]


def _dtype(name: str) -> torch.dtype:
    dtype = getattr(torch, name)
    if not isinstance(dtype, torch.dtype):
        raise MalformedError(f"{name} is no dtype")
    return dtype


def _laid_out(tensor: Any, strides: list[int]) -> Any:
    """Return a contiguous tensor's values laid out by ``strides``; a dimension of stride 0 is an expanded one."""
    if list(tensor.stride()) == strides or not tensor.numel():
        return tensor
    single = tensor
    for dim, stride in enumerate(strides):
        single = single if stride else single.narrow(dim, 0, 1)
    made = torch.empty_strided(single.shape, strides, dtype=tensor.dtype, device=tensor.device)
    return made.copy_(single).expand(tensor.shape)
