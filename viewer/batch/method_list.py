"""The table of methods that the command line prints: ours, and those of other packages."""

from __future__ import annotations

import sys

from viewer.batch.printing import print_table
from viewer.methods.third_party import every_method


def print_methods() -> int:
    """Print the table of methods; those of other packages come last."""
    methods, problems = every_method()
    for problem in problems:
        sys.stderr.write(f"camscope: {problem.headline} {problem.detail}\n")
    rows = [(row.key, row.title, row.cost, row.help, row.paper) for row in methods.table]
    print_table(("METHOD", "TITLE", "COST", "WHAT IT DOES", "PAPER"), rows)
    return 0
