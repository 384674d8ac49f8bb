"""What waits to be done: at most one message of each kind, the latest, in the order of urgency."""

from __future__ import annotations

import threading

from viewer.core.layer_maps import ExplainLayers
from viewer.core.messages import Cancel, ExplainAside, OpenModel
from viewer.core.records import ExplainRequest
from viewer.core.structure import DescribeModules
from viewer.core.verdicts import Judge
from viewer.core.zoo import ListZoo

Work = OpenModel | ExplainRequest | DescribeModules | ExplainLayers | ExplainAside | ListZoo | Judge
ORDER: tuple[type[Work], ...] = (
    OpenModel,
    ExplainRequest,
    ListZoo,
    DescribeModules,
    ExplainAside,
    ExplainLayers,
    Judge,
)
OUTDATING = (OpenModel, ExplainRequest)  # what makes the running explanation out of date


class Inbox:
    """Filled by the thread that reads the pipe, emptied by the one that computes."""

    def __init__(self) -> None:
        self._arrived = threading.Condition()
        self._messages: dict[type[Work], Work] = {}

    def put(self, message: Work | Cancel) -> list[Work]:
        """Replace what waits by what came later; another model outdates what was asked of it.

        Returns:
            what waited and is stopped by this message, to which nobody else answers.
        """
        with self._arrived:
            if isinstance(message, OpenModel):
                for kind in (ExplainRequest, DescribeModules, ExplainLayers):
                    self._messages.pop(kind, None)
            if isinstance(message, ExplainRequest):
                self._messages.pop(ExplainLayers, None)  # it is asked for again after the answer
            stopped: list[Work] = []
            if isinstance(message, Cancel):
                waiting = [kind for kind in OUTDATING if kind in self._messages]
                stopped = [self._messages.pop(kind) for kind in waiting]
            else:
                self._messages[type(message)] = message
            self._arrived.notify()
            return stopped

    def put_back(self, wish: Work) -> None:
        """Let what was interrupted wait again, unless a newer wish or another model came since."""
        with self._arrived:
            outdated = self.waiting if isinstance(wish, ExplainLayers) else False
            if OpenModel not in self._messages and not outdated:
                self._messages.setdefault(type(wish), wish)

    def take(self) -> Work:
        """Wait for the next thing to do, the most urgent first."""
        with self._arrived:
            self._arrived.wait_for(lambda: self._messages)
            kind = next(kind for kind in ORDER if kind in self._messages)
            return self._messages.pop(kind)

    @property
    def occupied(self) -> bool:
        """Whether anything waits."""
        return bool(self._messages)

    @property
    def waiting(self) -> bool:
        """Whether something waits that makes the running explanation out of date."""
        return any(kind in self._messages for kind in OUTDATING)
