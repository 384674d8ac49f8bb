"""Infer the architecture and the number of classes of bare weights from their names and shapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from natsort import natsorted
from torch import Tensor

from viewer.engine.models.recognising.candidates import Candidate, Inference, Zoo
from viewer.engine.models.recognising.grey import in_colour
from viewer.engine.models.recognising.heads import layer_of, read_head
from viewer.engine.models.recognising.signatures import (
    COUNTER,
    Head,
    Shapes,
    Signature,
    body_lines,
    hash_lines,
    read_block,
    read_table,
)
from viewer.engine.models.recognising.wrappings import View, views

ZOOS: tuple[Zoo, ...] = ("torchvision", "timm")  # where both fit, the first is preferred
MOST_NEAR = 5
MOST_COMPARED = 40  # networks whose heads are looked at, in a file that fits none
WITHOUT_BIAS = frozenset({"maxvit_t"})  # of torchvision; the heads of all others have one
LEAST_ALIKE = 0.5  # shared entries / all entries; networks less alike are no help to the user
# What training leaves beside a network: weights of a loss, counters of metrics.
BESIDE = re.compile(
    r"^(?:\w+\.)*?(?:\w*loss\w*|\w*criterion\w*|\w*metric\w*|class_weights?)(?:\.|$)"
)


def infer(tensors: Mapping[str, Tensor]) -> Inference:
    """Compare weights with the tables of both zoos; no network is built.

    Args:
        tensors: a state dict, possibly below prefixes (``module.``), with another head, or with a
            first convolution of one grey channel.
    """
    shapes = {key: tuple(tensor.shape) for key, tensor in tensors.items()}
    weights = {key: shape for key, shape in shapes.items() if not _is_beside(key, shape)}
    found, coloured = _infer(weights), in_colour(weights)
    if coloured is not None and not any(one.exact for one in found.candidates):
        grey = _infer(coloured)
        return grey if any(one.exact for one in grey.candidates) else found
    return found


def _infer(weights: Shapes) -> Inference:
    partial: list[Candidate] = []
    for view in views(weights):
        matches = [one for zoo in ZOOS for one in _matches(zoo, view, weights)]
        if any(one.exact for one in matches):
            return _inference(matches)
        partial = partial or matches
    return _inference(partial or _closest(weights))


def _is_beside(key: str, shape: tuple[int, ...]) -> bool:
    """Tell whether an entry is no layer of the network: a loss's weights, a bare counter."""
    if key.endswith(COUNTER):
        return False
    return not shape if "." not in key else len(shape) < 2 and BESIDE.match(key) is not None


def _matches(zoo: Zoo, view: View, shapes: Shapes) -> Iterator[Candidate]:
    """Yield the networks whose body is the view's, whatever stands in the head's place."""
    lines = sorted(body_lines(_seen(view, shapes)))
    hashes: dict[frozenset[str], str] = {}
    layouts = read_table(zoo).layouts
    regions = {head.region for heads in layouts for head in heads}
    present = {region for region in regions if any(x.startswith(f"{region}.") for x in lines)}
    for heads, networks in layouts.items():
        owners = frozenset(head.region for head in heads) & present
        if owners not in hashes:
            hashes[owners] = hash_lines(x for x in lines if not _owned(heads, x))
        for name in networks.get(hashes[owners], ()):
            yield _candidate(zoo, name, heads, view=view, shapes=shapes)


def _closest(shapes: Shapes) -> Iterator[Candidate]:
    """Yield the networks that share the most entries with the weights."""
    networks: list[tuple[Zoo, Signature]] = [
        (zoo, read_block(block)) for zoo in ZOOS for block in read_table(zoo).blocks
    ]
    known = frozenset().union(*(network.body for _, network in networks))
    lines, view = max(
        ((frozenset(body_lines(_seen(view, shapes))), view) for view in views(shapes)),
        key=lambda reading: len(reading[0] & known),
    )
    networks.sort(key=lambda row: -_shared(row[1], lines))
    alike: list[tuple[float, Zoo, Signature]] = [
        (_likeness(network, lines), zoo, network) for zoo, network in networks[:MOST_COMPARED]
    ]
    alike.sort(key=lambda row: -row[0])
    for score, zoo, network in alike[:MOST_NEAR]:
        if score >= LEAST_ALIKE:
            own = {line for line in lines if not _owned(network.heads, line)}
            extra = {line.partition(" ")[0] for line in own - network.body}
            missing = {line.partition(" ")[0] for line in network.body - own}
            taken = {ours: theirs for ours, theirs in view.items() if ours not in extra}
            yield _candidate(
                zoo, network.name, network.heads, view=taken, shapes=shapes, missing=missing
            )


def _shared(network: Signature, lines: frozenset[str]) -> float:
    """Return the entries shared with a network's body / all entries."""
    shared = len(lines & network.body)
    return shared / max(1, len(lines) + len(network.body) - shared)


def _likeness(network: Signature, lines: frozenset[str]) -> float:
    """Return the same with the heads left out, which costs more."""
    return _shared(network, frozenset(x for x in lines if not _owned(network.heads, x)))


def _candidate(
    zoo: Zoo,
    name: str,
    heads: tuple[Head, ...],
    *,
    view: View,
    shapes: Shapes,
    missing: Iterable[str] = (),
) -> Candidate:
    """Compare the heads, and name the layers that fit neither way."""
    seen = _seen(view, shapes)
    read = [read_head(head, seen) for head in heads]
    names = {ours: theirs for ours, theirs in view.items() if not _owned(heads, ours)}
    names |= {ours: view[seen_as] for one in read for ours, seen_as in one.names.items()}
    odd = [key for one in read[-1:] for key in one.odd]
    for head, one in zip(heads[:-1], read[:-1], strict=True):
        if one.odd or one.classes != read[-1].classes:
            # Auxiliary heads serve only training: torchvision builds the network without them.
            branch = f"{head.layer.partition('.')[0]}."
            names = {ours: theirs for ours, theirs in names.items() if not ours.startswith(branch)}
            odd += [head.layer] if zoo == "timm" else []
    used = {*view.values()}
    left = (key for key in shapes if key not in used and not key.endswith(COUNTER))
    differing = dict.fromkeys(layer_of(key) for key in natsorted({*missing, *left, *odd}))
    bias = f"{heads[-1].layer}.bias"
    biased = zoo == "torchvision" and name not in WITHOUT_BIAS
    return Candidate(
        architecture=name if zoo == "torchvision" else f"timm:{name}",
        classes=read[-1].classes,
        exact=not differing,
        differing=tuple(differing),
        names=names,
        zero_bias=bias if biased and bias not in names else "",
    )


def _inference(candidates: Iterable[Candidate]) -> Inference:
    """Put exact candidates first, then those that differ least; torchvision's before timm's."""
    return Inference(
        tuple(sorted(candidates, key=lambda one: (len(one.differing), ZOOS.index(one.zoo))))
    )


def _seen(view: View, shapes: Shapes) -> Shapes:
    return {ours: shapes[old] for ours, old in view.items() if not ours.endswith(COUNTER)}


def _owned(heads: tuple[Head, ...], key: str) -> bool:
    return any(head.owns(key) for head in heads)
