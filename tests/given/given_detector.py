"""A real detector of COCO's classes, if its weights lie beside the checkout; and how it is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from viewer.core.asks.references import ModelRef
from viewer.core.files.own_code import OwnCode
from viewer.core.files.shards import hash_model
from viewer.core.maps.geometry import InputRule
from viewer.core.models.box_rule import BoxRule
from viewer.core.models.model_setup import ModelSetup
from viewer.core.stores.allowed_code import allow_code

SHARED = Path(__file__).parents[3] / "shared" / "data"
WEIGHTS = SHARED / "models" / "fastestdet_coco80.pth"
NAMES = SHARED / "models" / "coco80_names.txt"
STREET = SHARED / "truth" / "2011_000025.jpg"
RULE = InputRule(size=(352, 352), shorter_side=None, mean=(0, 0, 0), std=(1, 1, 1), colours="bgr")
BOXES = BoxRule(
    layout="cells",
    form="tanh",
    unit="shares",
    objectness=0,
    box=1,
    classes=5,
    powers=(0.6, 0.4),
)

needs_detector = pytest.mark.skipif(not WEIGHTS.exists(), reason="no detector beside the checkout")


def fastestdet() -> ModelRef:
    """Return FastestDet with its own code, allowed, and the setup that a user would give."""
    code = OwnCode.parse(f"{Path(__file__).with_name('given_fastestdet.py')}:FastestDet")
    allow_code(hash_model(WEIGHTS), code)
    names = tuple(NAMES.read_text(encoding="utf-8").split("\n")[:80])
    setup = ModelSetup(class_names=names, rule=RULE, task="boxes", boxes=BOXES)
    return replace(ModelRef.parse(str(WEIGHTS), None, code), setup=setup)
