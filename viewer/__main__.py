"""Let ``python -m viewer`` start CamScope."""

import sys

from viewer.cli import main

if __name__ == "__main__":
    sys.exit(main())
