"""The methods that can be chosen, as a value: found by key, smoothed where the key says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from viewer.core.errors import UserError
from viewer.core.maps.method import MethodRow
from viewer.core.maps.smoothing import smoothed


@dataclass(frozen=True, slots=True)
class MethodTable:
    """The rows of all methods, in the order in which they are offered."""

    rows: tuple[MethodRow, ...]

    def __iter__(self) -> Iterator[MethodRow]:
        return iter(self.rows)

    @property
    def others(self) -> tuple[MethodRow, ...]:
        """The rows of other packages' methods."""
        return tuple(row for row in self.rows if row.package)

    def with_others(self, others: Iterable[MethodRow]) -> MethodTable:
        """Return our own methods, and after them these of other packages."""
        return MethodTable((*(row for row in self.rows if not row.package), *others))

    def find(self, key: str) -> MethodRow:
        """Return the row of a method's key, smoothed where the key says so.

        Raises:
            UserError: there is no such method; the hint lists those there are.
        """
        base, *ways = key.split("+")
        row = next((row for row in self.rows if row.key == base), None)
        if row is None:
            known = ", ".join(row.key for row in self.rows)
            raise UserError(f"There is no method “{base}”.", hint=f"Known: {known}.")
        return smoothed(row, ways) if ways else row

    def knows(self, key: str) -> bool:
        """Tell whether a key names a method."""
        try:
            self.find(key)
        except UserError:
            return False
        return True
