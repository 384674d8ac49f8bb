"""The class names that a checkpoint carries beside its weights, read as plain data."""

from __future__ import annotations

from typing import Any

from viewer.core.bounds import MOST_CLASSES
from viewer.core.errors import UserError
from viewer.core.models.label_data import names_in
from viewer.engine.models.pickled.stubs import Items, pairs_of

HOLDERS = frozenset(
    {"class_to_idx", "idx_to_class", "id2label", "label2id", "classes", "class_names", "CLASSES"}
)
INSIDE = frozenset({"hyper_parameters", "hparams", "args", "config", "meta", "dataset_meta"})


def class_names_of(root: Any) -> tuple[str, ...]:
    """Return the names in ``class_to_idx`` and its like, or nothing.

    Args:
        root: the parsed pickle; a list or mapping of plain values is all that is looked at.
    """
    entries = [(key, value) for key, value in pairs_of(root) or () if isinstance(key, str)]
    inner = [pair for key, value in entries if key in INSIDE for pair in pairs_of(value) or ()]
    for key, value in (*entries, *inner):
        if isinstance(key, str) and key in HOLDERS and (found := _names(value)):
            return found
    return ()


def _names(node: Any) -> tuple[str, ...]:
    try:
        if isinstance(node, (Items, tuple)):
            return names_in(list(node)) if len(node) <= MOST_CLASSES else ()
        pairs = pairs_of(node)
        if pairs is None or len(pairs) > MOST_CLASSES:
            return ()
        plain = [(key, value) for key, value in pairs if type(key) in (str, int)]
        return names_in(dict(plain)) if len(plain) == len(pairs) else ()
    except UserError:
        return ()  # numbers with gaps, or no sane names: the model opens without
