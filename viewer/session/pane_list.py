"""The list of heat panes: which method, layer, class and input each one shows, and their order."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from viewer.core.asks.pane_grid import columns_of
from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.target import Target
from viewer.core.maps.methods import MethodRow, MethodTable, base_of
from viewer.methods.registry import own_table

MOST_PANES = 16
CLASSES_ACROSS = 3  # how many top classes "top classes × methods" shows
OURS = own_table()
DEFAULT_PANES = (PaneSpec("grad_cam"), PaneSpec("layer_cam"))


class PaneList(QObject):
    """One to sixteen panes; what a pane leaves open (None) it shares with the whole window."""

    # The panes, and for each of them where its content was before: an index, or -1 for nowhere.
    changed = Signal(object, object)  # tuple[PaneSpec, ...], tuple[int, ...]

    def __init__(
        self, specs: Sequence[PaneSpec] = DEFAULT_PANES, methods: MethodTable = OURS
    ) -> None:
        super().__init__()
        self.methods = methods  # those that a pane can show
        self.specs: tuple[PaneSpec, ...] = tuple(specs)[:MOST_PANES] or DEFAULT_PANES

    def set_specs(self, specs: Sequence[PaneSpec]) -> None:
        """Show exactly these panes; an empty list shows the default ones."""
        wanted = tuple(specs)[:MOST_PANES] or DEFAULT_PANES
        if wanted != self.specs:
            before, self.specs = self.specs, wanted
            self.changed.emit(wanted, origins(before, wanted))

    def accept_methods(self, others: Sequence[MethodRow]) -> None:
        """Offer methods of other packages besides our own.

        Those before are gone, but for what a pane shows: its file may be in the midst of an edit.
        """
        given = (*others, *self._shown_besides({row.key for row in others}))
        self.methods = OURS.with_others(given) if given else OURS

    def _shown_besides(self, given: Container[str]) -> list[MethodRow]:
        """Return the rows of other packages that a pane shows, beyond those given."""
        if self.methods is OURS:
            return []
        shown = {base_of(spec.method) for spec in self.specs}
        return [row for row in self.methods.others if row.key in shown and row.key not in given]

    def at_layer(self, layer: str | None) -> tuple[PaneSpec, ...]:
        """Return the panes with this layer wherever one has none of its own."""
        return tuple(replace(spec, layer=spec.layer or layer) for spec in self.specs)

    def add(self, spec: PaneSpec | None = None) -> None:
        """Add a pane at the end: the given one, else the first method not yet shown."""
        if len(self.specs) < MOST_PANES:
            shown = {one.method for one in self.specs}
            free = next(
                (row.key for row in self.methods if row.key not in shown), self.methods.rows[0].key
            )
            self.set_specs((*self.specs, spec or PaneSpec(free)))

    def remove(self, pane: int) -> None:
        """Take one pane away; the last one stays."""
        if len(self.specs) > 1:
            self.set_specs(self.specs[:pane] + self.specs[pane + 1 :])

    def move(self, pane: int, to: int) -> None:
        """Put a pane at another place; the others close up."""
        if 0 <= to < len(self.specs):
            rest = self.specs[:pane] + self.specs[pane + 1 :]
            self.set_specs((*rest[:to], self.specs[pane], *rest[to:]))

    def change(self, pane: int, spec: PaneSpec) -> None:
        """Show something else in one pane."""
        self.set_specs((*self.specs[:pane], spec, *self.specs[pane + 1 :]))

    def show_methods(self) -> None:
        """Fill the panes with every method that takes one pass."""
        keys = [row.key for row in self.methods if row.cost == "one pass"]
        self.set_specs([PaneSpec(key) for key in keys])

    def show_method(self, key: str) -> None:
        """Add a method: in a grid to every row, else in a pane of its own; not beyond the limit."""
        rows = dict.fromkeys(replace(spec, method=key) for spec in self.specs)
        if not columns_of(self.specs):
            rows = dict.fromkeys([PaneSpec(key)])
        columns = columns_of(self.specs) or len(self.specs)
        wanted: list[PaneSpec] = []
        for number, row in enumerate(rows):
            wanted += [*self.specs[number * columns : (number + 1) * columns], row]
        if len(wanted) <= MOST_PANES:
            self.set_specs(wanted)

    def hide_method(self, key: str) -> None:
        """Take away all panes of a method, smoothed or not; the last method stays."""
        rest = [spec for spec in self.specs if base_of(spec.method) != key]
        if rest:
            self.set_specs(rest)

    def show_grid(self, rows: Sequence[PaneSpec], methods: Sequence[str]) -> None:
        """Fill a grid: a row for each of these layers, classes or inputs, in it each method."""
        grid = [replace(row, method=key) for row in rows for key in methods]
        self.set_specs(grid[: MOST_PANES // len(methods) * len(methods)])

    def release(self, pane: int) -> None:
        """Let a pane follow the window again: give up layer, class and input of its own."""
        self.change(pane, replace(self.specs[pane], layer=None, target=None, input_mode=None))

    def show_classes(self, classes: Sequence[int]) -> None:
        """Fill a grid: a row for each of these classes, in it each method shown now."""
        self.show_targets([Target(kind="class", index=index) for index in classes])

    def show_targets(self, targets: Sequence[Target]) -> None:
        """Fill a grid: a row for each of these targets, in it each method shown now."""
        methods = list(dict.fromkeys(spec.method for spec in self.specs))
        methods = methods[: MOST_PANES // CLASSES_ACROSS]
        rows = [PaneSpec("", target=one) for one in targets[:CLASSES_ACROSS]]
        self.show_grid(rows, methods)

    def forget_model(self) -> None:
        """Give up layers and classes that belong to another model; methods and inputs stay."""
        self.set_specs([replace(spec, layer=None, target=None) for spec in self.specs])


def origins(before: Sequence[PaneSpec], after: Sequence[PaneSpec]) -> tuple[int, ...]:
    """Tell where each pane's content was before: an equal pane, else the one at the same place."""
    free, found = set(range(len(before))), [-1] * len(after)
    for new, spec in enumerate(after):
        same = [
            old
            for old in sorted(free, key=lambda old: (abs(old - new), -old))
            if before[old] == spec
        ]
        if same:
            found[new] = same[0]
            free.discard(same[0])
    for new, old in enumerate(found):
        if old < 0 and new in free:
            found[new] = new
            free.discard(new)
    return tuple(found)
