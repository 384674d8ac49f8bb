"""Write the table of the 1,000 ImageNet classes, as timm names them.

``python packaging/imagenet_table.py --write`` replaces resources/labels/imagenet.txt: the WordNet
id and the full title of a class on each line. Importing timm for it takes half a second.
"""

from __future__ import annotations

import sys
from pathlib import Path

from timm.data.imagenet_info import ImageNetInfo

TABLE = Path(__file__).resolve().parent.parent / "resources" / "labels" / "imagenet.txt"


def table() -> str:
    """Return the whole table."""
    info = ImageNetInfo("imagenet-1k")
    rows = zip(info.label_names(), info.label_descriptions(), strict=True)
    return "".join(f"{synset}\t{title}\n" for synset, title in rows)


if __name__ == "__main__":
    if "--write" in sys.argv[1:]:
        TABLE.write_text(table(), encoding="utf-8")
    else:
        sys.stdout.write(table())
