"""A session file of a stranger is a scene or a sentence, soon, whatever it says."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from given_hostile_files import PWNED_RULE, REFUSED, scenes, write_hostile_session
from hypothesis import HealthCheck, given, settings

from viewer.core.asks.references import LAST_PAGE
from viewer.core.errors import UserError
from viewer.core.pictures.limits import MAX_PAGES
from viewer.core.tables.options import OPTIONS
from viewer.session.scene_keeping import apply_choices
from viewer.session.session import Session
from viewer.session.session_file import read_session

FILES = int(os.environ.get("CAMSCOPE_FUZZ", "300"))  # 20,000 before a release
SOON_S = 1.0


@pytest.mark.parametrize("which", REFUSED)
def test_what_no_window_can_show_is_refused_in_words(which, tmp_path):
    path = write_hostile_session(tmp_path / "a.camscope", REFUSED[which])
    start = time.perf_counter()
    with pytest.raises(UserError) as told:
        read_session(path)
    assert time.perf_counter() - start < SOON_S
    assert told.value.headline.endswith(".")


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"kind": "camscope-session", "format": ' + b"9" * 5_000,
        b'{"kind": "camscope-session", "format": true, "scene": {}}',
        b'{"kind": "camscope-session", "format": NaN, "scene": {}}',
        b"\xff\xfe\x00",
        b" " * 17_000_000,
    ],
)
def test_what_is_no_session_is_told_so(content, tmp_path):
    path = tmp_path / "a.camscope"
    path.write_bytes(content)
    start = time.perf_counter()
    with pytest.raises(UserError, match=r"no session|newer"):
        read_session(path)
    assert time.perf_counter() - start < SOON_S


def test_no_page_is_beyond_those_that_are_counted():
    assert LAST_PAGE == MAX_PAGES - 1


def test_a_session_as_large_as_any_is_read_soon(tmp_path):
    names = [f"name {number}" for number in range(100_000)]
    setup = {"class_names": names, "rule": PWNED_RULE}
    path = write_hostile_session(tmp_path / "a.camscope", {"model": {"setup": setup}})
    start = time.perf_counter()
    assert read_session(path).model.setup.class_names == tuple(names)
    assert time.perf_counter() - start < SOON_S


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("target", ["pipe", "/dev/zero", "/proc/self/pagemap", "/"])
def test_only_ordinary_files_are_read(target, tmp_path):
    path = tmp_path / "a.camscope"
    if target == "pipe":
        os.mkfifo(path)
    elif Path(target).exists():
        path.symlink_to(target)
    else:
        pytest.skip(f"no {target} here")
    with pytest.raises(UserError, match="cannot be read"):
        read_session(path)


@settings(
    max_examples=FILES,
    deadline=1_000,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(scene=scenes)
def test_any_json_under_our_keys_is_a_scene_or_a_sentence(scene, tmp_path, qapp):
    path = tmp_path / "a.camscope"
    try:
        told = json.dumps({"kind": "camscope-session", "format": 1, "scene": scene})
    except ValueError:  # 3000 digits and more are no JSON here either
        return
    path.write_text(told)
    try:
        found = read_session(path)
    except UserError:
        return
    apply_choices(Session({option.key: option.default for option in OPTIONS}), found)
