"""Explains the items of an export where it is made: from one picture to the bytes of its files."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from viewer.batch.checking import check_against_model, settled
from viewer.batch.item import Item, Outcome
from viewer.batch.order import ExportOptions
from viewer.batch.overlays import overlays
from viewer.batch.typed_likeness import compared
from viewer.batch.way import BY_TORCH, Way, find_way
from viewer.core.asks.gathering import Gathering
from viewer.core.asks.messages import Notice
from viewer.core.asks.records import ExplainedPicture, Failure, HeatMap, Prediction
from viewer.core.asks.references import ImageRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.routes import Routes
from viewer.core.bounds import MOST_PANES
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown_json
from viewer.core.models.supposed_names import noted, supposed
from viewer.core.pictures.images import Picture
from viewer.engine.engine import Engine
from viewer.engine.serve.freed_memory import keep_freed_memory
from viewer.figure.making import FigureParts, lightened, make
from viewer.figure.provenance import keyed_maps, recipe
from viewer.figure.raw_data import pack_npz
from viewer.figure.wish import FigureWish, Known
from viewer.methods.third_party import every_method

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ExplainedItem:
    """All that was asked of one picture, answered; ``asked`` says each target as it was typed."""

    image: ImageRef
    picture: Picture
    requests: tuple[ExplainRequest, ...]
    explanations: tuple[ExplainedPicture, ...]
    asked: tuple[str, ...]


class Worker:
    """An engine with the export's model open; it needs nothing but the options.

    Args:
        options: what is asked of every picture.
        way: that all pictures shall go.

    Raises:
        UserError: the model cannot be opened, or the options do not fit it.
    """

    def __init__(self, options: ExportOptions, way: Way = BY_TORCH) -> None:
        import cv2  # noqa: PLC0415 - no start needs it

        cv2.setNumThreads(1)  # pictures are blended in small bands, on which its threads only spin
        keep_freed_memory()
        self.options = options
        self._notices: list[str] = []
        self._engine = Engine(methods=every_method()[0])
        try:
            before = self.info = self._engine.open(options.model)
            options = replace(options, model=options.boxes.applied(options.model, self.info))
            options = replace(options, model=compared(options.model, options.classes, self.info))
            options = replace(options, model=supposed(options.model, options.classes, before))
            self.info = noted(self._engine.open(options.model), before)
            self.options = settled(options, self.info)
            check_against_model(self.options, self.info)
            self.way = find_way(way, self._engine, self.options, self.info)
        except BaseException:
            self._engine.close()
            raise

    def close(self) -> None:
        """Let the model go."""
        self._engine.close()

    def outcome(self, item: Item) -> Outcome:
        """Explain one picture and make its files; a picture that fails costs itself alone."""
        self._notices = []
        try:
            done = self._done(item)
        except UserError as error:
            done = Outcome(item=item, error=error)
        except Exception as error:  # one picture's border: the rest is done
            log.debug("%s failed", item.picture, exc_info=True)
            failed = UserError("It could not be explained.", hint=repr(error))
            done = Outcome(item=item, error=failed)
        return replace(done, notices=tuple(self._notices))

    def explained(self, item: Item) -> ExplainedItem:
        """Explain all that is asked of one picture.

        Raises:
            UserError: the picture cannot be read, or one of its maps cannot be made.
        """
        options = self.options
        image = ImageRef.of(item.picture, item.page, options.levels)
        wish = options.wish((image,), self.info)
        known = self._explain(wish)
        picture = self._engine.picture(image)
        requests = wish.requests(known)
        if not requests:
            raise _nothing_reached(present=bool(options.present))
        return ExplainedItem(
            image=image,
            picture=picture,
            requests=tuple(requests),
            explanations=tuple(known[request] for request in requests),
            asked=tuple(options.asked(request.target) for request in requests),
        )

    def _done(self, item: Item) -> Outcome:
        return self.files(item, self.explained(item))

    def files(self, item: Item, done: ExplainedItem) -> Outcome:
        """Make the files that were asked for of a picture that is explained."""
        options, picture = self.options, done.picture
        explanations, asked = done.explanations, done.asked
        data = recipe(explanations, picture_sha256=picture.sha256, asked=asked)
        files = {".json": f"{shown_json(data)}\n".encode()}
        if options.maps:
            files[".npz"] = pack_npz(keyed_maps(explanations, asked))
        if options.overlays:
            files |= dict(overlays(picture.rgb, explanations, asked, options.style.heat))
        drawn = FigureParts(
            requests=done.requests,
            explanations=explanations,
            pictures={done.image: picture.rgb},
            sha256={done.image: picture.sha256},
        )
        if options.joins:
            return Outcome(item=item, files=files, drawn=lightened(drawn, options.style))
        if options.figure:
            files[options.figure_suffix] = make(
                drawn, options.style, base=(options.out / item.stem).parent
            )
        return Outcome(item=item, files=files)

    def _explain(self, wish: FigureWish) -> Known:
        """Explain all there is to; the engine keeps a picture's forward pass for the next class."""
        known: dict[ExplainRequest, ExplainedPicture] = {}
        while missing := wish.missing(known):
            if len(missing) > 1 and self.info.local:
                self._compute_together(missing)
            for request in missing:
                known[request] = self._answer(request)
        return known

    def _compute_together(self, requests: Sequence[ExplainRequest]) -> None:
        """Let the engine compute maps of one picture together, which it then remembers."""
        panes = [replace(pane, target=each.target) for each in requests for pane in each.panes]
        for first in range(0, len(panes), MOST_PANES):
            several = replace(requests[0], panes=tuple(panes[first : first + MOST_PANES]))
            for _ in self._engine.explain(several):
                pass  # what fails is told when it is asked for by itself

    def _answer(self, request: ExplainRequest) -> ExplainedPicture:
        gathered, routes = Gathering(), Routes()
        failures: list[Failure] = []
        routes.on(Notice, lambda notice: self._notices.append(f"{notice.headline} {notice.hint}"))
        routes.on(Failure, failures.append)
        routes.on(Prediction, gathered.put_prediction)
        routes.on(HeatMap, gathered.put_map)
        for reply in self._engine.explain(request):
            routes.deliver(reply)
        _raise_first(failures)
        # A GPU may have been left meanwhile.
        whole = gathered.whole(replace(self.info, device=self._engine.device_name))
        if whole is None:
            raise UserError("It could not be explained.", hint="The engine said nothing of it.")
        return whole


def _nothing_reached(*, present: bool) -> UserError:
    if present:
        return UserError(
            "No class of this picture reaches the threshold.",
            hint="Lower it with --threshold, or name classes.",
        )
    return UserError(
        "No box of this picture reaches the threshold.",
        hint="Lower it with --threshold, or name places with --miss.",
    )


def _raise_first(failures: Sequence[Failure]) -> None:
    for failure in failures:
        raise UserError(failure.headline, hint=failure.hint, detail=failure.detail)
