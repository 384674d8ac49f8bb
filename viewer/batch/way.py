"""Which way the pictures of an export go: found out once, by its first process, for all of them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from viewer.batch.order import ExportOptions
from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.references import ImageRef
from viewer.core.errors import UserError
from viewer.engine.engine import Engine
from viewer.engine.fast.terms import Terms

log = logging.getLogger(__name__)
# From how many pictures on it is worth it: a ResNet-50's trunk saves 36 ms of CPU time a picture;
# to read and try it takes each process 1.1 s, to compile it, once for a model and a layer, 2.3 s.
WORTH_READING, WORTH_COMPILING = 50, 100
SAMPLES = 5  # pictures that may be at fault before there is none to try it on


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """By torch alone, or by a faster engine as far as the layer; a picture's bytes hang on it.

    Args:
        samples: the faster engine is tried on the first of them that can be read; none: torch.
        compiles: for so many pictures it is worth compiling what lies not on the disk.
        fast: what was found out; None: nothing yet.
    """

    samples: tuple[Path, ...] = ()
    compiles: bool = False
    fast: bool | None = None


BY_TORCH = Way(fast=False)


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
    if len(pictures) < WORTH_READING:
        return BY_TORCH
    return Way(samples=tuple(pictures[:SAMPLES]), compiles=len(pictures) >= WORTH_COMPILING)


def find_way(way: Way, engine: Engine, options: ExportOptions, info: ModelInfo) -> Way:
    """Make an engine ready to go a way, and find out which one if that is open.

    The engine has seen no picture afterwards.

    Raises:
        UserError: another process goes the fast way, and this one cannot.
    """
    if way.fast is False:
        return way
    told = way.fast is not None
    terms = Terms(compiles=way.compiles or told, told=told, lasting=True)
    trials = (_tried(path, terms, engine, options, info) for path in way.samples)
    fast = next((found for found in trials if found is not None), False)
    engine.forget()
    if told and not fast:
        raise UserError(
            "This process computes otherwise than the first one of the export.",
            hint="The others explain its pictures.",
        )
    log.info("the pictures of this export go %s", "the fast way" if fast else "by torch")
    return replace(way, fast=fast)


def _tried(
    path: Path, terms: Terms, engine: Engine, options: ExportOptions, info: ModelInfo
) -> bool | None:
    """Try it on one picture; tell whether it is in use now. None: the picture is at fault."""
    try:
        image = ImageRef.of(path, options.pages.of(path)[0], options.levels)
        return engine.make_fast(options.wish((image,), info).missing({})[0], terms)
    except UserError:
        return None  # the picture's own turn will tell
