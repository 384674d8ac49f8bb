"""Everything that one slow method works on."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.core.asks.records import ResolvedTarget
from viewer.engine.explain.resolving import ResolvedPane
from viewer.engine.look.sight import Sight
from viewer.engine.look.still import Check
from viewer.engine.look.subject import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One pane's slow map.

    Args:
        pane: with the layers that it merges.
        subject: the open model.
        sight: the picture as the model sees it; its last pass recorded the layer.
        target: the classes to explain.
        check: called before every module; what it raises ends the work.
        layers: those of all panes with augmentation smoothing, which share their passes.
        budget_bytes: how much memory passes may take that are kept.
    """

    pane: ResolvedPane
    subject: Subject
    sight: Sight
    target: ResolvedTarget
    check: Check
    layers: frozenset[str] = frozenset()
    budget_bytes: int = 0
