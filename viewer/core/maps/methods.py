"""What is known of the methods that can be chosen: their rows, their smoothing, their table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from viewer.core.errors import UserError
from viewer.core.judging.marking import QT_TRANSLATE_NOOP

# What a method looks at.
Group = Literal["gradients", "pixels", "attention", "activations", "changes"]
Cost = Literal["one pass", "seconds", "minutes"]
COSTS: tuple[Cost, ...] = ("one pass", "seconds", "minutes")
GROUPS: dict[Group, str] = {
    "gradients": QT_TRANSLATE_NOOP("MethodGroup", "By gradients"),
    "pixels": QT_TRANSLATE_NOOP("MethodGroup", "By gradients on the picture's pixels"),
    "attention": QT_TRANSLATE_NOOP("MethodGroup", "By attention, of vision transformers"),
    "activations": QT_TRANSLATE_NOOP("MethodGroup", "By activations alone"),
    "changes": QT_TRANSLATE_NOOP("MethodGroup", "By changing the picture or the layer"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodRow:
    """What is known of one method everywhere; what computes it is in viewer.methods.

    It is plain data: the engine sends its rows to the window, and every map tells its own.
    """

    key: str  # what the command line says: "grad_cam"
    title: str  # what people say: "Grad-CAM"
    paper: str
    year: int
    link: str
    gradients: bool  # False: it needs the forward pass alone
    by_class: bool = False  # whether a method without gradients depends on the class
    by_layer: bool = True  # whether it depends on the layer
    attention: bool = False  # whether it reads what a transformer's tokens look at
    cost: Cost = "one pass"  # the slow ones tell progress
    help: str
    papers: tuple[str, ...] = ()  # their keys in resources/papers.bib
    library: str | None = None  # the class of the grad-cam library that gives the same map
    smoothable: tuple[str, ...] = ()  # the ways in which its map can be smoothed
    package: str = ""  # name and version of the package that brings it; empty: it is ours
    aug_smooth: bool = False  # the mean over six views of the picture
    eigen_smooth: bool = False  # the first component of what the channels add
    mean_map: bool = False  # the mean over small changes of the picture that mean nothing
    spread_map: bool = False  # the deviation over them: where the map is uncertain
    joins: bool = False  # keys of others may follow its own: "consensus.grad_cam.rise"

    @property
    def base(self) -> str:
        """The key without any smoothing, and without what it joins."""
        return base_of(self.key)

    @property
    def by_views(self) -> bool:
        """Whether it explains several views of the picture."""
        return self.aug_smooth or self.mean_map or self.spread_map

    @property
    def group(self) -> Group:
        """Where it stands in menus, by what it looks at."""
        if self.attention:
            return "attention"
        if self.gradients:
            return "gradients" if self.by_layer else "pixels"
        return "changes" if self.by_class else "activations"


WAYS: dict[str, str] = {  # as in the grad-cam library, and what menus call them
    "aug_smooth": QT_TRANSLATE_NOOP("Smoothing", "Augmentation: mean of six views"),
    "eigen_smooth": QT_TRANSLATE_NOOP("Smoothing", "Eigen: first component"),
    # ours: the picture flipped, moved, compressed, noisy, lighter and darker
    "mean_map": QT_TRANSLATE_NOOP("Smoothing", "Small changes: mean map"),
    "spread_map": QT_TRANSLATE_NOOP("Smoothing", "Small changes: spread"),
}
LIBRARY_WAYS = ("aug_smooth", "eigen_smooth")  # both at once are possible, as there
BY_VIEWS = ("aug_smooth", "mean_map", "spread_map")  # one of them at a time
EITHER: tuple[str, ...] = tuple(WAYS)


def base_of(key: str) -> str:
    """Return a method's key without any smoothing, and without what it joins."""
    return key.partition("+")[0].partition(".")[0]


def smoothed(method: MethodRow, ways: Collection[str]) -> MethodRow:
    """Return a method's row with its map smoothed; each way counts once, in any order.

    Args:
        method: a row of the table.
        ways: some of ``WAYS``.

    Raises:
        UserError: there is no such way, or not for this method.
    """
    if not set(ways) <= set(method.smoothable):
        raise UserError(
            f"{method.title} cannot be smoothed by “{'+'.join(ways)}”.",
            hint=f"Methods by gradients and layer take {', '.join(WAYS)}.",
        )
    taken = [way for way in WAYS if way in ways]
    by_views = [way for way in taken if way in BY_VIEWS]
    if len(by_views) > 1:
        raise UserError(
            f"{method.title} cannot be smoothed by “{'+'.join(by_views)}”.",
            hint=f"Choose one of {', '.join(BY_VIEWS)}.",
        )
    own_way = bool({"mean_map", "spread_map"} & set(taken))
    return replace(
        method,
        key="+".join((method.key, *taken)),
        title=" ".join((method.title, *(f"+{way.partition('_')[0]}" for way in taken))),
        cost="seconds" if by_views else method.cost,
        library=None if own_way else method.library,
        **dict.fromkeys(taken, True),
    )


def joined(method: MethodRow, members: Sequence[MethodRow]) -> MethodRow:
    """Return a method's row with the methods that it is made of.

    Raises:
        UserError: it is not made of others, or not of these.
    """
    wrong = next((row for row in members if row.joins), None)
    if not method.joins or wrong is not None or len(members) < 2:
        raise UserError(
            f"“{method.base}” is not made of “{', '.join(row.key for row in members)}”.",
            hint="A consensus takes two methods or more: consensus.grad_cam.layer_cam.",
        )
    quick = all(row.cost == "one pass" for row in members)
    return replace(
        method,
        key=".".join((method.base, *(row.key for row in members))),
        title=f"{method.title}: {', '.join(row.title for row in members)}",
        papers=tuple(dict.fromkeys(one for row in (method, *members) for one in row.papers)),
        gradients=any(row.gradients for row in members),
        by_class=any(row.by_class for row in members),
        by_layer=any(row.by_layer for row in members),
        cost=max((row.cost for row in members), key=COSTS.index),
        smoothable=method.smoothable if quick else (),
    )


def key_with(method: MethodRow, ways: Collection[str]) -> str:
    """Return a method's key with those of the ways that it can take."""
    plain = method.key.partition("+")[0]
    return "+".join((plain, *(way for way in WAYS if way in ways and way in method.smoothable)))


def taken_by(method: MethodRow) -> tuple[str, ...]:
    """Return the ways in which a method is smoothed."""
    return tuple(way for way in WAYS if getattr(method, way))


@dataclass(frozen=True, slots=True)
class MethodTable:
    """The rows of all methods, in the order in which they are offered."""

    rows: Sequence[MethodRow]

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
        plain, *ways = key.split("+")
        base, *members = plain.split(".")
        row = next((row for row in self.rows if row.key == base), None)
        if row is None:
            known = ", ".join(row.key for row in self.rows)
            raise UserError(f"There is no method “{base}”.", hint=f"Known: {known}.")
        if members:
            row = joined(row, [self.find(member) for member in dict.fromkeys(members)])
        return smoothed(row, ways) if ways else row

    def knows(self, key: str) -> bool:
        """Tell whether a key names a method."""
        try:
            self.find(key)
        except UserError:
            return False
        return True
