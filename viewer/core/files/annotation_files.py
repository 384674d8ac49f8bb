"""Files that say what is where in pictures, known by what stands in them."""

from __future__ import annotations

import re

_YOLO_LINE = re.compile(r"\d{1,6}(?:[ \t]+-?\d*\.?\d+(?:e-?\d+)?){4,}", re.IGNORECASE)
_HEAD = 20_000  # characters that are looked at
COCO = "COCO"


def annotation_kind(text: str) -> str:
    """Return the name of the format in which a text holds annotations; nothing: it holds none."""
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if head.startswith("<") and re.search(r"<annotation\b", head):
        return "Pascal VOC"
    if head.startswith("<") and re.search(r"<annotations\b", head):
        return "CVAT"
    if head.startswith("{"):
        return _kind_of_json(text)
    lines = [line.strip() for line in head.splitlines()[:200] if line.strip()]
    if lines and all(map(_YOLO_LINE.fullmatch, lines[: max(1, len(lines) - 1)])):
        return "YOLO"
    return ""


def _kind_of_json(text: str) -> str:
    def has(*keys: str) -> bool:
        return all(re.search(rf'"{key}"\s*:', text) for key in keys)

    if has("annotations", "images"):
        return COCO
    if has("shapes", "imagePath"):
        return "LabelMe"
    return "Label Studio" if has("annotations", "result") else ""
