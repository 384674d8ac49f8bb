"""On what terms a trunk is made: for a window, an export, or beside another process."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is asked of a trunk besides that it answers as torch does.

    Args:
        compiles: one that does not lie on the disk is compiled; else there is none.
        told: another process has found it fast enough, and takes it: here it is neither timed nor
            noted nor thrown away.
        lasting: no picture hangs on chance or on those before it: what lies on the disk was fast
            enough once and is not timed again, and a run that fails costs its own picture's alone.
    """

    compiles: bool = True
    told: bool = False
    lasting: bool = False


USUAL = Terms()
