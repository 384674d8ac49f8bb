"""Peel off the prefixes that wrappers put before a network's names, in every plausible way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

# The names in torchvision's published DenseNet files: "denselayer1.norm.1.weight".
OLD_DENSENET = re.compile(r"^(.*denselayer\d+\.(?:norm|relu|conv))\.(\d\..*)$")
# And in ViTs of torchvision 0.12: "encoder_layer_0.mlp.linear_1.weight".
OLD_VIT = re.compile(r"^(.*encoder_layer_\d+\.mlp)\.linear_([12])\.(\w+)$")
MOST_WRAPPERS = 5
SMALLEST_SHARE = 0.5  # of the names that a prefix must carry to be taken for a wrapper

BESIDE = "beside"

View = Mapping[str, str]  # a network's name of each entry -> the file's name


def todays_name(key: str) -> str:
    """Return an entry's name in today's torchvision."""
    key = OLD_DENSENET.sub(r"\1\2", key)
    old = OLD_VIT.match(key)
    return f"{old[1]}.{0 if old[2] == '1' else 3}.{old[3]}" if old else key


def views(keys: Iterable[str]) -> Iterator[View]:
    """Yield readings of a file's names, the most literal first.

    After each prefix (``module.``, ``model.``, ``backbone.`` and any other) follows the part of
    the file below it, first with all that stands beside it: a head of one's own often does. A name
    that is there twice bears ``beside.``.
    """
    view = {todays_name(key): key for key in keys}
    aside: dict[str, str] = {}
    for _ in range(MOST_WRAPPERS + 1):
        yield view
        prefix = _prefix(view)
        if not prefix:
            return
        inner = {k[len(prefix) :]: old for k, old in view.items() if k.startswith(prefix)}
        aside |= {k: old for k, old in view.items() if not k.startswith(prefix)}
        if aside:
            if not inner.keys() & aside.keys():
                yield inner | aside
            tops = {k.partition(".")[0] for k in inner}
            if tops & {k.partition(".")[0] for k in aside}:
                yield inner | {f"{BESIDE}.{k}": old for k, old in aside.items()}
        view = inner


def _prefix(view: View) -> str:
    """Return the first part of most names, with its dot."""
    parts = Counter(key.partition(".")[0] for key in view if "." in key)
    if not parts:
        return ""
    part, count = parts.most_common(1)[0]
    return f"{part}." if count >= SMALLEST_SHARE * len(view) else ""
