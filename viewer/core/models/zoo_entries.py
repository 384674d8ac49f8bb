"""Published models as records: what can be downloaded, from where, to where, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """One file of weights on the web, and the cache it belongs to."""

    spec: str  # what opens it: "zoo:resnet18", "timm:resnet50.a1_in1k"
    url: str
    folder: Path  # torch's folder of checkpoints, or the hub's cache
    file_name: str
    hub_id: str = ""  # repository on the Hugging Face hub; empty: a plain address
    sha256: str = ""  # the file's hash or its start, where it is known beforehand
    size_bytes: int = 0  # 0: unknown
    size_is_exact: bool = False  # else told from the number of parameters

    @property
    def host(self) -> str:
        """The server that is asked: "download.pytorch.org"."""
        return urlsplit(self.url).netloc


@dataclass(frozen=True, slots=True, kw_only=True)
class ZooEntry:
    """One published model."""

    family: Literal["torchvision", "timm"]
    name: str  # "resnet18", "resnet50.a1_in1k"
    parameters: int  # 0: unknown
    cached: bool  # its weights are on this computer
    download: Download

    @property
    def spec(self) -> str:
        """What opens it: "zoo:resnet18"."""
        return self.download.spec


@dataclass(frozen=True, slots=True, kw_only=True)
class ListZoo:
    """To the engine: say which models are published, and which are here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoo:
    """From the engine: the published models, torchvision's first, by name."""

    entries: tuple[ZooEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadProgress:
    """So much of a download is on the disk."""

    spec: str
    done_bytes: int
    total_bytes: int  # 0: the server does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloaded:
    """A download is whole, checked, and in its cache."""

    spec: str
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadFailed:
    """A download did not end well; what is on the disk is continued next time."""

    spec: str
    headline: str
    hint: str = ""
    detail: str = ""


def megabytes(count: int) -> str:
    """Return a number of bytes as people read it: ``46.8 MB``, ``1.2 GB``."""
    if count >= 1_000_000_000:
        return f"{count / 1e9:.1f} GB"
    return f"{count / 1e6:.0f} MB" if count >= 99_500_000 else f"{count / 1e6:.1f} MB"
