"""Write the table of layer classes that CamScope builds from a pickled model.

``python packaging/class_table.py`` prints it; ``--write`` replaces resources/models/classes.txt.
Run it again whenever torch, torchvision or timm change.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import pkgutil
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from viewer.engine.models.pickled.classes import PACKAGES, is_allowed

TABLE = Path(__file__).resolve().parent.parent / "resources" / "models" / "classes.txt"
LIBRARIES = ("torch", "torchvision", "timm")


def table() -> str:
    """Return the whole table: the versions it was made from, then one class a line."""
    versions = (f"# {name} {importlib.metadata.version(name)}" for name in LIBRARIES)
    return "\n".join((*versions, *sorted(set(class_names())))) + "\n"


def class_names() -> Iterator[str]:
    """Yield every layer class of the allowed packages, each where it is defined."""
    for module in modules():
        for name, value in vars(module).items():
            if getattr(value, "__module__", "") == module.__name__ and is_allowed(
                f"{module.__name__}.{name}", value
            ):
                yield f"{module.__name__}.{name}"


def modules() -> Iterator[ModuleType]:
    """Import every module of the allowed packages that can be imported here."""
    for package in PACKAGES:
        root = importlib.import_module(package)
        yield root
        for found in pkgutil.walk_packages(root.__path__, f"{package}.", onerror=lambda _: None):
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    yield importlib.import_module(found.name)
            except ImportError:
                continue


def main() -> None:
    """Print or write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="replace the table in resources")
    if parser.parse_args().write:
        TABLE.write_text(table(), encoding="utf-8")
    else:
        print(table(), end="")


if __name__ == "__main__":
    main()
