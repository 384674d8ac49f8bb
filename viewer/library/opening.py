"""The functions that a program begins with: open a model, or explain one picture at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from torch import nn

from viewer.core.maps.geometry import InputMode
from viewer.library.explanation import Explanation
from viewer.library.function_methods import AnyMethod
from viewer.library.given_images import AnyImage
from viewer.library.model import BOTH, AnyModel, Model
from viewer.library.targets import AnyClass


def open(model: AnyModel = "default", *, device: str = "auto", **setup: Any) -> Model:
    """Open a model, to explain many pictures with it.

    Args:
        model: "default", ``zoo:NAME``, ``timm:NAME``, a file's path, or a network in memory, of
            which nothing is changed.
        device: "auto", "cpu", "cuda" or "mps".
        **setup: what the model does not tell itself: ``labels`` (names, or a file with them),
            ``arch``, ``weights``, ``setup`` (a file), ``mean`` and ``std`` of the input, its
            ``size`` (width, height), and the ``shorter_side`` before the crop; ``task="raw"``: its
            output is left as it is, for functions of it.

    A network of one convolution, and where in a picture of one bright pixel it looks:

    >>> import torch, camscope
    >>> net = torch.nn.Sequential(
    ...     torch.nn.Conv2d(3, 2, 1, bias=False), torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten()
    ... )
    >>> with torch.no_grad():
    ...     _ = net[0].weight.fill_(1.0)
    >>> bright = torch.zeros(3, 4, 4)
    >>> bright[:, 1, 2] = 1.0
    >>> with camscope.open(net, labels=["dim", "bright"], size=4) as model:
    ...     seen = model.explain(bright, classes="bright", layer=net[0], methods="grad_cam")
    >>> seen.maps[0].raw.shape
    (4, 4)
    >>> divmod(int(seen.maps[0].raw.argmax()), 4)
    (1, 2)

    Raises:
        UserError: the model cannot be opened.
    """
    return Model(model, device=device, **setup)


def explain(
    image: AnyImage,
    *,
    model: AnyModel = "default",
    classes: AnyClass | Iterable[AnyClass] = "top",
    methods: AnyMethod | Iterable[AnyMethod] = BOTH,
    layer: str | nn.Module | None = None,
    input: InputMode = "default",  # noqa: A002
    device: str = "auto",
    **setup: Any,
) -> Explanation:
    """Open a model, explain one picture, and close it again.

    Args:
        image: as ``Model.explain`` has it, and so have it those that follow.
        classes: what to explain.
        methods: how.
        layer: where.
        input: what the model sees.
        model: as ``open`` has it, and so have it those that follow.
        device: what computes.
        **setup: what the model does not tell itself.

    >>> import torch, camscope
    >>> net = torch.nn.Sequential(
    ...     torch.nn.Conv2d(3, 2, 3), torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten()
    ... )
    >>> seen = camscope.explain(
    ...     torch.ones(3, 8, 8), model=net, classes=[0, 1], layer=net[0], methods="grad_cam", size=8
    ... )
    >>> [(heat.method, heat.target, heat.raw.shape) for heat in seen.maps]
    [('grad_cam', 0, (6, 6)), ('grad_cam', 1, (6, 6))]

    Raises:
        UserError: something of it is at fault; the sentence says what.
    """
    with Model(model, device=device, **setup) as opened:
        return opened.explain(image, classes=classes, methods=methods, layer=layer, input=input)
