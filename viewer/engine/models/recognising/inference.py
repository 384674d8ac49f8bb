"""Infer the architecture and the number of classes of bare weights from their names and shapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from natsort import natsorted
from torch import Tensor

from viewer.engine.models.recognising.beside import is_beside, listed
from viewer.engine.models.recognising.candidates import Candidate, Inference, Zoo
from viewer.engine.models.recognising.comparing import Network, compare, owned, seen_shapes
from viewer.engine.models.recognising.grey import in_colour
from viewer.engine.models.recognising.ordered import in_order
from viewer.engine.models.recognising.other_size import as_of_usual_size
from viewer.engine.models.recognising.signatures import (
    Head,
    Shapes,
    Signature,
    body_lines,
    hash_lines,
    read_block,
    read_table,
)
from viewer.engine.models.recognising.small import with_large_stem
from viewer.engine.models.recognising.tongues import OWN, Tongue
from viewer.engine.models.recognising.wrappings import View, views

ZOOS: tuple[Zoo, ...] = ("torchvision", "timm")  # where both fit, the first is preferred
MOST_NEAR = 5
MOST_COMPARED = 40  # networks whose heads are looked at, in a file that fits none
LEAST_ALIKE = 0.5  # shared entries / all entries; networks less alike are no help to the user
# Networks of torchvision whose classifier has several layers, and is replaced as a whole.
WHOLE_CLASSIFIER = re.compile(r"alexnet|vgg\d+(_bn)?|mobilenet_v3_\w+")
CLASSIFIER = "classifier"


def infer(tensors: Mapping[str, Tensor], *, tongue: Tongue = OWN) -> Inference:
    """Compare weights with the tables of both zoos; no network is built.

    Args:
        tensors: a state dict, possibly below prefixes (``module.``), with another head, or with a
            first convolution of one grey channel.
        tongue: whose names they were, where they have been translated.
    """
    shapes = {key: tuple(t.shape) for key, t in tensors.items() if not is_beside(key, t)}
    coloured = in_colour(shapes) or shapes
    large = with_large_stem(coloured)
    readings = [shapes, *([coloured] if coloured is not shapes else [])]
    first: Inference | None = None
    for reading in readings:
        found = _infer(reading, tongue)
        if any(not one.differing for one in found.candidates):
            return found
        first = first or found
    for reading in as_of_usual_size(coloured):
        matches, _ = _matching(reading, tongue)
        if matches:
            return _inference(matches)
    if large is not None:
        found = _infer(large, tongue)
        taken = [replace(one, small=True) for one in found.candidates if not one.differing]
        if taken:
            return Inference(tuple(one for one in taken if one.zoo == "torchvision"))
    return first or Inference(())


def _infer(weights: Shapes, tongue: Tongue) -> Inference:
    if tongue.in_order:
        return _inference(in_order(weights, tongue))
    matches, partial = _matching(weights, tongue)
    return _inference(matches or partial or in_order(weights, tongue) or _closest(weights))


def _matching(weights: Shapes, tongue: Tongue) -> tuple[list[Candidate], list[Candidate]]:
    """Return the networks that take the weights, and those that take a part of them."""
    partial: list[Candidate] = []
    for matching in (_matches, _containing):
        for view in views(weights):
            matches = [
                one
                for zoo in ZOOS
                for one in matching(zoo, view, weights, tongue)
                if tongue.fits(one.architecture)
            ]
            if any(one.exact for one in matches):
                return matches, []
            partial += matches
    return [one for one in partial if not one.differing], partial


def _matches(zoo: Zoo, view: View, shapes: Shapes, tongue: Tongue) -> Iterator[Candidate]:
    """Yield the networks whose body is the view's, whatever stands in the head's place."""
    lines = sorted(body_lines(seen_shapes(view, shapes)))
    hashes: dict[frozenset[str], str] = {}
    layouts = read_table(zoo).layouts
    regions = {head.region for heads in layouts for head in heads}
    present = {region for region in regions if any(x.startswith(f"{region}.") for x in lines)}
    for heads, networks in layouts.items():
        owners = frozenset(head.region for head in heads) & present
        if owners not in hashes:
            hashes[owners] = hash_lines(x for x in lines if not owned(heads, x))
        for name in networks.get(hashes[owners], ()):
            network = Network(zoo=zoo, name=name, heads=heads)
            yield compare(network, view, shapes, tongue=tongue)


def _containing(zoo: Zoo, view: View, shapes: Shapes, tongue: Tongue) -> Iterator[Candidate]:
    """Yield the networks whose whole body the view holds, whatever stands beside it."""
    lines = frozenset(body_lines(seen_shapes(view, shapes)))
    openings = read_table(zoo).openings
    for first in lines & openings.keys():
        for block in openings[first]:
            known = read_block(block)
            for network in _parts(zoo, known):
                if network.lines <= lines:
                    yield compare(network, view, shapes, tongue=tongue)


def _parts(zoo: Zoo, known: Signature) -> Iterator[Network]:
    """Yield a network's head and body, also with its whole classifier taken as head."""
    yield Network(zoo=zoo, name=known.name, heads=known.heads, lines=known.body)
    if zoo == "torchvision" and WHOLE_CLASSIFIER.fullmatch(known.name):
        inner = [line for line in known.lines if line.startswith(f"{CLASSIFIER}.")]
        head = Head(CLASSIFIER, CLASSIFIER, (int(inner[0].rpartition("x")[2]),))
        body = known.body.difference(inner)
        yield Network(zoo=zoo, name=known.name, heads=(head,), lines=body, whole=True)


def _closest(shapes: Shapes) -> Iterator[Candidate]:
    """Yield the networks that share the most entries with the weights."""
    networks: list[tuple[Zoo, Signature]] = [
        (zoo, read_block(block)) for zoo in ZOOS for block in read_table(zoo).blocks
    ]
    known = frozenset().union(*(network.body for _, network in networks))
    lines, view = max(
        ((frozenset(body_lines(seen_shapes(view, shapes))), view) for view in views(shapes)),
        key=lambda reading: len(reading[0] & known),
    )
    networks.sort(key=lambda row: -_shared(row[1], lines))
    alike: list[tuple[float, Zoo, Signature]] = [
        (_likeness(network, lines), zoo, network) for zoo, network in networks[:MOST_COMPARED]
    ]
    alike.sort(key=lambda row: -row[0])
    for score, zoo, network in alike[:MOST_NEAR]:
        if score >= LEAST_ALIKE:
            own = {line for line in lines if not owned(network.heads, line)}
            extra = {line.partition(" ")[0] for line in own - network.body}
            missing = {line.partition(" ")[0] for line in network.body - own}
            taken = {ours: theirs for ours, theirs in view.items() if ours not in extra}
            row = Network(zoo=zoo, name=network.name, heads=network.heads)
            found = compare(row, taken, shapes, missing=missing)
            yield replace(found, differences=tuple(_differences(network, own)))


def _differences(network: Signature, own: set[str]) -> Iterator[str]:
    """Say tensor by tensor where a file is not a network."""
    wanted, found = (
        {key: _sizes(shape) for key, shape in (line.split(" ") for line in natsorted(lines))}
        for lines in (network.body - own, own - network.body)
    )
    missing = tuple(f"{key} ({wanted[key]})" for key in wanted if key not in found)
    more = tuple(f"{key} ({found[key]})" for key in found if key not in wanted)
    shapes = tuple(f"{key} ({found[key]} ≠ {wanted[key]})" for key in wanted if key in found)
    if shapes:
        yield f"Of another shape: {listed(shapes)}."
    if missing:
        yield f"Missing: {listed(missing)}."
    if more:
        yield f"Not known: {listed(more)}."


def _sizes(text: str) -> str:
    return "1" if text == "-" else text.replace("x", "×")


def _shared(network: Signature, lines: frozenset[str]) -> float:
    """Return the entries shared with a network's body / all entries."""
    shared = len(lines & network.body)
    return shared / max(1, len(lines) + len(network.body) - shared)


def _likeness(network: Signature, lines: frozenset[str]) -> float:
    """Return the same with the heads left out, which costs more."""
    return _shared(network, frozenset(x for x in lines if not owned(network.heads, x)))


def _inference(candidates: Iterable[Candidate]) -> Inference:
    """Put exact candidates first, then those that differ least; torchvision's before timm's.

    Of several readings of one network the best is kept.
    """
    ordered = sorted(
        candidates, key=lambda one: (len(one.differing), -len(one.outside), ZOOS.index(one.zoo))
    )
    best: dict[str, Candidate] = {}
    for one in ordered:
        best.setdefault(one.architecture, one)
    return Inference(tuple(best.values()))
