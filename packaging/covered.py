"""Hold the modules that tests cover line by line to that: read what a run with --cov has measured.

With --write the list, tests/covered.txt, becomes what this run covers in whole.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from coverage import Coverage

REPOSITORY = Path(__file__).resolve().parent.parent
LIST = REPOSITORY / "tests" / "covered.txt"


def missing_lines(measured: Coverage) -> dict[str, str]:
    """Return each measured module with the lines that no test ran, "" for one covered in whole."""
    missing: dict[str, str] = {}
    for name in measured.get_data().measured_files():
        path = Path(name).resolve()
        if path.is_relative_to(REPOSITORY) and path.exists():
            missing[path.relative_to(REPOSITORY).as_posix()] = measured.analysis2(name)[4]
    return missing


def fallen(listed: list[str], missing: dict[str, str]) -> list[str]:
    """Return a line for each listed module that is not covered any more, or not there."""
    lines: list[str] = []
    for name in listed:
        if name not in missing:
            lines.append(f"{name}: not there; take it off the list (make covered)")
        elif missing[name]:
            lines.append(f"{name}: no test runs line {missing[name]}")
    return lines


def main() -> int:
    """Check the list, or write it; 1 if a listed module has lost a line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write tests/covered.txt")
    measured = Coverage()
    measured.load()
    missing = missing_lines(measured)
    if parser.parse_args().write:
        whole = sorted(name for name, lines in missing.items() if not lines)
        LIST.write_text("".join(f"{name}\n" for name in whole), encoding="utf-8")
        print(f"{len(whole)} of {len(missing)} measured modules are covered in whole")
        return 0
    lost = fallen(LIST.read_text(encoding="utf-8").split(), missing)
    print("\n".join(lost) or "every listed module is covered in whole")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
