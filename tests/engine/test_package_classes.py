"""Models of the classes of an installed package: built as data once it is allowed, never else."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from given_installed import NAME, Installed, installed_package, set_version
from torch import nn

from viewer.core.asks.messages import open_failed
from viewer.core.asks.references import ModelRef
from viewer.core.errors import OwnClasses, UserError
from viewer.core.stores.allowed_packages import allow_by_name, withdraw_package
from viewer.engine.models.opened import OpenedModel
from viewer.engine.models.opening import open_model
from viewer.engine.models.users.model_file import read_model_file


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Installed]:
    with installed_package(tmp_path / "site") as found:
        yield found


def opened(path: Path) -> OpenedModel:
    return open_model(ModelRef.parse(str(path)), torch.device("cpu"))


def a_net(installed: Installed, head: str = "MEAN") -> nn.Module:
    nets = installed.nets()
    torch.manual_seed(0)
    config = nets.NetConfig(nets.Sizes(4, 3), nets.Head[head], note="x")
    return nets.Net(config).eval()


def saved(installed: Installed, content: object, path: Path) -> Path:
    torch.save(content, path)
    installed.forget()
    return path


def test_the_question_names_the_package_and_nothing_is_imported(
    installed: Installed, tmp_path: Path
) -> None:
    path = saved(installed, a_net(installed), tmp_path / "m.pth")
    with pytest.raises(OwnClasses, match=r"“shapenets” 1\.2.*--allow shapenets") as asked:
        opened(path)
    failure = open_failed(ModelRef.parse(str(path)), asked.value)
    assert failure.packages == ((NAME, "1.2"),)
    assert failure.needs_arch


@pytest.mark.parametrize("head", ["MEAN", "PEAK"])
def test_an_allowed_package_answers_as_its_own_model(
    installed: Installed, tmp_path: Path, head: str
) -> None:
    model = a_net(installed, head)
    x = torch.linspace(-1, 1, 3 * 64 * 64).reshape(1, 3, 64, 64)
    expected = model(x).detach()
    path = saved(installed, {"epoch": 3, "model": model}, tmp_path / "m.pth")
    allow_by_name(NAME)
    found = opened(path)
    assert found.title == "Net"
    assert torch.equal(found.module(x), expected)
    config: Any = found.module.config
    assert (config.note, tuple(config.sizes), type(config).__name__) == ("x", (4, 3), "NetConfig")
    assert config.head is type(config.head)[head]


def test_another_version_asks_again_and_a_withdrawn_word_too(
    installed: Installed, tmp_path: Path
) -> None:
    path = saved(installed, a_net(installed), tmp_path / "m.pth")
    allow_by_name(NAME)
    assert opened(path).title == "Net"
    set_version(tmp_path / "site", "1.3")
    with pytest.raises(OwnClasses, match=r"“shapenets” 1\.3"):
        opened(path)
    allow_by_name(NAME)
    assert opened(path).title == "Net"
    withdraw_package(NAME)
    with pytest.raises(OwnClasses):
        opened(path)


def test_a_class_of_the_users_own_beside_it_asks_for_its_code(
    installed: Installed, tmp_path: Path
) -> None:
    model = nn.Sequential(installed.nets().Block(2), OwnLayer())
    path = saved(installed, model, tmp_path / "m.pth")
    allow_by_name(NAME)
    with pytest.raises(OwnClasses, match="OwnLayer") as asked:
        opened(path)
    assert asked.value.packages == ()


class OwnLayer(nn.Module):
    """A class that no package has."""


class Call:
    """A pickle that calls a function when it is executed."""

    def __init__(self, *parts: Any) -> None:
        self.parts = parts

    def __reduce__(self) -> tuple[Any, ...]:
        return self.parts


def changed(installed: Installed, key: str, value: Any) -> nn.Module:
    model = a_net(installed)
    vars(model)[key] = value
    return model


ATTACKS: dict[str, Callable[[Installed], object]] = {
    "a function called": lambda it: changed(it, "extra", Call(it.nets().touch, (str(it.ran),))),
    "a function kept": lambda it: changed(it, "extra", it.nets().touch),
    "a function as the model": lambda it: {"model": Call(it.nets().touch, (str(it.ran),))},
    "a class called": lambda it: changed(it, "extra", Call(it.nets().Block, (3,))),
    "a record called": lambda it: changed(it, "extra", Call(it.nets().NetConfig, (3,))),
    "an object that is called": lambda it: changed(it, "act", it.nets().Calling(str(it.ran))),
    "data that is called": lambda it: changed(it, "act", it.nets().CallingData(str(it.ran))),
    "a module that does things": lambda it: changed(it, "extra", Named(f"{NAME}.script", "Main")),
    "the module of a command": lambda it: changed(it, "extra", Named(f"{NAME}.__main__", "Main")),
    "a module's import": lambda it: changed(it, "extra", Named(f"{NAME}.nets", "pathlib")),
    "a layer that does things when it goes": lambda it: nn.Sequential(it.nets().Leaving(2)),
    "forward replaced": lambda it: changed(it, "forward", nn.ReLU()),
    "forward replaced by a class": lambda it: changed(it, "forward", it.nets().Block),
    "data replaced by code": lambda it: changed(
        it, "config", Call(it.nets().NetConfig.__new__, (it.nets().NetConfig,), {"note": nn.ReLU()})
    ),
    "an odd number of fields": lambda it: changed(
        it, "extra", Call(tuple.__new__, (it.nets().Sizes, (1, 2, 3)))
    ),
    "no member": lambda it: changed(it, "extra", Call(it.nets().Head, ("neither",))),
}


class Named:
    """A pickle that names something; the name need not exist here."""

    def __init__(self, module: str, name: str) -> None:
        self.name = (module, name)

    def __reduce__(self) -> tuple[Any, ...]:
        raise NotImplementedError


class NamingPickler(pickle._Pickler):  # the one that can be changed
    """Writes what Named stands for as the plain name."""

    def save(self, obj: Any, save_persistent_id: bool = True) -> None:
        if isinstance(obj, Named):
            self.write(b"c" + "\n".join(obj.name).encode() + b"\n")
        else:
            super().save(obj, save_persistent_id)


class Naming:
    """A module of pickling, as torch.save takes one."""

    Pickler = NamingPickler


@pytest.mark.parametrize("name", ATTACKS)
def test_what_is_more_than_layers_and_data_is_refused(
    installed: Installed, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "m.pth"
    torch.save(ATTACKS[name](installed), path, pickle_module=Naming)
    installed.ran.unlink(missing_ok=True)
    installed.forget()
    allow_by_name(NAME)
    with pytest.raises(UserError):
        raise read_model_file(path).payload.refusal or AssertionError("the file was opened")
    assert not installed.ran.exists()


def test_a_layers_own_way_to_wake_up_is_not_called(installed: Installed, tmp_path: Path) -> None:
    nets = installed.nets()
    model = nn.Sequential(nets.Waking(3), nn.AdaptiveAvgPool2d(1), nn.Flatten()).eval()
    x = torch.linspace(-1, 1, 3 * 64 * 64).reshape(1, 3, 64, 64)
    expected = model(x).detach()
    path = saved(installed, model, tmp_path / "m.pth")
    allow_by_name(NAME)
    found = opened(path)
    assert torch.equal(found.module(x), expected)
    assert not installed.ran.exists()


def test_a_package_that_does_not_import_is_told(installed: Installed, tmp_path: Path) -> None:
    path = saved(installed, a_net(installed), tmp_path / "m.pth")
    allow_by_name(NAME)
    with (installed.folder / "nets.py").open("a") as file:
        file.write("\nraise SystemExit(3)\n")
    with pytest.raises(UserError, match="“shapenets” cannot be imported"):
        opened(path)
