"""Ready words are true and complete, in both languages, and BibTeX that BibTeX can read."""

import re
from dataclasses import replace

import numpy as np
import pytest

from viewer import paths
from viewer.core.errors import UserError
from viewer.figure.choices import DATA_KINDS
from viewer.figure.extras import data_of, words_of
from viewer.figure.prose import bibtex, caption, entries, methods_sentence
from viewer.figure.style import FigureStyle
from viewer.methods.registry import built_in

METHODS = built_in().table


def test_a_caption_names_everything(make_explanation):
    text = caption([make_explanation(), make_explanation(target="cat")], FigureStyle())
    assert text.startswith(
        "Grad-CAM and LayerCAM of photo.png for dog (0.62) and cat (0.62), the predicted "
        "probability in brackets. Model: Net, layer conv_head."
    )
    assert "own minimum and maximum" in text
    chinese = caption([make_explanation()], FigureStyle(lang="zh_CN"))
    assert "类激活图" in chinese
    assert "photo.png" in chinese


def test_a_methods_sentence_cites_and_counts(make_explanation):
    text = methods_sentence([make_explanation()], FigureStyle().heat)
    for told in (
        r"Grad-CAM \cite{selvaraju2017gradcam} and LayerCAM \cite{jiang2021layercam}",
        "layer conv_head of Net",
        "abababababababab…",
        "224 × 224 pixels",
        "“inferno” at 50% opacity",
        "PyTorch",
    ):
        assert told in text, text


def test_every_method_has_an_entry():
    known = entries(paths.resource("papers.bib").read_text(encoding="utf-8"))
    assert {paper for method in METHODS for paper in method.papers} == set(known)
    for method in METHODS:
        text = bibtex([method])
        assert text.startswith("@")
        assert text.count("{") == text.count("}")
        assert re.search(r"year = \{\d{4}\}", text)
    both = [METHODS.find("grad_cam"), METHODS.find("grad_cam_elementwise")]
    assert bibtex(both).count("@") == 2  # one paper is shared


def test_every_kind_of_raw_data_is_handed_out(make_parts):
    parts = make_parts()
    for kind in DATA_KINDS:
        assert data_of(kind, parts.requests, parts.explanations)


def test_no_words_without_a_map(make_explanation):
    bare = make_explanation(raws={"occlusion": np.eye(2, dtype=np.float32)})
    with pytest.raises(UserError, match="cannot reproduce"):
        words_of("python", [bare], FigureStyle())


def test_pages_of_a_file_are_told_apart(make_explanation):
    told = make_explanation(name="book.tiff")
    image = replace(told.prediction.image, page=2)
    turned = replace(told, prediction=replace(told.prediction, image=image))
    assert "of book.tiff and book.tiff, p. 3 for" in caption([told, turned], FigureStyle())
    table = data_of("csv", (), [turned]).decode("utf-8-sig").splitlines()
    assert table[1].startswith('"book.tiff, p. 3",1,')
