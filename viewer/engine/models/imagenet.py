"""The 1,000 ImageNet classes: short names, full titles, and groups such as "dog"."""

from __future__ import annotations

import functools

from viewer import paths
from viewer.core.labels import Labels, load_groups, short_name

CLASSES = 1000


@functools.cache
def imagenet_labels() -> Labels:
    """Return timm's ImageNet names with our groups of classes."""
    titles = tuple(_info().label_descriptions())
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
    return _info().label_names().index(synset)


@functools.cache
def _info():  # noqa: ANN202 - timm's class, imported only here
    from timm.data.imagenet_info import ImageNetInfo  # noqa: PLC0415 - seconds, in the engine only

    return ImageNetInfo("imagenet-1k")
