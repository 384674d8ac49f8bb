"""Concepts as a figure and on the command line: colours where they are, and a line for each."""

from __future__ import annotations

import numpy as np
from PIL import Image

from viewer.cli import main
from viewer.core.asks.concepts import LayerConcept
from viewer.core.asks.parts import LayerConcepts
from viewer.core.asks.scores import ClassScore
from viewer.core.maps.geometry import Geometry
from viewer.core.maps.part_colours import CONCEPTS
from viewer.figure.concept_figure import draw_concepts, inked


def found() -> LayerConcepts:
    strengths = np.zeros((2, 1, 2), np.float32)
    strengths[0, 0, 0], strengths[1, 0, 1] = 2, 2
    cat = ClassScore(name="cat", index=0, logit=3.0, probability=0.75)
    concepts = (LayerConcept(share=0.6, alone=(cat,)), LayerConcept(share=0.4, alone=(cat,)))
    seen = Geometry(original=(90, 60), resized=(60, 40), offset=(10, 0), input=(40, 40))
    return LayerConcepts(
        ticket=0, layer="x", strengths=strengths, concepts=concepts, error=0.1, geometry=seen
    )


def test_colours_lie_on_what_the_model_saw_and_the_rest_is_as_it_was():
    rgb = np.full((60, 90, 3), 100, np.uint8)
    painted = inked(rgb, found())
    assert (painted[:, :15] == 100).all()
    assert (painted[:, 75:] == 100).all()
    for x, colour in ((16, CONCEPTS[0]), (73, CONCEPTS[1])):
        expected = 0.25 * 100 + 0.75 * np.array(colour)
        assert np.abs(painted[30, x] - expected).max() <= 1
    legend = draw_concepts(rgb, found(), "a.png").axes[1].get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["60%  cat", "40%  cat"]


def test_the_command_prints_a_line_for_each_and_writes_the_figure(photo, tmp_path, capsys):
    out = tmp_path / "concepts.png"
    assert main(["concepts", str(photo), "--count", "3", "--out", str(out)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["1", "2", "3"]
    assert lines[3].endswith("concepts.png")
    with Image.open(out) as figure:
        assert figure.width > figure.height
    assert main(["concepts", str(photo), "--out", str(out)]) == 2  # it is not replaced
    assert main(["concepts", str(photo), "--out", str(tmp_path / "a.doc")]) == 2
