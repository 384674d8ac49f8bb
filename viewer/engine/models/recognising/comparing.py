"""Compare a file's entries with one network: its body, its head, and what stands beside them."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from natsort import natsorted

from viewer.engine.models.recognising.beside import listed
from viewer.engine.models.recognising.candidates import Candidate, Zoo
from viewer.engine.models.recognising.heads import HeadReading, layer_of, read_head
from viewer.engine.models.recognising.own_heads import is_of_layer, read_own_heads
from viewer.engine.models.recognising.signatures import COUNTER, Head, Shapes
from viewer.engine.models.recognising.tongues import OWN, Tongue
from viewer.engine.models.recognising.wrappings import View

# Modules that have no weights in the zoo: weights of that name change what the body computes.
WITHOUT_WEIGHTS = frozenset({"relu", "act1", "maxpool", "avgpool", "global_pool"})
WITHOUT_BIAS = frozenset({"maxvit_t"})  # of torchvision; the heads of all others have one


@dataclass(frozen=True, kw_only=True)
class Network:
    """A network of a zoo, as far as a comparison needs it."""

    zoo: Zoo
    name: str
    heads: tuple[Head, ...]
    lines: frozenset[str] = frozenset()  # of its body; none: all entries outside its heads
    whole: bool = False  # the head stands for several layers of the zoo's

    @property
    def spelled(self) -> str:
        """Its name as ``find_architecture`` reads it."""
        return self.name if self.zoo == "torchvision" else f"timm:{self.name}"

    @functools.cached_property
    def body(self) -> frozenset[str]:
        """The names of its body's entries."""
        return frozenset(line.partition(" ")[0] for line in self.lines)


def compare(
    network: Network,
    view: View,
    shapes: Shapes,
    *,
    missing: Collection[str] = (),
    tongue: Tongue = OWN,
) -> Candidate:
    """Compare the heads, and name the layers that fit neither way.

    Args:
        network: whose body the view holds.
        view: a reading of the file's names.
        shapes: by the file's names.
        missing: entries of the body that the view does not hold.
        tongue: whose names they are.
    """
    seen, heads = seen_shapes(view, shapes), network.heads
    names = {ours: theirs for ours, theirs in view.items() if _is_of_body(network, ours)}
    body = frozenset(names)
    head = _read_heads(network, names, view, seen)
    unseen = _unseen(view, shapes)
    beside = [key for key in seen if key not in body and not owned(heads, key)]
    outside = _outside(beside, body)
    headless = _missing_head(network, seen)
    differing = natsorted({*missing, *beside, *unseen, *(() if headless else head.odd)})
    candidate = Candidate(
        architecture=network.spelled,
        classes=head.classes,
        differing=tuple(dict.fromkeys(layer_of(key) for key in differing)),
        names=head.names,
        zero_bias="" if headless else _zero_bias(network, head),
        outside=outside,
        differences=_told(differing, head, seen),
        headless=headless,
        tongue=tongue,
    )
    if (differing or network.whole) and not unseen and not missing and len(outside) == len(beside):
        return _with_own_heads(candidate, network, body, view, seen)
    return candidate


def _unseen(view: View, shapes: Shapes) -> list[str]:
    """Return the entries of a file that a reading of its names leaves out."""
    used = {*view.values()}
    return [key for key in shapes if key not in used and not key.endswith(COUNTER)]


def _outside(beside: Collection[str], body: Collection[str]) -> tuple[str, ...]:
    """Return the entries that lie in none of the network's modules."""
    tops = {name.partition(".")[0] for name in body} | WITHOUT_WEIGHTS
    return tuple(key for key in beside if key.partition(".")[0] not in tops)


def _told(differing: Collection[str], head: HeadReading, seen: Shapes) -> tuple[str, ...]:
    """Say in words which entries differ."""
    missing = () if head.classes else tuple(key for key in head.odd if key not in seen)
    unknown = tuple(key for key in differing if key not in missing)
    told = [f"Missing: {listed(missing)}."] if missing else []
    return (*told, f"Not known: {listed(unknown)}.") if unknown else tuple(told)


def _missing_head(network: Network, seen: Shapes) -> str:
    """Return the layer for the classes, where the weights end with the features before it."""
    heads = network.heads
    plain = len(heads) == 1 and len(heads[0].width) == 1 and not network.whole
    return heads[0].layer if plain and not any(map(heads[0].owns, seen)) else ""


def _zero_bias(network: Network, head: HeadReading) -> str:
    """Name the bias that the zoo's head has and the file's has not; it is 0 then."""
    bias = f"{network.heads[-1].layer}.bias"
    biased = network.zoo == "torchvision" and network.name not in WITHOUT_BIAS
    return bias if biased and bias not in head.names else ""


def _read_heads(
    network: Network, names: Mapping[str, str], view: View, seen: Shapes
) -> HeadReading:
    """Read all heads of a zoo's network: the main one's classes, all entries, what is odd."""
    heads, names = network.heads, dict(names)
    read = [read_head(head, seen) for head in heads]
    names |= {ours: view[seen_as] for one in read for ours, seen_as in one.names.items()}
    odd = [*read[-1].odd]
    for head, one in zip(heads[:-1], read[:-1], strict=True):
        if one.odd or one.classes != read[-1].classes:
            # Auxiliary heads serve only training: torchvision builds the network without them.
            branch = f"{head.layer.partition('.')[0]}."
            names = {ours: theirs for ours, theirs in names.items() if not ours.startswith(branch)}
            odd += [head.layer] if network.zoo == "timm" else []
    return HeadReading(read[-1].classes, names, tuple(odd))


def _with_own_heads(
    candidate: Candidate, network: Network, body: frozenset[str], view: View, seen: Shapes
) -> Candidate:
    """Take what stands behind the body as heads of the user's own, where it is such."""
    head = network.heads[-1]
    if len(network.heads) > 1 or len(head.width) != 1:
        return candidate
    width = head.width[0] * (2 if candidate.tongue.concatenated else 1)
    entries = [key for key in seen if key not in body]
    unknown = {key.partition(".")[0] for key in entries if not is_of_layer(key, seen)}
    left = [key for key in entries if key.partition(".")[0] in unknown]
    entries = [key for key in entries if key not in left]
    own = read_own_heads(entries, seen, width)
    if not own or any(head.owns(key) for key in left):
        return candidate
    return replace(
        candidate,
        classes=own[0].classes,
        differing=tuple(dict.fromkeys(layer_of(key) for key in left)),
        names={ours: view[ours] for ours in body},
        zero_bias="",
        headless="",
        heads=own,
        replaced=head.layer,
        own={key: view[key] for key in entries},
        outside=tuple(left),
    )


def seen_shapes(view: View, shapes: Shapes) -> dict[str, tuple[int, ...]]:
    """Return the shapes of entries by the network's names, without counters."""
    return {ours: shapes[old] for ours, old in view.items() if not ours.endswith(COUNTER)}


def owned(heads: tuple[Head, ...], key: str) -> bool:
    """Tell whether an entry belongs to a head."""
    return any(head.owns(key) for head in heads)


def _is_of_body(network: Network, key: str) -> bool:
    if not network.body:
        return not owned(network.heads, key)
    return re.sub(rf"{COUNTER}$", "running_mean", key) in network.body
