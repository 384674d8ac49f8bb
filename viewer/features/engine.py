"""The engine: it is started as the options say, asked what the session asks, and told in words."""

from __future__ import annotations

import logging
from typing import Self

from viewer.core.asks.messages import Notice, Ready
from viewer.core.pictures.limits import Limits, limits, use_limits
from viewer.features.feature import Feature

OPTIONS = frozenset({"device", "half_precision", "cache_mb", "megapixels", "megabytes"})
log = logging.getLogger("engine")


class EngineFeature(Feature):
    """Takes the session's wishes to the engine, and its replies back."""

    def introduce(self) -> None:
        """Connect session and engine in both directions."""
        session, engine = self._session, self.house.engine
        self.wire(session, "model_wished", engine.open_model)
        self.wire(session, "restart_wished", engine.restart_hung)
        self.wire(session, "request_issued", engine.ask)
        self.wire(session, "engine_ready", self._show_ready)
        self.wire(session, "elapsed_changed", self._window.status.set_elapsed)
        self.wire(session, "option_changed", self._heed)
        self.hear_each(session)
        self.wire(engine, "crashed", session.fail)
        self.wire(engine, "gave_up", session.give_up)
        self.wire(engine, "log_written", log_lines)
        self.hear(Notice, self._show_notice)

    def start(self) -> None:
        """Start the engine's process."""
        self._configure()
        self.house.engine.start()

    def take_over(self, before: Self) -> None:
        """Go on with the same process: answers to the other window's questions are late."""
        self._session.serial = before._session.serial
        if before._session.ready is not None:
            self._session.accept_ready(before._session.ready)

    def put_away(self) -> None:
        """Leave the process alone: another window may go on with it."""

    def _show_ready(self, ready: Ready) -> None:
        self._window.status.set_device(ready.device)

    def _show_notice(self, notice: Notice) -> None:
        self._window.notices.show_warning(notice.headline, notice.hint)
        if notice.device:
            self._window.status.set_device(notice.device)

    def _heed(self, key: str) -> None:
        """Start the process anew when it is to compute in another way."""
        if key in OPTIONS:
            self._configure()
            self.house.engine.restart()

    def _configure(self) -> None:
        """Say how the next process computes; pictures have the same limits here."""
        options = self._session.options
        use_limits(
            Limits(megapixels=int(options["megapixels"]), megabytes=int(options["megabytes"]))
        )
        self.house.engine.set_options(
            device=str(options["device"]),
            half=bool(options["half_precision"]),
            cache_mb=int(options["cache_mb"]),
            limits=limits(),
        )


def log_lines(text: str) -> None:
    """Copy what a process of ours said into the log."""
    for line in text.splitlines():
        log.info("%s", line)
