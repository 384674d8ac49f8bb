"""A package as it lies among the installed ones: layers, plain data, and things to be wary of."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NAME = "shapenets"
NETS = """
import collections
import dataclasses
import enum
import pathlib
from types import SimpleNamespace

import torch
from torch import nn

HERE = pathlib.Path(__file__).parent
Sizes = collections.namedtuple("Sizes", ["width", "classes"])


class Head(enum.Enum):
    MEAN = "mean"
    PEAK = "peak"

    def __reduce_ex__(self, _protocol):  # of its own in most Pythons; 3.11.2 calls getattr
        return type(self), (self.value,)


@dataclasses.dataclass
class NetConfig:
    sizes: Sizes
    head: Head = Head.MEAN
    note: str = ""


class Space(SimpleNamespace):
    pass


class Block(nn.Module):
    scale = 1.0

    def __init__(self, width):
        super().__init__()
        self.conv = nn.Conv2d(3, width, 3, stride=4)
        self.act = nn.ReLU()

    def forward(self, x):
        return self.scale * self.act(self.conv(x))


class Net(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.options = Space(bias=True)
        self.model = Block(config.sizes.width)
        self.head = nn.Linear(config.sizes.width, config.sizes.classes)
        self.model.scale = 2.0
        self.register_buffer("shift", torch.ones(1))
        self.shift._is_initialised = True

    def forward(self, x):
        x = self.model(x)
        x = x.mean((2, 3)) if self.config.head is Head.MEAN else x.amax((2, 3))
        return self.head(x) + self.shift


class Waking(Block):
    def __setstate__(self, state):
        (HERE / "ran").touch()
        super().__setstate__(state)


class Leaving(Block):
    def __del__(self):
        (HERE / "ran").touch()


class Calling:
    def __init__(self, path):
        self.path = path

    def __call__(self, x):
        pathlib.Path(self.path).touch()
        return x


@dataclasses.dataclass
class CallingData:
    path: str

    def __call__(self, x):
        pathlib.Path(self.path).touch()
        return x


def touch(path):
    pathlib.Path(path).touch()
"""
SCRIPT = """
import pathlib
pathlib.Path(__file__).with_name("ran").touch()
"""


class Installed:
    """The package, its modules while they are imported, and the mark that its traps leave."""

    def __init__(self, site: Path) -> None:
        self.folder = site / NAME
        self.ran = self.folder / "ran"

    def nets(self):
        return importlib.import_module(f"{NAME}.nets")

    def forget(self) -> None:
        """Let nobody have imported it, as where a file is opened."""
        for name in [one for one in sys.modules if one.partition(".")[0] == NAME]:
            del sys.modules[name]


@contextmanager
def installed_package(site: Path, version: str = "1.2") -> Iterator[Installed]:
    """Install the package in a folder that is looked through for modules meanwhile."""
    found = Installed(site)
    found.folder.mkdir(parents=True)
    (found.folder / "__init__.py").write_text("")
    (found.folder / "nets.py").write_text(NETS)
    (found.folder / "script.py").write_text(SCRIPT)
    (found.folder / "__main__.py").write_text(f"{SCRIPT}\nclass Main: pass\n")
    set_version(site, version)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(site))
        yield found
    found.forget()


def set_version(site: Path, version: str) -> None:
    """Write what says which version is installed."""
    told = site / f"{NAME}-1.2.dist-info"
    told.mkdir(exist_ok=True)
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {NAME}\nVersion: {version}\n")
    importlib.invalidate_caches()
