"""The scripts of packaging and benchmarks, loaded as modules; they are no packages."""

from __future__ import annotations

import sys
from importlib import util
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]


def load_script(path: str) -> Any:
    """Run a script that does nothing by itself, such as “packaging/ranges.py”, and return it."""
    file = REPOSITORY / path
    spec = util.spec_from_file_location(f"script_{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    script = util.module_from_spec(spec)
    sys.modules[spec.name] = script  # dataclasses look their module up
    spec.loader.exec_module(script)
    return script
