"""What the command line says of a fault that nobody foresaw: one line, and the rest in the log."""

from __future__ import annotations

import logging
import os

from viewer import paths
from viewer.core.foreign_text import shown, shown_lines
from viewer.core.log_lines import LogLines

DEBUG = "CAMSCOPE_DEBUG"  # in the environment: the traceback too is said


def fault_words(fault: BaseException) -> str:
    """Log a fault with its traceback, and return what to tell the user: a line, or all of it."""
    _log(fault)
    if os.environ.get(DEBUG):
        import traceback  # noqa: PLC0415 - hardly ever

        return shown_lines("".join(traceback.format_exception(fault)))
    if isinstance(fault, MemoryError):
        return "camscope: There is not enough memory for this. Close other programs.\n"
    what = shown(f"{type(fault).__name__}: {fault}".rstrip(": "))
    return f"camscope: Something failed ({what}). The log says where: {paths.log_file()}\n"


def _log(fault: BaseException) -> None:
    """Add an entry to the log that the window writes; a disk that refuses is no further fault."""
    try:
        paths.log_file().parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(paths.log_file(), encoding="utf-8", delay=True)
        handler.setFormatter(LogLines("%(asctime)s %(levelname)s %(name)s %(message)s"))
        entry = logging.makeLogRecord(
            {
                "name": __name__,
                "levelno": logging.ERROR,
                "levelname": "ERROR",
                "msg": "the command line failed",
                "exc_info": (type(fault), fault, fault.__traceback__),
            }
        )
        try:
            handler.emit(entry)
        finally:
            handler.close()
    except (OSError, MemoryError):
        return
