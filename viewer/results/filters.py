"""Which rows of a table are shown: a column, how it is compared, and with what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from viewer.core.errors import UserError
from viewer.core.foreign_text import shown
from viewer.results.arrow import arrow
from viewer.results.rows import NAMES, NUMBERS

Comparison = Literal["=", "!=", "<", "<=", ">", ">=", "~"]
COMPARISONS: tuple[Comparison, ...] = ("<=", ">=", "!=", "=", "<", ">", "~")
_NAMES = {
    "=": "equal",
    "!=": "not_equal",
    "<": "less",
    "<=": "less_equal",
    ">": "greater",
    ">=": "greater_equal",
}


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Lets the rows pass whose value compares so; ``~`` means that a text holds another."""

    column: str
    comparison: Comparison
    value: str


def parse_filters(text: str) -> tuple[RowFilter, ...]:
    """Read what is typed: “spread > 0.3, predicted ~ cat”; a word alone is looked for in pictures.

    Raises:
        UserError: a column is not known, or a number is none.
    """
    return tuple(_parsed(part.strip()) for part in text.split(",") if part.strip())


def mask_of(wish: RowFilter, column: Any) -> NDArray[np.bool_]:
    """Return which rows pass a filter; a row without a value does not.

    Args:
        wish: the filter.
        column: of the table, (rows,).
    """
    compute = arrow("compute")
    if wish.comparison == "~":
        found = compute.match_substring(column, wish.value, ignore_case=True)
    else:
        value = float(wish.value) if wish.column in NUMBERS else wish.value
        found = getattr(compute, _NAMES[wish.comparison])(column, value)
    return compute.fill_null(found, fill_value=False).to_numpy()


def _parsed(text: str) -> RowFilter:
    comparison: Comparison | None = None
    for sign in COMPARISONS:
        if comparison is None and sign in text:
            comparison = sign
    if comparison is None:
        return RowFilter("picture", "~", text)
    column, value = (part.strip() for part in text.split(comparison, 1))
    if column not in NAMES:
        raise UserError(
            f"There is no column “{shown(column)}”.", hint=f"There are {', '.join(NAMES[:12])}, …"
        )
    if column in NUMBERS and (comparison == "~" or not _is_number(value)):
        raise UserError(
            f"“{column}” is compared with a number.", hint=f"Type such as: {column} > 0.5"
        )
    return RowFilter(column, comparison, value)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
