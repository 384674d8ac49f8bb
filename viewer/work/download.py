"""One download beside the window, in a process of its own."""

from __future__ import annotations

from viewer.core.models.zoo_entries import Download, Downloaded, DownloadFailed, DownloadProgress
from viewer.work.order_process import OrderProcess


class Downloader(OrderProcess[Download]):
    """Runs one download at a time."""

    STEP = DownloadProgress
    OUTCOME = Downloaded

    def unexpected(self, order: Download, detail: str) -> DownloadFailed:
        """Return why a model has not arrived: what has is gone on with."""
        headline, hint = "The download stopped unexpectedly.", "Start it again to go on."
        return DownloadFailed(spec=order.spec, headline=headline, hint=hint, detail=detail)
