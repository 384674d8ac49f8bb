"""What the command line prints is what is there."""

import json

import pytest

from viewer.cli import main
from viewer.methods.registry import built_in

METHODS = built_in().table


def test_the_table_of_methods_has_every_method_on_its_own_line(capsys):
    assert main(["methods"]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split()[0] == "METHOD"
    assert [line.split()[0] for line in lines] == [method.key for method in METHODS]
    assert all(method.help in line for method, line in zip(METHODS, lines, strict=True))


def test_inspect_prints_the_model_as_torch_does_and_its_layers(capsys):
    from viewer.core.asks.references import ModelRef
    from viewer.engine.engine import Engine

    with Engine() as engine:
        info = engine.open(ModelRef.default())
    assert main(["inspect", "default"]) == 0
    text = capsys.readouterr().out
    assert info.tree in text
    lines = [line.rstrip() for line in text.splitlines()]
    (default,) = [line for line in lines if line.endswith("default")]
    assert default.split()[0] == info.default_layer
    for layer in info.layers:
        assert any(line.split()[:2] == [layer.name, layer.type] for line in lines), layer.name
    (pooled,) = [line for line in lines if line.split()[:1] == ["global_pool"]]
    assert "1280" in pooled.split()
    assert pooled.endswith("no places left")
    (head,) = [line for line in lines if line.split()[:2] == ["classifier", "Linear"]]
    assert f"{1280 * 1000 + 1000:,}" in head.split()


def test_inspect_as_data_says_the_same(capsys):
    assert main(["inspect", "default", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    (default,) = [layer for layer in data["layers"] if layer["default"]]
    assert default["name"] == data["default_layer"]
    assert default["grid"] == [7, 7]
    assert data["classes"][281]["title"] == "tabby, tabby cat"
    assert len(data["classes"]) == 1000
    modules = {module["name"]: module for module in data["modules"]}
    assert modules[""]["parameters"] == data["parameters"]
    assert modules["conv_stem"]["shape"] == [32, 112, 112]
    assert modules["conv_stem"]["parameters"] == 32 * 3 * 3 * 3
    assert modules["conv_stem"]["arguments"].startswith("3, 32, kernel_size=(3, 3)")
    fit = [name for name, module in modules.items() if not module["unfit"]]
    assert set(fit) == {layer["name"] for layer in data["layers"]}
    assert (data["input"]["width"], data["input"]["shorter_side"]) == (224, 256)
    assert {"name": "cat", "members": [281, 282, 283, 284, 285]} in data["groups"]


def test_inspect_of_no_model_is_told(capsys):
    assert main(["inspect", "/no/such/model.pth"]) == 2
    assert capsys.readouterr().err.startswith("camscope: ")


@pytest.mark.parametrize("pattern", ["resnet18", "RESNET18", "resnet18*", "zoo:resnet18"])
def test_models_are_found_by_part_and_by_pattern(pattern, capsys):
    assert main(["models", pattern]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.split()[0] == "zoo:resnet18" for line in lines)
    assert not any(line.split()[0] == "default" for line in lines)


def test_the_default_model_is_here_and_no_other_in_an_empty_cache(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    assert main(["models", "default"]) == 0
    assert ["default", "here"] in [line.split() for line in capsys.readouterr().out.splitlines()]
    assert main(["models", "zoo:alexnet"]) == 0
    assert "not on this computer" in capsys.readouterr().out
    checkpoints = tmp_path / "hub" / "checkpoints"
    checkpoints.mkdir(parents=True)
    (checkpoints / "alexnet-owt-7be5be79.pth").touch()
    assert main(["models", "zoo:alexnet"]) == 0
    assert "here" in capsys.readouterr().out.split()


def test_a_name_that_no_model_has_is_told(capsys):
    assert main(["models", "qqqq"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "qqqq" in told.err


def inspected(capsys, *arguments):
    assert main(["inspect", "default", "--json", *map(str, arguments)]) == 0
    return json.loads(capsys.readouterr().out)


def test_what_inspect_prints_is_a_setup_that_gives_the_same(tmp_path, capsys):
    from viewer.core.models.typed_setup import INSPECTED, INSPECTED_INPUT

    first = inspected(capsys)
    assert (*first, *first["input"]) == (*INSPECTED, *INSPECTED_INPUT)
    path = tmp_path / "model.json"
    path.write_text(json.dumps(first), encoding="utf-8")
    again = inspected(capsys, "--setup", path)
    assert again | {"setup": None} == first
    first["input"] |= {"width": 160, "height": 128, "shorter_side": None, "colours": "bgr"}
    first["classes"][7]["title"] = "rooster"
    path.write_text(json.dumps(first), encoding="utf-8")
    changed = inspected(capsys, "--setup", path)
    assert (changed["input"], changed["classes"][7]["name"]) == (first["input"], "rooster")
    path.write_text(json.dumps(changed["setup"]), encoding="utf-8")
    assert inspected(capsys, "--setup", path) == changed
