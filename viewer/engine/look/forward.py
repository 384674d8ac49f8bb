"""What a network may raise when it is run, wherever that is its own failure, and what it says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from torch import Tensor

from viewer.core.errors import OutOfMemory, UserError
from viewer.core.foreign_text import shown
from viewer.engine.look.device import wants_memory

LONGEST_SAID = 300  # characters of what a network says of its own failure
FORWARD_ERRORS = (
    RuntimeError,  # also NotImplementedError, and torch's want of memory
    AttributeError,
    TypeError,
    ValueError,
    LookupError,
    ArithmeticError,
    AssertionError,
    MemoryError,
    NameError,
    ImportError,
    OSError,
    SystemExit,
)


def said(error: BaseException) -> str:
    """Return what a network's own error says, as one line without a full stop."""
    text = " ".join(str(error).split()) or type(error).__name__
    return shown(text, LONGEST_SAID).rstrip(".")


@contextmanager
def failing_in_words(x: Tensor) -> Iterator[None]:
    """Turn what a model raises on its input into a sentence."""
    try:
        yield
    except FORWARD_ERRORS as error:
        height, width = x.shape[-2:]
        detail = f"{type(error).__name__}: {error}"
        headline = f"The model failed on a picture of {width} × {height} pixels: “{said(error)}”."
        kind = UserError
        if wants_memory(error):
            headline = f"There is not enough memory to explain {width} × {height} pixels."
            kind = OutOfMemory
        raise kind(headline, hint="Choose the model's default input.", detail=detail) from error
