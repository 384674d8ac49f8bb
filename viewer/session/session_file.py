"""Session files: what a window shows, written as JSON and read back without believing it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

from viewer.core.errors import LimitReached, UserError
from viewer.core.files.file_reading import read_file
from viewer.core.files.whole_file import write_whole
from viewer.core.foreign_text import shown_path
from viewer.core.plain import LARGEST_JSON, from_plain, parse_json, to_plain
from viewer.core.scene import Scene

SUFFIX = ".camscope"
KIND = "camscope-session"
FORMAT = 1  # grows when a key changes its meaning


def write_session(scene: Scene, path: Path) -> None:
    """Write a session file, whole or not at all.

    Raises:
        UserError: it cannot be written; what was there before is untouched.
    """
    data = {"kind": KIND, "format": FORMAT, "scene": to_plain(scene)}
    write_whole(path, f"{json.dumps(data, indent=2, allow_nan=False)}\n".encode("ascii"))


def read_session(path: Path) -> Scene:
    """Read a session file; its paths are as they were written.

    Raises:
        UserError: it cannot be read, or is no session file of ours.
    """
    name = shown_path(path.name)
    try:
        data = parse_json(read_file(path, most_bytes=LARGEST_JSON))
    except LimitReached as error:
        raise UserError(f"“{name}” is no session of CamScope.", detail=str(error)) from error
    except UserError as error:
        raise UserError(
            f"“{name}” cannot be read.", hint=error.headline, detail=error.detail
        ) from error
    except ValueError as error:
        raise UserError(f"“{name}” is no session of CamScope.", detail=str(error)) from error
    session = cast("dict[str, object]", data) if isinstance(data, dict) else {}
    if session.get("kind") != KIND:
        raise UserError(f"“{name}” is no session of CamScope.")
    version = session.get("format")
    if type(version) is not int or version > FORMAT:
        raise UserError(f"“{name}” was saved by a newer CamScope.", hint="Update CamScope.")
    return from_plain(Scene, session.get("scene"))
