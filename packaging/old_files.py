"""Make model files with real old versions of PyTorch, torchvision and timm, to test that they open.

``python packaging/old_files.py FOLDER`` makes the whole corpus (about 2 GB, and 6 GB of throw-away
environments); ``--tests`` packs the small set into tests/engine/files instead. The interpreters of
old Pythons are looked for on the PATH and below ~/.pyenv.
"""

from __future__ import annotations

import argparse
import json
import lzma
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
TEST_FILES = HERE.parent / "tests" / "engine" / "files"
NUMPY, SCIPY = "numpy==1.23.5", "scipy==1.10.1"
PILLOW, TYPES = "pillow==9.5.0", "typing_extensions==4.7.1"
HUB = (
    *("huggingface_hub==0.14.1", "pyyaml", "requests", "tqdm", "filelock", "packaging", "fsspec"),
    *("urllib3", "idna", "certifi", "charset-normalizer"),
)


@dataclass(frozen=True, slots=True)
class Environment:
    """One set of old versions, and the networks to write with them."""

    python: str
    packages: tuple[str, ...]
    networks: tuple[str, ...]
    tested: tuple[str, ...]  # those whose files are small enough for the tests


ENVIRONMENTS = (
    Environment(
        "3.8",
        ("torch==1.4.0", "torchvision==0.5.0", NUMPY, "pillow==6.2.2", "six==1.16.0", SCIPY),
        (
            *("torchvision:mobilenet_v2", "torchvision:mnasnet0_5", "torchvision:densenet121"),
            *("torchvision:resnet18", "torchvision:inception_v3"),
        ),
        (
            *("torchvision:googlenet", "torchvision:squeezenet1_1"),
            "torchvision:shufflenet_v2_x0_5",
        ),
    ),
    Environment(
        "3.8",
        ("torch==1.8.1", "torchvision==0.9.1", NUMPY, "timm==0.4.12", PILLOW, TYPES),
        (
            *("torchvision:mnasnet0_5", "timm:resnet18", "timm:efficientnet_b0"),
            *("timm:tf_efficientnet_lite0", "timm:regnetx_002", "timm:resnet26t"),
            *("timm:swin_tiny_patch4_window7_224", "timm:mixer_s32_224", "timm:densenet121"),
        ),
        (
            *("torch:plain", "torchvision:mobilenet_v3_small", "timm:mobilenetv3_small_100"),
            *("timm:vit_tiny_patch16_224", "timm:dpn68"),
        ),
    ),
    Environment(
        "3.9",
        ("torch==1.11.0", "torchvision==0.12.0", NUMPY, "timm==0.6.13", PILLOW, TYPES, *HUB),
        (
            *("torchvision:efficientnet_b0", "torchvision:convnext_tiny", "torchvision:vit_b_32"),
            *("torchvision:mobilenet_v3_small", "timm:resnet18", "timm:efficientnet_b0"),
            *("timm:vit_tiny_patch16_224", "timm:swin_tiny_patch4_window7_224"),
            *("timm:lcnet_050", "timm:tf_efficientnet_lite0", "timm:resnet10t"),
        ),
        ("torchvision:regnet_y_400mf", "timm:convnext_atto", "timm:mobilevit_xxs"),
    ),
)


def interpreter(version: str) -> str:
    """Return the newest interpreter of a version of Python.

    Raises:
        SystemExit: there is none.
    """
    below_pyenv = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    found = str(below_pyenv[-1]) if below_pyenv else shutil.which(f"python{version}")
    if not found:
        sys.exit(f"Python {version} is needed, for example “pyenv install {version}”.")
    return found


def make(environment: Environment, networks: Iterable[str], folder: Path) -> None:
    """Write files in a throw-away environment."""
    with tempfile.TemporaryDirectory() as home:
        subprocess.run([interpreter(environment.python), "-m", "venv", home], check=True)
        python = Path(home, "bin", "python")
        # Without dependencies: PyTorch's would be gigabytes of CUDA.
        install = [python, "-m", "pip", "install", "-q", "--no-deps", *environment.packages]
        subprocess.run(install, check=True)
        script = [python, "-W", "ignore", HERE / "old_files_within.py", folder, *networks]
        subprocess.run(script, check=True)


def pack(folder: Path) -> None:
    """Pack files for the tests, and write what they must answer into one list."""
    TEST_FILES.mkdir(parents=True, exist_ok=True)
    answers = {}
    for path in sorted(folder.glob("*.pth")):
        packed = lzma.compress(path.read_bytes(), preset=9 | lzma.PRESET_EXTREME)
        (TEST_FILES / f"{path.name}.xz").write_bytes(packed)
        answers[path.name] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        print(f"{path.name}: {len(packed):,} bytes")
    text = json.dumps(answers, indent=1) + "\n"
    (TEST_FILES / "answers.json").write_text(text, encoding="utf-8")


def main() -> None:
    """Make the corpus, or the small set for the tests."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="where the corpus goes")
    parser.add_argument("--tests", action="store_true", help="make the small set for the tests")
    typed = parser.parse_args()
    if typed.tests == (typed.folder is not None):
        parser.error("give a folder, or --tests")
    with tempfile.TemporaryDirectory() as scratch:
        folder = typed.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for environment in ENVIRONMENTS:
            others = () if typed.tests else environment.networks
            make(environment, (*environment.tested, *others), folder)
        if typed.tests:
            pack(folder)


if __name__ == "__main__":
    main()
