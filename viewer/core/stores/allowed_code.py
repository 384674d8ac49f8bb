"""Which code of the user's own may run, for which weights: remembered by their hashes."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

from viewer import paths
from viewer.core.errors import UserError
from viewer.core.files.own_code import OwnCode
from viewer.core.files.whole_file import NotWritten, write_whole
from viewer.core.foreign_text import shown_path

log = logging.getLogger(__name__)


def allowed_code(model_sha256: str) -> OwnCode | None:
    """Return the code that the user has allowed for a model's file, or None."""
    path = _file(model_sha256)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        name, sha256 = str(data["name"]), str(data["sha256"])
        return OwnCode(path=Path(str(data["path"])), name=name, sha256=sha256)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("%s cannot be read: %r", path, error)
        return None


def allow_code(model_sha256: str, code: OwnCode) -> None:
    """Remember that the user lets this code run to build the model of the file with this hash.

    Raises:
        UserError: the word cannot be written down.
    """
    path = _file(model_sha256)
    data = {"path": str(code.path), "name": code.name, "sha256": code.sha256}
    try:
        content = f"{json.dumps(data, indent=2)}\n".encode("ascii")
        write_whole(path, content, make_folder=True)
    except NotWritten as error:
        raise UserError(
            f"“{shown_path(code.path.name)}” could not be allowed.",
            hint="Check the free space of the disk.",
            detail=str(error),
        ) from error


def _file(sha256: str) -> Path:
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise ValueError("Code is allowed for a SHA-256 of 64 hexadecimal digits.")
    return paths.user_data() / "models" / f"{sha256}.code.json"
