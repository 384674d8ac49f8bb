"""What a network may raise when it is run, and what it says: one list for all that run it."""

from __future__ import annotations

from viewer.core.foreign_text import shown

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
)


def said(error: BaseException) -> str:
    """Return what a network's own error says, as one line without a full stop."""
    text = " ".join(str(error).split()) or type(error).__name__
    return shown(text, LONGEST_SAID).rstrip(".")
