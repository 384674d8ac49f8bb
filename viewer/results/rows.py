"""The table of results: one row for each picture, target, layer and method, or for a failure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from viewer.results.arrow import arrow, read_parquet

# Name, type, and what it says; a null stands where there is nothing to say.
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("picture", "string", "path of the picture's file"),
    ("page", "int32", "of a file with several, counted from 0"),
    ("folder", "string", "below the path that was given; of a data set: the class"),
    ("place", "int64", "in the plan, counted from 0"),
    ("width", "int32", "of the upright picture, in pixels"),
    ("height", "int32", "of the upright picture, in pixels"),
    ("sha256", "string", "of the file"),
    ("predicted", "string", "the likeliest class"),
    ("predicted_index", "int32", "its number"),
    ("confidence", "float64", "its probability"),
    ("next", "string", "the second class"),
    ("next_confidence", "float64", "its probability"),
    ("asked", "string", "what was explained, as typed"),
    ("target", "string", "what that meant"),
    ("score", "float64", "what was explained: of a class its logit"),
    ("probability", "float64", "of the target"),
    ("layer", "string", "whose output the map is of"),
    ("method", "string", "key of the method"),
    ("grid", "string", "name of the array with the map in maps-NNNNN.npz: rows x columns"),
    ("map", "int32", "place of the map in that array"),
    ("low", "float64", "least raw value"),
    ("high", "float64", "greatest raw value"),
    ("centre_x", "float64", "where the positive weight lies, in pixels of the picture"),
    ("centre_y", "float64", "where the positive weight lies, in pixels of the picture"),
    ("spread", "float64", "how far it lies from there: 0 a point, 0.41 the whole input"),
    ("energy", "float64", "sum of the positive raw values"),
    ("border", "float64", "share of it in the outermost cells"),
    ("box_left", "float64", "the part of the picture that the model saw, in pixels"),
    ("box_top", "float64", ""),
    ("box_right", "float64", ""),
    ("box_bottom", "float64", ""),
    ("truth_energy", "float64", "share of the energy in the true objects' boxes"),
    ("truth_pointing", "float64", "1 where the highest place is on a true object, else 0"),
    ("failure", "string", "why there is no map"),
    ("hint", "string", "what may help"),
    ("object_left", "float64", "the largest true object, as far as the model saw it, in pixels"),
    ("object_top", "float64", ""),
    ("object_right", "float64", ""),
    ("object_bottom", "float64", ""),
)
LATER = ("object_left", "object_top", "object_right", "object_bottom")  # older results lack them
NAMES = tuple(name for name, _, _ in COLUMNS)
NUMBERS = tuple(name for name, kind, _ in COLUMNS if kind != "string")


def row_schema() -> Any:
    """Return the columns' names and types."""
    pa = arrow()
    return pa.schema([(name, getattr(pa, kind)()) for name, kind, _ in COLUMNS])


def row_table(rows: Iterable[Mapping[str, Any]]) -> Any:
    """Return rows as a table; what a row does not tell is null."""
    listed = list(rows)
    columns = {name: [row.get(name) for row in listed] for name in NAMES}
    return arrow().table(columns, schema=row_schema())


def read_rows(path: Path, columns: Sequence[str] = NAMES) -> Any:
    """Read the rows of a shard.

    Raises:
        UserError: they cannot be read, or a column is missing that older results had, too.
    """
    return read_parquet(path, row_schema(), columns=list(columns), later=LATER)
