"""Print what pip needs to take PyTorch's CPU build, where no NVIDIA GPU needs the other one.

On Linux the usual build brings some 4 GB of NVIDIA's libraries. `make run` asks here unless
PIP_ARGS or GPU=yes is given; what is chosen is told. Elsewhere, and where PyTorch's own index does
not answer, PyPI's build is taken and nothing is printed.
"""

import platform
import shutil
import sys
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

INDEX = "https://download.pytorch.org/whl/cpu"
DRIVER = Path("/proc/driver/nvidia/version")
PATIENCE_S = 5
CHOSEN = (
    "No NVIDIA GPU was found: PyTorch's CPU build is installed, 0.2 GB instead of 4."
    ' "make run GPU=yes" installs the other one.\n'
)


def would_help(system: str, machine: str, *, has_gpu: bool) -> bool:
    """Tell whether PyPI's build would bring a GPU's libraries for nothing."""
    return (system, machine, has_gpu) == ("Linux", "x86_64", False)


def answers(index: str) -> bool:
    """Tell whether an index can be reached now; pip would ask it again and again for minutes."""
    try:
        with urlopen(f"{index}/torch/", timeout=PATIENCE_S) as page:
            return page.status == 200
    except HTTPError as refusal:
        refusal.close()  # it is the answer as well
    except (URLError, OSError):
        pass
    return False


def main() -> int:
    """Print the arguments, and tell a person what was chosen."""
    has_gpu = DRIVER.exists() or shutil.which("nvidia-smi") is not None
    if would_help(platform.system(), platform.machine(), has_gpu=has_gpu) and answers(INDEX):
        sys.stderr.write(CHOSEN)
        print(f"--extra-index-url {INDEX}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
