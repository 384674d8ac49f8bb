"""Samples, gathered once: pictures and a model of ours, and pictures of installed packages."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from viewer import paths
from viewer.core.errors import UserError
from viewer.core.files.whole_file import NotWritten, write_whole

# What is in resources/samples, and in packages. Makers and licences: resources/LICENSES.md.
MODEL = "cat_or_dog.pth"  # a small network of two classes; packaging/sample_model.py trains it
BOTH = "drawn_dog_and_cat.png"  # the picture that it is best seen on
OURS = (
    *("chelsea.png", "coffee.png", "rocket.jpg", "drawn_cat.png", "drawn_dog.png"),
    *(BOTH, MODEL),
)
SAMPLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("matplotlib", ("mpl-data/sample_data/grace_hopper.jpg",)),
    ("sklearn", ("datasets/images/china.jpg", "datasets/images/flower.jpg")),
)


def gather_samples() -> Path:
    """Copy the samples into the user's data folder, where they are not there yet.

    A package that is not installed only skips its own pictures.

    Returns:
        The folder; it holds at least one picture.

    Raises:
        UserError: the folder cannot be written, or no picture was found anywhere.
    """
    folder = paths.user_data() / "samples"
    try:
        present = [_copy_once(source, folder) for source in _installed()]
    except (OSError, NotWritten) as error:
        raise UserError(
            f"The sample pictures cannot be copied to {folder}.",
            hint="Check that the folder can be written and that the disk is not full.",
            detail=error.detail if isinstance(error, NotWritten) else str(error),
        ) from error
    names = {*OURS, *(Path(name).name for _, inside in SAMPLES for name in inside)}
    if not present and not any((folder / name).is_file() for name in names):
        raise UserError(
            "No sample pictures were found.",
            hint="Open a folder of your own, or install CamScope again.",
        )
    return folder


def _installed() -> list[Path]:
    """Return the pictures that exist, found without importing the packages they are in."""
    folder = paths.resource("samples")
    found = [folder / name for name in OURS if (folder / name).is_file()]
    for package, names in SAMPLES:
        spec = find_spec(package)
        for root in (spec.submodule_search_locations or ()) if spec else ():
            found += [Path(root, name) for name in names if Path(root, name).is_file()]
    return found


def _copy_once(source: Path, folder: Path) -> Path:
    """Copy one file whole or not at all; a complete copy is left as it is."""
    target = folder / source.name
    if target.is_file() and target.stat().st_size == source.stat().st_size:
        return target
    write_whole(target, source.read_bytes(), make_folder=True)
    return target


def main() -> int:
    """Print the samples' folder; ``make run`` and scripts start the viewer on it."""
    try:
        sys.stdout.write(f"{gather_samples()}\n")
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
