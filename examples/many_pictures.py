"""Open a model once for many pictures: python many_pictures.py OUT PICTURE ..."""

import sys
from pathlib import Path

import camscope

out, *pictures = map(Path, sys.argv[1:])
out.mkdir(parents=True, exist_ok=True)
with camscope.open() as model:
    for picture in pictures:
        try:
            seen = model.explain(picture)
        except camscope.UserError as error:
            print(f"{picture.name}: {error}")
        else:
            seen.save(out / f"{picture.stem}.npz")
            print(f"{picture.name}: {seen.predictions[0].name}")
