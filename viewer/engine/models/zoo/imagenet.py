"""The 1,000 ImageNet classes: short names, full titles, and groups such as "dog"."""

from __future__ import annotations

import functools

from viewer import paths
from viewer.core.models.class_groups import load_groups
from viewer.core.models.labels import Labels, short_name

CLASSES = 1000


@functools.cache
def imagenet_labels() -> Labels:
    """Return timm's ImageNet names with our groups of classes."""
    titles = tuple(title for _, title in _rows())
    return Labels(
        names=tuple(short_name(title) for title in titles),
        titles=titles,
        groups=load_groups(paths.resource("labels/groups.toml")),
    )


def synset_index(synset: str) -> int:
    """Return the class index of a WordNet id such as ``n02123045``.

    Raises:
        ValueError: ImageNet's 1,000 classes have no such id.
    """
    return [known for known, _ in _rows()].index(synset)


@functools.cache
def _rows() -> tuple[tuple[str, str], ...]:
    """Read what packaging/imagenet_table.py writes: each class's WordNet id and its title."""
    lines = paths.resource("labels/imagenet.txt").read_text(encoding="utf-8").splitlines()
    parts = (line.partition("\t") for line in lines)
    return tuple((synset, title) for synset, _, title in parts)
