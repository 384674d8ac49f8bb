"""What a model's classes may be called: told by names of folders, of pictures and of its file."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from pathlib import Path

from viewer.core.files.folder import FolderListing
from viewer.core.judging.truth import folder_names

MOST_PICTURES = 2_000  # whose names are looked at
_BETWEEN = re.compile(r"[\W_]+(?:vs|or|and|versus)[\W_]+", re.IGNORECASE)
_NUMBER = re.compile(r"[\W\d_]+$")  # at the end of a picture's name: "cat.12", "dog (3)"
_SAYS_NOTHING = frozenset({"both", "mixed", "test", "dsc", "img", "image", "photo", "picture"})


def guess_names(
    count: int, listing: FolderListing | None, model: Path | None = None
) -> tuple[str, ...]:
    """Return a name for each class, or nothing where no source has just as many.

    Folders go before pictures, and these before the model's file. Names of folders and pictures
    stand in the order in which torchvision's ImageFolder numbers classes, that of their letters;
    those of a file in its own. It is a guess: the user is to look at it.

    Args:
        count: of the classes.
        listing: of the folder that is open.
        model: the model's file, such as "cat_or_dog.pth".
    """
    sources = (
        *((_below(listing), _folders(listing), _pictures(listing)) if listing is not None else ()),
        _words(model.stem) if model is not None else (),
    )
    return next((names for names in sources if len(names) == count > 1), ())


def _below(listing: FolderListing) -> tuple[str, ...]:
    """Return the names of the sub-folders that hold the pictures."""
    return tuple(folder_names(listing.pictures)) if listing.deep else ()


def _folders(listing: FolderListing) -> tuple[str, ...]:
    return tuple(sorted(path.name for path in listing.folders))


def _pictures(listing: FolderListing) -> tuple[str, ...]:
    """Return the words that the names of pictures begin with, each of several pictures."""
    stems = (_NUMBER.sub("", path.stem) for path in islice(listing.pictures, MOST_PICTURES))
    counts = Counter(stem for stem in stems if stem.lower() not in _SAYS_NOTHING)
    return tuple(sorted(stem for stem, count in counts.items() if stem and count > 1))


def _words(stem: str) -> tuple[str, ...]:
    """Return the classes that a file's name lists: "cat_vs_dog" has two."""
    parts = (_NUMBER.sub("", part).strip("-_. ") for part in _BETWEEN.split(stem))
    return tuple(part for part in parts if part)
