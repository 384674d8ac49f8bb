"""An explanation taken apart by the engine: against plain computations on the same networks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from given_weights import small_model

from viewer.core.asks.parts import FindParts, LayerConcepts, PartsFailure, ScoreShares, TokenLooks
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.asks.wire import Unpacker, pack
from viewer.core.errors import UserError
from viewer.engine.engine import Engine
from viewer.engine.explain.parts import find_parts
from viewer.engine.look.sight import look
from viewer.engine.serve.handlers import take_apart
from viewer.engine.serve.service import Service


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine("cpu") as one:
        yield one


def wish(photo: Path, model: ModelRef, part, layer: str | None = None, **more) -> FindParts:
    request = ExplainRequest(
        image=ImageRef.of(photo),
        model=model,
        panes=(PaneSpec("grad_cam", layer=layer),),
        target=Target.parse("1"),
    )
    return FindParts(request=request, part=part, ticket=3, **more)


def parts(engine: Engine, asked: FindParts) -> Any:
    return engine.ask(asked.request, lambda answering: find_parts(answering, asked))


@pytest.mark.parametrize("arch", ["resnet18", "mobilenet_v2"])
def test_cells_and_base_are_the_logit_where_the_head_is_linear(engine, photo, tmp_path, arch):
    model = small_model(tmp_path, arch)
    found = parts(engine, wish(photo, model, "shares"))
    assert isinstance(found, ScoreShares)
    whole = float(found.cells.astype(np.float64).sum()) + found.base
    assert whole == pytest.approx(found.score, abs=1e-6 * max(1, abs(found.score)))
    assert found.is_exact
    module = engine._subject.opened.module
    head = [one for one in module.modules() if isinstance(one, torch.nn.Linear)][-1]
    assert found.base == pytest.approx(float(head.bias[1].detach()), abs=1e-6)
    (sent,) = Unpacker().feed(pack(found))
    assert sent == found
    assert np.array_equal(sent.cells, found.cells)


def test_concepts_are_parts_of_the_layer_with_what_the_model_says_to_each(engine, photo, tmp_path):
    model = small_model(tmp_path, "resnet18")
    found = parts(engine, wish(photo, model, "concepts", count=3))
    assert isinstance(found, LayerConcepts)
    assert found.strengths.shape == (3, 3, 3)
    assert sum(one.share for one in found.concepts) == pytest.approx(1, abs=1e-5)
    shares = [one.share for one in found.concepts]
    assert shares == sorted(shares, reverse=True)
    whole = parts(engine, wish(photo, model, "concepts", count=1))
    for one in (*found.concepts, *whole.concepts):
        assert len(one.alone) == 3
    (sent,) = Unpacker().feed(pack(found))
    assert sent == found


def test_a_concept_alone_is_answered_as_a_plain_head_answers_it(engine, photo, tmp_path):
    model = small_model(tmp_path, "resnet18")
    found = parts(engine, wish(photo, model, "concepts", count=2))
    net, sight = engine._subject.opened.module, _sight(engine, photo)
    kept: list[torch.Tensor] = []
    handle = net.layer4.register_forward_hook(lambda _m, _a, out: kept.append(out))
    with torch.no_grad():
        net(sight)
    handle.remove()
    from viewer.core.maps.factorising import factorise

    factors = factorise(kept[0][0].numpy(), 2)
    for number, concept in enumerate(found.concepts):
        direction = torch.from_numpy(factors.directions[:, number])
        mean = direction * float(factors.strengths[number].mean())
        logits = net.fc(mean[None])[0].detach()
        best = int(logits.argmax())
        assert concept.alone[0].index == best
        assert concept.alone[0].logit == pytest.approx(float(logits[best]), abs=1e-4)


def _sight(engine: Engine, photo: Path) -> torch.Tensor:
    from viewer.core.pictures.images import load_picture

    subject: Any = engine._subject
    key = (subject.stamp, None, ImageRef.of(photo), "default")
    return look(subject, load_picture(photo), key, torch.device("cpu"), lambda: None).x


def test_tokens_look_at_what_the_network_attends_to(engine, photo, tmp_path):
    import timm

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        net = timm.create_model("vit_tiny_patch16_224", num_classes=4, pretrained=False)
        torch.save(net.state_dict(), tmp_path / "vit.pth")
    vit = ModelRef.parse(str(tmp_path / "vit.pth"), arch="vit_tiny_patch16_224")
    found_wish = wish(photo, vit, "tokens", block=1)
    found = parts(engine, found_wish)
    assert isinstance(found, TokenLooks)
    assert (found.block, found.blocks, found.skip, found.grid) == (1, 12, 1, (14, 14))
    kept: list[torch.Tensor] = []
    net.eval().blocks[1].attn.fused_attn = False
    net.blocks[1].attn.attn_drop.register_forward_hook(lambda _m, _a, out: kept.append(out))
    with torch.no_grad():
        net(_sight(engine, photo))
    plain = kept[0][0].numpy()
    np.testing.assert_allclose(found.weights, plain, atol=1e-6)
    np.testing.assert_array_equal(found.seen_from(5, 2), found.weights[2, 5, 1:].reshape(14, 14))
    mean = plain[:, 0, 1:].mean(0).reshape(14, 14)
    np.testing.assert_allclose(found.seen_from(0), mean, atol=1e-6)
    asked = replace(found_wish.request, panes=(PaneSpec("legrad"),), serial=7)
    strip = engine.explain_layers(asked)
    assert (strip.heads, strip.serial, len(strip.maps)) == (3, 7, 12 * 3)
    assert [one.layer for one in strip.maps[:4]] == ["1.1", "1.2", "1.3", "2.1"]
    assert np.array_equal(strip.maps[3 + 2].raw, found.seen_from(0, 2))  # the class token is read
    last = parts(engine, wish(photo, vit, "tokens"))
    assert last.block == 11
    concepts = parts(engine, wish(photo, vit, "concepts", count=2))
    assert concepts.strengths.shape == (2, 14, 14)
    shares = parts(engine, wish(photo, vit, "shares"))
    assert not shares.is_exact  # the class token goes beside the cells
    assert shares.cells.sum() + shares.base + shares.rest == pytest.approx(shares.score, abs=1e-5)
    with pytest.raises(UserError, match="attention"):
        parts(engine, wish(photo, small_model(tmp_path, "resnet18"), "tokens"))


def test_a_failure_is_told_in_words(engine, photo, tmp_path, monkeypatch):
    monkeypatch.setattr("viewer.paths.user_cache", lambda: tmp_path)
    sent: list[object] = []
    service = Service(sent.append)
    service.engine = engine
    take_apart(service, wish(photo, small_model(tmp_path, "resnet18"), "tokens"))
    (failure,) = sent
    assert isinstance(failure, PartsFailure)
    assert failure.ticket == 3
    assert "no attention" in failure.headline
