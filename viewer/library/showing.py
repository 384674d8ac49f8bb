"""Open the window from a program or a notebook, which goes on meanwhile."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp

from viewer import paths
from viewer.core.errors import UserError
from viewer.library.explanation import Explanation


def show(
    what: str | Path | Explanation | Iterable[str | Path], *, model: str | Path | None = None
) -> subprocess.Popen[bytes]:
    """Open the window on pictures, a folder or an explanation; do not wait for it.

    Args:
        what: paths, or an explanation, which the window makes again from its recipe.
        model: what to open, as ``open`` has it; None: the model that was open last, or the
            explanation's own.

    Returns:
        the window's process, or one that has told an open window what to show.

    Raises:
        UserError: the model of the explanation is in the memory of this program only.
    """
    options = [] if model is None else ["--model", str(model)]
    command = [*paths.own_python(), *options, "--", *map(str, _places(what))]
    nowhere = subprocess.DEVNULL
    return subprocess.Popen[bytes](
        command, start_new_session=True, stdin=nowhere, stdout=nowhere, stderr=nowhere
    )


def _places(what: str | Path | Explanation | Iterable[str | Path]) -> list[Path]:
    """Return the paths that the window is to open."""
    if isinstance(what, Explanation):
        if what.info.ref.source == "memory":
            raise UserError(
                "The window cannot see a model that is in this program's memory.",
                hint="Save it to a file with torch.save, and explain with that.",
            )
        return [what.save(Path(mkdtemp(prefix="camscope-")) / "explanation.png")]
    several = [what] if isinstance(what, str | Path) else list(what)
    return [Path(one).expanduser().absolute() for one in several]
