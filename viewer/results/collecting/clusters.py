"""Clusters of maps as a table: which cluster each picture is in, and what is suspicious of it."""

from __future__ import annotations

import csv
import io

from viewer.core.foreign_text import spreadsheet_cell
from viewer.results.store import ResultStore
from viewer.results.whole import classes_of_maps

HEAD = (
    *("target", "method", "layer", "cluster", "pictures", "suspicious"),
    *("place_x", "place_y", "wander", "border", "picture", "folder"),
)


def clusters_csv(store: ResultStore) -> bytes:
    """Return a row for each map that was clustered; the clusters of a class, the worst first."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    for group in classes_of_maps(store):
        for number, cluster in enumerate(group.clusters(), start=1):
            facts = (*cluster.place, cluster.wander, cluster.border)
            told = [spreadsheet_cell(each) for each in (group.target, group.method, group.layer)]
            told += [str(number), str(len(cluster.members)), cluster.suspicious]
            told += [f"{fact:.4g}" for fact in facts]
            for member in cluster.members.tolist():
                writer.writerow([*told, *map(spreadsheet_cell, group.pictures[member])])
    return text.getvalue().encode("utf-8", "backslashreplace")
