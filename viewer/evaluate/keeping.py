"""Keeps the scores of an evaluation on the disk while it runs, so that it can go on later."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from viewer.core.errors import UserError
from viewer.core.files.file_reading import read_file
from viewer.core.files.whole_file import write_whole
from viewer.core.foreign_text import shown_json, shown_path
from viewer.evaluate.scores import Score, read_scores, to_csv

ORDER, SCORES = "evaluation.json", "scores.csv"
MOST_BYTES = 16 << 20
LEAST_S, SHARE = 2.0, 20.0  # writing may take a twentieth of the time, and is done this seldom


@dataclass(slots=True)
class KeptScores:
    """The scores of one evaluation, and the pictures that they are of.

    Args:
        folder: where they are kept.
        order: what the evaluation is known by.
    """

    folder: Path
    order: Mapping[str, object]
    scores: list[Score] = field(default_factory=list[Score])
    stamps: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    _due: float = 0.0

    def load(self) -> None:
        """Take up what an evaluation before has left in the folder.

        Raises:
            UserError: it was asked to do something else, or cannot be read.
        """
        told, table = self.folder / ORDER, self.folder / SCORES
        if not told.exists() and not table.exists():
            return
        before = _read_order(told)
        other = [key for key, value in self.order.items() if before.get(key) != value]
        if other:
            raise UserError(
                f"The folder “{shown_path(self.folder)}” holds another evaluation:"
                f" {', '.join(other)} differ.",
                hint="Choose another folder to write to, or the same options.",
            )
        self.stamps = _stamps(before["pictures"])
        if table.exists():
            self.scores = [one for one in read_scores(table) if one.picture in self.stamps]

    def has(self, picture: Path) -> bool:
        """Tell whether a picture is measured, and unchanged since."""
        return self.stamps.get(str(picture)) == _stamp(picture)

    def put(self, picture: Path, scores: Sequence[Score]) -> None:
        """Take all scores of a picture; they reach the disk now or soon."""
        name = str(picture)
        if name in self.stamps:
            self.scores = [one for one in self.scores if one.picture != name]
        self.scores += scores
        self.stamps[name] = _stamp(picture)
        if time.perf_counter() >= self._due:
            self.save()

    def save(self) -> None:
        """Write what is known.

        Raises:
            UserError: it cannot be written.
        """
        start = time.perf_counter()
        write_whole(self.folder / SCORES, to_csv(self.scores))
        data = {"format": 1, **self.order, "pictures": self.stamps}
        write_whole(self.folder / ORDER, f"{shown_json(data)}\n".encode())
        took = time.perf_counter() - start
        self._due = start + max(LEAST_S, SHARE * took)


def _read_order(path: Path) -> dict[str, object]:
    try:
        data = json.loads(read_file(path, most_bytes=MOST_BYTES))
    except ValueError:
        data = None
    if not isinstance(data, dict) or not isinstance(data.get("pictures"), dict):
        raise UserError(
            f"“{shown_path(path.name)}” does not say what was evaluated.",
            hint="Choose another folder to write to.",
        )
    return data


def _stamps(told: Any) -> dict[str, list[int]]:
    return {str(name): list(stamp) for name, stamp in told.items() if isinstance(stamp, list)}


def _stamp(picture: Path) -> list[int]:
    try:
        status = picture.stat()
    except OSError:
        return [0, 0]
    return [status.st_mtime_ns, status.st_size]
