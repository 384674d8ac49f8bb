"""Setups of models, remembered by the hash of the weights: one small JSON file for each."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

from viewer import paths
from viewer.core.errors import UserError
from viewer.core.files.file_reading import read_file
from viewer.core.files.whole_file import NotWritten, sweep, write_whole
from viewer.core.models.model_setup import ModelSetup, read_setup, setup_data
from viewer.core.plain import LARGEST_JSON, parse_json

log = logging.getLogger(__name__)
_OLD_DRAFT = re.compile(r"[0-9a-f]{64}(\.code)?\.new")  # of earlier versions that were killed


def remembered_setup(sha256: str) -> ModelSetup | None:
    """Return what the user has said of the model with these weights, or None.

    A file that cannot be read counts as none: the log says so.
    """
    path = _file(sha256)
    if not path.exists():
        return None
    try:
        return read_setup(parse_json(read_file(path, most_bytes=LARGEST_JSON)))
    except (ValueError, UserError) as error:
        log.warning("the setup %s cannot be read: %r", path, error)
        return None


def remember_setup(sha256: str, setup: ModelSetup) -> None:
    """Keep a setup for the next time that these weights are opened; an empty one says "asked".

    Raises:
        UserError: it cannot be written.
    """
    path = _file(sha256)
    text = json.dumps(setup_data(setup), ensure_ascii=False, indent=2)
    sweep(path.parent, _OLD_DRAFT)
    try:
        write_whole(path, f"{text}\n".encode("utf-8", "backslashreplace"), make_folder=True)
    except NotWritten as error:
        raise UserError(
            "The model's setup could not be remembered; it holds until CamScope is closed.",
            hint=error.reason,
            detail=error.detail,
        ) from error


def _file(sha256: str) -> Path:
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise ValueError("A setup is remembered by a SHA-256 of 64 hexadecimal digits.")
    return paths.user_data() / "models" / f"{sha256}.json"
