"""Print the list of rooms for ARCHITECTURE.md from the modules' own docstrings.

With --write it replaces the block between the markers ``<!-- rooms -->`` and ``<!-- /rooms -->``.
"""

from __future__ import annotations

import argparse
import ast
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
OPENING, CLOSING = "<!-- rooms -->", "<!-- /rooms -->"


def first_line(module: Path) -> str:
    """Return the first line of a module's docstring, word for word."""
    text = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    return text.partition("\n")[0]


def room_list(root: Path) -> str:
    """Return the Markdown list: a heading for each package, a line for each of its modules."""
    starts = ("camscope.py", "main.py")
    lines = [f"- `{name}` {first_line(root / name)}" for name in starts]
    for package in sorted(path.parent for path in (root / "viewer").rglob("__init__.py")):
        modules = sorted(package.glob("*.py"))
        opening = first_line(package / "__init__.py")
        lines += ["", f"### `{package.relative_to(root).as_posix()}/`", "", opening, ""]
        lines += [f"- `{m.name}` {first_line(m)}" for m in modules if m.name != "__init__.py"]
        if lines[-1] == "":
            lines.pop()
    return "\n".join(lines) + "\n"


def replace_block(text: str, rooms: str) -> str:
    """Return the page with the block between the markers replaced.

    Raises:
        ValueError: the page lacks a marker.
    """
    before, opening, rest = text.partition(OPENING)
    _, closing, after = rest.partition(CLOSING)
    if not opening or not closing:
        raise ValueError(f"ARCHITECTURE.md lacks the markers {OPENING} and {CLOSING}.")
    return f"{before}{OPENING}\n\n{rooms}\n{CLOSING}{after}"


def main() -> int:
    """Print the list, or write it into ARCHITECTURE.md."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="update ARCHITECTURE.md")
    rooms = room_list(REPOSITORY)
    if not parser.parse_args().write:
        print(rooms, end="")
        return 0
    page = REPOSITORY / "ARCHITECTURE.md"
    page.write_text(replace_block(page.read_text(encoding="utf-8"), rooms), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
