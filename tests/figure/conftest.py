"""Hand-made explanations for the figure tests."""

from pathlib import Path

import numpy as np
import pytest
from given_records import given_map, given_model, given_prediction

from viewer.core.asks.records import ExplainedPicture
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import ResolvedTarget, Target
from viewer.core.maps.geometry import Geometry
from viewer.core.scene import Scene, View

WHOLE = {"resized": (224, 224), "offset": (0, 0), "input": (224, 224), "mode": "stretch"}


def ramp_picture(width, height):
    y, x = np.mgrid[0:height, 0:width]
    channels = [x * 255 // (width - 1), y * 255 // (height - 1), (x * 3 + y * 5) % 256]
    return np.stack(channels, axis=-1).astype(np.uint8)


@pytest.fixture
def make_explanation():
    """Make an explanation of a picture size; ``crop`` sees only its middle square."""

    def make(size=(240, 160), name="photo.png", target="dog", *, crop=False, raws=None):
        side = min(size)
        offset = ((size[0] - side) // 2, (size[1] - side) // 2)
        seen = {"resized": size, "offset": offset, "input": (side, side)} if crop else WHOLE
        geometry = Geometry(original=size, **seen)
        image = ImageRef(path=Path("/pictures") / name)
        peak = np.array([[0, 0, 0], [0, 0, 4], [0, 0, 0]], np.float32)
        raws = raws or {"grad_cam": peak, "layer_cam": np.array([[0, 1], [2, 3]], np.float32)}
        maps = tuple(
            given_map(
                raw,
                geometry,
                pane=pane,
                image=image,
                method=method,
                layer="conv_head",
                target=Target.parse(target),
                resolved=ResolvedTarget(title=target, members=(151, 152)),
                score=3.5,
                probability=0.625,
            )
            for pane, (method, raw) in enumerate(raws.items())
        )
        prediction = given_prediction(
            geometry,
            image=image,
            answer=np.array([1, 2], np.float32),
            probabilities=np.array([0.25, 0.75], np.float32),
            top=(ClassScore(name="goldfish", index=1, logit=2.0, probability=0.75),),
            groups=(ClassScore(name="fish", index=-1, logit=2.3, probability=1.0),),
        )
        info = given_model(
            ref=ModelRef.default(),
            default_layer="conv_head",
            class_names=("tench", "goldfish"),
            parameters=7,
            weights_sha256="ab" * 32,
        )
        return ExplainedPicture(model=info, prediction=prediction, maps=maps)

    return make


@pytest.fixture
def make_parts(make_explanation):
    """Make the parts of a figure of one picture, its model a file beside it."""
    from viewer.figure.making import FigureParts

    def make(name="photo.png"):
        explanation = make_explanation(name=name)
        image = explanation.prediction.image
        request = ExplainRequest(
            image=image,
            model=ModelRef(source="file", path=Path("/pictures/models/net.pth"), arch="resnet18"),
            target=Target.parse("dog"),
            panes=(PaneSpec("grad_cam", layer="conv_head"), PaneSpec("layer_cam")),
            input_mode="stretch",
        )
        return FigureParts(
            requests=[request],
            explanations=[explanation],
            pictures={image: ramp_picture(240, 160)},
            sha256={image: "cd" * 32},
            scene=Scene(image=image.path, view=View(centre=(3.5, 4.0), scale=2.0)),
        )

    return make


@pytest.fixture
def make_row(make_explanation):
    """Make a figure's row of a ramp picture."""
    from viewer.figure.rows import FigureRow

    def make(size=(240, 160), name="photo.png", target="dog", **options):
        explanation = make_explanation(size, name, target, **options)
        return FigureRow.of(explanation, ramp_picture(*size))

    return make
