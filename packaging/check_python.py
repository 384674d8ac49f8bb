"""Say in words whether this Python can make CamScope's virtual environment."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

CHECK = Path(__file__).resolve().parent / "linux" / "check_libraries.py"


def main() -> int:
    """Check the version, then the parts that Debian packs separately."""
    version = "{}.{}".format(*sys.version_info[:2])
    if sys.version_info < (3, 11):  # noqa: UP036 - this runs before anything is installed
        print("CamScope needs Python 3.11 or newer; this one is " + version + ".")
        print("Name a newer one: make run PYTHON=python3.12")
        return 1
    package = "python" + version + "-venv"
    if sys.platform == "linux" and not has_venv(sys.executable):
        subprocess.run([sys.executable, str(CHECK), "--also", package], check=False)
    if not has_venv(sys.executable):
        print("This Python cannot make virtual environments; install " + package + " first.")
        return 1
    return 0


def has_venv(python: str) -> bool:
    """Ask a fresh process, so that what was installed meanwhile is seen."""
    if find_spec("venv") is None:
        return False
    return (
        subprocess.run([python, "-c", "import ensurepip"], stderr=-3, check=False).returncode == 0
    )


if __name__ == "__main__":
    sys.exit(main())
