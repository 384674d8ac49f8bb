"""Match weights whose names nobody knows by the order and the sizes of their entries.

The order of a file's entries is that in which its author made the layers, so that a network of the
zoo under other names has the same kinds of entries with the same sizes, one after the other. That
is much, but no proof: strides, padding and activations are not in it. Such networks are offered to
the user, and taken by themselves only where a library's names say which network it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from viewer.engine.models.recognising.candidates import Candidate, Zoo
from viewer.engine.models.recognising.comparing import Network, compare, seen_shapes
from viewer.engine.models.recognising.signatures import (
    COUNTER,
    Shapes,
    Signature,
    body_lines,
    read_block,
    read_table,
)
from viewer.engine.models.recognising.tongues import Tongue
from viewer.engine.models.recognising.wrappings import View, views

FEWEST = 20  # entries; below that, order and sizes are those of many networks


def in_order(shapes: Shapes, tongue: Tongue) -> list[Candidate]:
    """Return the networks whose body's entries come in this order, best reading first."""
    for view in views(shapes):
        found = [*_found(view, shapes, tongue)]
        if found:
            return found
    return []


def _found(view: View, shapes: Shapes, tongue: Tongue) -> Iterator[Candidate]:
    seen = seen_shapes(view, shapes)
    lines = body_lines(seen)
    kinds = [_kind(line) for line in lines]
    zoos: tuple[Zoo, ...] = ("torchvision", "timm")
    for zoo in zoos:
        for block in read_table(zoo).blocks:
            if not kinds or not _opens(block, kinds[0]):
                continue
            known = read_block(block)
            spelled = known.name if zoo == "torchvision" else f"timm:{known.name}"
            size = len(known.lines)
            if len(known.heads) > 1 or not FEWEST <= size <= len(lines):
                continue
            if not tongue.fits(spelled) or [_kind(x) for x in known.lines] != kinds[:size]:
                continue
            yield from _compared(zoo, known, view, shapes, tongue)


def _compared(
    zoo: Zoo, known: Signature, view: View, shapes: Shapes, tongue: Tongue
) -> Iterator[Candidate]:
    """Compare a network with the file under the network's own names."""
    seen = list(seen_shapes(view, shapes))
    names = [line.partition(" ")[0] for line in known.lines]
    renamed = dict(zip(seen, names, strict=False))
    reading = {renamed.get(key, f"beside.{key}"): view[key] for key in seen}
    for key in view:
        layer = renamed.get(key.replace(COUNTER, "running_mean"))
        if key.endswith(COUNTER) and layer is not None:
            reading[layer.replace("running_mean", COUNTER)] = view[key]
    network = Network(zoo=zoo, name=known.name, heads=known.heads, lines=known.body)
    found = compare(network, reading, shapes, tongue=tongue)
    if not found.differing:
        yield replace(found, in_order=True)


def _opens(block: str, kind: str) -> bool:
    """Tell cheaply whether a block's body may start with an entry of this kind."""
    return kind in block


def _kind(line: str) -> str:
    """Return what is left of an entry without its layer: ``weight 64x3x7x7``."""
    name, _, sizes = line.partition(" ")
    return f"{name.rpartition('.')[2]} {sizes}"
