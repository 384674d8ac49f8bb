"""Another package's method is a method like ours; a faulty one is told and does no harm."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from given_package import STRENGTH, given_package

from viewer.core.asks.messages import Ready
from viewer.core.asks.records import Failure, HeatMap
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.wire import Unpacker, pack
from viewer.engine.engine import Engine
from viewer.figure.prose import bibtex
from viewer.methods.registry import Registry, built_in
from viewer.methods.third_party import every_method

LAYER = "features.12"
FAULTS = {
    "it cannot be imported": ("import nothing_of_this_name", "nothing_of_this_name"),
    "it ends the process": ("import sys; sys.exit(3)", "SystemExit"),
    "it is something else": ("METHOD = 'grad_cam'", "is no"),
    "it takes the place of ours": (
        STRENGTH.replace('"strength_cam"', '"grad_cam"'),
        "already",
    ),
    "its key is a path": (STRENGTH.replace('"strength_cam"', '"../../etc"'), "plain word"),
    "its title is no text": (STRENGTH.replace('"Strength-CAM"', "12"), "title cannot be 12"),
    "it says that it takes minutes": (
        STRENGTH.replace("gradients=False", 'gradients=False, cost="minutes"'),
        "only a formula takes one pass",
    ),
    "it computes nothing": (STRENGTH.replace("formula=strength,", ""), "either a formula or steps"),
    "it is smoothed without gradients": (
        STRENGTH.replace("gradients=False", 'gradients=False, smoothable=("aug_smooth",)'),
        "smoothed",
    ),
}
LONG_AND_ODD = "Str\\u202eength " + "x" * 500


@pytest.fixture
def asked(photo: Path, tmp_path: Path) -> ExplainRequest:
    from torchvision.models import squeezenet1_1

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        torch.save(squeezenet1_1(num_classes=4).state_dict(), tmp_path / "four.pth")
    panes = (PaneSpec("strength_cam", layer=LAYER), PaneSpec("grad_cam", layer=LAYER))
    return ExplainRequest(
        image=ImageRef.of(photo),
        model=ModelRef.parse(str(tmp_path / "four.pth"), arch="squeezenet1_1"),
        panes=panes,
        serial=3,
    )


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Return a function that installs a package for this test; its module is forgotten after it."""
    before = set(sys.modules)

    def install(source: str = STRENGTH, name: str = "strength") -> Registry:
        folder = given_package(tmp_path / f"site-{name}", source, name=name)
        monkeypatch.syspath_prepend(str(folder))
        return every_method()[0]

    yield install
    for name in set(sys.modules) - before:
        if name.endswith("_method"):
            del sys.modules[name]


def answers(methods: Registry, asked: ExplainRequest) -> list[object]:
    with Engine(device="cpu", methods=methods) as engine:
        return list(engine.explain(asked))


def test_without_other_packages_there_are_ours_alone():
    assert every_method() == (built_in(), ())


def test_its_map_is_right_and_tells_whose_it_is(installed, asked):
    methods = installed()
    assert [row.key for row in methods.table][-1] == "strength_cam"
    with Engine(device="cpu", methods=methods) as engine:
        info = engine.open(asked.model)
        maps = [reply for reply in engine.explain(asked) if isinstance(reply, HeatMap)]
        seen: list[np.ndarray] = []
        layer = engine._subject.opened.module.get_submodule(LAYER)
        handle = layer.register_forward_hook(lambda *told: seen.append(told[2][0].numpy().copy()))
        with torch.no_grad():
            engine._subject.opened.module(engine._sights.of(asked.image, "default", lambda: None).x)
        handle.remove()
    assert info.default_layer
    assert np.allclose(maps[0].raw, np.abs(seen[0]).sum(0), atol=1e-5)
    assert maps[0].row.title == "Strength-CAM"
    assert maps[0].row.package == "strength 1.2"
    plain = [reply for reply in answers(built_in(), asked) if isinstance(reply, HeatMap)]
    assert np.array_equal(maps[1].raw, plain[0].raw)  # whatever it did to what it was given


def test_its_row_travels_to_the_window(installed):
    ready = Ready(device="CPU", methods=installed().table.others)
    (arrived,) = Unpacker().feed(pack(ready))
    assert arrived == ready
    assert arrived.methods[0].title == "Strength-CAM"


def test_it_is_cited_by_what_its_row_says(installed):
    text = bibtex([installed().find("strength_cam").row])
    assert "Doe, Strength, 2026" in text
    assert text.startswith("@misc{strength_cam,")


@pytest.mark.parametrize(("source", "said"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_one_is_told_and_left_out(installed, source, said):
    assert installed(source) == built_in()
    (problem,) = every_method()[1]
    assert "“strength”" in problem.headline
    assert said in problem.detail


def test_two_packages_cannot_take_one_key(installed):
    installed(name="first")
    methods = installed(name="second")
    assert [row.package for row in methods.table.others] == ["first 1.2"]
    (problem,) = every_method()[1]
    assert "“second”" in problem.headline


def test_its_words_are_fit_to_be_shown(installed):
    row = installed(STRENGTH.replace("Strength-CAM", LONG_AND_ODD)).find("strength_cam").row
    assert len(row.title) <= 200
    assert row.title.isprintable()


@pytest.mark.parametrize(
    "body",
    [
        "    raise KeyError('oh')",
        "    return 'no map'",
        "    return activations[0, 0]",
        "    import torch; return torch.zeros(2)[5]",
    ],
)
def test_it_fails_alone_and_in_words(installed, asked, body):
    source = STRENGTH.replace("    shares = np.abs(activations)\n", f"{body}\n")
    found = answers(installed(source), asked)
    (failure,) = [reply for reply in found if isinstance(reply, Failure)]
    assert failure.pane == 0
    assert failure.headline == "Strength-CAM failed on this picture."
    assert "“strength 1.2”" in failure.hint
    assert [reply.pane for reply in found if isinstance(reply, HeatMap)] == [1]


STEPS = """
import numpy as np
from viewer.core.maps.methods import MethodRow
from viewer.methods.look import Step
from viewer.methods.method import Method

def mirror(look):
    for done in (1, 2):
        batch = look.probe.x.flip(-1).repeat(done, 1, 1, 1)
        score = look.probe.scores(batch)[0]
        yield Step(done, 2, lambda: np.full((3, 4), score, np.float32))

METHOD = Method(
    row=MethodRow(
        key="strength_cam", title="Mirror", paper="Doe, 2026", year=2026, link="https://example.org",
        gradients=False, by_class=True, by_layer=False, cost="seconds", help="Mirrors the picture.",
    ),
    steps=mirror,
    passes=lambda look: 2,
)
"""


def test_one_of_many_passes_tells_how_far_it_is(installed, asked):
    *_, last = answers(installed(STEPS), replace(asked, panes=asked.panes[:1]))
    assert isinstance(last, HeatMap)
    assert last.layer == "input"
    assert last.signed is not None
    assert last.signed.shape == (3, 4)
    assert np.ptp(last.signed) == 0


def test_the_command_line_lists_it_and_warns_of_a_faulty_one(tmp_path):
    good = given_package(tmp_path / "good")
    bad = given_package(tmp_path / "bad", "raise RuntimeError('broken\\nfor good')", name="bad")
    paths = os.pathsep.join(map(str, (good, bad, *filter(None, sys.path))))
    done = subprocess.run(
        [sys.executable, "-m", "viewer", "methods"],
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].split()[:2] == ["strength_cam", "Strength-CAM"]
    (warning,) = done.stderr.splitlines()
    assert warning.startswith("camscope: The method “bad” of another package cannot be used.")
    assert "broken\\nfor good" in warning
