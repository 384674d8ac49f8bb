"""Run the tests with the lowest versions that pyproject.toml promises, and with today's newest.

    python packaging/ranges.py [lowest|newest|both] [--keep torch==2.14.1 …] [-- PYTEST ARGUMENTS]

Each set gets a fresh virtual environment below --folder. Only direct requirements are pinned to
their lowest version; what those require themselves is the package manager's choice. What one
package of these says of another one's age is a warning here, and no failure. A requirement
named with --keep gets that version in both sets, such as the torch that is on this computer.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterable, Sequence
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
OWN = "camscope"  # an extra that names another one
EXTRAS = ("test", "heic", "fast", "report")


def requirements(extras: Iterable[str] = EXTRAS) -> list[Requirement]:
    """Return the direct requirements that apply to this Python and system."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = list(project["dependencies"])
    for extra in extras:
        told += project["optional-dependencies"][extra]
    found = [Requirement(line) for line in told]
    applying = [each for each in found if each.marker is None or each.marker.evaluate()]
    return [each for each in applying if each.name.lower() != OWN]


def lowest(requirement: Requirement) -> str:
    """Return a requirement at its lowest version.

    Raises:
        ValueError: it promises no lowest version.
    """
    bounds = [each.version for each in requirement.specifier if each.operator == ">="]
    if len(bounds) != 1:
        raise ValueError(f"{requirement} has no lowest version")
    return f"{requirement.name}=={bounds[0]}"


def wanted(which: str, keep: Sequence[str] = ()) -> list[str]:
    """Return what is installed for the set “lowest” or “newest”."""
    kept = {Requirement(line).name.lower(): line for line in keep}
    lines: list[str] = []
    for each in requirements():
        asked = lowest(each) if which == "lowest" else f"{each.name}{each.specifier}"
        lines.append(kept.get(each.name.lower(), asked))
    return lines


def run(which: str, folder: Path, keep: Sequence[str], tests: Sequence[str]) -> int:
    """Install one set and run the tests with it; return pytest's exit code."""
    place = folder / which
    venv.create(place, with_pip=True, clear=True)
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    newest = ["--upgrade", "--upgrade-strategy", "eager"] if which == "newest" else []
    steps = (
        [python, "-m", "pip", "install", *newest, *wanted(which, keep)],
        [python, "-m", "pip", "install", "--no-deps", "--editable", ROOT],
        [python, "-m", "pip", "freeze"],
    )
    for step in steps:
        print("+", *step, flush=True)
        subprocess.run([str(part) for part in step], check=True, cwd=folder)
    pytest = [str(python), "-m", "pytest", "-W", "default", *tests]
    return subprocess.run(pytest, check=False, cwd=ROOT).returncode


def main() -> int:
    """Read what is typed; everything after “--” goes to pytest."""
    typed, _, tests = _parted(sys.argv[1:])
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("which", nargs="?", default="both", choices=("lowest", "newest", "both"))
    parser.add_argument("--folder", type=Path, default=None, help="for the environments")
    parser.add_argument("--keep", nargs="*", default=[], metavar="NAME==VERSION")
    parser.add_argument("--list", action="store_true", help="print what would be installed")
    options = parser.parse_args(typed)
    sets = ("lowest", "newest") if options.which == "both" else (options.which,)
    if options.list:
        for which in sets:
            print(f"# {which}", *wanted(which, options.keep), sep="\n")
        return 0
    folder = options.folder or Path(tempfile.mkdtemp(prefix="camscope-ranges-"))
    folder.mkdir(parents=True, exist_ok=True)
    return max(run(which, folder, options.keep, tests) for which in sets)


def _parted(words: list[str]) -> tuple[list[str], str, list[str]]:
    at = words.index("--") if "--" in words else len(words)
    return words[:at], "--", words[at + 1 :]


if __name__ == "__main__":
    sys.exit(main())
