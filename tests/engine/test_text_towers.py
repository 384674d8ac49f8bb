"""Towers for texts: the map of a cosine with a text, from folders of transformers and OpenCLIP."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor, nn

from viewer.core.asks.records import Failure, HeatMap
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.errors import OwnClasses, UserError
from viewer.core.maps.geometry import InputRule, plan_geometry
from viewer.core.models.model_setup import LIKENESS
from viewer.core.pictures.images import load_picture
from viewer.core.stores.allowed_packages import allow_by_name
from viewer.engine.engine import Engine
from viewer.engine.look.preprocess import to_input
from viewer.engine.look.two_towers import TwoTowers
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.opening import open_model
from viewer.engine.models.users.folder_rule import transformers_rule
from viewer.engine.models.users.tokenizing import FileTokenizer
from viewer.tasks.likeness_asking import compared_with, likeness_name

CPU = torch.device("cpu")
WORDS = ("<pad>", "<s>", "</s>", "<unk>", "a", "photo", "of", "dog", "cat", "bus")


class PlainTowers(nn.Module):
    """A picture's embedding is the mean of its activations, a text's one row for each letter."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, 6, 32, stride=32), nn.ReLU())
        self.letters = nn.Embedding(128, 6)

    def see(self, x: Tensor) -> Tensor:
        return self.body(x).mean((2, 3))

    def read(self, tokens: Tensor) -> Tensor:
        return self.letters(tokens).sum(1)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "a.png"
    pixels = np.random.default_rng(5).integers(0, 256, (200, 300, 3), np.uint8)
    Image.fromarray(pixels).save(path)
    return path


@pytest.fixture
def plain() -> PlainTowers:
    torch.manual_seed(2)
    return PlainTowers().eval()


def opening(plain: nn.Module, tokenizer: Any) -> Callable[..., OpenedModel]:
    def open_plain(_ref: ModelRef, _device: torch.device) -> OpenedModel:
        towers = (
            TwoTowers(plain, "see", "read", tokenizer).eval().requires_grad_(requires_grad=False)
        )
        rule = InputRule(size=(96, 96), shorter_side=96)
        return OpenedModel(module=towers, title="Towers", rule=rule, weights_sha256="ab" * 32)

    return open_plain


def explained(engine: Engine, picture: Path, target: Target) -> list[Any]:
    panes = (PaneSpec("grad_cam", layer="towers.body"),)
    request = ExplainRequest(
        image=ImageRef.of(picture), model=ModelRef.parse("m.pth"), target=target, panes=panes
    )
    return list(engine.explain(request))


def test_the_map_of_a_text_is_the_one_known_by_hand(plain: PlainTowers, picture: Path) -> None:
    def letters(text: str) -> list[int]:
        return [ord(letter) for letter in text]

    with Engine("cpu", open_network=opening(plain, letters)) as engine:
        info = engine.open(ModelRef.parse("m.pth"))
        assert info.task == LIKENESS
        read = load_picture(picture)
        x = to_input(read, plan_geometry(read.size, info.rule, "default"), info.rule)
        with torch.no_grad():
            a = plain.body(x)[0].numpy()
            dog, cat = (
                plain.read(torch.tensor([letters(one)]))[0].numpy() for one in ("dog", "cat")
            )
        e = a.mean((1, 2))

        def slope(r: np.ndarray) -> tuple[float, np.ndarray]:
            lengths = np.linalg.norm(e) * np.linalg.norm(r)
            cosine = float(e @ r / lengths)
            return cosine, r / lengths - cosine * e / (e @ e)

        toward, away = slope(dog), slope(cat)
        for name, score, weights in (
            ("dog", toward[0], toward[1]),  # typed in place of a class
            (likeness_name("dog"), toward[0], toward[1]),
            (likeness_name("dog", "cat"), toward[0] - away[0], toward[1] - away[1]),
        ):
            replies = explained(engine, picture, Target(kind="name", name=name))
            (heat,) = (one for one in replies if isinstance(one, HeatMap))
            expected = np.maximum(np.tensordot(weights / a[0].size, a, axes=1), 0)
            assert np.allclose(heat.raw, expected, atol=1e-6 * np.abs(expected).max() + 1e-9)
            assert heat.score == pytest.approx(score, abs=1e-6)
        assert heat.resolved.title == "prompt: dog − cat"


def test_a_text_without_a_tokenizer_is_refused_in_a_sentence(
    plain: PlainTowers, picture: Path
) -> None:
    with Engine("cpu", open_network=opening(plain, None)) as engine:
        with pytest.raises(UserError, match="how it reads texts"):
            explained(engine, picture, Target(kind="name", name="prompt a dog"))
        top = explained(engine, picture, Target())
        assert not [one for one in top if isinstance(one, Failure)]


def test_names_say_what_is_compared() -> None:
    path, text = Path("/a against b.png").absolute(), "a dog against a cat"
    for given in ((path,), (text,), (path, text), (text, path), (text, "a bus")):
        assert compared_with(likeness_name(*given)) == given
    for name in ("dog", "like", "prompt ", "box 1"):
        assert compared_with(name) == ()


def test_tokens_are_cut_and_filled_up() -> None:
    class Letters:
        def encode(self, text: str) -> Any:
            return type("Encoding", (), {"ids": [1, *(ord(one) for one in text), 2]})

    assert FileTokenizer(Letters(), 5)("ab") == [1, 97, 98, 2]
    assert FileTokenizer(Letters(), 4)("abcdef") == [1, 97, 98, 2]
    assert FileTokenizer(Letters(), 6, padding=0)("ab") == [1, 97, 98, 2, 0, 0]
    assert FileTokenizer(Letters(), 9, bare=True)("A, b!") == [1, 97, 32, 98, 2]


def test_pictures_are_prepared_as_the_folder_tells(tmp_path: Path) -> None:
    usual = InputRule(size=(64, 64), shorter_side=73)
    path = tmp_path / "preprocessor_config.json"
    assert transformers_rule(tmp_path, usual) == usual
    told = {"size": {"height": 64, "width": 48}, "image_mean": [0.5] * 3, "image_std": [0.25] * 3}
    path.write_text(json.dumps(told | {"resample": 3}))
    rule = transformers_rule(tmp_path, usual)
    assert (rule.size, rule.shorter_side, rule.interpolation) == ((48, 64), None, "bicubic")
    assert (rule.mean, rule.std) == ((0.5,) * 3, (0.25,) * 3)
    crop = {"do_center_crop": True, "crop_size": 32, "size": {"shortest_edge": 40}}
    path.write_text(json.dumps(crop | {"do_normalize": False, "image_mean": [0.5] * 3}))
    rule = transformers_rule(tmp_path, usual)
    assert (rule.size, rule.shorter_side, rule.mean) == ((32, 32), 40, usual.mean)
    for broken in ("[]", "{", json.dumps(told | {"image_std": [0, 0, 0], "size": -3})):
        path.write_text(broken)
        assert transformers_rule(tmp_path, usual).std == usual.std


def _tokenizer(path: Path) -> None:
    made = pytest.importorskip("tokenizers")
    numbers = {word: number for number, word in enumerate(WORDS)}
    inner = made.Tokenizer(made.models.WordLevel(numbers, unk_token="<unk>"))
    inner.pre_tokenizer = made.pre_tokenizers.Whitespace()
    ends = [("<s>", 1), ("</s>", 2)]
    inner.post_processor = made.processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=ends
    )
    inner.save(str(path))


def _clip(package: Any, kind: str) -> nn.Module:
    sizes: dict[str, Any] = {
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
    }
    ends = {"bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 0}
    text = {**sizes, **ends, "vocab_size": 64, "max_position_embeddings": 12}
    vision = {**sizes, "image_size": 64, "patch_size": 16}
    if kind == "siglip":
        config = package.SiglipConfig(
            text_config=text | {"projection_size": 32}, vision_config=vision
        )
        return package.SiglipModel(config)
    wide = {"projection_dim": 24}
    config = package.CLIPConfig(text_config=text | wide, vision_config=vision | wide, **wide)
    return package.CLIPModel(config)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # the package's own
@pytest.mark.parametrize("kind", ["clip", "siglip"])
def test_a_folder_of_transformers_reads_texts(kind: str, tmp_path: Path, picture: Path) -> None:
    package = pytest.importorskip("transformers", reason="transformers is not installed here")
    torch.manual_seed(0)
    model: Any = _clip(package, kind).eval()
    folder = tmp_path / "model"
    model.save_pretrained(folder)
    _tokenizer(folder / "tokenizer.json")
    ref = ModelRef.parse(str(folder / "model.safetensors"))
    with pytest.raises(OwnClasses, match="--allow transformers"):
        open_model(ref, CPU)
    allow_by_name("transformers")
    tokens = [1, 4, 5, 6, 7, 2] + ([0] * 6 if kind == "siglip" else [])
    with torch.no_grad():
        text = model.get_text_features(torch.tensor([tokens])).pooler_output[0].numpy()
    _agrees(ref, text, picture, lambda x: model.get_image_features(x).pooler_output)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # the package's own
def test_a_folder_of_open_clip_reads_texts(tmp_path: Path, picture: Path) -> None:
    package = pytest.importorskip("open_clip", reason="open_clip is not installed here")
    torch.manual_seed(0)
    vision = {"image_size": 64, "layers": 2, "width": 64, "head_width": 32, "patch_size": 16}
    text = {"context_length": 12, "vocab_size": 49408, "width": 32, "heads": 2, "layers": 1}
    config = {"embed_dim": 24, "vision_cfg": vision, "text_cfg": text}
    model: Any = package.CLIP(**config).eval()
    path = tmp_path / "open_clip_pytorch_model.bin"
    torch.save(model.state_dict(), path)
    told = {"model_cfg": config, "preprocess_cfg": {"mean": [0.5] * 3, "std": [0.25] * 3}}
    (tmp_path / "open_clip_config.json").write_text(json.dumps(told))
    allow_by_name("open_clip")
    tokens = package.SimpleTokenizer(context_length=12)(["a photo of dog"])
    with torch.no_grad():
        read = model.encode_text(tokens)[0].numpy()
    rule = _agrees(ModelRef.parse(str(tmp_path)), read, picture, model.encode_image)
    assert (rule.mean, rule.size, rule.shorter_side) == ((0.5,) * 3, (64, 64), 64)


def _agrees(
    ref: ModelRef, text: np.ndarray, picture: Path, see: Callable[[Tensor], Tensor]
) -> InputRule:
    """Hold the cosine of a picture and “a photo of dog” against the package's own."""
    with Engine("cpu") as engine:
        info, read = engine.open(ref), load_picture(picture)
        x = to_input(read, plan_geometry(read.size, info.rule, "default"), info.rule)
        with torch.no_grad():
            seen = see(x)[0].numpy()
        target = Target(kind="name", name="prompt a photo of dog")
        request = ExplainRequest(
            image=ImageRef.of(picture), model=ref, target=target, panes=(PaneSpec("grad_cam"),)
        )
        (heat,) = (one for one in engine.explain(request) if isinstance(one, HeatMap))
    cosine = float(seen @ text / np.linalg.norm(seen) / np.linalg.norm(text))
    assert heat.score == pytest.approx(cosine, abs=1e-5)
    assert heat.raw.shape == (4, 4)
    return info.rule
