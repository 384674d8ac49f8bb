"""Numbers as a person reads them: three significant digits, and round lengths for a scale bar."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def readable(value: float) -> str:
    """Write a number with three significant digits, e.g. ``0.480``, ``−4.50``, ``1.20×10⁻⁶``."""
    if not math.isfinite(value):
        return QCoreApplication.translate("Pane", "not a number") if math.isnan(value) else "∞"
    if value == 0:
        return "0"
    sign = "−" if value < 0 else ""
    mantissa, exponent = f"{abs(value):.2e}".split("e")
    if not -4 < int(exponent) < 6:
        power = str(int(exponent)).translate(_SUPERSCRIPT)
        return f"{sign}{mantissa}×10{power}"
    rounded = float(f"{mantissa}e{exponent}")
    digits = max(0, 2 - int(exponent))
    return f"{sign}{rounded:.{digits}f}"


def round_length(longest: float) -> float:
    """Return the largest 1, 2 or 5 times a power of ten that is not above ``longest``.

    Lengths are whole image pixels: nothing below 1 is returned.
    """
    if longest <= 1:
        return 1.0
    power = 10.0 ** math.floor(math.log10(longest))
    return next(step * power for step in (5, 2, 1) if step * power <= longest)
