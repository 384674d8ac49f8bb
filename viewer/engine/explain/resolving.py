"""What a request means: each pane's method and layers found once, before anything is computed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.core.maps.geometry import InputMode
from viewer.core.maps.merging import Merge, parse_layers
from viewer.engine.look.capture import find_module
from viewer.engine.look.layers import Survey
from viewer.engine.look.subject import Subject
from viewer.methods.method import Method
from viewer.methods.registry import Registry

NO_LAYER = "input"  # what methods without a layer look at


@dataclass(frozen=True, slots=True)
class ResolvedPane:
    """What one pane asks for; what it left open is taken from the request and the model."""

    method: Method
    layers: Merge  # as chosen; `placed` says which of them are merged in the end
    mode: InputMode
    target: Target | None = None  # None: the request's

    @property
    def looks_at(self) -> str:
        """What is said of where it looks: its layers, or the input."""
        return str(self.layers) if self.method.row.by_layer else NO_LAYER


def resolve_panes(
    request: ExplainRequest, subject: Subject, methods: Registry
) -> tuple[ResolvedPane | UserError, ...]:
    """Return what each pane of a request means, or why it means nothing."""
    return tuple(_tried(pane, request, subject, methods) for pane in request.panes)


def understood(panes: Iterable[ResolvedPane | UserError]) -> list[ResolvedPane]:
    """Return the panes that mean something."""
    return [pane for pane in panes if isinstance(pane, ResolvedPane)]


def placed(pane: ResolvedPane, subject: Subject, found: Survey) -> ResolvedPane:
    """Return a pane with the layers whose maps are merged; they are known to exist.

    Args:
        pane: with its layers as chosen.
        subject: the open model.
        found: the layers at the picture's size.

    Raises:
        UserError: there is no such layer, or it cannot be explained.
    """
    layers = pane.layers
    if pane.method.layers is not None:
        layers = pane.method.layers(layers, subject.blocks, found.layers)
    for name in layers.names:
        try:
            find_module(subject.opened.module, name)
        except UserError as error:
            hint = f"The default layer is “{found.default}”; “camscope inspect” lists all."
            raise UserError(error.headline, hint=hint) from error
        found.layout(name)
    return replace(pane, layers=layers)


def _tried(
    pane: PaneSpec, request: ExplainRequest, subject: Subject, methods: Registry
) -> ResolvedPane | UserError:
    try:
        method = methods.find(pane.method)
        layers = parse_layers(pane.layer or subject.info.default_layer)
    except UserError as error:
        return error
    return ResolvedPane(method, layers, pane.input_mode or request.input_mode, pane.target)
