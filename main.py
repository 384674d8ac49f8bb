"""Start CamScope from a checkout: call the command line and exit with its code."""

import os
import sys

if not getattr(sys, "frozen", False):  # also where Python was told not to look beside this file
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120

from camscope.starting import main

if __name__ == "__main__":
    sys.exit(main())
