"""Explain one picture for two classes, and write the figure: python explain_one.py PICTURE OUT."""

import sys

import camscope

picture, out = sys.argv[1:3]
seen = camscope.explain(picture, classes=["dog", "cat"], methods=["grad_cam", "layer_cam"])
for one in seen.maps:
    print(f"{one.method} of {one.title}: peak {one.raw.max():.3f} on a grid of {one.raw.shape}")
seen.save(out, title="Dog and cat")
