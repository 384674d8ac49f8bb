"""Read class names from a text, CSV, JSON or YAML file, or from the folders of a data set."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

from viewer.core.errors import UserError
from viewer.core.files.file_reading import read_file
from viewer.core.foreign_text import shown, shown_path
from viewer.core.models.label_data import checked, in_order, is_index, names_in_file
from viewer.core.models.label_folder import folder_names, list_within
from viewer.core.models.label_text import names_of_lines, names_of_text
from viewer.core.models.label_yaml import texts_of_yaml

MAX_BYTES = 32 << 20  # COCO's annotations for validation are 20 million bytes
_INDEX_HEADS = frozenset({"index", "idx", "id", "class_id", "class", "label_id", "number", "编号"})
_NAME_HEADS = frozenset({"name", "class_name", "label", "names", "title", "名称", "类别"})


def read_names(path: Path) -> tuple[str, ...]:
    """Return the class names that a file or a data set's folder gives, in the order of classes.

    A folder is read as torchvision's ImageFolder reads it: its sub-folders in sorted order, or
    those of its ``train``. A text file holds one name a line, or lines such as ``0: cat``, or a
    list in Python. A CSV file has a column of names, with or without one of numbers. A JSON or YAML
    file is a list, maps numbers to names or names to numbers, or holds such as ``names`` or
    ``categories``, as data sets for Ultralytics and COCO's annotations do.

    Raises:
        UserError: it cannot be read, or holds no names, or a class twice or not at all.
    """
    try:
        names = _names_of_folder(path) if path.is_dir() else _file_names(path)
    except OSError as error:
        raise UserError(
            f"“{shown_path(path)}” cannot be read.", hint="Check the path.", detail=str(error)
        ) from error
    if len(names) < 2:
        raise UserError(
            f"“{shown_path(path.name)}” does not hold the names of two or more classes.",
            hint="Give a text file with one name on each line, a CSV, JSON or YAML file, or the"
            " folder of a data set with one sub-folder for each class.",
        )
    return tuple(map(shown, checked(names)))


def _names_of_folder(path: Path) -> tuple[str, ...]:
    listed = list_within(path)
    return folder_names(path) if listed is None else _file_names(listed)


def _file_names(path: Path) -> tuple[str, ...]:
    try:
        text = _decode(read_file(path, most_bytes=MAX_BYTES))
    except UserError as error:
        headline = f"“{shown_path(path)}” cannot be read."
        raise UserError(headline, hint=error.headline, detail=error.detail) from error
    try:
        if path.suffix.lower() == ".json":
            return names_in_file(json.loads(text))
        if path.suffix.lower() in (".yaml", ".yml"):
            return names_in_file(texts_of_yaml(text))
        if path.suffix.lower() in (".csv", ".tsv"):
            return _names_of_rows(list(csv.reader(io.StringIO(text), dialect=_dialect(text))))
    except (ValueError, RecursionError, csv.Error) as error:
        kind = path.suffix[1:].upper()
        raise UserError(
            f"“{shown_path(path.name)}” is no {kind} file that can be read.",
            hint="Check the file.",
            detail=str(error)[:500],
        ) from error
    return names_of_text(text)


def _decode(data: bytes) -> str:
    """Decode what editors write: UTF-8 with or without a mark, UTF-16, or Chinese Windows text."""
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("gb18030", errors="replace")


def _dialect(text: str) -> type[csv.Dialect]:
    try:
        return csv.Sniffer().sniff(text[:4096], delimiters=",;\t")
    except csv.Error:
        return csv.excel


def _names_of_rows(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    rows = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        return ()
    heads = [cell.casefold() for cell in rows[0]]
    index_column = next((i for i, head in enumerate(heads) if head in _INDEX_HEADS), None)
    name_column = next((i for i, head in enumerate(heads) if head in _NAME_HEADS), None)
    if name_column is None and index_column is None:
        return names_of_lines(["\t".join(row[:2]) for row in rows])
    if name_column is None:
        name_column = next((i for i in range(len(heads)) if i != index_column), None)
    body = [row for row in rows[1:] if name_column is not None and len(row) > name_column]
    names = [row[name_column or 0] for row in body]
    if index_column is None:
        return tuple(names)
    indices = [row[index_column] if len(row) > index_column else "" for row in body]
    if all(map(is_index, names)) and not any(map(is_index, indices)):
        names, indices = indices, names  # both heads are words for both
    if not all(map(is_index, indices)):
        return tuple(names)
    return in_order(dict(zip(map(int, indices), names, strict=True)), len(body))
