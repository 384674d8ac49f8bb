"""What stands over a heat map: its method, layer and class."""

from __future__ import annotations

from viewer.core.asks.records import HeatMap
from viewer.ui.looks.language import class_word, group_word


def heat_title(heat: HeatMap) -> str:
    """Return method · layer · class with its probability, as panes and figures say it."""
    resolved = heat.resolved
    title = group_word(resolved.title) if resolved.is_group else class_word(resolved.title)
    precision = "" if heat.precision == "float32" else f" · {heat.precision}"
    return f"{heat.row.title} · {heat.layer} · {title} {heat.worth('.1%')}{precision}"
