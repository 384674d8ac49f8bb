"""How methods fare on photographs, for their pages: measured, then written as a small table.

python benchmarks/fared.py PICTURE… --out DIR [--write]

DIR keeps what is measured: the same call goes on from there. With --write the table of the pages,
`resources/methods/fared.csv`, is written anew.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from viewer.evaluate.evaluation import evaluate
from viewer.evaluate.order import EvaluateOptions
from viewer.evaluate.ranking import rankings
from viewer.evaluate.scores import read_scores
from viewer.evaluate.statistics import differences, summaries
from viewer.paths import resource

METHODS = (
    *("grad_cam", "layer_cam", "grad_cam_pp", "xgrad_cam", "hires_cam", "grad_cam_elementwise"),
    *("finer_cam", "eigen_cam", "eigen_grad_cam", "ablation_cam", "recipro_cam", "random_cam"),
)
MEASURES = ("deletion", "insertion", "drop", "class_sensitivity")
RANDOM = 4  # random maps that each map is held against; the pages do not tell of them
HEAD = "measure,method,n,mean,low,high,place,of,equal"


def main() -> int:
    """Measure, and write or print the table."""
    parser = argparse.ArgumentParser(description="How methods fare on photographs.")
    parser.add_argument("pictures", nargs="+", type=Path)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--write", action="store_true")
    typed = parser.parse_args()
    options = EvaluateOptions(out=typed.out, methods=METHODS, measures=MEASURES, random=RANDOM)
    code = evaluate(typed.pictures, options)
    text = table(typed.out / "scores.csv")
    if typed.write:
        (resource("methods") / "fared.csv").write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return code


def table(scores_file: Path) -> str:
    """Return a line for each measure and method: mean, its interval, and its place."""
    scores = read_scores(scores_file)
    lines = [HEAD]
    for ranking in rankings(summaries(scores), differences(scores)):
        for one in ranking.placed:
            told = one.summary
            numbers = f"{told.mean:.4f},{told.low:.4f},{told.high:.4f}"
            place = f"{one.place:g},{len(ranking.placed)},{int(one.is_noise)}"
            lines.append(f"{told.measure},{told.method},{told.n},{numbers},{place}")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
