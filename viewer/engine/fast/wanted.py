"""Whether a faster engine than torch may be used here: it is installed and not switched off."""

from __future__ import annotations

import importlib.util
import os

import torch

from viewer.engine.look.precision import FULL, precision_name
from viewer.engine.look.subject import Subject
from viewer.tasks.protocol import ComparingTask

VARIABLE = "CAMSCOPE_FAST"  # "off": torch computes all; read before every pass
PACKAGE = "openvino"


def is_wanted(device: torch.device) -> bool:
    """Tell whether a faster engine may compute: on a CPU, in float32, where there is one."""
    if os.environ.get(VARIABLE) == "off" or device.type != "cpu":
        return False
    return precision_name(device) == FULL and importlib.util.find_spec(PACKAGE) is not None


def is_fit(subject: Subject) -> bool:
    """Tell whether a network gives one picture the same answer every time, and needs no more.

    What is read before the last layer is left to torch: networks are compiled with their answer.
    """
    model = subject.model
    return not (model.inputs or model.answer.varies or isinstance(model.task, ComparingTask))
