"""A method that somebody has written as one function: its row, and its failures in words."""

from __future__ import annotations

import inspect
import logging
import traceback
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from viewer.core.errors import Cancelled, UserError
from viewer.core.foreign_text import shown
from viewer.core.late_numpy import np
from viewer.core.maps.arrays import Floats
from viewer.core.maps.methods import EITHER, MethodRow
from viewer.methods.method import Formula, Method

log = logging.getLogger(__name__)
ROW = ("title", "help", "paper", "year", "link")  # what the writer may say of it
HINT = "Write “def my_cam(activations, gradients)”, which returns a map (h, w) or (K, h, w)."
LONGEST_HELP = 500


def method_of(
    function: Callable[..., Any], told: Mapping[str, Any] | None = None, *, key: str, package: str
) -> Method:
    """Return a method whose formula is a function of activations, or of them and gradients.

    Args:
        function: of A, or of A and G, both (K, h, w) float32 arrays; it returns what each channel
            adds, (K, h, w), or the map itself, (h, w). Negative values speak against the class.
        told: what the writer says of it: title, help, paper, year, link.
        key: what it is chosen by.
        package: where it comes from, for those who choose it.

    Raises:
        UserError: it takes something else.
    """
    said = dict(told or {})
    gradients = _takes_gradients(function)
    first = (inspect.getdoc(function) or "").partition("\n")[0]
    if unknown := sorted(said.keys() - set(ROW)):
        raise UserError(
            f"A method's row has no “{shown(str(unknown[0]))}”.", hint=f"It has {', '.join(ROW)}."
        )
    texts = {name: shown(str(said.get(name, "")), LONGEST_HELP) for name in ROW}
    year = said.get("year", 0)
    row = MethodRow(
        key=key,
        title=texts["title"] or _spoken(key),
        paper=texts["paper"],
        year=year if isinstance(year, int) else 0,
        link=texts["link"],
        gradients=gradients,
        help=texts["help"] or shown(first, LONGEST_HELP) or "A method of your own.",
        smoothable=EITHER if gradients else (),
        package=shown(package),
    )
    return Method(row=row, formula=_formula(function, row))


def _takes_gradients(function: Callable[..., Any]) -> bool:
    """Tell whether a function takes gradients besides activations."""
    for count in (2, 1):
        try:
            inspect.signature(function).bind(*range(count))
        except (TypeError, ValueError):
            continue
        return count == 2
    raise UserError(
        f"“{shown(getattr(function, '__name__', 'the method'))}” takes neither activations nor"
        " activations and gradients.",
        hint=HINT,
    )


def _spoken(key: str) -> str:
    """Return a key as a title: "my_cam" is "My CAM"."""
    words = key.replace("_", " ").strip().split()
    small = " ".join("CAM" if word.lower() == "cam" else word for word in words)
    return small[:1].upper() + small[1:]


def _formula(function: Callable[..., Any], row: MethodRow) -> Formula:
    return partial(_computed, function, row)


def _computed(function: Callable[..., Any], row: MethodRow, *given: Floats) -> Floats:
    """Return what a function gives for copies, which it may write into.

    Raises:
        UserError: it fails, or gives no map.
    """
    try:
        value = np.asarray(function(*(np.copy(each) for each in given)), np.float32)
    except (UserError, Cancelled, MemoryError):
        raise
    except (Exception, SystemExit) as error:
        log.info("%s failed", row.key, exc_info=True)
        line, said = _line(error, function), f"{type(error).__name__}: {error}"
        headline = f"Your method “{row.title}” failed: {said}"
        if line:
            headline = f"Your method “{row.title}” failed in line {line}: {said}"
        raise UserError(
            headline,
            hint="Change it and save its file: it is read again.",
            detail=traceback.format_exc()[-4000:],
        ) from error
    channels, *grid = given[0].shape
    if value.shape not in {tuple(grid), (channels, *grid)}:
        raise UserError(
            f"Your method “{row.title}” gives an array of the shape {value.shape}, and a map has"
            f" {tuple(grid)}.",
            hint=HINT,
        )
    return value


def _line(error: BaseException, function: Callable[..., Any]) -> int:
    """Return the line of the function's own file in which it failed, or 0."""
    own = getattr(inspect.unwrap(function), "__code__", None)
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if own is not None and frame.filename == own.co_filename
    ]
    return (lines[-1] or 0) if lines else 0
