"""One picture as the model sees it, in each way its input is made, with the last forward passes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor

from viewer.core.asks.references import ImageRef
from viewer.core.maps.geometry import Geometry, InputMode, InputRule, plan_geometry
from viewer.core.models.model_setup import ModelSetup
from viewer.core.pictures.images import Picture
from viewer.core.pictures.painting import picture_of
from viewer.engine.look.budget import choose_layers, graph_bytes
from viewer.engine.look.forward import failing_in_words
from viewer.engine.look.layers import Survey, survey
from viewer.engine.look.passes import Pass, run_pass
from viewer.engine.look.preprocess import to_input
from viewer.engine.look.still import Check
from viewer.engine.look.subject import Stamp, Subject

MakeInput = Callable[[Picture, Geometry, InputRule], Tensor]
SightKey = tuple[Stamp, ModelSetup | None, ImageRef, InputMode]


@dataclass(slots=True)
class Sight:
    """The model's input made from one picture; the pass is replaced when more layers are wanted."""

    key: SightKey
    picture: Picture
    geometry: Geometry
    x: Tensor  # (1, channels, h, w) on the model's device
    survey: Survey  # at this input's size
    run: Pass | None = None
    views: list[Sight] = field(default_factory=list)  # the same picture, augmented
    variants: list[Sight] = field(default_factory=list)  # itself, and with changes of no meaning

    def scale(self, subject: Subject) -> float:
        """Return the input's pixels divided by those of the model's dry run."""
        width, height = subject.model.rule.size
        return self.x.shape[-1] * self.x.shape[-2] / (width * height)


class Sights:
    """The sights of one picture, one for each input mode; those of the picture before are let go.

    Args:
        subject: the open model.
        device: where it is.
        make_input: turns a picture into the model's input.
    """

    def __init__(
        self, subject: Subject, device: torch.device, make_input: MakeInput = to_input
    ) -> None:
        self._subject = subject
        self.device = device
        self._make_input = make_input
        self._picture: tuple[ImageRef, Picture] | None = None
        self._plain: tuple[ImageRef, Picture] | None = None  # as its file holds it
        self._sights: dict[InputMode, Sight] = {}

    def of_another_picture(self) -> Sights:
        """Return sights of the same model for another picture, beside these."""
        return Sights(self._subject, self.device, self._make_input)

    def picture(self, image: ImageRef) -> Picture | None:
        """Return the pixels of a picture, if it is the one that was looked at last."""
        return self._picture[1] if self._picture and self._picture[0] == image else None

    def read(self, image: ImageRef, mode: InputMode) -> tuple[Geometry, Tensor]:
        """Return the model's input made from any picture, (1, C, h, w) on the CPU.

        Nothing of it is kept, and any thread may ask.

        Raises:
            UserError: the picture cannot be read.
        """
        picture = picture_of(image)
        return _prepared(self._subject, picture, mode, self._make_input)

    def key(self, image: ImageRef, mode: InputMode) -> SightKey:
        """Return what an answer depends on, besides target, layer and method."""
        # A file that has changed meanwhile is another picture.
        fresh = replace(ImageRef.of(image.path, image.page, image.levels), painted=image.painted)
        return self._subject.stamp, self._subject.info.setup, fresh, mode

    def of(self, image: ImageRef, mode: InputMode, check: Check) -> Sight:
        """Return the picture as the model sees it in one input mode.

        Raises:
            UserError: the picture cannot be read, or the model cannot take it.
        """
        key = self.key(image, mode)
        image = key[2]
        if self._picture is None or self._picture[0] != image:
            self._picture, self._sights = None, {}  # frees the old graphs before new ones grow
            self._picture = image, self._read(image)
            check()
        if mode not in self._sights:
            self._sights[mode] = look(
                self._subject,
                self._picture[1],
                key,
                self.device,
                check,
                make_input=self._make_input,
            )
        return self._sights[mode]

    def _read(self, image: ImageRef) -> Picture:
        """Return a picture's pixels; its file is not read again while it is being painted over."""
        plain = image.plain
        if self._plain is None or self._plain[0] != plain:
            self._plain = None
            self._plain = plain, picture_of(plain)
        return picture_of(image, self._plain[1])


def look(
    subject: Subject,
    picture: Picture,
    key: SightKey,
    device: torch.device,
    check: Check,
    *,
    make_input: MakeInput = to_input,
) -> Sight:
    """Turn a picture into the model's input; token grids are surveyed again at another size.

    Raises:
        UserError: the model cannot take a picture of this size.
    """
    geometry, x = _prepared(subject, picture, key[3], make_input)
    with failing_in_words(x):
        x = x.to(device)
    found = subject.survey
    has_tokens = any(layout.kind == "tokens" for layout in found.layouts.values())
    if has_tokens and geometry.input != subject.model.rule.size:
        with failing_in_words(x):
            found = survey(subject.opened.module, x, check=check)
    return Sight(key, picture, geometry, x, found)


def _prepared(
    subject: Subject, picture: Picture, mode: InputMode, make_input: MakeInput
) -> tuple[Geometry, Tensor]:
    rule, fixed = subject.model.rule, subject.model.fixed_size
    geometry = plan_geometry(picture.size, rule, mode, fixed_size=fixed)
    return geometry, make_input(picture, geometry, rule)


def recorded(
    subject: Subject, sight: Sight, wanted: frozenset[str], *, budget_bytes: int, check: Check
) -> Pass:
    """Return a pass that recorded the wanted layers: the last one, if it did.

    Raises:
        UserError: the model fails on this picture.
    """
    old = sight.run
    if old is not None and wanted <= old.layers:
        return old
    layers = wanted or frozenset((subject.info.default_layer,))
    if old is not None:  # who tries a second layer will try more of them
        for more in (old.layers, old.layers.union(subject.blocks)):
            layers = choose_layers(
                layers,
                more,
                subject.info.layers,
                scale=sight.scale(subject),
                budget_bytes=budget_bytes,
            )
    sight.run = old = None  # frees the old graph before the new one grows
    sight.run = run_pass(subject.opened.module, sight.x, layers, check, subject.model.task)
    return sight.run


def keep_graph(subject: Subject, sight: Sight, *, budget_bytes: int, check: Check) -> None:
    """Record every block of the model, so that each layer is only a backward pass away.

    Nothing is done where the graph would take more memory than the budget. The pass before is
    let go only when the new one is complete.
    """
    old = sight.run
    layers = frozenset(subject.blocks)
    if old is None or layers <= old.layers:
        return
    layers |= old.layers
    size = graph_bytes(layers, subject.info.layers, scale=sight.scale(subject))
    if size <= budget_bytes:
        fresh = run_pass(subject.opened.module, sight.x, layers, check, subject.model.task)
        fresh.kept = old.kept  # the same gradients, whichever pass they come from
        sight.run = fresh
