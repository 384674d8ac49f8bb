"""What measures of trust cost against plain loops that do the same: ratios, in one run.

python benchmarks/trust.py [--repeats N] [--steps N]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.timing import Took, measure
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.engine.engine import Engine
from viewer.engine.explain.measuring import MeasureWish
from viewer.measures.registry import card, find_measures
from viewer.measures.removal import blurred, deletion_curve, insertion_curve
from viewer.measures.trial import Trial, ranked

KEY = "deletion"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("picture", nargs="?", type=Path, help="(default: a drawn one)")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--steps", type=int, default=100, help="of each curve")
    typed = parser.parse_args()
    torch.set_num_threads(1)
    with Engine("cpu") as engine:
        engine.open(ModelRef.default())
        request = request_of(typed.picture or drawn())
        trial = trial_of(engine, request)
        model = engine._subject.opened.module  # noqa: SLF001 - the plain loop's
        took = measure(
            {
                "ours": lambda: curves(engine, trial, typed.steps),
                "plain": lambda: plain(model, trial, typed.steps),
            },
            typed.repeats,
        )
        told("deletion + insertion ÷ plain loop", took["ours"], took["plain"])
        print_card(engine, request)


def print_card(engine: Engine, request: ExplainRequest) -> None:
    """Read the whole card of one map, and tell when each verdict came; two threads."""
    torch.set_num_threads(2)
    list(engine.explain(request))
    start, cpu, first = time.perf_counter(), time.process_time(), 0.0
    for found in engine.measure(request, MeasureWish(measures=card(truth=False))):
        first = first or time.perf_counter() - start
        print(f"{found.row.key:<28} {found.seconds:6.2f} s")
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(f"the whole card: {wall:.2f} s, half its CPU seconds {cpu / 2:.2f}; first {first:.2f} s")


def request_of(picture: Path) -> ExplainRequest:
    image = ImageRef.of(picture)
    return ExplainRequest(image=image, model=ModelRef.default(), panes=(PaneSpec("grad_cam"),))


def drawn() -> Path:
    """Return a picture of coloured squares, in a folder of its own."""
    random = np.random.default_rng(0).integers(0, 255, (6, 6, 3)).astype(np.uint8)
    path = Path(tempfile.mkdtemp()) / "drawn.png"
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


def curves(engine: Engine, trial: Trial, steps: int) -> None:
    """Read both curves as the engine does, with the model in its fast form."""
    logits = engine._subject.opened.module(torch.from_numpy(trial.x[None]))  # noqa: SLF001
    with trial.ask.quickly(logits[0].detach().numpy()):
        deletion_curve(trial, steps=steps)
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


def told(what: str, ours: Took, other: Took) -> None:
    ratio, seconds = ours.cpu / other.cpu, ours.cpu
    print(f"{what:<44} {ratio:5.2f}  ({seconds:.2f} s, {ours.turns} turns)")


if __name__ == "__main__":
    main()
