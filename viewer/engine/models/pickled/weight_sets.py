"""Which of a file's sets of weights is read: those of training, or their average over time.

Training often keeps two: the weights as they are (raw, the student), and their moving average (EMA,
the teacher), which answers better and is what people evaluate. Both are told, and the average is
taken unless the user says another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from torch import Tensor

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown

EMA, RAW = "ema", "raw"  # what a user may say, whatever the sets are called
AVERAGED = re.compile(r"(?:^|[_.-])(?:ema|averaged?|swa|teacher)(?=[_.-]|$)", re.IGNORECASE)
# What is kept beside averaged weights, and what averaging leaves as it is.
COUNTERS = re.compile(r"(?:n_averaged|steps?|decay|num_updates|updates|initted)$")
BUFFERS = re.compile(r"(?:running_mean|running_var|num_batches_tracked)$")
WRAPPERS = ("module.", "_orig_mod.", "model.")
FEWEST = 4  # entries; fewer are no network


@dataclass(frozen=True, slots=True)
class WeightSets:
    """The sets that a file holds, and the one that is read; none where there is only one."""

    names: tuple[str, ...] = ()
    chosen: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """Say which sets there are."""
        if not self.names:
            return ()
        listed = ", ".join(shown(name) for name in self.names)
        note = (
            f"The file holds several sets of weights ({listed}): “{shown(self.chosen)}” is open."
            " Model > Model setup takes another."
        )
        return (note,)


ONE_SET = WeightSets()


def choose(names: Sequence[str], wish: str) -> str:
    """Return the set that is wished, or else the average, or else the first.

    Raises:
        UserError: there is no such set.
    """
    averaged = [name for name in names if AVERAGED.search(name)]
    raw = [name for name in names if name not in averaged]
    if not wish:
        return (averaged or list(names))[0]
    found = {RAW: raw, EMA: averaged}.get(wish) or [name for name in names if name == wish]
    if not found:
        raise unknown(wish, names)
    return found[0]


def unknown(wish: str, names: Sequence[str]) -> UserError:
    """Refuse a set that a file does not hold."""
    listed = ", ".join(shown(name) for name in names)
    return UserError(
        f"The file holds no set of weights “{shown(wish)}”.",
        hint=f"It holds {listed}." if listed else "It holds one set only: leave out --weights.",
    )


def alike(one: Iterable[str], other: Iterable[str]) -> bool:
    """Tell whether two sets of names are those of one network, up to wrappers and counters."""
    first = plain_names(one)
    return len(first) >= FEWEST and first.keys() == plain_names(other).keys()


def plain_names(names: Iterable[str]) -> dict[str, str]:
    """Return names without wrappers and counters -> as they stand."""
    kept = {name: name for name in names if not COUNTERS.search(name)}
    for wrapper in WRAPPERS:
        if kept and all(name.startswith(wrapper) for name in kept):
            kept = {name.removeprefix(wrapper): old for name, old in kept.items()}
    return kept


def pick(tensors: Mapping[str, Tensor], wish: str) -> tuple[dict[str, Tensor], WeightSets]:
    """Return one of the sets that stand beside one another below prefixes, if names say so.

    What stands beside all of them stays; statistics that are not averaged are the raw ones.
    """
    groups: dict[str, dict[str, str]] = {}
    for key in tensors:
        top, dot, rest = key.partition(".")
        if dot and shown(top) == top:
            groups.setdefault(top, {})[rest] = key
    averaged = [top for top in groups if AVERAGED.search(top)]
    for mean in averaged:
        for raw in (top for top in groups if top not in averaged):
            merged = _merged(groups[raw], groups[mean])
            if merged:
                chosen = choose((raw, mean), wish)
                ours = {**groups[raw]} if chosen == raw else merged
                gone = {*groups[raw].values(), *groups[mean].values()}
                state = {key: tensor for key, tensor in tensors.items() if key not in gone}
                inner = {f"{raw}.{name}": tensors[key] for name, key in ours.items()}
                return inner | state, WeightSets((raw, mean), chosen)
    return dict(tensors), ONE_SET


def _merged(raw: Mapping[str, str], mean: Mapping[str, str]) -> dict[str, str]:
    """Return the averaged entries under the raw names; none where they are not of one network."""
    ours, theirs = plain_names(raw), plain_names(mean)
    flat = {name.replace(".", ""): old for name, old in theirs.items()}  # as some tools write them
    found = {name: theirs.get(name) or flat.get(name.replace(".", "")) for name in ours}
    missing = [name for name, key in found.items() if key is None]
    count = len(ours) - len(missing)
    if count < FEWEST or count != len(theirs) or not all(BUFFERS.search(x) for x in missing):
        return {}
    return {ours[name]: mean[key] if key else raw[ours[name]] for name, key in found.items()}
