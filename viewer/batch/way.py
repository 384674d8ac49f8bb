"""Which way the pictures of an export go: found out once, by its first process, for all of them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from viewer.batch.order import ExportOptions
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.references import ImageRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.errors import UserError
from viewer.engine.engine import Engine
from viewer.engine.explain.ahead import make_whole
from viewer.engine.fast.terms import Terms

log = logging.getLogger(__name__)
# From how many pictures on it is worth it: a ResNet-50's trunk saves 36 ms of CPU time a picture;
# to read and try it takes each process 1.1 s, to compile it, once for a model and a layer, 2.3 s.
WORTH_READING, WORTH_COMPILING = 50, 100
Try = Callable[[ExplainRequest, Terms], bool]
SAMPLES = 5  # pictures that may be at fault before there is none to try it on


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """By torch alone, or by a faster engine as far as the layer; a picture's bytes hang on it.

    Args:
        samples: the faster engine is tried on the first of them that can be read; none: torch.
        compiles: for so many pictures it is worth compiling what lies not on the disk.
        fast: what was found out; None: nothing yet.
        whole: the same of methods of many passes, for which another engine may compute all.
    """

    samples: tuple[Path, ...] = ()
    compiles: bool = False
    fast: bool | None = None
    whole: bool | None = None


BY_TORCH = Way(fast=False, whole=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a process of an export is told first."""

    options: ExportOptions
    way: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What it answers: the model is open, and the way is known."""

    info: ModelInfo
    way: Way


def way_for(pictures: Sequence[Path]) -> Way:
    """Return the way of so many pictures, which is still to be found out if it matters."""
    return Way(
        samples=tuple(pictures[:SAMPLES]),
        compiles=len(pictures) >= WORTH_COMPILING,
        fast=None if len(pictures) >= WORTH_READING else False,
    )


def find_way(way: Way, engine: Engine, options: ExportOptions, info: ModelInfo) -> Way:
    """Make an engine ready to go a way, and find out which one if that is open.

    The engine has seen no picture afterwards.

    Raises:
        UserError: another process goes the fast way, and this one cannot.
    """
    finding = _Finding(way, options, info)
    fast = finding.goes(way.fast, engine.make_fast, compiles=way.compiles)
    whole = finding.goes(way.whole, partial(_make_whole, engine), compiles=True)
    _settle(engine, options)
    engine.forget()
    if way.fast is not False:
        log.info("the pictures of this export go %s", "the fast way" if fast else "by torch")
    return replace(way, fast=fast, whole=whole)


def _make_whole(engine: Engine, request: ExplainRequest, terms: Terms) -> bool:
    return engine.ask(request, lambda answering: make_whole(answering, terms))


def _settle(engine: Engine, options: ExportOptions) -> None:
    """Let no process compile anything for methods of many passes later on, by its own watch."""
    no_picture = ImageRef(path=Path(), mtime_ns=0, size_bytes=0)
    request = ExplainRequest(image=no_picture, model=options.model)
    engine.ask(request, lambda answering: answering.wholes.settle())


@dataclass(frozen=True, slots=True)
class _Finding:
    """Finds out whether what is faster than torch does for an export."""

    way: Way
    options: ExportOptions
    info: ModelInfo

    def goes(self, known: bool | None, make: Try, *, compiles: bool) -> bool:
        """Make it ready and tell whether it is in use.

        Args:
            known: what another process has found out; None: nothing yet.
            make: makes it ready on a picture.
            compiles: it is worth compiling here.

        Raises:
            UserError: another process uses it, and this one cannot.
        """
        if known is False:
            return False
        told = known is not None
        terms = Terms(compiles=compiles or told, told=told, lasting=True)
        trials = (self._tried(path, make, terms) for path in self.way.samples)
        found = next((found for found in trials if found is not None), False)
        if told and not found:
            raise UserError(
                "This process computes otherwise than the first one of the export.",
                hint="The others explain its pictures.",
            )
        return found

    def _tried(self, path: Path, make: Try, terms: Terms) -> bool | None:
        """Try it on one picture. None: the picture is at fault."""
        options = self.options
        try:
            image = ImageRef.of(path, options.pages.of(path)[0], options.levels)
            return make(options.wish((image,), self.info).missing({})[0], terms)
        except UserError:
            return None  # the picture's own turn will tell
