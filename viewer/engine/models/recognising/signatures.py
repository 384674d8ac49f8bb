"""Read the tables of names and shapes by which a network is known without being built.

A table is text in blocks, packed with xz; packaging/signature_table.py writes it:

    torchvision 0.29.1; left out: none      the zoo, its version, what it lacks

    resnet18 1c9a…                          the network, and the hash of its body
    ! fc fc 512                             a head: its layer, the region it owns, its input width
    conv1.weight 64x3x7x7                   the body, entry by entry, in the network's order
"""

from __future__ import annotations

import functools
import hashlib
import lzma
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from viewer.paths import resource

COUNTER = "num_batches_tracked"  # absent from old files, and of no influence
VIT_POSITIONS = "encoder.pos_embedding"  # torchvision's ViT: as many rows as its pictures need

Shape = tuple[int, ...]
Shapes = Mapping[str, Shape]


@dataclass(frozen=True, slots=True)
class Head:
    """A layer as wide as there are classes."""

    layer: str
    region: str  # the outermost module around the layer that holds nothing else
    width: Shape  # the shape of its weight, without the classes

    def owns(self, key: str) -> bool:
        """Tell whether an entry belongs to the head or to what replaces it."""
        return key.startswith(f"{self.region}.")


@dataclass(frozen=True)
class Signature:
    """What is known of one network: its heads, the main one last, and the rest in lines."""

    name: str
    body_hash: str
    heads: tuple[Head, ...]
    lines: tuple[str, ...]  # the body, in the network's order

    @functools.cached_property
    def body(self) -> frozenset[str]:
        """The body without its order."""
        return frozenset(self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """The networks of one zoo, found by their heads and the hash of their bodies."""

    heading: str
    layouts: Mapping[tuple[Head, ...], Mapping[str, tuple[str, ...]]]
    blocks: tuple[str, ...]
    openings: Mapping[str, tuple[str, ...]]  # the first line of a body -> the blocks that have it

    @property
    def version(self) -> str:
        """The version of the zoo that the table lists."""
        return self.heading.partition(";")[0].split()[-1]


@functools.cache
def read_table(zoo: str) -> Table:
    """Read a zoo's table.

    Args:
        zoo: ``torchvision`` or ``timm``.
    """
    packed = resource(f"models/{zoo}.txt.xz").read_bytes()
    heading, *blocks = lzma.decompress(packed).decode().strip().split("\n\n")
    layouts: dict[tuple[Head, ...], dict[str, tuple[str, ...]]] = {}
    openings: dict[str, list[str]] = {}
    for block in blocks:
        name, body_hash, heads, start = _read_opening(block)
        found = layouts.setdefault(heads, {})
        found[body_hash] = (*found.get(body_hash, ()), name)
        openings.setdefault(block[start : block.find("\n", start)], []).append(block)
    first = {line: tuple(found) for line, found in openings.items()}
    return Table(heading, layouts, tuple(blocks), first)


def read_block(block: str) -> Signature:
    """Read one network of a table."""
    name, body_hash, heads, start = _read_opening(block)
    return Signature(name, body_hash, heads, tuple(block[start:].splitlines()))


def write_block(name: str, heads: Iterable[Head], body: Shapes) -> str:
    """Write one network of a table."""
    lines = (f"! {head.layer} {head.region} {_sizes(head.width)}" for head in heads)
    entries = body_lines(body)
    return "\n".join((f"{name} {hash_lines(entries)}", *lines, *entries))


def body_lines(body: Shapes) -> list[str]:
    """Write entries as the tables do, each on a line of its own."""
    return [f"{key} {_sizes(_canonical(key, shape))}" for key, shape in body.items()]


def hash_lines(lines: Iterable[str]) -> str:
    """Return a hash of entries, written as the tables do, that does not depend on their order."""
    return hashlib.blake2b("\n".join(sorted(lines)).encode(), digest_size=8).hexdigest()


def _read_opening(block: str) -> tuple[str, str, tuple[Head, ...], int]:
    """Return a block's name, hash and heads, and where its body starts."""
    end = block.find("\n")
    name, body_hash = block[:end].split()
    heads = []
    while block.startswith("!", end + 1):
        start, end = end + 3, block.find("\n", end + 1)
        layer, region, width = block[start:end].split()
        heads.append(Head(layer, region, tuple(map(int, width.split("x")))))
    return name, body_hash, tuple(heads), end + 1


def _canonical(key: str, shape: Shape) -> Shape:
    """Leave out what a network of the same name may choose freely."""
    return (1, 0, shape[-1]) if key == VIT_POSITIONS and len(shape) == 3 else shape


def _sizes(shape: Shape) -> str:
    return "x".join(map(str, shape)) or "-"
