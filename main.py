"""Start CamScope from a checkout: call the command line and exit with its code."""

import sys

from viewer.cli import main

if __name__ == "__main__":
    sys.exit(main())
