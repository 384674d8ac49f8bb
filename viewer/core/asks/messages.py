"""The few messages, besides requests and replies, that window and engine exchange."""

from __future__ import annotations

from dataclasses import dataclass, replace

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import Failure, HeatMap
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.errors import ArchitectureNeeded, UserError
from viewer.core.foreign_text import shown
from viewer.core.maps.methods import MethodRow


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenModel:
    """To the engine: open this model and answer with its ModelInfo."""

    ref: ModelRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """To the engine: pictures that may be looked at next, to be explained in idle time."""

    images: tuple[ImageRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainAside:
    """To the engine: explain this for a figure, when the window wants nothing; None: no more."""

    request: ExplainRequest | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """To the engine: stop what is running and forget what is waiting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Began:
    """From the engine: it works on this model, or on the request of this serial, from now on."""

    ref: ModelRef | None = None
    serial: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """From the engine: how far a slow method is in one pane, and its map so far."""

    serial: int
    pane: int
    row: MethodRow
    done: int  # changed pictures that were scored; 0: it has not begun
    total: int
    remaining_s: float
    heat: HeatMap | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """From the engine: something the user should know, though the work goes on."""

    headline: str
    hint: str = ""
    device: str = ""  # what computes from now on, where that has changed

    def renew(self, model: ModelInfo) -> ModelInfo:
        """Return a model with the device that computes it from now on."""
        return replace(model, device=self.device or model.device)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """From the engine: torch is imported, requests are served."""

    device: str
    versions: tuple[tuple[str, str], ...] = ()  # (("torch", "2.14.1"), …)
    methods: tuple[MethodRow, ...] = ()  # of other packages, besides our own


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFailed:
    """From the engine: the model could not be opened; the one before stays in use."""

    ref: ModelRef
    headline: str
    hint: str = ""
    detail: str = ""
    needs_arch: bool = False  # the file holds weights alone: ask for the architecture
    candidates: tuple[str, ...] = ()  # architectures that the weights fit, best first
    known: tuple[str, ...] = ()  # if needs_arch: all that may be named: "timm:vit_tiny…"
    packages: tuple[tuple[str, str], ...] = ()  # installed, whose classes would do: name, version
    classes: tuple[str, ...] = ()  # of the user's own, whose code is missing: "__main__.Net"
    sha256: str = ""  # if needs_arch: of the file that the question is about, as it was read
    stopped: bool = False  # by the user's wish: nothing is wrong


def failure_of(error: UserError, serial: int, *, pane: int = -1) -> Failure:
    """Return an error as the record that tells of it; pane -1 stands for the whole request."""
    return Failure(
        serial=serial, headline=error.headline, hint=error.hint, detail=error.detail, pane=pane
    )


def open_failed(ref: ModelRef, error: UserError, known: tuple[str, ...] = ()) -> OpenFailed:
    """Return an error as the record that tells why a model could not be opened."""
    return OpenFailed(
        ref=ref,
        headline=error.headline,
        hint=error.hint,
        detail=error.detail,
        needs_arch=isinstance(error, ArchitectureNeeded),
        candidates=getattr(error, "candidates", ()),
        classes=tuple(map(shown, getattr(error, "classes", ()))),
        packages=getattr(error, "packages", ()),
        sha256=getattr(error, "sha256", ""),
        known=known,
    )


def stopped(task: object, *, pane: int = -1) -> OpenFailed | Failure:
    """Return what tells that a model is not opened, or a request not answered, by the user's wish.

    Args:
        task: an OpenModel or an ExplainRequest.
        pane: the one whose method ran; the others go on, or have their maps.
    """
    if isinstance(task, OpenModel):
        told = open_failed(task.ref, UserError("Opening the model was stopped."))
        return replace(told, stopped=True)
    error = UserError("Stopped.", hint="Press F5 to start again.")
    return failure_of(error, getattr(task, "serial", 0), pane=pane)
