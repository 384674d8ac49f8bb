"""Boxes alone: Pascal VOC's XML, YOLO's text, and tables with a row for each box."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from xml.etree import ElementTree as ET

from viewer.measures.annotations.numbers import MOST_REGIONS, NotAnnotated, boxed, number, sized
from viewer.measures.truth import Region, TruthRegions

_NAMES = ("image_path", "filename", "file_name", "image", "picture", "path", "file")
_SIDES = (
    ("xmin", "x1", "left", "x_min"),
    ("ymin", "y1", "top", "y_min"),
    ("xmax", "x2", "right", "x_max"),
    ("ymax", "y2", "bottom", "y_max"),
)
_LABELS = ("label", "class", "name", "category")


def read_voc(content: bytes) -> dict[str, TruthRegions]:
    """Read Pascal VOC's XML; a file that declares entities of its own is refused."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise NotAnnotated("It declares entities, which boxes do not need.")
    try:
        root = ET.fromstring(content)  # noqa: S314 - without entities it cannot grow
    except ET.ParseError as error:
        raise NotAnnotated("It is no XML.") from error
    regions: list[Region] = []
    for one in root.findall("object")[:MOST_REGIONS]:
        sides = [one.findtext(f"bndbox/{side}") for side in ("xmin", "ymin", "xmax", "ymax")]
        regions.append(boxed(*sides, label=(one.findtext("name") or "").strip()))
    size = sized(root.findtext("size/width"), root.findtext("size/height"))
    name = (root.findtext("filename") or "").strip()
    return {name: TruthRegions(regions=tuple(regions), size=size)}


def read_yolo(content: bytes) -> dict[str, TruthRegions]:
    """Read YOLO's text: a line “class x y width height” for each box, or “class x y x y …”.

    All numbers are shares of the picture's sides.
    """
    regions = [_yolo(line.split()) for line in _text(content).splitlines() if line.strip()]
    return {"": TruthRegions(regions=tuple(regions[:MOST_REGIONS]), size=(1, 1))}


def read_table(content: bytes) -> dict[str, TruthRegions]:
    """Read a table with a picture's name and left, top, right and bottom in each row."""
    rows = csv.DictReader(io.StringIO(_text(content), newline=""))
    heads = {(head or "").strip().lower(): head for head in rows.fieldnames or ()}
    name = _column(heads, _NAMES, "the picture's name")
    sides = [_column(heads, known, known[0]) for known in _SIDES]
    label = next((heads[one] for one in _LABELS if one in heads), None)
    found: dict[str, list[Region]] = defaultdict(list)
    for row in rows:
        mine = found[str(row[name])]
        if len(mine) < MOST_REGIONS:
            text = row.get(label, "") if label is not None else ""
            mine.append(boxed(*(row[side] for side in sides), label=text))
    return {picture: TruthRegions(regions=tuple(mine)) for picture, mine in found.items()}


def _yolo(cells: list[str]) -> Region:
    values = [number(cell) for cell in cells[1:]]
    if len(values) in (4, 5):  # the fifth says how sure a model is
        x, y, width, height = values[:4]
        ends = x - width / 2, y - height / 2, x + width / 2, y + height / 2
        return boxed(*ends, label=cells[0])
    if len(values) < 6 or len(values) % 2:
        raise NotAnnotated("A line has a class and four numbers.")
    corners = tuple(zip(values[::2], values[1::2], strict=True))
    xs, ys = zip(*corners, strict=True)
    box = min(xs), min(ys), max(xs), max(ys)
    return Region(box=box, label=cells[0], polygons=(corners,))


def _column(heads: dict[str, str], known: tuple[str, ...], what: str) -> str:
    for one in known:
        if one in heads:
            return heads[one]
    raise NotAnnotated(f"It has no column with {what}.")


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig", "replace")
