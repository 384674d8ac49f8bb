"""A name in the log makes no entry of its own."""

import io
import logging

import pytest

from viewer.core.log_lines import LogLines

FORGED = "a.png\n2026-01-01 00:00:00,000 CRITICAL viewer all is lost\r\x1b[2J"


@pytest.fixture
def told():
    """A logger, and what it has written."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LogLines("%(levelname)s %(message)s"))
    log = logging.Logger("told")  # noqa: LOG001 - none that others hear
    log.addHandler(handler)
    return log, stream


def test_only_an_entry_begins_at_the_left_edge(told):
    log, stream = told
    log.warning("%s cannot be read", FORGED)
    first, second = stream.getvalue().splitlines()
    assert first == "WARNING a.png"
    assert second.startswith("  2026-01-01")
    assert second.isprintable()


def test_a_traceback_stays_with_its_entry(told):
    log, stream = told
    try:
        raise ValueError(FORGED)  # noqa: TRY301 - what is logged
    except ValueError:
        log.exception("reading failed")
    first, *rest = stream.getvalue().splitlines()
    assert first == "ERROR reading failed"
    assert all(line.startswith("  ") and line.isprintable() for line in rest)
    assert "  Traceback (most recent call last):" in rest
