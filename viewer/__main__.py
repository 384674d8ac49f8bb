"""Let ``python -m viewer`` start CamScope."""

import os
import sys

# "-m" puts the present folder first, where anybody's json.py or torch.py may lie.
if not sys.flags.safe_path and os.path.realpath(sys.path[0]) != os.path.realpath(
    os.path.join(os.path.dirname(__file__), os.pardir)  # noqa: PTH118, PTH120 - pathlib may be theirs
):
    del sys.path[0]

from viewer.cli import main

if __name__ == "__main__":
    sys.exit(main())
