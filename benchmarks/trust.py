"""What measures of trust cost: against other packages, in a window, and over a folder.

python benchmarks/trust.py [PICTURE] [--only ratios|card|window|folder] [--repeats N] [--steps N]
    [--pictures N]

torch-cam and Quantus come with the extra "peers". A whole run takes some ten minutes.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks.held_memory import held_mb
from benchmarks.rows import Row, markdown, ratio_row
from benchmarks.timing import measure
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.errors import UserError
from viewer.engine.engine import Engine
from viewer.engine.explain.measuring import MeasureWish
from viewer.evaluate.evaluation import evaluate
from viewer.evaluate.order import EvaluateOptions
from viewer.evaluate.progress import EvaluationProgress
from viewer.measures.registry import MEASURES, card, find_measures
from viewer.measures.removal import blurred, deletion_curve, insertion_curve
from viewer.measures.trial import Trial, ranked

KEY = "deletion"
METHODS = ("grad_cam", "layer_cam", "hires_cam", "eigen_cam", "random_cam")
CARD_S, FIRST_S, STALL_MS, GROWTH = 10.0, 1.0, 50.0, 0.05  # goals


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """How much is measured."""

    picture: Path
    repeats: int
    steps: int
    pictures: int


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("picture", nargs="?", type=Path, help="(default: a drawn one)")
    parser.add_argument("--only", choices=tuple(GROUPS), action="append")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--steps", type=int, default=100, help="of each curve")
    parser.add_argument("--pictures", type=int, default=100, help="of the folder")
    typed = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        amounts = Amounts(
            picture=typed.picture or drawn(Path(name) / "drawn.png"),
            repeats=typed.repeats,
            steps=typed.steps,
            pictures=typed.pictures,
        )
        print(markdown(()), flush=True)
        for group in typed.only or GROUPS:
            for row in GROUPS[group](amounts):
                print(markdown((row,)).splitlines()[-1], flush=True)


def ratio_rows(amounts: Amounts) -> Iterator[Row]:
    """Hold both curves against the plain loop and against other packages; one thread."""
    torch.set_num_threads(1)
    with Engine("cpu") as engine:
        engine.open(ModelRef.default())
        trial, steps = trial_of(engine, request_of(amounts.picture)), amounts.steps
        model = engine._subject.opened.module  # noqa: SLF001 - what the others ask
        divided = nearest_divisor(trial.map.size, steps)  # Quantus takes no other
        ways: dict[str, Callable[[], object]] = {
            "ours": lambda: curves(engine, trial, steps),
            "deletion": lambda: curves(engine, trial, divided, insertion=False),
            "plain": lambda: plain(model, trial, steps),
        }
        ways |= {name: partial(way, model, trial, steps) for name, way in peers().items()}
        took = measure(ways, amounts.repeats)
    both = f"deletion + insertion, {steps} steps each"
    yield ratio_row(f"{both} ÷ plain loop", None, took["ours"], took["plain"])
    if "torchcam" in took:
        yield ratio_row(f"{both} ÷ torch-cam", None, took["ours"], took["torchcam"])
    if "quantus" in took:
        work = f"deletion, {divided} steps ÷ Quantus (PixelFlipping)"
        yield ratio_row(work, None, took["deletion"], took["quantus"])


def card_rows(amounts: Amounts) -> Iterator[Row]:
    """Read the whole card of one map, and tell when each verdict came; two threads."""
    torch.set_num_threads(2)
    request = request_of(amounts.picture)
    with Engine("cpu") as engine:
        engine.open(ModelRef.default())
        list(engine.explain(request))
        start, cpu, first = time.perf_counter(), time.process_time(), 0.0
        for found in engine.measure(request, MeasureWish(measures=card(truth=False))):
            first = first or time.perf_counter() - start
            yield Row(f"{found.row.key} of one map", "", "", None, f"{found.seconds:.2f} s", 1)
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    told = f"{cpu / 2:.1f} s on each core"
    yield Row("the whole card", f"≤ {CARD_S:g} s", told, wall <= CARD_S, f"{wall:.1f} s", 1)
    yield Row("first verdict", f"< {FIRST_S:g} s", "", first < FIRST_S, f"{first:.2f} s", 1)


def window_rows(amounts: Amounts) -> Iterator[Row]:
    """Watch the real window while the card of its first map is read."""
    from benchmarks.trust_window import worst_stall

    with tempfile.TemporaryDirectory() as home:
        stall = worst_stall(amounts.picture, Path(home))
    work = f"the window's worst stall while a card is read ({stall.seconds:.1f} s)"
    told, met = f"{stall.busy_ms:.0f} ms", stall.busy_ms < STALL_MS
    yield Row(work, f"< {STALL_MS:g} ms", told, met, f"{stall.pause_ms:.0f} ms", 1)


def folder_rows(amounts: Amounts) -> Iterator[Row]:
    """Evaluate a folder by all measures that take one pass, and watch the memory."""
    cheap = tuple(
        one.row.key for one in MEASURES if one.row.cost == "one pass" and not one.row.truth
    )
    held: list[float] = []

    @dataclass(slots=True)
    class Watched(EvaluationProgress):
        """Says nothing, and looks at the memory."""

        seconds: list[float] = field(default_factory=list)

        def finished(self, name: str, error: UserError | None = None) -> None:
            assert error is None, (name, error)
            held.append(held_mb())

        def note(self, sentence: str) -> None:
            """Say nothing."""

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "pictures"
        folder.mkdir()
        for number in range(amounts.pictures):
            drawn(folder / f"{number:03}.png", seed=number)
        options = EvaluateOptions(out=Path(name) / "out", methods=METHODS, measures=cheap)
        start = time.perf_counter()
        evaluate([folder], options, Watched)
        seconds = time.perf_counter() - start
    told = f"{amounts.pictures} pictures × {len(METHODS)} methods × {len(cheap)} cheap measures"
    minute = 60 * len(held) / seconds
    yield Row(told, "–", "", None, f"{minute:.0f} pictures a minute", 1)
    settled = held[max(0, len(held) // 10 - 1)]
    growth = max(held) / settled - 1
    work = "the same: memory after the first tenth"
    yield Row(work, f"≤ +{GROWTH:.0%}", f"{growth:+.1%}", growth <= GROWTH, f"{settled:.0f} MB", 1)


GROUPS: dict[str, Callable[[Amounts], Iterator[Row]]] = {
    "ratios": ratio_rows,
    "card": card_rows,
    "window": window_rows,
    "folder": folder_rows,
}


def request_of(picture: Path) -> ExplainRequest:
    image = ImageRef.of(picture)
    return ExplainRequest(image=image, model=ModelRef.default(), panes=(PaneSpec("grad_cam"),))


def drawn(path: Path, *, seed: int = 0) -> Path:
    """Write a picture of coloured squares, and return its path."""
    random = np.random.default_rng(seed).integers(0, 255, (6, 6, 3)).astype(np.uint8)
    Image.fromarray(random).resize((300, 300)).save(path)
    return path


def trial_of(engine: Engine, request: ExplainRequest) -> Trial:
    """Return the trial of the request's map, by a measure that only keeps it."""
    kept: list[Trial] = []
    (known,) = find_measures((KEY,))

    def keep(trial: Trial) -> object:
        kept.append(trial)
        return known.read(trial)

    wish = MeasureWish(measures=(replace(known, read=keep, rivals="none"),))
    list(engine.measure(request, wish))
    return kept[0]


def curves(engine: Engine, trial: Trial, steps: int, *, insertion: bool = True) -> None:
    """Read the curves as the engine does, with the model in its fast form."""
    logits = engine._subject.opened.module(torch.from_numpy(trial.x[None]))  # noqa: SLF001
    with trial.ask.quickly(logits[0].detach().numpy()):
        deletion_curve(trial, steps=steps)
        if insertion:
            insertion_curve(trial, steps=steps)


def plain(model: torch.nn.Module, trial: Trial, steps: int) -> None:
    """Do the same as published code does: one picture after the other."""
    order = ranked(trial.map)
    mean = np.broadcast_to(trial.x.mean(axis=(1, 2))[:, None, None], trial.x.shape)
    for whole, other in ((trial.x, mean), (blurred(trial.x), trial.x)):
        picture = whole.reshape(len(whole), -1).copy()
        instead = other.reshape(len(other), -1)
        for end in np.linspace(0, order.size, steps + 1).astype(int):
            picture[:, order[:end]] = instead[:, order[:end]]
            with torch.no_grad():
                model(torch.from_numpy(picture.reshape(1, *trial.x.shape))).softmax(1)


def nearest_divisor(size: int, steps: int) -> int:
    """Return the number of equal steps that is nearest to one that is wanted."""
    return min((one for one in range(1, size + 1) if size % one == 0), key=lambda n: abs(n - steps))


def peers() -> dict[str, Callable[[torch.nn.Module, Trial, int], object]]:
    """Return what is installed of the others, each asked about the same map in as many steps."""
    known = {"torchcam": torch_cams, "quantus": flipped_by_quantus}
    return {name: way for name, way in known.items() if importlib.util.find_spec(name)}


class GivenMap:
    """An extractor as torch-cam has them, which gives a map that is there already."""

    def __init__(self, model: torch.nn.Module, values: np.ndarray) -> None:
        self.model, self.values = model, torch.from_numpy(values)[None]

    def __call__(self, *_: object, **__: object) -> list[torch.Tensor]:
        """Return the map, whatever is asked for."""
        return [self.values]

    def fuse_cams(self, maps: list[torch.Tensor]) -> torch.Tensor:
        """Return the only map there is."""
        return maps[0]

    def _hooks_off(self) -> Any:
        return nullcontext()


def torch_cams(model: torch.nn.Module, trial: Trial, steps: int) -> None:
    """Read both curves by torch-cam."""
    taken: Any = import_module("torchcam.metrics").DeletionInsertionMetric
    metric = taken(GivenMap(model, trial.map), partial(torch.softmax, dim=-1), steps=steps)
    with torch.no_grad():
        metric.update(torch.from_numpy(trial.x[None]))
    metric.summary()


def flipped_by_quantus(model: torch.nn.Module, trial: Trial, steps: int) -> None:
    """Read the curve of deletion by Quantus."""
    quantus: Any = import_module("quantus")
    flipping = quantus.PixelFlipping(
        features_in_step=trial.map.size // nearest_divisor(trial.map.size, steps),
        perturb_baseline="mean",
        disable_warnings=True,
        display_progressbar=False,
    )
    with torch.no_grad():
        best = int(model(torch.from_numpy(trial.x[None])).argmax())
    flipping(
        model=model,
        x_batch=trial.x[None],
        y_batch=np.array([best]),
        a_batch=trial.map[None, None],
        softmax=True,
        device="cpu",
    )


if __name__ == "__main__":
    main()
