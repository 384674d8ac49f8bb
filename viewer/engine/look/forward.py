"""What a network may raise when it is run: one list, wherever that is the network's own failure."""

from __future__ import annotations

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
