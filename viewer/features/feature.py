"""A feature: one thing that the window can do, with all that belongs to it in one place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Protocol, TypeVar, cast

from PySide6.QtCore import QObject

from viewer.commands import Functions
from viewer.core.asks.routes import Receives, Reply
from viewer.core.tables.commands import Command
from viewer.house import House
from viewer.wires import Receiver

F = TypeVar("F", bound="Feature")
Features = dict[type["Feature"], "Feature"]


class BackgroundWorker(Protocol):
    """What works beside the window, and is waited for when that goes."""

    def blockSignals(self, block: bool, /) -> bool:  # noqa: N802 - Qt's own
        """Let it tell nothing any more."""
        ...

    def shut_down(self, wait_ms: int, /) -> None:
        """End it, and wait for it no longer than this."""
        ...


class Teller(Protocol):
    """What says itself which of the engine's replies it takes."""

    @property
    def receives(self) -> Receives:
        """Kinds of replies, and what takes each."""
        ...


class Feature(QObject):
    """Owns its commands, its panel or dialog and its connections; `features/table.py` lists all.

    A feature is made, then introduced to the others, then it shows how things stand. What it knows
    goes over to the window that replaces this one, and it puts things away when its window goes.
    Who writes a feature decides on these last two; a class without them cannot be made.
    """

    needs: ClassVar[tuple[type[Feature], ...]] = ()  # the features it knows; they are made before
    rows: ClassVar[tuple[Command, ...]] = ()  # of the table of commands, besides the shared ones

    def __init_subclass__(cls, **named: object) -> None:
        super().__init_subclass__(**named)
        for duty in ("take_over", "put_away"):
            if getattr(cls, duty) is getattr(Feature, duty):
                raise TypeError(f"{cls.__name__} does not say what it does in {duty}()")

    def __init__(self, house: House, known: Features) -> None:
        """Make what belongs to the feature.

        Args:
            house: what it may use.
            known: the features made so far; it may look at those that it needs.
        """
        super().__init__()
        self.house, self._window, self._session = house, house.window, house.session
        self._known = {kind: known[kind] for kind in self.needs}

    @property
    def commands(self) -> Functions:
        """What it does for commands of the table, by their keys."""
        return {}

    @property
    def workers(self) -> tuple[BackgroundWorker, ...]:
        """What works for it beside the window."""
        return ()

    def introduce(self) -> None:
        """Connect what belongs to it with the rest of the house."""

    def show_state(self) -> None:
        """Bring a new window up to date, when all are connected."""

    def take_over(self, before: Any) -> None:
        """Go on with what this feature of the window before knew; that one is silent already.

        Args:
            before: a feature of the same class.
        """
        raise NotImplementedError

    def put_away(self) -> None:
        """Remember what is to be remembered, and end what is at work; the window goes."""
        raise NotImplementedError

    def of(self, kind: type[F]) -> F:
        """Return another feature that this one needs."""
        return cast(F, self._known[kind])

    def wire(
        self, sender: QObject, signal: str, *receivers: Receiver, queued: bool = False
    ) -> None:
        """Let receivers hear of a signal, in this order; `Wires.connect` tells more."""
        for receiver in receivers:
            self.house.wires.connect(self._name, sender, signal, receiver, queued=queued)

    def hear(self, kind: type[Reply], receiver: Callable[[Reply], object]) -> None:
        """Let a receiver hear the engine's replies of one kind."""
        self.house.wires.hear(self._name, self.house.engine, kind, receiver)

    def hear_each(self, teller: Teller, *, aside: bool = False) -> None:
        """Let a part hear all replies that it says it takes."""
        engine: Any = self.house.engine
        for kind, receiver in teller.receives.items():
            self.house.wires.hear(self._name, engine, kind, receiver, teller=teller, aside=aside)

    @property
    def _name(self) -> str:
        return type(self).__name__
