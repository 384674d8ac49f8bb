"""Replies told to one part, as the engine's routes tell them."""

from __future__ import annotations

from typing import Protocol

from viewer.core.asks.routes import Receives


class Receiver(Protocol):
    """A part that says which replies it takes."""

    @property
    def receives(self) -> Receives: ...


def tell(receiver: Receiver, reply: object) -> None:
    """Tell a part one reply that it takes."""
    receiver.receives[type(reply)](reply)
