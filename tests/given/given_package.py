"""Another package with a method of its own, as an installer leaves it."""

from __future__ import annotations

from pathlib import Path

STRENGTH = '''"""Strength: the activations' absolute values, added over the channels."""

import numpy as np
import torch  # such a package need not be careful

from viewer.core.maps.methods import MethodRow
from viewer.methods.method import Method


def strength(activations):
    shares = np.abs(activations)
    activations[:] = 0  # what it is given is its own
    return shares


METHOD = Method(
    row=MethodRow(
        key="strength_cam",
        title="Strength-CAM",
        paper="Doe, Strength, 2026",
        year=2026,
        link="https://example.org/strength",
        gradients=False,
        help="Shows where the layer is strong.",
    ),
    formula=strength,
)
'''


def given_package(folder: Path, source: str = STRENGTH, *, name: str = "strength") -> Path:
    """Install a package whose module holds a method, and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}_method.py").write_text(source, encoding="utf-8")
    told = folder / f"{name}-1.2.dist-info"
    told.mkdir()
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\n")
    (told / "entry_points.txt").write_text(f"[camscope.methods]\n{name} = {name}_method:METHOD\n")
    return folder
