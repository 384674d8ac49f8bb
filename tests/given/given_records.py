"""Records as a test needs them: small and complete, each field of them to be chosen otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import HeatMap, Prediction
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.target import ResolvedTarget, Target
from viewer.core.maps.geometry import Geometry, InputRule
from viewer.methods.registry import built_in

SQUARE = (224, 224)


def given_model(**chosen: Any) -> ModelInfo:
    """Return a model of two classes, “cat” and “dog”, without layers."""
    usual = {
        "ref": ModelRef(),
        "title": "Net",
        "tree": "Net()",
        "layers": (),
        "default_layer": "features",
        "class_names": ("cat", "dog"),
        "groups": (),
        "rule": InputRule(size=SQUARE, shorter_side=256),
        "fixed_size": False,
        "parameters": 1,
        "device": "CPU",
    }
    fields = usual | chosen
    return ModelInfo(**{"class_titles": fields["class_names"], **fields})


def given_map(raw: Any, geometry: Geometry, **chosen: Any) -> HeatMap:
    """Return a Grad-CAM map of “dog” in the first pane; its method is chosen by key."""
    usual = {
        "serial": 1,
        "pane": 0,
        "image": ImageRef(path=Path("a.png")),
        "layer": "blocks.6",
        "target": Target(),
        "resolved": ResolvedTarget(title="dog", members=(1,)),
        "score": 1.0,
        "probability": 0.5,
        "raw": np.asarray(raw, np.float32),
        "geometry": geometry,
    }
    row = built_in().find(chosen.pop("method", "grad_cam")).row
    return HeatMap(row=row, **usual | chosen)


def given_prediction(geometry: Geometry, **chosen: Any) -> Prediction:
    """Return what is said of a picture: nothing of two classes, unless chosen otherwise."""
    usual = {
        "serial": 1,
        "image": ImageRef(path=Path("a.png")),
        "answer": np.zeros(2, np.float32),
        "probabilities": np.zeros(2, np.float32),
        "top": (),
        "groups": (),
        "geometry": geometry,
    }
    return Prediction(**usual | chosen)
