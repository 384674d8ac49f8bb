"""How far an export in shards is: what is done, how fast that went, and what failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from viewer.core.errors import UserError
from viewer.results.rows import read_rows
from viewer.results.store import DoneShard, ResultStore

MOST_NAMED = 5  # failed pictures, of each reason


@dataclass(slots=True)
class ExportStatus:
    """What is known of an export from its folder.

    Args:
        store: of its plan.
        marks: of the shards that are done.
        per_second: pictures, by the times of the marks; 0: too few are done to tell.
        reasons: how many rows failed for each.
        named: some of their pictures.
    """

    store: ResultStore
    marks: list[DoneShard]
    per_second: float = 0.0
    reasons: Counter[str] = field(default_factory=Counter[str])
    named: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    @property
    def pictures(self) -> int:
        """How many are done; those that failed, too."""
        return sum(mark.pictures for mark in self.marks)

    @property
    def failed(self) -> int:
        """How many failed."""
        return sum(mark.failed for mark in self.marks)

    def lines(self) -> Iterator[str]:
        """Yield what there is to say, a line each."""
        plan = self.store.plan
        share = 100 * self.pictures // plan.pictures
        yield f"{len(self.marks)} of {plan.shards} shards are done:"
        yield f"{self.pictures} of {plan.pictures} pictures, {share} %; {self.failed} failed."
        if self.per_second:
            left = (plan.pictures - self.pictures) / self.per_second
            yield f"{self.per_second:.3g} pictures a second; {_spoken(left)} left at this pace."
        for reason, count in self.reasons.most_common():
            some = ", ".join(self.named[reason])
            more = ", …" if count > len(self.named[reason]) else ""
            yield f"{count} failed: {reason} ({some}{more})"


def read_status(folder: Path) -> ExportStatus:
    """Read how far an export is.

    Raises:
        UserError: there is no plan, or a file of what is done is damaged.
    """
    store = ResultStore.open(folder)
    done = store.done()
    status = ExportStatus(store, [store.read_mark(shard) for shard in done])
    status.per_second = _pace(store, status.marks)
    for mark in status.marks:
        if mark.failed:
            _read_failures(status, mark.shard)
    return status


def _pace(store: ResultStore, marks: list[DoneShard]) -> float:
    """Return pictures per second between the first mark and the last; the first one's not."""
    try:
        times = sorted((store.mark(mark.shard).stat().st_mtime, mark.pictures) for mark in marks)
    except OSError:
        return 0.0
    if len(times) < 2 or times[-1][0] <= times[0][0]:
        return 0.0
    return sum(count for _, count in times[1:]) / (times[-1][0] - times[0][0])


def _read_failures(status: ExportStatus, shard: int) -> None:
    path = status.store.part(shard)
    table = read_rows(path, ("picture", "failure"))
    for row in table.to_pylist():
        if reason := row["failure"]:
            status.reasons[reason] += 1
            named = status.named.setdefault(reason, [])
            if len(named) < MOST_NAMED:
                named.append(Path(row["picture"]).name)


def _spoken(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def check_whole(store: ResultStore) -> None:
    """Find files that are no longer those that were written.

    Raises:
        UserError: some are; the sentence names their shards.
    """
    broken = [str(shard) for shard in store.done() if not store.is_whole(shard)]
    if broken:
        raise UserError(
            f"The files of these shards are damaged: {', '.join(broken)}.",
            hint="Take their marks in “done” away, and export once more.",
        )
