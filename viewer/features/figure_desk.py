"""Where figures are ordered: from what the window shows and the builder asks to finished files."""

# Long, because all that is made of explanations waits in one line for one engine.

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import ExplainedPicture
from viewer.core.asks.references import ImageRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.core.files.disk_questions import image_ref
from viewer.core.maps.heat_style import style_of
from viewer.figure.choices import DataKind
from viewer.session.scene_keeping import scene_of
from viewer.session.session import Session
from viewer.ui.panes.pane_row import PaneRow
from viewer.work.explanations import Explanations
from viewer.work.figures import FigureOrder, Figures

if TYPE_CHECKING:
    from viewer.figure.style import FigureStyle
    from viewer.figure.wish import FigureWish

SETTLE_MS = 150  # the preview waits until the choices rest
MOST_KNOWN = 400  # explanations kept for the next figure, besides those a figure waits for


@dataclass(frozen=True, slots=True)
class _FigureJob:
    """A figure that is wished for, and what to do when all of it is explained."""

    wish: FigureWish
    style: FigureStyle
    act: Callable[[FigureOrder], None]
    fail: Callable[[UserError], None]


class FigureDesk(QObject):
    """Knows what is explained already, asks for what a figure lacks, then lets it be drawn."""

    failed = Signal(object)  # UserError

    def __init__(self, session: Session, panes: PaneRow, figures: Figures) -> None:
        super().__init__()
        self._session, self._panes = session, panes
        self._figures, self.explanations = figures, Explanations()
        self._known: dict[ExplainRequest, ExplainedPicture] = {}
        self._asked: ExplainRequest | None = None
        self._jobs: dict[str, _FigureJob] = {}  # at most one of each name
        self._preview: tuple[FigureStyle, tuple[Path, ...], tuple[Target, ...]] | None = None
        self.with_trust: Callable[[ExplainedPicture], ExplainedPicture] = _as_it_is
        self.layers: tuple[str, ...] = ()  # rows of a figure of layers; none: a few telling ones
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._start_preview)

    @property
    def draws(self) -> bool:
        """Whether a figure that was ordered waits for explanations."""
        return "figure" in self._jobs

    def save(
        self, style: FigureStyle, path: Path, images: tuple[Path, ...], targets: tuple[Target, ...]
    ) -> None:
        """Write a figure of these pictures and classes, as soon as all of it is explained.

        A recipe that stands beside it now is ours, or the user was asked about it; what comes
        there meanwhile is neither.
        """
        asked = os.path.lexists(path.with_suffix(".json"))

        def act(order: FigureOrder) -> None:
            self._figures.save(order, path, asked=asked)

        self._start("figure", style, images, targets, act)

    def copy(
        self, style: FigureStyle, images: tuple[Path, ...], targets: tuple[Target, ...]
    ) -> None:
        """Put the same figure on the clipboard."""
        self._start("figure", style, images, targets, self._figures.copy)

    def preview(
        self, style: FigureStyle, images: tuple[Path, ...], targets: tuple[Target, ...]
    ) -> None:
        """Draw the same figure for the screen, once the wishes rest."""
        self._preview = style, images, targets
        self._settle.start()

    def gather(
        self,
        style: FigureStyle,
        images: tuple[Path, ...],
        targets: tuple[Target, ...],
        act: Callable[[FigureOrder], None],
        *,
        name: str = "figure",
        fail: Callable[[UserError], None] | None = None,
    ) -> None:
        """Do something else with all that a figure shows, such as writing its raw maps.

        Args:
            style: the figure's; the look of its maps is the window's.
            images: the pictures; none: the one in the window.
            targets: the classes; none: the window's.
            act: gets all of it once it is explained.
            name: of what is wished for; a later wish of the same name replaces it.
            fail: is told why it cannot be; None: ``failed`` is.
        """
        self._start(name, style, images, targets, act, fail=fail)

    def write_data(
        self,
        style: FigureStyle,
        images: tuple[Path, ...],
        targets: tuple[Target, ...],
        kind: DataKind,
        path: Path,
    ) -> None:
        """Write the raw maps or the predictions behind the same figure."""

        def act(order: FigureOrder) -> None:
            def make() -> bytes:
                from viewer.figure.extras import data_of

                return data_of(kind, order.requests, order.explanations)

            self._figures.write(make, path)

        self._start("figure", style, images, targets, act)

    def stop(self) -> None:
        """Give up what is not yet explained."""
        self._settle.stop()
        self._jobs.clear()
        self.explanations.cancel()

    def drop(self, name: str) -> None:
        """Give up what was wished for under a name."""
        if self._jobs.pop(name, None) is not None:
            self.explanations.cancel()
            self.advance()

    @property
    def waiting(self) -> frozenset[str]:
        """The names of what is not yet explained in full."""
        return frozenset(self._jobs)

    def note_model(self, _model: ModelInfo) -> None:
        """Forget what another model has said."""
        self._known.clear()

    def note_request(self, request: ExplainRequest) -> None:
        """Remember what the window has asked last."""
        self._asked = request

    def note_explained(self, explanation: ExplainedPicture) -> None:
        """Keep what the window shows: no figure needs to ask for that again."""
        if self._asked is not None and len(explanation.maps) == len(self._asked.panes):
            self.note_answer(self._asked, explanation)

    def note_answer(self, request: ExplainRequest, explanation: ExplainedPicture) -> None:
        """Keep one answer."""
        self._known[request] = explanation
        self._forget_old()

    def advance(self) -> None:
        """Finish what is explained in full; ask for what the others lack."""
        for name, job in list(self._jobs.items()):
            missing = job.wish.missing(self._known)
            if not missing:
                del self._jobs[name]
                job.act(self._order(job))
            elif not self.explanations.busy and self._session.model is not None:
                self.explanations.ask(missing, self._session.model)
        self._forget_old()

    def fail(self, error: UserError) -> None:
        """Give everything up that waits, and say why."""
        told = {job.fail for job in self._jobs.values()}
        self._jobs.clear()
        for tell in told or {self.failed.emit}:
            tell(error)

    def _forget_old(self) -> None:
        """Keep only the newest answers, once no figure waits for more of them."""
        while not self._jobs and len(self._known) > MOST_KNOWN:
            del self._known[next(iter(self._known))]

    def _start_preview(self) -> None:
        if self._preview is not None:
            self._start("preview", *self._preview, self._figures.preview)

    def _start(
        self,
        name: str,
        style: FigureStyle,
        images: tuple[Path, ...],
        targets: tuple[Target, ...],
        act: Callable[[FigureOrder], None],
        *,
        fail: Callable[[UserError], None] | None = None,
    ) -> None:
        fail = fail or self.failed.emit
        wish = self._wish(style, images, targets)
        if wish is None:
            error = UserError(
                self.tr("There is no explanation to make a figure of."),
                hint=self.tr("Open a picture and wait until the heat maps are painted."),
            )
            self._jobs.clear()
            fail(error)
            return
        style = replace(
            style, heat=style_of(self._session.options), difference=self._panes.difference
        )
        self._jobs[name] = _FigureJob(wish, style, act, fail)
        self.explanations.cancel()
        self.advance()

    def _wish(
        self, style: FigureStyle, images: tuple[Path, ...], targets: tuple[Target, ...]
    ) -> FigureWish | None:
        from viewer.figure.wish import FigureWish, stage_layers

        session = self._session
        if session.model is None or session.image is None:
            return None
        refs = tuple(self._ref(path) for path in images) or (session.image,)
        one = style.kind in {"window", "row", "map", "layers"}
        known = {layer.name for layer in session.model.layers}
        layers = tuple(layer for layer in self.layers if layer in known)
        return FigureWish(
            kind=style.kind,
            images=refs[:1] if style.kind != "table" else refs,
            model=session.model.ref,
            targets=(targets or (session.target,))[: 1 if one else None],
            panes=session.pane_list.at_layer(session.layer),
            layers=layers or stage_layers(session.model.layers, session.model.default_layer),
            input_mode=session.options["input_mode"],  # type: ignore[arg-type]
        )

    def _ref(self, path: Path) -> ImageRef:
        image = self._session.image
        if image is not None and image.path == path:
            return image
        return replace(image_ref(path), levels=image.levels if image else None)

    def _order(self, job: _FigureJob) -> FigureOrder:
        requests = job.wish.requests(self._known)
        image = self._session.image
        crop = self._panes.view.visible
        return FigureOrder(
            style=job.style,
            requests=tuple(requests),
            explanations=tuple(self.with_trust(self._known[request]) for request in requests),
            crops={image: crop} if image is not None and crop is not None else {},
            scene=scene_of(self._session, self._panes.view.chosen),
        )


def _as_it_is(explanation: ExplainedPicture) -> ExplainedPicture:
    return explanation
