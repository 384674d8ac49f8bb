"""Every connection between features, made in one place, so that it can be listed and cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QMetaObject, QObject, Qt

from viewer.core.asks.routes import Reply
from viewer.work.engine_thread import EngineThread

Receiver = Callable[..., object]


@dataclass(frozen=True, slots=True, order=True)
class Wire:
    """One connection, as the page of connections tells it."""

    feature: str
    sender: str  # class and signal, or the kind of the engine's reply
    receiver: str  # class and method

    def __str__(self) -> str:
        return f"{self.feature}: {self.sender} → {self.receiver}"


class Wires:
    """Connects, notes what is connected with what and for whom, and takes all of it apart."""

    def __init__(self) -> None:
        self.made: list[Wire] = []
        self._connections: list[QMetaObject.Connection] = []

    def connect(
        self,
        feature: str,
        sender: QObject,
        signal: str,
        receiver: Receiver,
        *,
        queued: bool = False,
    ) -> None:
        """Let a receiver hear of a signal; several hear of it in the order of these calls.

        Args:
            feature: for which the connection is made.
            sender: of the signal. PySide does not tell it of a bound signal, so it is said.
            signal: its name.
            receiver: a method; it may take fewer values than the signal brings.
            queued: whether it is told only when the event loop comes round again.

        Raises:
            ValueError: the receiver has no name of its own, so that no page could tell it.
        """
        self.made.append(Wire(feature, f"{type(sender).__name__}.{signal}", name_of(receiver)))
        kind = Qt.ConnectionType.QueuedConnection if queued else Qt.ConnectionType.AutoConnection
        self._connections.append(getattr(sender, signal).connect(receiver, kind))

    def hear(
        self,
        feature: str,
        engine: EngineThread,
        kind: type[Reply],
        receiver: Callable[[Reply], object],
        *,
        teller: object = None,
        aside: bool = False,
    ) -> None:
        """Let a receiver hear the engine's replies of one kind.

        Args:
            feature: for which it hears.
            engine: that replies.
            kind: of the replies.
            receiver: takes one of them.
            teller: whose table of replies names the receiver; None: nobody's.
            aside: whether it has asked for a figure, and not for the window.
        """
        told = name_of(receiver) if teller is None else f"{type(teller).__name__}.receives"
        self.made.append(Wire(feature, f"engine.{kind.__name__}", told))
        engine.on(kind, receiver, aside=aside)

    def cut(self) -> None:
        """Take every connection apart; the engine is told itself to forget who listens."""
        for connection in self._connections:
            QObject.disconnect(connection)
        self._connections.clear()


def name_of(receiver: Receiver) -> str:
    """Return class and name of a method, or the name of a function.

    Raises:
        ValueError: it has none.
    """
    name = getattr(receiver, "__name__", "<nameless>")
    if name.startswith("<"):
        raise ValueError("a receiver between features bears a name: write a method for it")
    owner = getattr(receiver, "__self__", None)
    return f"{type(owner).__name__}.{name}" if owner is not None else name
