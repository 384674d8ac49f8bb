"""What a text asks of likeness: “like PICTURE”, “prompt TEXT”, and one of them against another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from viewer.core.foreign_text import shown, shown_path

EMBEDDING = "image_embeds"  # the only part of what a network answers whose answer it is
Compared = Path | str  # a picture, or a text
_AGAINST = re.compile(r" against (?=like |prompt )")
_ASKED = re.compile(r"(like|prompt) (.+)", re.DOTALL)


def is_embedding(output: object) -> bool:
    """Tell whether what a network has answered is an embedding alone."""
    return isinstance(output, Mapping) and [*cast("Mapping[str, object]", output)] == [EMBEDDING]


def likeness_name(like: Compared, against: Compared | None = None) -> str:
    """Return how a target is named that compares with a picture or text, or one against another."""
    given = [one for one in (like, against) if one]
    return " against ".join(
        f"{'prompt' if isinstance(one, str) else 'like'} {one}" for one in given
    )


def compared_with(name: str) -> tuple[Compared, ...]:
    """Return what a name compares with, and what against; nothing: it does not compare."""
    told = [_ASKED.fullmatch(part.strip()) for part in _AGAINST.split(name.strip(), maxsplit=1)]
    if not all(told):
        return ()
    pairs = [one.groups() for one in told if one is not None]
    return tuple(Path(text) if kind == "like" else text.strip() for kind, text in pairs)


def asked_likeness(name: str) -> tuple[Path, ...]:
    """Return the picture that a name compares with, and the one against; nothing: it does not."""
    found = compared_with(name)
    paths = tuple(one for one in found if isinstance(one, Path))
    return paths if len(paths) == len(found) else ()


def short_name(name: str) -> str:
    """Return a name that compares with pictures by their files' names alone; others as they are."""
    if not (found := asked_likeness(name)):
        return shown(name)
    return likeness_name(*(Path(shown_path(one.name)) for one in found))


def title_of(found: Sequence[Compared]) -> str:
    """Return what is compared with as a title; a text stands in it as it was typed."""
    names = [shown_path(one.name) if isinstance(one, Path) else shown(one) for one in found]
    if not names:
        return "embedding"
    return f"{'like' if isinstance(found[0], Path) else 'prompt'}: {' − '.join(names)}"
