"""What sessions and recipes of strangers may say: single values out of all reason, and any JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from viewer.core.asks.references import LAST_PAGE
from viewer.core.scene import Scene

NAN, INFINITE = float("nan"), float("inf")
PWNED_RULE = {"size": [224, 224], "shorter_side": 256, "mean": [0, 0, 0], "std": [9, 9, 9]}
SPOILT_RULE = {"size": [3000, 3000], "shorter_side": 256, "mean": [0, 0, 0], "std": [0, 0, 0]}
# Scenes that no window can show; each is refused in words.
REFUSED: dict[str, dict[str, Any]] = {
    "view_zero": {"view": {"centre": [0, 0], "scale": 0}},
    "view_negative": {"view": {"centre": [0, 0], "scale": -1}},
    "view_huge": {"view": {"centre": [0, 0], "scale": 1e300}},
    "view_far": {"view": {"centre": [1e300, 0], "scale": 1}},
    "view_nan": {"view": {"centre": [NAN, NAN], "scale": NAN}},
    "view_nan_centre": {"view": {"centre": [NAN, 0], "scale": 1.0}},
    "view_inf": {"view": {"centre": [INFINITE, 1e308], "scale": INFINITE}},
    "view_endless": {"view": {"centre": [0, 0], "scale": 10**400}},
    "view_deep": {"view": json.loads("[" * 900 + "]" * 900)},
    "spoilt_rule": {"model": {"setup": {"rule": SPOILT_RULE}}},
    "rule_nan": {"model": {"setup": {"rule": {**PWNED_RULE, "mean": [NAN, 0, 0]}}}},
    "names_of_numbers": {"model": {"setup": {"class_names": [1, 2, 3]}}},
    "names_of_lists": {"model": {"setup": {"class_names": [[[]], {}]}}},
    "many_names": {"model": {"setup": {"class_names": ["a"] * 100_001}}},
    "file_of_none": {"model": {"source": "file"}},
    "layer_text": {"layer": "a+b+" + "c+" * 40_000},
    "panes": {"panes": [{"method": "grad_cam"}] * 100_000},
    "page": {"page": 10**3000},
    "page_before": {"page": -1},
    "page_beyond": {"page": LAST_PAGE + 1},
    "class": {"target": {"kind": "class", "index": 10**12}},
    "heat_nan": {"heat": {"opacity": NAN, "threshold": NAN, "clip_percent": NAN}},
    "heat_fixed": {"heat": {"scaling": "fixed", "fixed": [-INFINITE, INFINITE]}},
    "surrogate": {"image": "\ud800x.jpg"},
    "null_in_path": {"folder": "a\0b"},
    "long_path": {"image": "x/" * 40_000},
}

_texts = st.text(max_size=20) | st.sampled_from(
    ["\ud800", "\udc80", "default", "file", "grad_cam", "a+b|c", "../../etc/passwd", "x" * 5_000]
)
_numbers = st.integers() | st.floats() | st.sampled_from([10**3000, -1, 0, 1e308, 2**40])
_values = st.recursive(
    st.none() | st.booleans() | _numbers | _texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_texts, inner, max_size=4),
    max_leaves=12,
)


def _table(**known: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Tables with some of these keys, each with what it usually has, or with anything."""
    return st.fixed_dictionaries({}, optional={key: one | _values for key, one in known.items()})


_targets = _table(kind=st.sampled_from(["top", "class", "name"]), index=_numbers, name=_texts)
_panes = _table(method=_texts, layer=_texts, target=_targets, input_mode=_texts)
_rules = _table(size=st.lists(_numbers), shorter_side=_numbers, mean=st.lists(_numbers))
_setups = _table(class_names=st.lists(_texts), rule=_rules, answer=_texts, part=_texts)
_models = _table(source=_texts, name=_texts, path=_texts, arch=_texts, setup=_setups)
_heats = _table(opacity=_numbers, clip_percent=_numbers, fixed=st.lists(_numbers), cells=_values)
_views = _table(centre=st.lists(_numbers, min_size=2, max_size=2), scale=_numbers)
scenes = _table(
    folder=_texts,
    image=_texts,
    page=_numbers,
    image_sha256=_texts,
    model=_models,
    weights_sha256=_texts,
    target=_targets,
    layer=_texts,
    panes=st.lists(_panes, max_size=3),
    input_mode=_texts,
    heat=_heats,
    view=_views,
)
requests = _table(
    image=_table(path=_texts, page=_numbers, size_bytes=_numbers),
    model=_models,
    target=_targets,
    panes=st.lists(_panes, max_size=3),
    input_mode=_texts,
)
figures = _table(kind=_texts, dpi=_numbers, title=_texts, heat=_heats, panel_width_in=_numbers)
recipes = st.fixed_dictionaries(
    {"kind": st.just("camscope-figure"), "format": st.just(1) | _values},
    optional={
        "figure": figures | _values,
        "requests": st.lists(requests, max_size=3) | _values,
        "scene": scenes | _values,
        "model": _values,
        "pictures": st.lists(_table(picture=_table(name=_texts, sha256=_texts))) | _values,
    },
)


def write_hostile_session(path: Path, scene: object) -> Path:
    """Write a session file that says just this."""
    data = {"kind": "camscope-session", "format": 1, "scene": scene}
    path.write_text(json.dumps(data))
    return path


assert {key for scene in REFUSED.values() for key in scene} <= set(Scene.__dataclass_fields__)
