"""Our maps against the installed grad-cam library's own; benchmarks/parity.py prints the table."""

from pathlib import Path
from types import ModuleType

import pytest
from given_scripts import load_script

from viewer.methods.registry import built_in

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "parity.py"
MODELS = ("AlexNet", "ResNet-18", "VGG-16", "EfficientNet-Lite0", "ViT-Ti/16", "Swin-T")
# Here it is 0.0 for all but Random-CAM, whose weights the library keeps as float64 to the end
# (2e-7); another build of torch or LAPACK may round differently.
LIMIT = 1e-5
DEFAULTS = {
    "AlexNet": "features.12",
    "ResNet-18": "layer4.1",
    "VGG-16": "features.30",
    "EfficientNet-Lite0": "bn2",
    "ViT-Ti/16": "blocks.11.norm1",
    "Swin-T": "norm",
}


@pytest.fixture(scope="module")
def parity() -> ModuleType:
    return load_script("benchmarks/parity.py")


def test_the_bench_covers_every_model_and_method(parity):
    assert tuple(case.title for case in parity.CASES) == MODELS
    elsewhere = {"finer_cam", "shapley_cam", "refine_cam", "cam"}  # tests of their own
    elsewhere |= {"consensus", "odam", "gradient_size"}
    assert set(parity.LIBRARY) | elsewhere == {
        method.row.key for method in built_in().methods if method.is_quick
    }


@pytest.mark.truth("fem", "seg_eigen_cam")
@pytest.mark.parametrize("index", range(len(MODELS)), ids=MODELS)
def test_every_map_equals_the_library(parity, index):
    case = parity.CASES[index]
    rows = list(parity.compare(case))
    assert {row.layer for row in rows} == {DEFAULTS[case.title], case.middle}
    assert len(rows) == 2 * len(parity.COMPARED)
    for row in rows:
        assert row.difference <= LIMIT, row
    shown = [row for row in rows if row.peak > 0.9]
    assert len(shown) >= len(rows) - 4, "too many empty maps to prove anything"
