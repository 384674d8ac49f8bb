"""Make many files of bare weights as people have them, each with the network that it came from.

Usage: weights_corpus.py [COUNT]: how many of them open, are asked about, and are opened wrongly.

Nothing is random but by the case's own number, so that a case can be made again by it.
"""

from __future__ import annotations

import copy
import functools
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrizations, parametrize, prune

State = dict[str, Tensor]
Forward = Callable[[Tensor], Tensor]

BASES = (
    *("resnet18", "mobilenet_v3_small", "efficientnet_b0", "shufflenet_v2_x0_5", "mnasnet0_5"),
    *("regnet_y_400mf", "mobilenet_v2", "densenet121", "timm:vit_tiny_patch16_224"),
)
TWICE = 2


@dataclass(frozen=True, slots=True)
class Case:
    """Weights, and the network that they truly belong to.

    Attributes:
        kind: what is done to the network: "own head: norm".
        number: makes the case again.
        state: what the file holds.
        forward: from a picture as the body sees it to the true answer.
        arch: what a user says who knows it; empty: nothing needs to be said.
    """

    kind: str
    number: int
    state: State
    forward: Forward
    side: int
    arch: str = ""


@functools.cache
def _base(name: str) -> nn.Module:
    """Build a network with weights and statistics that differ everywhere."""
    torch.manual_seed(sum(map(ord, name)))
    if name.startswith("timm:"):
        import timm

        net = timm.create_model(name.removeprefix("timm:"), num_classes=1000)
    else:
        from torchvision import models

        net = models.get_model(name, weights=None)
    for part in net.modules():
        if isinstance(part, nn.BatchNorm2d):
            shape = part.running_mean.shape
            part.running_mean.copy_(0.1 * torch.randn(shape))
            part.running_var.copy_(0.5 + torch.rand(shape))
            with torch.no_grad():
                part.weight.copy_(0.8 + 0.4 * torch.rand(shape))
                part.bias.copy_(0.1 * torch.randn(shape))
    return net.eval().requires_grad_(requires_grad=False)


def head_of(net: nn.Module) -> tuple[str, nn.Linear]:
    """Return the last linear layer, which users replace."""
    return [(n, m) for n, m in net.named_modules() if isinstance(m, nn.Linear)][-1]


def with_head(name: str, head: nn.Module) -> nn.Module:
    net = copy.deepcopy(_base(name))
    net.set_submodule(head_of(net)[0], head)
    return net.eval()


def norm(width: int) -> nn.BatchNorm1d:
    part = nn.BatchNorm1d(width)
    part.running_mean.copy_(0.2 * torch.randn(width))
    part.running_var.copy_(0.5 + torch.rand(width))
    return part


def width_of(name: str) -> int:
    return head_of(_base(name))[1].in_features


Made = tuple[State, Forward, str]


def own_heads(name: str, classes: int) -> Iterator[tuple[str, Callable[[], Made]]]:
    """Yield heads of people's own on a network of the zoo."""
    w = width_of(name)
    heads: dict[str, tuple[Callable[[], nn.Module], str]] = {
        "linear": (lambda: nn.Linear(w, classes), ""),
        "dropout, linear": (lambda: nn.Sequential(nn.Dropout(), nn.Linear(w, classes)), ""),
        "no bias": (lambda: nn.Linear(w, classes, bias=False), ""),
        "norm, linear": (lambda: nn.Sequential(norm(w), nn.Linear(w, classes)), ""),
        "two linear": (lambda: nn.Sequential(nn.Linear(w, 32), nn.Linear(32, classes)), "+none"),
        "linear, norm, linear": (
            lambda: nn.Sequential(nn.Linear(w, 32), norm(32), nn.Linear(32, classes)),
            "",
        ),
        "norm, dropout, linear": (
            lambda: nn.Sequential(norm(w), nn.Dropout(), nn.Linear(w, classes)),
            "+none",
        ),
        "relu": (
            lambda: nn.Sequential(nn.Linear(w, 32), nn.ReLU(), nn.Linear(32, classes)),
            "+relu",
        ),
        "relu, dropout": (
            lambda: nn.Sequential(
                nn.Linear(w, 32), nn.ReLU(), nn.Dropout(), nn.Linear(32, classes)
            ),
            "+relu",
        ),
        "dropout only": (
            lambda: nn.Sequential(nn.Linear(w, 32), nn.Dropout(), nn.Linear(32, classes)),
            "+none",
        ),
        "gelu": (
            lambda: nn.Sequential(nn.Linear(w, 32), nn.GELU(), nn.Linear(32, classes)),
            "+gelu",
        ),
        "norm, relu": (
            lambda: nn.Sequential(
                nn.Linear(w, 32), norm(32), nn.ReLU(), nn.Dropout(), nn.Linear(32, classes)
            ),
            "+relu",
        ),
        "three": (
            lambda: nn.Sequential(
                *(nn.Linear(w, 64), nn.ReLU(), nn.Linear(64, 32), nn.Tanh()),
                nn.Linear(32, classes),
            ),
            "+relu,tanh",
        ),
    }
    for label, (make, said) in heads.items():

        def made(make: Callable[[], nn.Module] = make, said: str = said) -> Made:
            net = with_head(name, make())
            return net.state_dict(), net, f"{name}{said}" if said else ""

        yield f"own head: {label}", made


class Apart(nn.Module):
    """A backbone and what stands behind it."""

    def __init__(self, backbone: nn.Module, head: nn.Module, where: tuple[str, str]) -> None:
        super().__init__()
        self.where = where
        self.add_module(where[0], backbone)
        self.add_module(where[1], head)

    def forward(self, x: Tensor) -> Tensor:
        first, second = (getattr(self, name) for name in self.where)
        return second(first(x).flatten(1))


def apart(name: str, classes: int) -> Iterator[tuple[str, Callable[[], Made]]]:
    """Yield backbones with the head beside them."""
    w = width_of(name)
    for where in (("backbone", "head"), ("feature_extractor", "classifier"), ("encoder", "fc_out")):

        def made(where: tuple[str, str] = where) -> Made:
            net = Apart(with_head(name, nn.Identity()), nn.Linear(w, classes), where).eval()
            return net.state_dict(), net, ""

        yield f"apart: {where[0]}.* + {where[1]}.*", made

    def deeper() -> Made:
        inner = Apart(with_head(name, nn.Identity()), nn.Linear(w, classes), ("body", "head"))
        inner.eval()
        state = {f"module.model.{key}": t for key, t in inner.state_dict().items()}
        return state, inner, ""

    yield "apart: module.model.body.* + head.*", deeper

    def two() -> Made:
        body = with_head(name, nn.Identity())
        first, second = nn.Linear(w, classes), nn.Linear(w, classes + 3)
        state = {f"backbone.{k}": t for k, t in body.state_dict().items()}
        state |= {f"head_a.{k}": t for k, t in first.state_dict().items()}
        state |= {f"head_b.{k}": t for k, t in second.state_dict().items()}
        return state, lambda x: first(body(x)), f"{name}+head_a"

    yield "apart: two heads", two

    def chained() -> Made:
        body, behind = copy.deepcopy(_base(name)), nn.Linear(1000, classes)
        state = {f"backbone.{k}": t for k, t in body.state_dict().items()}
        state |= {f"last.{k}": t for k, t in behind.state_dict().items()}
        return state, lambda x: behind(body(x).relu()), f"{name}+relu"

    yield "apart: the zoo's head kept, one behind it", chained


def beside(name: str, classes: int) -> Iterator[tuple[str, Callable[[], Made]]]:
    """Yield networks with something beside them."""
    w = width_of(name)
    mean, std = torch.tensor([0.5, 0.4, 0.3]), torch.tensor([0.2, 0.25, 0.3])
    flat = {"mean": mean.view(1, 3, 1, 1), "std": std.view(1, 3, 1, 1)}
    things: dict[str, State] = {
        "normalisation": flat,
        "normalisation of bytes": {"pixel_mean": 255 * mean, "pixel_std": 255 * std},
        "normalize.mean": {"normalize.mean": mean, "normalize.std": std},
        "threshold": {"threshold": torch.tensor(0.4)},
        "thresholds": {"thresholds": torch.rand(classes)},
        "centres": {"center_loss.centers": torch.rand(classes, w)},
        "metric": {
            "train_acc.tp": torch.zeros(classes, dtype=torch.long),
            "val_metrics.confmat": torch.zeros(classes, classes, dtype=torch.long),
        },
        "observer": {
            "activation_post_process.min_val": torch.tensor(-1.0),
            "activation_post_process.max_val": torch.tensor(1.0),
            "activation_post_process.eps": torch.tensor([1e-7]),
        },
        "loss's weights": {"criterion.weight": torch.ones(classes)},
        "counter": {"step": torch.tensor(7)},
    }
    for label, entries in things.items():

        def made(entries: State = entries) -> Made:
            net = with_head(name, nn.Linear(w, classes))
            state = {f"model.{k}": t for k, t in net.state_dict().items()} | entries
            return state, net, ""

        yield f"beside: {label}", made
    doubtful: dict[str, State] = {
        "temperature": {"temperature": torch.tensor(1.7)},
        "another branch": {"decoder.0.weight": torch.rand(8, 8, 3, 3)},
        "a learnt input layer": {"adapt.weight": torch.rand(3, 3, 1, 1)},
    }
    for label, entries in doubtful.items():

        def strange(entries: State = entries) -> Made:
            net = with_head(name, nn.Linear(w, classes))
            state = {f"model.{k}": t for k, t in net.state_dict().items()} | entries
            return state, lambda x: TWICE * net(x), ""

        yield f"beside, of unknown use: {label}", strange


def products(name: str, classes: int) -> Iterator[tuple[str, Callable[[], Made]]]:
    """Yield weights that are kept in parts."""
    w = width_of(name)

    def changed(change: Callable[[nn.Module], object]) -> Callable[[], Made]:
        def made() -> Made:
            net = with_head(name, nn.Linear(w, classes))
            for part in [m for m in net.modules() if isinstance(m, (nn.Conv2d, nn.Linear))][:4]:
                change(part)
            return net.eval().state_dict(), net, ""

        return made

    def old_norm(part: nn.Module) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            nn.utils.weight_norm(part)
        part.get_parameter("weight_g").data.mul_(1.3)

    def new_norm(part: nn.Module) -> None:
        parametrizations.weight_norm(part)
        part.get_parameter("parametrizations.weight.original0").data.mul_(1.3)

    yield "products: pruned", changed(lambda p: prune.l1_unstructured(p, "weight", 0.3))
    yield "products: weight_norm", changed(old_norm)
    yield "products: parametrised weight_norm", changed(new_norm)
    yield "products: spectral_norm", changed(nn.utils.spectral_norm)
    yield "products: parametrised spectral_norm", changed(parametrizations.spectral_norm)

    class Symmetric(nn.Module):
        def forward(self, weight: Tensor) -> Tensor:
            return 0.5 * (weight + weight.flip(-1))

    def unknown() -> Made:
        net = with_head(name, nn.Linear(w, classes))
        parametrize.register_parametrization(head_of(net)[1], "weight", Symmetric())
        return net.state_dict(), net, ""

    yield "products: an unknown parametrisation", unknown

    def low_rank(scale: float) -> Callable[[], Made]:
        def made() -> Made:
            net = with_head(name, nn.Linear(w, classes))
            path, head = head_of(net)
            state = net.state_dict()
            a, b = torch.rand(4, w), scale * torch.rand(classes, 4)
            state[f"{path}.base_layer.weight"] = state.pop(f"{path}.weight")
            state[f"{path}.base_layer.bias"] = state.pop(f"{path}.bias")
            state[f"{path}.lora_A.default.weight"] = a
            state[f"{path}.lora_B.default.weight"] = b
            added = head.weight + 2 * b @ a
            net.set_submodule(path, _linear(added, head.bias))
            return {f"base_model.model.{k}": t for k, t in state.items()}, net, ""

        return made

    yield "products: LoRA", low_rank(1.0)
    yield "products: LoRA before training", low_rank(0.0)


def _linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    part = nn.Linear(weight.shape[1], weight.shape[0])
    part.weight.data, part.bias.data = weight.data, bias.data
    return part


RENAMED: dict[str, tuple[tuple[str, str], ...]] = {
    "Hugging Face ResNet": (
        (r"^conv1\.", "resnet.embedder.embedder.convolution."),
        (r"^bn1\.", "resnet.embedder.embedder.normalization."),
        (r"^fc\.", "classifier.1."),
        (r"downsample\.0\.", "shortcut.convolution."),
        (r"downsample\.1\.", "shortcut.normalization."),
        (r"^layer(\d)\.(\d+)\.conv1\.", r"layer\1.\2.layer.0.convolution."),
        (r"^layer(\d)\.(\d+)\.conv2\.", r"layer\1.\2.layer.1.convolution."),
        (r"^layer(\d)\.(\d+)\.bn1\.", r"layer\1.\2.layer.0.normalization."),
        (r"^layer(\d)\.(\d+)\.bn2\.", r"layer\1.\2.layer.1.normalization."),
        (r"^layer1\.(\d+)\.", r"resnet.encoder.stages.0.layers.\1."),
        (r"^layer2\.(\d+)\.", r"resnet.encoder.stages.1.layers.\1."),
        (r"^layer3\.(\d+)\.", r"resnet.encoder.stages.2.layers.\1."),
        (r"^layer4\.(\d+)\.", r"resnet.encoder.stages.3.layers.\1."),
    ),
    "Cadene ResNet": ((r"^fc\.", "last_linear."),),
    "MONAI DenseNet": (
        (r"denselayer(\d+)\.", r"denselayer\1.layers."),
        (r"^classifier\.", "class_layers.out."),
    ),
    "unknown names": ((r"conv", "kernel_"), (r"bn", "batch_"), (r"^layer", "stage_")),
}
RENAMED_BASES = {
    "Hugging Face ResNet": "resnet18",
    "Cadene ResNet": "resnet18",
    "MONAI DenseNet": "densenet121",
    "unknown names": "resnet18",
}
CHILDREN = ("conv1", "bn1", "relu", "maxpool", "layer1", "layer2", "layer3", "layer4", "avgpool")


def renamed(classes: int) -> Iterator[tuple[str, Callable[[], Made]]]:
    """Yield the same networks under names of other libraries."""
    for label, rules in RENAMED.items():
        base = RENAMED_BASES[label]

        def made(rules: tuple[tuple[str, str], ...] = rules, base: str = base) -> Made:
            net = with_head(base, nn.Linear(width_of(base), classes))
            state = {_renamed(key, rules): t for key, t in net.state_dict().items()}
            return state, net, base if rules is RENAMED["unknown names"] else ""

        yield f"other names: {label}", made
    yield "other names: Hugging Face ViT", lambda: _hugging_face_vit(classes)
    yield "other names: lukemelas EfficientNet", lambda: _lukemelas(classes)
    yield "other names: children in a Sequential", lambda: _children(classes)
    yield "other names: fastai", lambda: _fastai(classes)
    yield "other names: CIFAR ResNet of kuangliu", lambda: _kuangliu(classes)
    yield "other names: a stem for small pictures", lambda: _small_stem(classes)
    yield "other names: DINOv2 and a linear head", lambda: _dinov2(classes)


def _renamed(key: str, rules: tuple[tuple[str, Any], ...]) -> str:
    for old, new in rules:
        key = re.sub(old, new, key)
    return key


VIT_RULES = (
    (r"^cls_token", "vit.embeddings.cls_token"),
    (r"^pos_embed", "vit.embeddings.position_embeddings"),
    (r"^patch_embed\.proj\.", "vit.embeddings.patch_embeddings.projection."),
    (r"^blocks\.(\d+)\.norm1\.", r"vit.encoder.layer.\1.layernorm_before."),
    (r"^blocks\.(\d+)\.norm2\.", r"vit.encoder.layer.\1.layernorm_after."),
    (r"^blocks\.(\d+)\.attn\.proj\.", r"vit.encoder.layer.\1.attention.output.dense."),
    (r"^blocks\.(\d+)\.mlp\.fc1\.", r"vit.encoder.layer.\1.intermediate.dense."),
    (r"^blocks\.(\d+)\.mlp\.fc2\.", r"vit.encoder.layer.\1.output.dense."),
    (r"^norm\.", "vit.layernorm."),
    (r"^head\.", "classifier."),
)


def _hugging_face_vit(classes: int) -> Made:
    base = "timm:vit_tiny_patch16_224"
    net = with_head(base, nn.Linear(width_of(base), classes))
    for part in net.modules():
        if isinstance(part, nn.LayerNorm):
            part.eps = 1e-12
    state: State = {}
    for key, tensor in net.state_dict().items():
        found = re.match(r"blocks\.(\d+)\.attn\.qkv\.(\w+)", key)
        if found:
            for part, name in zip(tensor.chunk(3), ("query", "key", "value"), strict=True):
                where = f"vit.encoder.layer.{found[1]}.attention.attention.{name}.{found[2]}"
                state[where] = part.clone()
        else:
            state[_renamed(key, VIT_RULES)] = tensor
    return state, net, base


def _lukemelas(classes: int) -> Made:
    base = "timm:tf_efficientnet_b0"
    net = with_head(base, nn.Linear(width_of(base), classes))
    flat = iter(range(100))
    blocks: dict[str, int] = {}
    state: State = {}
    for key, tensor in net.state_dict().items():
        found = re.match(r"blocks\.(\d+\.\d+)\.(.*)", key)
        if not found:
            rules = ((r"^conv_stem", "_conv_stem"), (r"^conv_head", "_conv_head"))
            fixed = _renamed(key, (*rules, (r"^bn1", "_bn0"), (r"^bn2", "_bn1")))
            state[re.sub("^classifier", "_fc", fixed)] = tensor
            continue
        if found[1] not in blocks:
            blocks[found[1]] = next(flat)
        first = blocks[found[1]] == 0
        own = ((r"^se\.conv_reduce", "_se_reduce"), (r"^se\.conv_expand", "_se_expand"))
        if first:
            rules = ((r"^bn(\d)", lambda m: f"_bn{m[1]}"), (r"^conv_pw", "_project_conv"))
        else:
            rules = (
                (r"^bn(\d)", lambda m: f"_bn{int(m[1]) - 1}"),
                (r"^conv_pwl", "_project_conv"),
                (r"^conv_pw\b", "_expand_conv"),
            )
        inner = _renamed(found[2], (*own, (r"^conv_dw", "_depthwise_conv"), *rules))
        state[f"_blocks.{blocks[found[1]]}.{inner}"] = tensor
    return state, net, ""


def _children(classes: int) -> Made:
    net = with_head("resnet18", nn.Linear(512, classes))
    body = nn.Sequential(*list(net.children())[:-1])
    state = {f"features.{k}": t for k, t in body.state_dict().items()}
    state |= {f"fc.{k}": t for k, t in net.fc.state_dict().items()}
    return state, net, ""


def _fastai(classes: int) -> Made:
    base = _base("resnet18")
    body = nn.Sequential(*list(base.children())[:-2])
    first, second = nn.Linear(1024, 512, bias=False), nn.Linear(512, classes, bias=False)
    head = nn.Sequential(
        *(nn.Identity(), nn.Flatten(), norm(1024), nn.Dropout(), first, nn.ReLU()),
        *(norm(512), nn.Dropout(), second),
    ).eval()

    def forward(x: Tensor) -> Tensor:
        features = body(x)
        return head(torch.cat((features.amax((2, 3)), features.mean((2, 3))), 1))

    state = {f"0.{k}": t for k, t in body.state_dict().items()}
    return state | {f"1.{k}": t for k, t in head.state_dict().items()}, forward, ""


def _small(classes: int) -> nn.Module:
    net = with_head("resnet18", nn.Linear(512, classes))
    net.conv1 = nn.Conv2d(3, 64, 3, 1, 1, bias=False)
    net.maxpool = nn.Identity()
    return net


def _kuangliu(classes: int) -> Made:
    net = _small(classes)
    rules = ((r"downsample\.", "shortcut."), (r"^fc\.", "linear."))
    return {_renamed(key, rules): t for key, t in net.state_dict().items()}, net, ""


def _small_stem(classes: int) -> Made:
    net = _small(classes)
    return net.state_dict(), net, "resnet18+small"


def _dinov2(classes: int) -> Made:
    import timm

    torch.manual_seed(3)
    net = timm.create_model("vit_small_patch14_dinov2", num_classes=classes, depth=12).eval()
    state = {f"backbone.{k}": t for k, t in net.state_dict().items() if not k.startswith("head.")}
    state["backbone.mask_token"] = torch.zeros(1, 384)
    state |= {f"linear_head.{k}": t for k, t in net.head.state_dict().items()}
    return state, net, "timm:vit_small_patch14_dinov2"


def cases(count: int = 1000) -> Iterator[Case]:
    """Yield cases, each number its own weights; the same count gives the same cases."""
    number = 0
    while number < count:
        for base in BASES:
            for kind, make in recipes_of(base, 2 + number % 7):
                if number < count:
                    yield _made(kind, make, base, number)
                number += 1


def recipes_of(base: str, classes: int) -> list[tuple[str, Callable[[], Made]]]:
    """List everything that is done to one network."""
    kinds = [own_heads, apart, beside, products]
    recipes = [row for kind in kinds for row in kind(base, classes)]
    return [*recipes, *renamed(classes)] if base == "resnet18" else recipes


def case_of(kind: str, base: str = "resnet18", number: int = 0) -> Case:
    """Make one case."""
    recipes = dict(recipes_of(base, 2 + number % 7))
    return _made(kind, recipes[kind], base, number)


def _made(kind: str, make: Callable[[], Made], base: str, number: int) -> Case:
    torch.manual_seed(number)
    with torch.no_grad():
        state, forward, arch = make()
    state = {key: tensor.detach().clone() for key, tensor in state.items()}
    side = 224 if "vit" in base or "ViT" in kind else 64
    side = 518 if "DINO" in kind else side
    return Case(f"{kind} ({base})", number, state, forward, side, arch)


def verdict(case: Case, *, said: bool = False) -> str:
    """Open a case as the program does: "right", "WRONG", or why it was refused.

    Args:
        case: the weights with their truth.
        said: with what a user says of it.
    """
    from viewer.core.errors import UserError
    from viewer.engine.models.pickled.payload import Payload
    from viewer.engine.models.ready import make_ready
    from viewer.engine.models.users.model_file import Contents
    from viewer.engine.models.users.users_file import open_contents

    contents = Contents(payload=Payload(tensors=dict(case.state)), sha256="0" * 64)
    device = torch.device("cpu")
    try:
        opened = open_contents(contents, Path("case.pth"), case.arch if said else None, device)
    except UserError as error:
        return f"refused: {error}"
    make_ready(opened.module, device)
    x = torch.rand(1, 3, case.side, case.side, generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        found, true = opened.module(x), case.forward(x)
    if isinstance(found, dict):
        found = next(iter(found.values()))
    scale = true.abs().max().clamp_min(1e-3)
    same = found.shape == true.shape and bool(((found - true).abs().max() / scale) < 1e-5)
    return "right" if same else f"WRONG: {opened.title} {opened.notes}"


def main() -> int:
    """Open all cases and count."""
    torch.set_num_threads(1)
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    only = sys.argv[2] if len(sys.argv) > 2 else ""
    start = time.perf_counter()
    totals: Counter[str] = Counter()
    for case in cases(count):
        if only not in case.kind:
            continue
        found = verdict(case)
        totals[found.partition(":")[0]] += 1
        if found != "right":
            print(case.number, case.kind, "|", found)
            if case.arch and found.startswith("refused"):
                said = verdict(case, said=True)
                totals[f"then said: {said.partition(':')[0]}"] += 1
                if said != "right":
                    print("   said", case.arch, "|", said)
    seconds = time.perf_counter() - start
    print(f"{sum(n for k, n in totals.items() if 'said' not in k)} files, {seconds:.0f} s")
    for key, number in sorted(totals.items()):
        print(f"{number:5d} {key}")
    return 1 if totals["WRONG"] else 0


if __name__ == "__main__":
    sys.exit(main())
