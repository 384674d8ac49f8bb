"""Networks that want more than a picture get constants; what fails is told in its own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from viewer.core.asks.records import HeatMap
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.errors import UserError
from viewer.core.files.own_code import OwnCode
from viewer.core.maps.geometry import InputRule, plan_geometry
from viewer.core.models.model_setup import FurtherInput, ModelSetup
from viewer.core.pictures.images import load_picture
from viewer.core.stores.allowed_code import allow_code
from viewer.engine.engine import Engine
from viewer.engine.look.preprocess import to_input
from viewer.engine.look.reader import Reader
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.prepared import PreparedModel, prepare
from viewer.tasks.registry import built_in

RULE = InputRule(size=(32, 24), shorter_side=None)


class Body(nn.Module):
    def __init__(self, more: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1)
        self.head = nn.Linear(4 + more, 3)

    def features(self, x: Tensor) -> Tensor:
        return self.conv(x).relu().mean((2, 3))


class WithRow(Body):
    def forward(self, x: Tensor, age: Tensor) -> Tensor:
        return self.head(torch.cat((self.features(x), age), 1))


class WithNumber(Body):
    def forward(self, x: Tensor, *, age: Tensor) -> Tensor:
        return self.head(torch.cat((self.features(x), age.unsqueeze(1)), 1))


class WithIndex(Body):
    def __init__(self, more: int) -> None:
        super().__init__(more)
        self.sexes = nn.Embedding(2, more)

    def forward(self, x: Tensor, sex: Tensor, age: Tensor | None = None) -> Tensor:
        more = self.sexes(sex)
        return self.head(torch.cat((self.features(x), more), 1)) + (0 if age is None else age)


@dataclass
class Opened:
    """A network of ours, as if a file had been opened."""

    module: nn.Module
    reader: Reader = field(init=False)

    def __post_init__(self) -> None:
        self.reader = Reader(self.module.eval().requires_grad_(False))

    def prepared(self, setup: ModelSetup) -> PreparedModel:
        opened = OpenedModel(module=self.module, title="own", rule=RULE, weights_sha256="0" * 64)
        return prepare(opened, self.reader, setup, built_in())


class WithFacts(Body):
    """A row of facts on its way through layers of its own, and another input beside it."""

    def __init__(self, first: nn.Module, more: int) -> None:
        super().__init__(more)
        self.facts = nn.Sequential(first, nn.Linear(more, more))

    def forward(self, x: Tensor, facts: Tensor, age: Tensor) -> Tensor:
        return self.head(torch.cat((self.features(x), self.facts(facts)), 1)) + age


def said(**values: float) -> ModelSetup:
    inputs = (FurtherInput(name=name, values=(value,)) for name, value in values.items())
    return ModelSetup(inputs=tuple(inputs))


def test_what_is_said_is_given_and_another_word_exchanges_it() -> None:
    network = WithRow(1)
    opened, x = Opened(network), torch.rand(2, 3, 24, 32)
    for age in (0.5, 70.0):
        opened.prepared(said(age=age))
        own = network.head(torch.cat((network.features(x), torch.full((2, 1), age)), 1))
        assert torch.allclose(network(x), own)


def test_numbers_and_indices_are_given_as_they_are_taken() -> None:
    x = torch.rand(2, 3, 24, 32)
    number = WithNumber(1)
    Opened(number).prepared(said(age=0.5))
    row = torch.cat((number.features(x), torch.full((2, 1), 0.5)), 1)
    assert torch.allclose(number(x), number.head(row))
    index = WithIndex(2)
    Opened(index).prepared(said(sex=1, age=3))
    row = torch.cat((index.features(x), index.sexes.weight[[1, 1]]), 1)
    assert torch.allclose(index(x), index.head(row) + 3)


def test_what_is_not_said_is_zero_and_told() -> None:
    model = Opened(WithRow(1)).prepared(ModelSetup())
    assert model.inputs == (FurtherInput(name="age", values=(0.0,)),)
    assert any("“age”" in note and "given as 0" in note for note in model.notes)
    assert not any("given as 0" in note for note in Opened(WithRow(1)).prepared(said(age=1)).notes)
    assert Opened(WithIndex(2)).prepared(ModelSetup()).inputs[0].name == "sex"  # age may be left


def test_an_unknown_name_is_refused_with_those_that_are_taken() -> None:
    with pytest.raises(UserError, match="no input “agee”") as told:
        Opened(WithRow(1)).prepared(said(agee=1))
    assert "age" in told.value.hint


def test_the_networks_own_words_are_told_with_the_inputs() -> None:
    with pytest.raises(UserError, match=r"cannot be multiplied .1x5 and 7x3") as told:
        Opened(WithRow(3)).prepared(said(age=1))
    assert "“age”" in told.value.hint


def test_films_and_volumes_are_told_by_their_dimensions(tmp_path: Path) -> None:
    film = nn.Sequential(nn.Conv3d(3, 4, 3), nn.AdaptiveAvgPool3d(1), nn.Flatten(), nn.Linear(4, 3))
    torch.save(film, tmp_path / "m.pth")
    with Engine() as engine, pytest.raises(UserError, match="five dimensions"):
        engine.open(ModelRef.parse(str(tmp_path / "m.pth")))


class OfClips(nn.Module):
    """Takes its pictures for films before any layer sees them."""

    def __init__(self) -> None:
        super().__init__()
        self.conv, self.linear = nn.Conv2d(3, 4, 3), nn.Linear(4, 3)

    def forward(self, clips: torch.Tensor) -> torch.Tensor:
        _batch, _frames, _channels, _height, _width = clips.shape
        return self.linear(self.conv(clips.flatten(0, 1)).mean((2, 3)))


class OfAnUnknownName(OfClips):
    def forward(self, clips: torch.Tensor) -> torch.Tensor:
        return clips + not_there  # type: ignore[name-defined]  # noqa: F821


def test_a_forward_that_wants_five_dimensions_says_so() -> None:
    with pytest.raises(UserError, match="expected 5, got 4") as told:
        Opened(OfClips()).prepared(said())
    assert "five dimensions" in told.value.hint
    with pytest.raises(UserError, match="name 'not_there' is not defined"):
        Opened(OfAnUnknownName()).prepared(said())


def test_a_network_of_own_code_is_explained_with_its_constants(tmp_path: Path, photo: Path) -> None:
    code = tmp_path / "own.py"
    code.write_text(
        "import torch\n"
        "from torch import nn\n"
        "class Net(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.conv, self.head = nn.Conv2d(3, 4, 3), nn.Linear(5, 3)\n"
        "    def forward(self, x, age):\n"
        "        more = age if age.ndim == 2 else age[:, None]\n"
        "        return self.head(torch.cat((self.conv(x).relu().mean((2, 3)), more), 1))\n"
    )
    same = Body(1)
    same.conv = nn.Conv2d(3, 4, 3)
    torch.save(same.state_dict(), tmp_path / "m.pth")
    with Engine() as engine:
        own = OwnCode.parse(f"{code}:Net")
        ref = ModelRef(source="file", path=tmp_path / "m.pth", code=own, setup=said(age=0.5))
        with pytest.raises(UserError) as asked:
            engine.open(ref)
        allow_code(asked.value.sha256, own)
        request = ExplainRequest(
            image=ImageRef.of(photo), model=ref, panes=(PaneSpec("grad_cam"), PaneSpec("score_cam"))
        )
        prediction, *maps = engine.explain(request)
        rule = engine.open(ref).rule
    loaded = load_picture(photo)
    x = to_input(loaded, plan_geometry(loaded.size, rule, "default"), rule)
    with torch.no_grad():
        logits = same.head(torch.cat((same.features(x), torch.full((1, 1), 0.5)), 1))[0]
    assert torch.allclose(torch.from_numpy(prediction.answer), logits, atol=1e-5)
    assert sum(isinstance(one, HeatMap) for one in maps) == 2


@pytest.mark.parametrize(
    ("network", "more"),
    [
        (WithRow(5), {"age": 5}),
        (WithFacts(nn.Linear(7, 4), 4), {"facts": 7, "age": 1}),
        (WithFacts(nn.BatchNorm1d(6), 6), {"facts": 6, "age": 1}),
        (WithFacts(nn.LayerNorm(3), 3), {"facts": 3, "age": 1}),
    ],
    ids=["beside the picture", "into a layer", "into a batch norm", "into a layer norm"],
)
def test_a_row_of_unknown_width_is_as_wide_as_the_network_takes(
    network: Body, more: dict[str, int]
) -> None:
    prepared = Opened(network).prepared(ModelSetup())
    assert {one.name: len(one.values) for one in prepared.inputs} == more
    assert all(value == 0 for one in prepared.inputs for value in one.values)
    assert any("given as 0" in note for note in prepared.notes)
