"""What a pickle describes, as inert nodes: nothing here imports, calls or hashes anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

FORMAT = "timm.layers.format.Format"
TENSOR = "torch.Tensor"
REMARKED = "torch._tensor._rebuild_from_type_v2"
SCALARS = (str, int, float, bool, bytes, bytearray, type(None))


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """A class or function that the file names; it stays a name."""

    module: str
    name: str

    @property
    def full(self) -> str:
        """The dotted name, such as ``torch.nn.modules.conv.Conv2d``."""
        return f"{self.module}.{self.name}"


@dataclass(slots=True, eq=False)
class Made:
    """An object that the file wants made, by a call or by a class, and filled."""

    how: Literal["call", "new"]
    maker: Any
    arguments: Any
    keywords: Any = None
    state: Any = None
    times_filled: int = 0
    items: list[Any] = field(default_factory=list)
    pairs: list[tuple[Any, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Outside:
    """A reference to something beside the pickle: a storage, or a class with its source text."""

    reference: Any


class Pairs(list[tuple[Any, Any]]):
    """A dictionary as a list of pairs: unhashed keys cannot be made to collide."""

    __slots__ = ()


class Items(list[Any]):
    """A list."""

    __slots__ = ()


class Members(list[Any]):
    """A set as a list."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """One pickle: its root, and every name and outside reference in it, used or not."""

    root: Any
    names: tuple[str, ...]
    outside: tuple[Outside, ...]


def children(node: object) -> Iterator[Any]:
    """Yield what a node holds."""
    if isinstance(node, Made):
        yield from (node.maker, node.arguments, node.keywords, node.state)
        yield from node.items
        for pair in node.pairs:
            yield from pair
    elif isinstance(node, Outside):
        yield node.reference
    elif isinstance(node, Pairs):
        for pair in node:
            yield from pair
    elif isinstance(node, (list, tuple)):
        yield from node


def pairs_of(node: object) -> list[tuple[Any, Any]] | None:
    """Return the entries of a dictionary or an OrderedDict, or None for anything else."""
    if isinstance(node, Pairs):
        return list(node)
    if isinstance(node, Made) and is_named(node.maker, "collections.OrderedDict"):
        first: list[tuple[Any, Any]] = []
        if isinstance(node.arguments, tuple) and len(node.arguments) == 1:
            given = node.arguments[0]
            if not isinstance(given, (Items, Pairs)):
                return None
            for pair in given:
                if not (isinstance(pair, (tuple, Items)) and len(pair) == 2):
                    return None
                first.append((pair[0], pair[1]))
        elif node.arguments != ():
            return None
        return [*first, *node.pairs]
    return None


def called(maker: object, arguments: object) -> Made:
    """Return a call as a node; ``getattr(Format, "NHWC")`` reads as ``Format("NHWC")``.

    That is how Python 3.11.0 to 3.11.3 pickled members of enums, whose names and values are equal
    in the one enum that files may use. A tensor with attributes reads as one without.
    """
    if is_named(maker, "builtins.getattr") and isinstance(arguments, tuple) and len(arguments) == 2:
        enum, member = arguments
        if is_named(enum, FORMAT) and isinstance(member, str):
            return Made("call", enum, (member,))
    if is_named(maker, REMARKED) and isinstance(arguments, tuple) and len(arguments) == 4:
        rebuild, kind, own, _attributes = arguments
        if isinstance(rebuild, Name) and isinstance(own, tuple) and is_named(kind, TENSOR):
            return Made("call", rebuild, own)
    return Made("call", maker, arguments)


def is_named(node: object, full: str) -> bool:
    """Tell whether a node is this name."""
    return isinstance(node, Name) and node.full == full


def name_of(maker: object) -> Name | None:
    """Return the name behind a class, also where the old format wraps it with its source text."""
    if isinstance(maker, Outside):
        reference = maker.reference
        if isinstance(reference, tuple) and len(reference) == 4 and is_text(reference[0], "module"):
            maker = reference[1]
    return maker if isinstance(maker, Name) else None


def is_text(value: object, text: str) -> bool:
    """Compare with a word, which protocol 2 files of Python 2 hold as bytes."""
    return (isinstance(value, str) and value == text) or (
        isinstance(value, bytes) and value == text.encode()
    )


def summary(value: object) -> str:
    """Describe a node in a few characters; nested data is never printed."""
    if isinstance(value, Name):
        return value.full[:80]
    if isinstance(value, Made):
        name = name_of(value.maker)
        return name.full[:80] if name else "a computed object"
    if isinstance(value, int) and not -(1 << 63) <= value < 1 << 63:
        return "a huge number"
    return (
        ascii(value[:40] if isinstance(value, (str, bytes)) else value)[:60]
        if isinstance(value, SCALARS)
        else type(value).__name__
    )
