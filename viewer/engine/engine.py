"""The engine: open a model, explain a picture, and keep what makes the next answer cheap."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Self

import numpy as np
import torch

from viewer.core.errors import Cancelled
from viewer.core.labels import probability, score
from viewer.core.methods import find_method
from viewer.core.records import (
    ExplainRequest,
    HeatMap,
    ImageRef,
    ModelInfo,
    ModelRef,
    PaneSpec,
    Prediction,
    ResolvedTarget,
    Target,
)
from viewer.engine.capture import Check
from viewer.engine.methods import MethodResult, compute
from viewer.engine.passes import Pass
from viewer.engine.sight import Sight, look, open_picture, recorded
from viewer.engine.subject import Subject, open_subject, resolve_pane, stamp_of
from viewer.engine.tokens import to_maps


class Engine:
    """Explains pictures on one device, one request at a time.

    Args:
        device: "auto" takes CUDA, then Apple's GPU, then the CPU.
        graph_budget_bytes: how much memory a pass may take to keep layers asked for before.
    """

    def __init__(self, device: str = "auto", graph_budget_bytes: int = 512 << 20) -> None:
        self._device = _choose_device(device)
        self._budget_bytes = graph_budget_bytes
        self._subject: Subject | None = None
        self._sight: Sight | None = None
        self._stop: threading.Event | None = None  # that of the running request

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def device_name(self) -> str:
        """What the status bar calls the device."""
        if self._device.type == "cuda":
            return torch.cuda.get_device_name(self._device)
        return "Apple GPU" if self._device.type == "mps" else "CPU"

    def open(self, ref: ModelRef) -> ModelInfo:
        """Open a model; one that is open already, from an unchanged file, is kept.

        Raises:
            UserError: it cannot be opened or explained; the model before stays open.
        """
        return self._open(ref).info

    def explain(self, request: ExplainRequest) -> Iterator[Prediction | HeatMap]:
        """Explain one picture: yield the prediction, then one heat map for each pane.

        Raises:
            UserError: the picture, the model, the target, a layer or a method is at fault.
            Cancelled: `cancel` was called meanwhile.
        """
        stop = self._stop = threading.Event()

        def check() -> None:
            if stop.is_set():
                raise Cancelled

        try:
            yield from self._explain(request, check)
        finally:
            if self._stop is stop:
                self._stop = None

    def cancel(self) -> None:
        """Stop the running `explain`, from any thread; it ends with Cancelled within a module."""
        if (stop := self._stop) is not None:
            stop.set()

    def close(self) -> None:
        """Forget the model and the picture."""
        self._subject = self._sight = None

    def _open(self, ref: ModelRef) -> Subject:
        if self._subject is None or self._subject.stamp != stamp_of(ref):
            self._subject = open_subject(ref, self._device, self.device_name, before=self._subject)
            self._sight = None
        return self._subject

    def _explain(self, request: ExplainRequest, check: Check) -> Iterator[Prediction | HeatMap]:
        start = time.perf_counter()
        subject = self._open(request.model)
        check()
        sight = self._look(subject, request, check)
        check()
        panes = [resolve_pane(pane, subject, sight.survey) for pane in request.panes]
        wanted = frozenset(str(pane.layer) for pane in panes)
        run = recorded(subject, sight, wanted, budget_bytes=self._budget_bytes, check=check)
        labels = subject.model.labels
        logits = run.capture.logits.detach().float().cpu().numpy()
        labels.resolve(Target(), logits)  # refuses invalid numbers
        prediction = _predict(request, subject, sight, logits, start=start)
        yield prediction
        resolved = labels.resolve(request.target, logits)
        for index, pane in enumerate(panes):
            check()
            start = time.perf_counter()
            result = _map(pane, panes, resolved, run, sight)
            yield HeatMap(
                serial=request.serial,
                pane=index,
                image=request.image,
                method=pane.method,
                layer=str(pane.layer),
                target=request.target,
                resolved=resolved,
                logit=score(logits, resolved),
                probability=probability(prediction.probabilities, resolved),
                raw=result.raw,
                signed=result.signed,
                geometry=sight.geometry,
                elapsed_ms=_ms_since(start),
            )

    def _look(self, subject: Subject, request: ExplainRequest, check: Check) -> Sight:
        """Return the picture as the model sees it; the last one is kept."""
        image = ImageRef.of(request.image.path)  # a file changed meanwhile is another picture
        key = (image, request.input_mode)
        if self._sight is None or self._sight.key != key:
            picture = open_picture(image, self._sight)
            self._sight = None  # frees the old graph before the new one grows
            check()
            self._sight = look(subject, picture, key, self._device, check)
        return self._sight


def _choose_device(name: str) -> torch.device:
    if name != "auto":
        return torch.device(name)
    if torch.cuda.is_available():
        return torch.device("cuda")
    return torch.device("mps" if torch.backends.mps.is_available() else "cpu")


def _predict(
    request: ExplainRequest, subject: Subject, sight: Sight, logits: np.ndarray, *, start: float
) -> Prediction:
    found = torch.from_numpy(logits)
    independent = subject.model.answer.independent
    probabilities = (found.sigmoid() if independent else found.softmax(0)).numpy()
    labels = subject.model.labels
    return Prediction(
        serial=request.serial,
        image=request.image,
        logits=logits,
        probabilities=probabilities,
        top=labels.class_scores(logits, probabilities),
        groups=labels.group_scores(logits, probabilities),
        geometry=sight.geometry,
        notes=sight.picture.notes,
        elapsed_ms=_ms_since(start),
    )


def _map(
    pane: PaneSpec, panes: list[PaneSpec], target: ResolvedTarget, run: Pass, sight: Sight
) -> MethodResult:
    """Compute one pane's map; the first one that needs gradients fetches them for all panes."""
    layer = str(pane.layer)
    layout = sight.survey.layout(layer)
    activations = to_maps(run.capture.activations(layer), layout).cpu().numpy()
    if not find_method(pane.method).gradients:
        return compute(pane.method, activations, None)
    layers = sorted({str(one.layer) for one in panes if find_method(one.method).gradients})
    gradients = run.gradients(target, layers)[layer]
    return compute(pane.method, activations, to_maps(gradients, layout).cpu().numpy())


def _ms_since(start: float) -> float:
    return (time.perf_counter() - start) * 1000
