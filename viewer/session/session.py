"""The only mutable state: setters in, signals out; it numbers requests and drops late replies."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.core.asks.gathering import Gathering
from viewer.core.asks.messages import Notice, OpenFailed, Ready
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import ExplainedPicture, Failure, Finished, HeatMap, Prediction
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.routes import Receives
from viewer.core.asks.target import Target
from viewer.core.files.folder import FolderListing
from viewer.core.files.following import image_at
from viewer.core.pictures.strokes import Strokes
from viewer.core.tables.options import BY_OPTION, OptionValue
from viewer.session.pane_list import PaneList

DEBOUNCE_MS = 30
PAUSE_S = 0.3  # what is changed after it goes out at once: nobody is turning a wheel
PATIENCE_S = 3.0  # how long an answer may take before asking again restarts the engine

# Long, because what may change stands in one place, and so does what is made of the answers to it.


class Session(QObject):
    """What the user has chosen, and what the engine has answered to exactly that."""

    listing_changed = Signal(object)  # FolderListing
    image_changed = Signal(object)  # ImageRef | None
    painting_changed = Signal(object)  # ImageRef: the same picture with something painted over it
    model_changed = Signal(object)  # ModelInfo
    model_failed = Signal(object)  # OpenFailed
    architecture_needed = Signal(object)  # OpenFailed: the file holds weights alone
    engine_ready = Signal(object)  # Ready
    target_changed = Signal(object)  # Target
    layer_changed = Signal(object)  # str | None
    option_changed = Signal(str, object)
    model_wished = Signal(object)  # ModelRef
    restart_wished = Signal()  # the engine does not answer, and the user has asked again
    request_issued = Signal(object)  # ExplainRequest
    prediction_changed = Signal(object)  # Prediction | None
    heat_map_changed = Signal(int, object)  # number of the heat pane, HeatMap | None
    updating_changed = Signal(bool)
    failed = Signal(object)  # Failure
    explained = Signal(object)  # ExplainedPicture: the whole answer is there
    elapsed_changed = Signal(object)  # milliseconds from request to the last map, or None

    def __init__(self, options: dict[str, OptionValue], pane_list: PaneList | None = None) -> None:
        super().__init__()
        self.options = dict(options)
        self.pane_list = pane_list or PaneList()
        self.pane_list.setParent(self)
        self.pane_list.changed.connect(self._rearrange)
        self.listing: FolderListing | None = None
        self.image: ImageRef | None = None
        self.model: ModelInfo | None = None
        self.target = Target()
        self.layer: str | None = None
        self.explanation: ExplainedPicture | None = None
        self.ready: Ready | None = None
        self._answer = Gathering()
        self.serial, self._started_s = 0, 0.0
        self.opening: ModelRef | None = None  # wished for, and not open yet
        self._updating = False
        self._changed_s = -PAUSE_S
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._issue)

    def set_listing(self, listing: FolderListing, *, select: Path | None = None) -> None:
        """Show a folder, and one of its pictures: the given one, else the first."""
        self.listing = listing
        self.listing_changed.emit(listing)
        first = listing.pictures[0] if listing.pictures else None
        self.set_image(select if select in listing.pictures else first)

    def set_image(self, path: Path | None, page: int | None = None) -> None:
        """Look at another picture or page; what belonged to the last one is gone at once."""
        self._look_at(image_at(path, page, self.image))

    def set_levels(self, levels: tuple[float, float] | None) -> None:
        """Let other stored values be black and white, here and in the pictures that follow."""
        if self.image is not None:
            self._look_at(replace(self.image, levels=levels))

    def set_painting(self, strokes: Strokes) -> None:
        """Paint over the picture, or put it back; its maps stay until the new ones are there."""
        if self.image is not None and strokes != self.image.painted:
            self.image = replace(self.image, painted=strokes)
            self.painting_changed.emit(self.image)
            self.explain_again()

    def _look_at(self, image: ImageRef | None) -> None:
        if image == self.image:
            return
        self.image = image
        self._forget_answer()
        self.image_changed.emit(image)
        self.explain_again()

    def set_target(self, target: Target) -> None:
        """Explain another class, group, or the top prediction."""
        if target == self.target:
            return
        self.target = target
        self.target_changed.emit(target)
        self.explain_again()

    def set_layer(self, layer: str | None) -> None:
        """Explain at another layer; None stands for the model's default."""
        if layer == self.layer:
            return
        self.layer = layer
        self.layer_changed.emit(layer)
        self.explain_again()

    def set_option(self, key: str, value: OptionValue) -> None:
        """Change one row of the options table; only some of them need a new explanation."""
        accepted = BY_OPTION[key].accept(value)
        if accepted == self.options[key]:
            return
        self.options[key] = accepted
        self.option_changed.emit(key, accepted)
        if key == "input_mode":
            self.explain_again()

    def open_model(self, ref: ModelRef) -> None:
        """Wish for another model; the present one stays until the other is open."""
        self.opening = ref
        self._set_updating(True)
        self.model_wished.emit(ref)

    def reload(self) -> None:
        """Look at the present picture's file anew; an engine that does not answer is restarted."""
        if self._updating and time.perf_counter() - self._started_s > PATIENCE_S:
            self.restart_wished.emit()
        if (before := self.image) is None:
            return
        self.set_image(before.path, before.page)
        if self.image == before:  # the file is as it was
            self.explain_again()

    def explain_again(self) -> None:
        """Ask anew: after a pause at the end of this turn, else once for several changes."""
        self.serial += 1  # replies to earlier requests are late from now on
        self.explanation = None
        if self.image is None or (self.model is None and self.opening is None):
            self._timer.stop()
            self._set_updating(self.opening is not None)
            return
        self._set_updating(True)
        self._start_timer()

    @property
    def receives(self) -> Receives:
        """Which of the engine's replies it takes; answers to an older request are dropped."""
        newest = self._if_newest
        return {
            Ready: self.accept_ready,
            Notice: self._accept_notice,
            ModelInfo: self.accept_model,
            OpenFailed: self._accept_failed_model,
            Prediction: newest(self._accept_prediction),
            HeatMap: newest(self._accept_map),
            Finished: newest(self._accept_end),
            Failure: newest(self._accept_failure),
        }

    def accept_ready(self, ready: Ready) -> None:
        """Take note of an engine that can be asked."""
        self.ready = ready
        self.pane_list.accept_methods(ready.methods)
        self.engine_ready.emit(ready)

    def accept_model(self, model: ModelInfo) -> None:
        """Use the new model; a layer or class that it does not have is given up."""
        self.opening = None
        before, self.model = self.model, model
        same = before is not None and before.ref.same_network(model.ref)
        if before is None or before.ref != model.ref:
            self._forget_answer()
        if not same:
            self.pane_list.forget_model()
            self.set_layer(None)
        if not same or self.target.kind == "name":
            self.set_target(Target())
        self.model_changed.emit(model)
        self.explain_again()

    def fail(self, failure: Failure) -> None:
        """Tell that the engine died; it is starting again with the same picture."""
        self.ready = None
        self.failed.emit(failure)

    def give_up(self, failure: Failure) -> None:
        """Tell that the engine is gone for good; nothing half-true stays on the screen."""
        self._forget_maps()
        self._set_updating(False)
        self.fail(failure)

    def _if_newest(self, take: Callable[[Any], object]) -> Callable[[Any], object]:
        return lambda reply: take(reply) if reply.serial == self.serial else None

    def _accept_notice(self, notice: Notice) -> None:
        if self.model is not None:
            self.model = notice.renew(self.model)

    def _accept_failed_model(self, reply: OpenFailed) -> None:
        self.opening = None
        bare = reply.needs_arch and reply.ref.path is not None
        (self.architecture_needed if bare else self.model_failed).emit(reply)
        self.explain_again()

    def _accept_prediction(self, prediction: Prediction) -> None:
        self._answer.put_prediction(prediction)
        self.prediction_changed.emit(prediction)

    def _accept_map(self, heat: HeatMap) -> None:
        self._answer.put_map(heat)
        self.heat_map_changed.emit(heat.pane, heat)

    def _accept_failure(self, failure: Failure) -> None:
        if failure.pane < 0:  # else the other panes go on
            self._set_updating(False)
        self._forget_maps(failure.pane)
        self.failed.emit(failure)

    def _accept_end(self, _reply: Finished) -> None:
        self._set_updating(False)
        self.elapsed_changed.emit(1e3 * (time.perf_counter() - self._started_s))
        self.explanation = self._answer.whole(self.model)
        if self.explanation is not None:
            self.explained.emit(self.explanation)

    def _forget_answer(self) -> None:
        self._answer = Gathering()
        self.explanation = None
        self.prediction_changed.emit(None)
        self.elapsed_changed.emit(None)
        self._forget_maps()

    def _forget_maps(self, only: int = -1) -> None:
        self._answer.forget(only)
        for pane in range(len(self.pane_list.specs)) if only < 0 else [only]:
            self.heat_map_changed.emit(pane, None)

    def _rearrange(self, _specs: object, origins: tuple[int, ...]) -> None:
        """Let the maps follow their panes, and ask for those that are missing."""
        self._answer.move(origins)
        self.explain_again()

    def _set_updating(self, updating: bool) -> None:
        if updating and not self._updating:
            self._started_s = time.perf_counter()
        self._updating = updating
        self.updating_changed.emit(updating)

    def _start_timer(self) -> None:
        """Wait for more changes of a row; the first one, and what belongs to it, waits for none."""
        before, self._changed_s = self._changed_s, time.perf_counter()
        if self._timer.isActive() and self._timer.interval() == 0:
            return
        self._timer.start(0 if self._changed_s - before > PAUSE_S else DEBOUNCE_MS)

    def _issue(self) -> None:
        if self.image is None or self.model is None or self.opening is not None:
            return
        self._started_s = time.perf_counter()
        request = ExplainRequest(
            image=self.image,
            model=self.model.ref,
            target=self.target,
            panes=self.pane_list.at_layer(self.layer),
            input_mode=self.options["input_mode"],  # type: ignore[arg-type]
            serial=self.serial,
        )
        self.request_issued.emit(request)
