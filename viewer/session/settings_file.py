"""The settings file through the years: a damaged one is set aside, an older one brought along."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings

from viewer.core.files.whole_file import set_aside

log = logging.getLogger(__name__)
SCHEMA_KEY = "settings/schema"


def open_settings(path: Path) -> tuple[QSettings, Path | None]:
    """Open a settings file, whatever state it is in.

    Returns:
        the settings, of the present schema, and where a damaged file was put, if there was one.
    """
    aside = _set_aside(path) if is_damaged(path) else None
    settings = QSettings(str(path), QSettings.Format.IniFormat)
    migrate(settings)
    return settings, aside


def is_damaged(path: Path) -> bool:
    """Whether a file cannot be the settings: not text, or lines that set nothing."""
    try:
        text = path.read_bytes().decode()
    except FileNotFoundError:
        return False
    except (OSError, UnicodeDecodeError):
        return True
    lines = [line.strip() for line in text.splitlines()]
    told = [line for line in lines if line and not line.startswith((";", "#"))]
    return "\0" in text or not all(_is_section(line) or "=" in line for line in told)


def migrate(settings: QSettings) -> None:
    """Bring settings of an earlier version to the present schema, one step after the other.

    Settings of a later version are left as they are: the table of options takes from them what it
    knows, and the later version finds its own again.
    """
    schema = _schema(settings)
    for number, step in enumerate(STEPS[schema:], start=schema + 1):
        step(settings)
        settings.setValue(SCHEMA_KEY, number)
        log.info("settings brought to schema %d", number)


def rename(old: str, new: str) -> Callable[[QSettings], None]:
    """Return a step that moves a value to another key, where there is one."""

    def step(settings: QSettings) -> None:
        if settings.contains(old):
            settings.setValue(new, settings.value(old))
            settings.remove(old)

    return step


def _number_only(_settings: QSettings) -> None:
    """Step from 0.1.0, whose files had no number and the same keys."""


STEPS: tuple[Callable[[QSettings], None], ...] = (_number_only,)


def _schema(settings: QSettings) -> int:
    try:
        return max(0, int(str(settings.value(SCHEMA_KEY, 0))))
    except ValueError:
        return 0


def _is_section(line: str) -> bool:
    return line.startswith("[") and line.endswith("]")


def _set_aside(path: Path) -> Path | None:
    try:
        aside = set_aside(path)
    except OSError as error:
        log.warning("a damaged settings file stays at %s: %s", path, error)
        return None
    log.warning("a damaged settings file was put at %s", aside)
    return aside
