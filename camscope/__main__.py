"""Run CamScope as ``python -m camscope``."""

import sys

from camscope.starting import main

if __name__ == "__main__":
    # "-m" puts the present folder first, where anybody's json.py or torch.py may lie.
    if not sys.flags.safe_path:
        del sys.path[0]
    sys.exit(main())
