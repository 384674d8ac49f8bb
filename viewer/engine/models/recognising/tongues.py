"""The same networks under the names of other libraries: one row for each, told by its own words.

A row holds only where the other library's network computes what the zoo's does: padding, epsilon,
the place of strides. Where it does so for some architectures only, ``only`` says which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

BN = r"(weight|bias|running_mean|running_var|num_batches_tracked)$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """How one library names a network of the zoos.

    Attributes:
        title: for the note: "MONAI DenseNet".
        signs: each must be found in a name; the first may catch, as group 1, the prefix that all
            of the body's names have, which ``renames`` may use as ``{0}``.
        renames: pairs for ``re.sub``, used in their order.
        only: the networks that compute the same, as ``find_architecture`` spells them.
        in_order: the names say nothing; the entries stand in the zoo's order.
        small: the first convolution keeps the size, and no pooling follows: for small pictures.
        concatenated: maximum and mean of the features stand beside each other before the head.
        fill: what stands in the gaps of its head, which its own code always puts there.
        epsilon: of its layer norms, where not the zoo's.
    """

    title: str
    signs: tuple[str, ...]
    renames: tuple[tuple[str, str], ...] = ()
    only: str = ""
    in_order: bool = False
    small: bool = False
    concatenated: bool = False
    fill: tuple[str, ...] = ()
    epsilon: float | None = None

    def fits(self, architecture: str) -> bool:
        """Tell whether an architecture computes what the library's network does."""
        return not self.only or re.fullmatch(self.only, architecture) is not None


OWN = Tongue(title="", signs=())  # the zoos' own names
RESNETS = r"(?:wide_)?(?:resnet|resnext)\d+(?:_\w+)?"
CHILDREN = (
    (r"^{0}0\.weight$", r"{0}conv1.weight"),
    (rf"^{{0}}1\.{BN}", r"{0}bn1.\1"),
    *((rf"^{{0}}{number + 3}\.", rf"{{0}}layer{number}.") for number in (1, 2, 3, 4)),
)
TONGUES = (
    Tongue(
        title="fastai",
        signs=(
            r"^((?:module\.)?0\.)4\.0\.conv1\.weight$",
            r"1\.2\.running_mean$",
            r"1\.8\.weight$",
        ),
        renames=((r"^(?:module\.)?1\.", "head."), *CHILDREN),
        only=RESNETS,
        concatenated=True,
        fill=("none", "relu", "none"),
    ),
    Tongue(
        title="Sequential(*ResNet.children())",
        signs=(r"^(.*?)4\.0\.conv1\.weight$", r"5\.0\.conv1\.weight$", r"(?:^|\.)1\.running_mean$"),
        renames=CHILDREN,
        only=RESNETS,
    ),
    Tongue(
        title="Sequential(*EfficientNet.children())",
        signs=(r"^(.*?)0\.1\.0\.block\.0\.0\.weight$", r"0\.0\.1\.running_mean$"),
        renames=((r"^{0}0\.", r"{0}features."),),
        only=r"efficientnet_\w+",
    ),
    Tongue(
        title="Hugging Face ResNet",
        signs=(
            r"embedder\.embedder\.convolution\.weight$",
            r"encoder\.stages\.0\.layers\.0\.layer",
        ),
        renames=(
            (r"(?:encoder\.)?embedder\.embedder\.convolution\.", "conv1."),
            (r"(?:encoder\.)?embedder\.embedder\.normalization\.", "bn1."),
            *((rf"encoder\.stages\.{n}\.layers\.", f"layer{n + 1}.") for n in range(4)),
            (r"\.shortcut\.convolution\.", ".downsample.0."),
            (r"\.shortcut\.normalization\.", ".downsample.1."),
            *((rf"\.layer\.{n}\.convolution\.", f".conv{n + 1}.") for n in range(3)),
            *((rf"\.layer\.{n}\.normalization\.", f".bn{n + 1}.") for n in range(3)),
        ),
        only=r"resnet\d+",
    ),
    Tongue(
        title="Hugging Face ViT",
        signs=(
            r"embeddings\.patch_embeddings\.projection\.weight$",
            r"encoder\.layer\.0\.attention\.attention\.query\.weight$",
            r"layernorm_before\.weight$",
        ),
        renames=(
            (r"embeddings\.cls_token$", "cls_token"),
            (r"embeddings\.position_embeddings$", "pos_embed"),
            (r"embeddings\.patch_embeddings\.projection\.", "patch_embed.proj."),
            (r"encoder\.layer\.(\d+)\.layernorm_before\.", r"blocks.\1.norm1."),
            (r"encoder\.layer\.(\d+)\.layernorm_after\.", r"blocks.\1.norm2."),
            (r"encoder\.layer\.(\d+)\.attention\.attention\.", r"blocks.\1.attn."),
            (r"encoder\.layer\.(\d+)\.attention\.output\.dense\.", r"blocks.\1.attn.proj."),
            (r"encoder\.layer\.(\d+)\.intermediate\.dense\.", r"blocks.\1.mlp.fc1."),
            (r"encoder\.layer\.(\d+)\.output\.dense\.", r"blocks.\1.mlp.fc2."),
            (r"(?<![\w])layernorm\.", "norm."),
        ),
        only=r"timm:vit_(?:tiny|small|base|large|huge)_patch\d+_(?:224|384)",
        epsilon=1e-12,
    ),
    Tongue(
        title="MONAI DenseNet",
        signs=(r"denselayer1\.layers\.norm1\.weight$",),
        renames=((r"(denselayer\d+)\.layers\.", r"\1."), (r"class_layers\.out\.", "classifier.")),
        only=r"densenet\d+",
    ),
    Tongue(
        title="EfficientNet-PyTorch",
        signs=(r"(?:^|\.)_conv_stem\.weight$", r"_blocks\.0\._depthwise_conv\.weight$"),
        only=r"timm:tf_efficientnet_b\d",
        in_order=True,
    ),
    Tongue(
        title="CIFAR-ResNet",
        signs=(r"layer2\.0\.shortcut\.0\.weight$", r"(?:^|\.)linear\.weight$"),
        renames=((r"\.shortcut\.", ".downsample."), (r"(^|\.)linear\.", r"\1fc.")),
        only=r"resnet\d+",
        small=True,
    ),
)


def tongue_of(names: Mapping[str, Tensor]) -> tuple[Tongue, str]:
    """Return the library whose names these are, and the prefix before its body's names."""
    for tongue in TONGUES:
        found = [_first(sign, names) for sign in tongue.signs]
        if all(found) and found[0] is not None:
            return tongue, found[0][1] if found[0].re.groups else ""
    return OWN, ""


def translated(tensors: Mapping[str, Tensor], tongue: Tongue, prefix: str) -> dict[str, Tensor]:
    """Return weights under the zoo's names, with the attention's three matrices in one."""
    escaped = re.escape(prefix)
    rules = [
        (re.compile(old.replace("{0}", escaped)), new.replace("{0}", prefix))
        for old, new in tongue.renames
    ]
    state: dict[str, Tensor] = {}
    for key, tensor in tensors.items():
        for old, new in rules:
            renamed = old.sub(new, key)
            if renamed != key:
                key = renamed  # noqa: PLW2901 - the next rule sees what this one made
        state[key] = tensor
    return _in_one(state) if tongue is not OWN else state


def _first(sign: str, names: Mapping[str, Tensor]) -> re.Match[str] | None:
    pattern = re.compile(sign)
    return next((found for key in names if (found := pattern.search(key))), None)


def _in_one(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Put query, key and value of each attention into one matrix, as timm has them."""
    joined: dict[str, Tensor] = {}
    for key, tensor in state.items():
        found = re.fullmatch(r"(.*\.attn\.)(query|key|value)\.(weight|bias)", key)
        if not found:
            joined[key] = tensor
            continue
        parts = [state.get(f"{found[1]}{one}.{found[3]}") for one in ("query", "key", "value")]
        if all(part is not None for part in parts):
            joined[f"{found[1]}qkv.{found[3]}"] = torch.cat([p for p in parts if p is not None])
        else:
            joined[key] = tensor
    return joined
