"""Files with methods of the user's own, which may run as they are: remembered by their hashes."""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from viewer import paths
from viewer.core.errors import UserError
from viewer.core.files.file_reading import read_file
from viewer.core.files.whole_file import write_whole
from viewer.core.foreign_text import shown_path

log = logging.getLogger(__name__)
MOST_BYTES = 1 << 20
MOST_FILES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodFile:
    """A file of Python code that the user has allowed, and its hash."""

    path: str  # absolute
    sha256: str

    def source(self) -> bytes:
        """Return its code, if that is still what was allowed.

        Raises:
            UserError: it cannot be read, or has changed.
        """
        source = _read(Path(self.path))
        if hashlib.sha256(source).hexdigest() != self.sha256:
            raise UserError(
                f"“{shown_path(Path(self.path).name)}” has changed since its methods were allowed.",
                hint="Open it again with Model > Open method file… if you trust it.",
            )
        return source


def method_files() -> tuple[MethodFile, ...]:
    """Return the files that the user has allowed, in the order in which that was done."""
    try:
        rows = json.loads(_store().read_text(encoding="utf-8"))
        return tuple(MethodFile(path=str(row["path"]), sha256=str(row["sha256"])) for row in rows)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("%s cannot be read: %r", _store(), error)
        return ()


def allow_methods(path: Path) -> MethodFile:
    """Remember that the methods in a file may run, as the file is now.

    Raises:
        UserError: it cannot be read, or the word cannot be written down.
    """
    path = path.expanduser().absolute()
    file = MethodFile(path=str(path), sha256=hashlib.sha256(_read(path)).hexdigest())
    known = method_files()
    if file not in known:
        others = [one for one in known if one.path != file.path]
        _write([*others, file][-MOST_FILES:])
    return file


def forget_methods(path: Path) -> None:
    """Let the methods in a file run no more.

    Raises:
        UserError: that cannot be written down.
    """
    gone = str(path.expanduser().absolute())
    _write([one for one in method_files() if one.path != gone])


def _read(path: Path) -> bytes:
    if path.suffix != ".py":
        raise UserError(
            f"“{shown_path(path.name)}” is no file of Python code.",
            hint="Choose one that ends in .py.",
        )
    return read_file(path, most_bytes=MOST_BYTES)


def _write(files: list[MethodFile]) -> None:
    rows: list[dict[str, Any]] = [asdict(one) for one in files]
    write_whole(_store(), f"{json.dumps(rows, indent=2)}\n".encode("ascii"), make_folder=True)


def _store() -> Path:
    return paths.user_data() / "methods.json"
