"""A model that is open for programs: it explains one picture after the other, in this process."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from torch import nn

from viewer.core.asks.gathering import Gathering
from viewer.core.asks.messages import Notice
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import ExplainedPicture as Answered
from viewer.core.asks.records import Failure, HeatMap, Prediction
from viewer.core.asks.references import ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.errors import Cancelled, UserError
from viewer.core.maps.geometry import InputMode
from viewer.core.models.supposed_names import noted, still_noted, supposed, supposition
from viewer.engine.engine import Engine
from viewer.engine.explain.ahead import go_faster
from viewer.figure.making import FigureParts
from viewer.library.explanation import Explanation
from viewer.library.function_methods import AnyMethod, FunctionMethods
from viewer.library.given_images import AnyImage, GivenImages, checked_mode, reference
from viewer.library.making import explanation_of
from viewer.library.memory_model import opener, state_of
from viewer.library.setups import reference_of
from viewer.library.targets import AnyClass, Functions, listed, target_of, tasks_with
from viewer.methods.third_party import every_method

AnyModel = str | Path | nn.Module | ModelRef
BOTH: tuple[AnyMethod, ...] = ("grad_cam", "layer_cam")
FAST_FROM = 3  # explanations, from which a faster way through the model is made beside them


class Model:
    """An open model; use it as a context, or close it. ``camscope.open`` makes one.

    Raises:
        UserError: the model cannot be opened.
    """

    def __init__(self, model: AnyModel = "default", *, device: str = "auto", **setup: Any) -> None:
        self._module = model if isinstance(model, nn.Module) else None
        self._ref: ModelRef = reference_of(model, **setup)
        self._images, self._functions = GivenImages(), Functions()
        self._own = FunctionMethods()
        given: dict[str, Any] = (
            {} if self._module is None else {"open_network": opener(self._module)}
        )
        self._engine = Engine(
            device,
            methods=every_method()[0],
            tasks=tasks_with(self._functions),
            make_input=self._images.make_input,
            **given,
        )
        self._explained = 0
        self._state = self._weights()
        try:
            self._info = self._engine.open(self._ref)
        except BaseException:
            self.close()
            raise

    @property
    def info(self) -> ModelInfo:
        """What is known of the model: its title, layers, class names, input and answer."""
        return self._info

    @property
    def fast(self) -> bool:
        """Whether pictures take a faster way through the model by now than a plain forward pass."""
        return self._engine.fast

    def explain(
        self,
        image: AnyImage,
        *,
        classes: AnyClass | Iterable[AnyClass] = "top",
        methods: AnyMethod | Iterable[AnyMethod] = BOTH,
        layer: str | nn.Module | None = None,
        input: InputMode = "default",  # noqa: A002 - what “camscope export” calls it
        fresh: bool = False,
    ) -> Explanation:
        """Explain one picture.

        Args:
            image: a path, a Pillow image or an array (h, w, 3) of uint8, or of shares 0..1 of
                white; or a tensor (channels, h, w), which is the model's input as it is, normalised
                already.
            classes: what to explain: "top", a class's name or number, a group's name, such as
                "dog", one against another, "3-5", or any function of one picture's answer
                (classes,) that returns one number, as the grad-cam library's targets are.
            methods: keys from “camscope methods”, or functions of activations and gradients, both
                (K, h, w) float32, that return a map (h, w).
            layer: its path, such as "features.12", "a|b" for the maximum of two, or, of a network
                in memory, the module itself; None: chosen.
            input: what the model sees: the "default" crop, the "whole" picture, all of it "stretch"
                or its own pixels, "native".
            fresh: compute again what is kept.

        Raises:
            UserError: the picture, a class, a method or the layer is at fault.
        """
        self._look_for_changes(fresh=fresh)
        asked = listed(classes)
        self._suppose_names(asked)
        path, mode = self._images.place(image, self._info.rule, checked_mode(input))
        panes = self._panes(methods, layer)
        asking = ExplainRequest(
            image=reference(path), model=self._ref, panes=panes, input_mode=mode
        )
        targets = [target_of(one, self._info, self._functions) for one in asked]
        return self._told(asked, [replace(asking, target=target) for target in targets])

    def close(self) -> None:
        """Let the model go; to close twice does no harm."""
        self._engine.close()
        self._images.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Model: {self._info.title} on {self._info.device}>"

    def _told(self, asked: tuple[AnyClass, ...], requests: list[ExplainRequest]) -> Explanation:
        answers = [self._answer(request) for request in requests]
        self._go_faster(requests[-1])
        image = requests[0].image
        picture = self._engine.picture(image)
        parts = FigureParts(
            requests=requests,
            explanations=answers,
            pictures={image: picture.rgb},
            sha256={image: picture.sha256},
        )
        return explanation_of(asked, parts)

    def _go_faster(self, request: ExplainRequest) -> None:
        """Take the faster way into use when it is made; it is begun for who asks more than once."""
        self._explained += 1
        if self._explained >= FAST_FROM:
            with suppress(Cancelled, UserError):  # torch goes on
                self._engine.ask(request, go_faster)

    def _answer(self, request: ExplainRequest) -> Answered:
        gathered = Gathering()
        for reply in self._engine.explain(request):
            if isinstance(reply, Failure):
                raise UserError(reply.headline, hint=reply.hint, detail=reply.detail)
            if isinstance(reply, Notice):
                warnings.warn(f"{reply.headline} {reply.hint}", stacklevel=4)
            elif isinstance(reply, Prediction):
                gathered.put_prediction(reply)
            elif isinstance(reply, HeatMap):
                gathered.put_map(reply)
        # A GPU may have been left meanwhile.
        whole = gathered.whole(replace(self._info, device=self._engine.device_name))
        if whole is None:
            raise UserError("It could not be explained.", hint="The engine said nothing of it.")
        return whole

    def _look_for_changes(self, *, fresh: bool) -> None:
        """Open a network in memory anew, if it has been trained since; forget what is kept."""
        state = self._weights()
        if state != self._state:
            self._state, before = state, self._info
            self._engine.close()
            self._info = still_noted(self._engine.open(self._ref), before)
        elif fresh:
            self._engine.forget()

    def _suppose_names(self, asked: tuple[AnyClass, ...]) -> None:
        """Name the classes of a model that names none, where all of them are asked for by name."""
        names = [one for one in asked if isinstance(one, str)]
        ref = supposed(self._ref, names, self._info) if len(names) == len(asked) else self._ref
        if ref != self._ref:
            self._ref, self._info = ref, noted(self._engine.open(ref), self._info)
            warnings.warn(supposition(self._info), stacklevel=3)

    def _weights(self) -> tuple[tuple[int, int], ...]:
        return () if self._module is None else state_of(self._module)

    def _panes(
        self, methods: AnyMethod | Iterable[AnyMethod], layer: str | nn.Module | None
    ) -> tuple[PaneSpec, ...]:
        """Return a pane for each method, each once; functions become methods."""
        wanted = (methods,) if isinstance(methods, str) or callable(methods) else tuple(methods)
        if not wanted:
            raise UserError("There is nothing to explain.", hint="Name a method.")
        keys = [one if isinstance(one, str) else self._own.key(one, self._engine) for one in wanted]
        return tuple(PaneSpec(key, layer=self._layer(layer)) for key in dict.fromkeys(keys))

    def _layer(self, layer: str | nn.Module | None) -> str | None:
        if layer is None or isinstance(layer, str):
            return layer
        named = [] if self._module is None else self._module.named_modules()
        name = next((name for name, one in named if one is layer), None)
        if name is None:
            raise UserError(
                "This layer is no part of the model.",
                hint="Give a module of the network that is explained, or a layer's path.",
            )
        return name
