"""Replies delivered by their type to whoever has asked; nobody else looks at what they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

Reply = TypeVar("Reply")
Receives = Mapping[type[Any], Callable[[Any], object]]  # what one part takes, and what takes it


class Routes:
    """Who is told what; a base class as the kind, such as ``object``, stands for all below it.

    Replies to what was asked aside bear a serial below zero. They go to who asks aside alone, and
    all other numbered replies to the others; a reply without a number goes to both.
    """

    def __init__(self) -> None:
        self._receivers: dict[type[Any], list[tuple[Callable[[Any], object], bool]]] = {}

    def on(
        self, kind: type[Reply], receiver: Callable[[Reply], object], *, aside: bool = False
    ) -> None:
        """Tell a receiver every reply of a kind from now on, in the order of these calls."""
        self._receivers.setdefault(kind, []).append((receiver, aside))

    def on_each(self, receives: Receives, *, aside: bool = False) -> None:
        """Tell a part all that it takes."""
        for kind, receiver in receives.items():
            self.on(kind, receiver, aside=aside)

    def receivers(self, reply: object) -> list[Callable[[Any], object]]:
        """Return who is told a reply, in order."""
        serial = getattr(reply, "serial", None)
        return [
            receiver
            for kind in type(reply).__mro__
            for receiver, aside in self._receivers.get(kind, ())
            if serial is None or aside == (serial < 0)
        ]

    def deliver(self, reply: object) -> None:
        """Tell a reply to all who take it."""
        for receiver in self.receivers(reply):
            receiver(reply)

    def clear(self) -> None:
        """Forget everybody."""
        self._receivers.clear()
