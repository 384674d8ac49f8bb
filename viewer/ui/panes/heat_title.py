"""What stands over a heat map: its method, layer and class."""

from __future__ import annotations

from viewer.core.asks.records import HeatMap
from viewer.ui.looks.language import class_word, group_word

SEPARATOR = " · "


def heat_title(heat: HeatMap) -> str:
    """Return method · layer · class with its probability, as panes and figures say it."""
    resolved = heat.resolved
    title = group_word(resolved.title) if resolved.is_group else class_word(resolved.title)
    precision = () if heat.precision == "float32" else (heat.precision,)
    parts = (heat.row.title, heat.layer, f"{title} {heat.worth('.1%')}", *precision)
    return SEPARATOR.join(parts)
