"""Whether maps of boxes lie on their objects, against two controls; and what many boxes cost.

python benchmarks/boxes.py [--data FOLDER] [--repeats N] [--quick]

FastestDet and three labelled photographs are looked for beside the checkout. Of each labelled
object that the model finds (overlap at least a half), the class's number of the box is explained;
energy is the share of the map's positive part within the object's outline.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "given"))

from given_detector import SHARED, fastestdet

from benchmarks.box_costs import BOXES, Case, costs, of_torchvision
from benchmarks.rows import Row, markdown
from viewer.core.asks.records import Prediction
from viewer.core.asks.references import ImageRef
from viewer.core.asks.target import ResolvedBox, Target
from viewer.core.maps.arrays import Floats
from viewer.core.maps.geometry import plan_geometry
from viewer.core.maps.heat import upsample
from viewer.core.pictures.images import load_picture
from viewer.engine.look.passes import Pass, run_pass
from viewer.engine.look.preprocess import to_input
from viewer.engine.look.subject import Subject, open_subject
from viewer.measures.annotations.reading import ObjectTruth
from viewer.measures.truth import Region, TruthRegions, places
from viewer.methods.method import compute
from viewer.methods.registry import built_in
from viewer.tasks.box_choice import overlaps

LAYERS = ("SPP", "backbone.stage4", "backbone.stage3")
DEFAULT = ("hires_cam", "backbone.stage4")
CONTROL = "size of the gradient alone"
CHANCE = "share of the picture"
METHODS = ("grad_cam", "hires_cam", "layer_cam")


@dataclass(frozen=True)
class Found:
    """A labelled object that the model has found, with the pass that found it."""

    run: Pass
    target: ResolvedBox
    mask: np.ndarray  # of the object, in the model's input
    name: str


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=SHARED, help="(default: beside the checkout)")
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--quick", action="store_true", help="FastestDet's costs alone")
    typed = parser.parse_args()
    torch.set_num_threads(1)
    subject = open_subject(fastestdet(), torch.device("cpu"), "CPU")
    pictures = sorted((typed.data / "truth").glob("2011_*.jpg"))
    found = [one for picture in pictures for one in labelled(subject, picture)]
    sys.stdout.write("\n".join(table(found)) + "\n\n")
    rows = [*goals(found), *costs(street(subject, pictures[0]), typed.repeats)]
    for case in () if typed.quick else of_torchvision():
        rows += costs(case, max(1, typed.repeats // 3))
    sys.stdout.write(f"{markdown(rows)}\n")


def labelled(subject: Subject, picture: Path) -> Iterator[Found]:
    """Yield the labelled objects of a picture, each with the surest box that lies on it."""
    run, seen = looked_at(subject, picture)
    truth = ObjectTruth(picture.with_suffix(".json")).of(picture)
    rule = subject.model.answer.boxes
    assert truth is not None
    assert rule is not None
    left = list(truth.regions)
    for row in seen.top:
        region = best(left, np.array(row.place), row.name)
        if region is None:
            continue
        left.remove(region)
        target = subject.model.task.resolve(row.target, seen.answer, seen.geometry)
        assert isinstance(target, ResolvedBox)
        alone = TruthRegions(regions=(region,), size=truth.size)
        (place,) = places(alone, seen.geometry, row.name)
        yield Found(run, target, place.mask, f"{picture.stem} {row.asks} {row.name}")


def looked_at(subject: Subject, path: Path) -> tuple[Pass, Prediction]:
    """Return the pass of a picture that recorded all layers, and its boxes."""
    task, picture = subject.model.task, load_picture(path)
    geometry = plan_geometry(picture.size, subject.model.rule, "default")
    x = to_input(picture, geometry, subject.model.rule)
    run = run_pass(subject.opened.module, x, frozenset(LAYERS), lambda: None, task)
    answer = run.capture.answer.detach().numpy()
    said = task.say(answer, geometry)
    seen = Prediction(
        serial=0,
        image=ImageRef.of(path),
        answer=answer,
        probabilities=said.probabilities,
        top=said.top,
        groups=(),
        geometry=geometry,
    )
    return run, seen


def best(regions: list[Region], box: np.ndarray, name: str) -> Region | None:
    """Return the object of a class that a box covers best; None: none at least by half."""
    mine = [one for one in regions if one.label == name]
    shared = overlaps(box, np.array([one.box for one in mine])) if mine else np.zeros(1)
    return mine[int(shared.argmax())] if shared.max() >= 0.5 else None


def maps_of(one: Found, layer: str) -> Iterator[tuple[str, Floats]]:
    """Yield each method's map at a layer, and that of the control."""
    activations = one.run.capture.activations(layer).numpy()
    gradients = one.run.gradients(one.target, [layer])[layer].numpy()
    for key in METHODS:
        yield key, compute(built_in().find(key), activations, gradients).raw
    yield CONTROL, np.linalg.norm(gradients, axis=0)


def energies(found: list[Found]) -> dict[tuple[str, str], list[float]]:
    """Return the energy of each object's map, by method and layer."""
    told: dict[tuple[str, str], list[float]] = {}
    for one in found:
        for layer in LAYERS:
            for key, raw in maps_of(one, layer):
                told.setdefault((key, layer), []).append(energy(raw, one.mask))
    return told


def energy(raw: Floats, mask: np.ndarray) -> float:
    """Return the share of a map, enlarged to the input, that lies within a mask."""
    large = np.clip(upsample(raw, (mask.shape[1], mask.shape[0])), 0, None)
    return float(large[mask].sum() / max(float(large.sum()), 1e-12))


def peaks_inside(found: list[Found]) -> int:
    """Return how many of the default maps have their highest place within the object."""
    key, layer = DEFAULT
    inside = 0
    for one in found:
        raw = dict(maps_of(one, layer))[key]
        large = upsample(raw, (one.mask.shape[1], one.mask.shape[0]))
        inside += bool(one.mask[np.unravel_index(int(large.argmax()), large.shape)])
    return inside


def table(found: list[Found]) -> list[str]:
    """Return the energies as a table, layers across."""
    told = energies(found)
    lines = [f"| energy within {len(found)} objects | {' | '.join(LAYERS)} |", "| --- " * 4 + "|"]
    for key in (*METHODS, CONTROL):
        numbers = (f"{np.mean(told[key, layer]):.3f}" for layer in LAYERS)
        lines.append(f"| {key} | {' | '.join(numbers)} |")
    chance = np.mean([one.mask.mean() for one in found])
    return [*lines, f"| {CHANCE} | {chance:.3f} | | |"]


def goals(found: list[Found]) -> Iterator[Row]:
    """Yield how the default comes out against its controls."""
    told = energies(found)
    mean, control = (float(np.mean(told[key, DEFAULT[1]])) for key in (DEFAULT[0], CONTROL))
    count = len(found)
    inside = peaks_inside(found)
    yield Row("labelled objects found", "= 7", str(count), count == 7)
    yield Row("default: energy within the object", "≥ 0.65", f"{mean:.3f}", mean >= 0.65)
    yield Row("lift over the control", "≥ 0.15", f"{mean - control:+.3f}", mean - control >= 0.15)
    yield Row("peaks within the object", "≥ 6", str(inside), inside >= 6)


def street(subject: Subject, path: Path) -> Case:
    """Return the open detector with twenty boxes of a photograph, whatever their confidence."""
    _, seen = looked_at(subject, path)
    task, picture = subject.model.task, load_picture(path)
    geometry = plan_geometry(picture.size, subject.model.rule, "default")
    named = (Target.parse(f"box {number + 1}") for number in range(BOXES))
    boxes = [task.resolve(target, seen.answer, geometry) for target in named]
    return Case(
        name="FastestDet",
        module=subject.opened.module,
        plain=subject.opened.module,
        x=to_input(picture, geometry, subject.model.rule),
        task=task,
        targets=[box for box in boxes if isinstance(box, ResolvedBox)],
        layer=DEFAULT[1],
        score=lambda answer, box: answer[box.row, 5 + box.index],
    )


if __name__ == "__main__":
    main()
