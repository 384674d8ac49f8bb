"""The heat panes as a text of the settings file, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import cast

from viewer.core.asks.requests import PaneSpec
from viewer.core.maps.geometry import INPUT_MODES
from viewer.core.maps.methods import MethodTable
from viewer.core.plain import parse_json
from viewer.session.pane_list import DEFAULT_PANES, MOST_PANES, OURS


def dump_panes(specs: Sequence[PaneSpec]) -> str:
    """Return panes as text for the settings file; classes belong to a session and stay out."""
    return json.dumps(
        [{"method": spec.method, "layer": spec.layer, "input": spec.input_mode} for spec in specs]
    )


def load_panes(text: object, methods: MethodTable = OURS) -> tuple[PaneSpec, ...]:
    """Read what ``dump_panes`` wrote; what is not allowed is left out, and never an error.

    Panes that differed in their class alone would be equal now: each comes once.
    """
    try:
        rows = parse_json(str(text))
    except ValueError:
        return DEFAULT_PANES
    if not isinstance(rows, list):
        return DEFAULT_PANES
    found = cast("list[object]", rows)[:MOST_PANES]
    specs = [
        _read_pane(cast("dict[str, object]", row), methods)
        for row in found
        if isinstance(row, dict)
    ]
    return tuple(dict.fromkeys(spec for spec in specs if spec is not None)) or DEFAULT_PANES


def _read_pane(row: dict[str, object], methods: MethodTable) -> PaneSpec | None:
    method, layer, mode = row.get("method"), row.get("layer"), row.get("input")
    if not isinstance(method, str) or not methods.knows(method):
        return None
    return PaneSpec(
        method,
        layer=layer if isinstance(layer, str) else None,
        input_mode=mode if mode in INPUT_MODES else None,
    )
