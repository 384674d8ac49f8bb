"""The engine: open a model, explain a picture, and keep what makes the next answer cheap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Self, TypeVar

import torch

from viewer import paths
from viewer.core.asks.layer_maps import LayerMaps
from viewer.core.asks.messages import Notice
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import Prediction
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.structure import Structure
from viewer.core.asks.trust import CheckMap, LibraryMap
from viewer.core.bounds import MOST_PANES
from viewer.core.errors import Cancelled, OutOfMemory, UserError
from viewer.core.files.own_code import is_unchanged
from viewer.core.judging.verdicts import Judge, Verdicts
from viewer.core.maps.geometry import Size
from viewer.core.pictures.images import Picture
from viewer.core.pictures.painting import picture_of
from viewer.core.stores.trunk_store import TrunkStore
from viewer.core.stores.verdict_store import VerdictStore
from viewer.engine.explain.ahead import make_fast, prepare
from viewer.engine.explain.answering import Answering
from viewer.engine.explain.cache import BoundedCache, default_limit_bytes
from viewer.engine.explain.judging import judge
from viewer.engine.explain.known_map import KnownMap
from viewer.engine.explain.layer_maps import explain_layers
from viewer.engine.explain.library_check import check_with_library
from viewer.engine.explain.measuring import Measured, MeasureWish, measure
from viewer.engine.explain.replying import Reply, replies
from viewer.engine.explain.resolving import resolve_panes
from viewer.engine.explain.stopping import Stopping, never
from viewer.engine.fast.terms import USUAL, Terms
from viewer.engine.fast.trunks import Trunks
from viewer.engine.fast.wholes import Wholes
from viewer.engine.look.device import choose_device, give_memory_back
from viewer.engine.look.precision import device_words, whole_float32
from viewer.engine.look.preprocess import to_input
from viewer.engine.look.sight import MakeInput, Sights
from viewer.engine.look.still import Check, watching_every_model
from viewer.engine.look.structure import describe_subject
from viewer.engine.look.subject import OpenNetwork, Subject, is_of, open_subject
from viewer.engine.models.opening import open_model
from viewer.methods.registry import Registry, built_in
from viewer.tasks.registry import TaskRegistry

Told = TypeVar("Told")


# Long, because it is the one door to all that a model can be asked.
class Engine:
    """Explains pictures on one device, one request at a time.

    Args:
        device: "auto" takes CUDA, then Apple's GPU, then the CPU; or "cpu", "cuda", "mps".
        graph_budget_bytes: how much memory a pass may take to keep layers asked for before.
        cache_bytes: how much memory results may take; None: a quarter of what is free now.
        methods, tasks: those it can compute and explain; None: our own.
        open_network, make_input: how a model is opened, and a picture made its input.
    """

    def __init__(
        self,
        device: str = "auto",
        graph_budget_bytes: int = 512 << 20,
        cache_bytes: int | None = None,
        methods: Registry | None = None,
        tasks: TaskRegistry | None = None,
        *,
        open_network: OpenNetwork = open_model,
        make_input: MakeInput = to_input,
    ) -> None:
        self.methods = methods or built_in()
        self._tasks, self._open_network, self._make_input = tasks, open_network, make_input
        self._device = choose_device(device)
        self._on_gpu = self._device.type != "cpu"
        whole_float32()
        self._budget_bytes = graph_budget_bytes
        self._results = BoundedCache[Prediction | KnownMap](
            default_limit_bytes() if cache_bytes is None else cache_bytes
        )
        compiled = TrunkStore(paths.user_cache() / "trunks")
        self._trunks, self._wholes = Trunks(self._device, compiled), Wholes(compiled)
        self._subject: Subject | None = None
        self._sights: Sights | None = None
        self._stopping = Stopping()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @property
    def device_name(self) -> str:
        """What the status bar calls the device."""
        return device_words(self._device)

    @property
    def fast(self) -> bool:
        """Whether new pictures go through a faster engine than torch, as far as the open layers."""
        return self._trunks.in_use

    def open(self, ref: ModelRef) -> ModelInfo:
        """Open a model; one that is open already, from an unchanged file, is kept.

        Raises:
            UserError: it cannot be opened or explained; the model before stays open.
            Cancelled: `cancel` was called meanwhile; so does it.
        """
        if self._subject is not None and not is_unchanged(self._subject.opened.code):
            self._subject = None
        with self._stopping.check() as check, watching_every_model(check):
            try:
                return self._open(ref).info
            except OutOfMemory:
                if not self._on_gpu:
                    raise
            gpu, info = self._leave_gpu(), self._open(ref).info
        note = f"{gpu} has not enough memory for this model: the CPU computes, which takes longer."
        return replace(info, notes=(*info.notes, note))

    def explain(self, request: ExplainRequest) -> Iterator[Reply]:
        """Explain one picture: yield the prediction, then a heat map or a failure for each pane.

        Raises:
            UserError: the picture, the model, or the target that panes share is at fault.
            Cancelled: `cancel` was called meanwhile.
        """
        with self._stopping.check() as check:
            try:
                yield from replies(self._answering(request, check))
                return
            except OutOfMemory:
                if not self._on_gpu:
                    raise
            gpu = self._leave_gpu()
            yield Notice(
                headline=f"{gpu} has not enough memory for this picture.",
                hint="CamScope goes on on the CPU, which takes longer.",
                device=self.device_name,
            )
            yield from replies(self._answering(request, check))

    def picture(self, image: ImageRef) -> Picture:
        """Return a picture's pixels, without reading it again right after its explanation.

        Raises:
            UserError: it cannot be read.
        """
        return (self._sights.picture(image) if self._sights else None) or picture_of(image)

    def describe(self, ref: ModelRef, size: Size | None = None) -> Structure:
        """Say what every module of a model gives for an input of this size, in pixels.

        Args:
            ref: the model; it is opened if it is not open.
            size: width, height; None: the model's usual size.

        Raises:
            UserError: the model cannot be opened, or fails at this size.
            Cancelled: `cancel` was called meanwhile.
        """
        with self._stopping.check() as check:
            return describe_subject(self._open(ref), size, self._device, check)

    def judge(
        self, wish: Judge, store: VerdictStore, *, hold: Callable[[], bool] = never
    ) -> Verdicts:
        """Say the top class of some pictures, until cancelled or told to hold.

        Raises:
            Cancelled: `cancel` was called meanwhile, or ``hold`` said yes.
        """
        with self._stopping.check(hold) as check:
            return judge(wish, lambda request: self._answering(request, check), store)

    def ask(self, request: ExplainRequest, answer: Callable[[Answering], Told]) -> Told:
        """Answer a question on what the request's only pane explains.

        Raises:
            UserError: the picture, the model, the target or the method is at fault.
            Cancelled: `cancel` was called meanwhile.
        """
        with self._stopping.check() as check:
            return answer(self._answering(request, check))

    def explain_layers(self, request: ExplainRequest) -> LayerMaps:
        """Show what the request's only pane would show at every block of the model, as by `ask`."""
        return self.ask(request, explain_layers)

    def measure(self, request: ExplainRequest, wish: MeasureWish) -> Iterator[Measured]:
        """Yield what each measure of trust says of each pane's map, as it comes.

        Raises:
            UserError: the picture, the model, or the target that panes share is at fault.
            Cancelled: `cancel` was called meanwhile.
        """
        with self._stopping.check() as check:
            yield from measure(self._answering(request, check), wish)

    def check_map(self, wish: CheckMap) -> LibraryMap:
        """Make the map of the request's only pane anew with the grad-cam library, as by `ask`."""
        return self.ask(wish.request, lambda answering: check_with_library(answering, wish))

    def prepare(
        self,
        request: ExplainRequest,
        neighbours: Iterable[ImageRef] = (),
        *,
        hold: Callable[[], bool] = never,
    ) -> None:
        """Compute what may be asked after a request, until cancelled or told to hold.

        Args:
            request: the last one answered.
            neighbours: pictures that may be looked at next.
            hold: asked before every module; True ends the work.
        """
        with suppress(Cancelled), self._stopping.check(hold) as check:
            prepare(self._answering(request, check), neighbours)

    def make_fast(self, request: ExplainRequest, terms: Terms = USUAL) -> bool:
        """Make what pictures after this request will go through; say whether there is any.

        Raises:
            UserError: the picture, the model or the target is at fault.
            Cancelled: `cancel` was called meanwhile.
        """
        with self._stopping.check() as check:
            make_fast(self._answering(request, check), terms)
        return self.fast

    def cancel(self) -> None:
        """Stop what is running, from any thread; it ends with Cancelled within a module."""
        self._stopping.cancel()

    def forget(self) -> None:
        """Forget the picture and all results, but not the model."""
        self._results.clear()
        self._sights = None

    def close(self) -> None:
        """Forget the model, the picture and all results."""
        self.forget()
        self._trunks.close()
        self._wholes.close()
        self._subject = None

    def _open(self, ref: ModelRef) -> Subject:
        if self._subject is None or not is_of(self._subject, ref):
            before, name = self._subject, self.device_name
            self._subject = open_subject(
                ref,
                self._device,
                name,
                before=before,
                tasks=self._tasks,
                open_network=self._open_network,
            )
            self._trunks.belong_to(self._subject)
            self._sights = None
        return self._subject

    def _leave_gpu(self) -> str:
        """Go on on the CPU, where the model is opened anew; return what the GPU is called."""
        name, gpu = self.device_name, self._device
        self._device, self._on_gpu = torch.device("cpu"), False
        self._trunks.device = self._device
        self._subject = self._sights = None
        give_memory_back(gpu)
        return name

    def _answering(self, request: ExplainRequest, check: Check) -> Answering:
        if len(request.panes) > MOST_PANES:
            raise UserError(f"More than {MOST_PANES} heat maps of one picture are asked for.")
        subject = self._open(request.model)
        check()
        if self._sights is None:
            self._sights = Sights(subject, self._device, self._make_input)
        return Answering(
            request=request,
            panes=resolve_panes(request, subject, self.methods),
            subject=subject,
            sights=self._sights,
            results=self._results,
            budget_bytes=self._budget_bytes,
            check=check,
            trunks=self._trunks,
            wholes=self._wholes,
            on_gpu=self._on_gpu,
        )
