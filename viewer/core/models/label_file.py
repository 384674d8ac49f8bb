"""Read class names from a text, CSV or JSON file, or from the folders of a data set."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from viewer.core.bounds import LONGEST_CLASS_NAME, MOST_CLASSES
from viewer.core.errors import UserError
from viewer.core.files.file_reading import read_file
from viewer.core.foreign_text import shown, shown_path

MAX_BYTES = 16 << 20
# Of a line without space around it; whatever the line, no part of it is tried again and again.
_NUMBERED = re.compile(r"(\d{1,9})(?:\s+[:=,;]?|[:=,;])\s*(\S.*)", re.DOTALL)
_INDEX_HEADS = frozenset({"index", "idx", "id", "class_id", "class", "label_id", "number", "编号"})
_NAME_HEADS = frozenset({"name", "class_name", "label", "names", "title", "名称", "类别"})
_HOLDERS = ("class_to_idx", "idx_to_class", "id2label", "label2id", "classes", "class_names")


def read_names(path: Path) -> tuple[str, ...]:
    """Return the class names that a file or a data set's folder gives, in the order of classes.

    A folder is read as torchvision's ImageFolder reads it: its sub-folders in sorted order. A text
    file holds one name a line, or lines such as ``0: cat``. A CSV file has a column of names, with
    or without one of numbers. A JSON file is a list, or maps numbers to names or names to numbers.

    Raises:
        UserError: it cannot be read, or holds no names, or a class twice or not at all.
    """
    try:
        names = _folder_names(path) if path.is_dir() else _file_names(path)
    except OSError as error:
        raise UserError(
            f"“{shown_path(path)}” cannot be read.", hint="Check the path.", detail=str(error)
        ) from error
    if len(names) < 2:
        raise UserError(
            f"“{shown_path(path.name)}” does not hold the names of two or more classes.",
            hint="Give a text file with one name on each line, a CSV or a JSON file, or the folder"
            " of a data set with one sub-folder for each class.",
        )
    return tuple(map(shown, _checked(names)))


def parse_names(text: str) -> tuple[str, ...]:
    """Return the names that a user types or pastes: ``0 = cat, 1 = dog`` or one on each line.

    Raises:
        UserError: a class comes twice or is left out.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) == 1:
        parts = [part.strip() for part in re.split(r"[,，;；]", lines[0]) if part.strip()]
        lines = parts if len(parts) > 1 else lines
    return tuple(map(shown, _checked(_names_of_lines(lines))))


def names_in(data: object) -> tuple[str, ...]:
    """Return the names in plain data: a list, a mapping either way, or a record that holds one.

    Only texts are names; whatever else the data hold is not looked into.

    Raises:
        UserError: a class comes twice or is left out, or there are too many.
    """
    if isinstance(data, (list, tuple)):
        return _checked(tuple(data)) if all(map(_is_name, data)) else ()
    if not isinstance(data, Mapping):
        return ()
    for holder in _HOLDERS:
        if holder in data and (found := names_in(data[holder])):
            return found
    if data and all(_is_index(value) for value in data.values()) and all(map(_is_name, data)):
        return _in_order({int(index): name for name, index in data.items()}, len(data))
    if data and all(_is_index(key) for key in data):
        names = {int(key): _last(value) for key, value in data.items()}
        return _in_order(names, len(data)) if all(map(_is_name, names.values())) else ()
    return ()


def _checked(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names that no program chokes on: what is far too long for a name is cut.

    Raises:
        UserError: there are too many.
    """
    if len(names) > MOST_CLASSES:
        raise UserError(f"There are more than {MOST_CLASSES:,} class names.")
    return tuple(name[:LONGEST_CLASS_NAME] for name in names)


def _folder_names(path: Path) -> tuple[str, ...]:
    return tuple(sorted(entry.name for entry in path.iterdir() if entry.is_dir()))


def _file_names(path: Path) -> tuple[str, ...]:
    try:
        text = _decode(read_file(path, most_bytes=MAX_BYTES))
    except UserError as error:
        headline = f"“{shown_path(path)}” cannot be read."
        raise UserError(headline, hint=error.headline, detail=error.detail) from error
    try:
        if path.suffix.lower() == ".json":
            return names_in(json.loads(text))
        if path.suffix.lower() in (".csv", ".tsv"):
            return _names_of_rows(list(csv.reader(io.StringIO(text), dialect=_dialect(text))))
    except (ValueError, RecursionError, csv.Error) as error:
        kind = path.suffix[1:].upper()
        raise UserError(
            f"“{shown_path(path.name)}” is no {kind} file that can be read.",
            hint="Check the file.",
            detail=str(error)[:500],
        ) from error
    return _names_of_lines([line for line in text.splitlines() if line.strip()])


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


def _names_of_lines(lines: Sequence[str]) -> tuple[str, ...]:
    stripped = tuple(line.strip() for line in lines)
    numbered = [_NUMBERED.fullmatch(line) for line in stripped]
    pairs = [(int(match[1]), match[2]) for match in numbered if match]
    if lines and len(pairs) == len(lines):
        return _in_order(dict(pairs), len(pairs))
    return stripped


def _names_of_rows(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    rows = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        return ()
    heads = [cell.casefold() for cell in rows[0]]
    index_column = next((i for i, head in enumerate(heads) if head in _INDEX_HEADS), None)
    name_column = next((i for i, head in enumerate(heads) if head in _NAME_HEADS), None)
    if name_column is None and index_column is None:
        return _names_of_lines(["\t".join(row[:2]) for row in rows])
    if name_column is None:
        name_column = next((i for i in range(len(heads)) if i != index_column), None)
    body = [row for row in rows[1:] if name_column is not None and len(row) > name_column]
    names = [row[name_column or 0] for row in body]
    if index_column is None:
        return tuple(names)
    indices = [row[index_column] if len(row) > index_column else "" for row in body]
    if not all(map(_is_index, indices)):
        return tuple(names)
    return _in_order(dict(zip(map(int, indices), names, strict=True)), len(body))


def _in_order(names: Mapping[int, str], count: int) -> tuple[str, ...]:
    """Return names by their numbers, which begin at 0 or, as people count, at 1."""
    first = min(names, default=0)
    if len(names) != count or first not in (0, 1) or max(names, default=0) != first + count - 1:
        raise UserError(
            "The numbers of the classes have gaps, or one comes twice.",
            hint="Number the classes 0, 1, 2, … without gaps.",
        )
    return _checked(tuple(names[index] for index in sorted(names)))


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_index(value: Any) -> bool:
    """Tell whether a value is the number of a class, which has few digits."""
    if isinstance(value, str):
        return len(value) < 100 and value.strip().isdecimal() and len(value.strip()) < 10
    return isinstance(value, int)


def _last(value: Any) -> Any:
    """Return what is the name in a value such as ``["n01440764", "tench"]``, if it is a text."""
    return value[-1] if isinstance(value, (list, tuple)) and value else value
