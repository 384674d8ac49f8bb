"""Write how many parameters every network of timm has, from the tables of names and shapes.

``python packaging/parameter_table.py`` prints the table; ``--write`` replaces
resources/models/parameters.txt. A line is a name, the parameters of the body, and what each class
adds: one row of the head, and its bias.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from viewer.engine.models.recognising.signatures import read_block, read_table  # noqa: E402

TARGET = REPOSITORY / "resources" / "models" / "parameters.txt"
BUFFERS = ("running_mean", "running_var", "relative_position_index", "attn_mask")


def table() -> str:
    """Return the text of the table."""
    return "\n".join(sorted(line(block) for block in read_table("timm").blocks)) + "\n"


def line(block: str) -> str:
    """Return one network's line."""
    network = read_block(block)
    entries = (entry.rpartition(" ") for entry in network.body)
    body = sum(size(shape) for key, _, shape in entries if not key.endswith(BUFFERS))
    per_class = sum(math.prod(head.width) + 1 for head in network.heads)
    return f"{network.name} {body} {per_class}"


def size(shape: str) -> int:
    """Return how many numbers "64x3x7x7" holds; "-" is a single one."""
    return 1 if shape == "-" else math.prod(map(int, shape.split("x")))


def main() -> None:
    """Print or replace the table."""
    if "--write" in sys.argv[1:]:
        TARGET.write_text(table(), encoding="utf-8")
    else:
        sys.stdout.write(table())


if __name__ == "__main__":
    main()
