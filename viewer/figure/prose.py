"""Words for a report: a figure's caption, a sentence for its methods section, and BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from viewer import __version__, paths
from viewer.core.asks.records import ExplainedPicture, HeatMap
from viewer.core.asks.references import ImageRef
from viewer.core.foreign_text import shown_path
from viewer.core.maps.heat_style import HeatStyle
from viewer.core.maps.methods import MethodRow
from viewer.figure.provenance import versions
from viewer.figure.style import FigureStyle
from viewer.figure.trust_words import trust_sentence
from viewer.figure.words import painting_words, words


def caption(explanations: Sequence[ExplainedPicture], style: FigureStyle) -> str:
    """Return a caption: what is shown of which pictures, for which classes, and how to read it."""
    maps = _maps(explanations)
    speech = words(style.lang)
    names = _unique(_named(each.prediction.image) for each in explanations)
    called = {one.name: one.name_zh for one in explanations[0].model.groups if one.name_zh}
    called = called if style.lang == "zh_CN" else {}
    titles = [(called.get(heat.resolved.title, heat.resolved.title), heat.worth()) for heat in maps]
    targets = _unique(f"{title} ({worth})" for title, worth in titles)
    told = (*painting_words(style.heat, speech), *trust_sentence(maps, style.lang))
    painted = speech.gap.join(told)
    layers = _unique(heat.layer for heat in maps)
    if style.lang == "zh_CN":
        return (
            f"{'、'.join(names)} 的类激活图（{'、'.join(_titles(maps))}；"
            f"类别与概率：{'、'.join(targets)}）。"
            f"模型：{explanations[0].model.title}，层：{'、'.join(layers)}。"
            f"{_half_words(maps, '以 {} 计算。')}{painted}"
        )
    return (
        f"{_joined(_titles(maps))} of {_joined(names)} for {_joined(targets)}, the predicted "
        f"probability in brackets. Model: {explanations[0].model.title}, "
        f"{_layer_words(layers)}. {_half_words(maps)}{painted}"
    )


def methods_sentence(explanations: Sequence[ExplainedPicture], heat: HeatStyle) -> str:
    """Return what a methods section needs to say so that others can make the same maps."""
    maps, info = _maps(explanations), explanations[0].model
    geometry, found = explanations[0].prediction.geometry, versions()
    cited = [f"{row.title} \\cite{{{','.join(_papers(row))}}}" for row in _rows(maps)]
    inputs = words("en").inputs[geometry.mode]
    shown = painting_words(heat, words("en"))[0]
    weights = f" (SHA-256 of the weights {info.weights_sha256[:16]}…)" * bool(info.weights_sha256)
    width, height = geometry.input
    layers = _layer_words(_unique(each.layer for each in maps))
    return (
        f"Class activation maps were computed with {_joined(cited)} "
        f"at {_unspoken(f'{layers} of {info.title}')}{weights}. "
        f"The model saw {width} × {height} pixels ({inputs}). {_half_words(maps)}"
        f"Maps were upsampled bilinearly and painted over the picture with the colour map "
        f"“{heat.table_key}” at {heat.opacity:.0%} opacity. {shown} "
        f"Software: CamScope {__version__}, PyTorch {found.get('torch', '')}."
    )


def bibtex(methods: Sequence[MethodRow]) -> str:
    """Return the BibTeX entries of the papers of some methods, each once."""
    known = entries(paths.resource("papers.bib").read_text(encoding="utf-8"))
    wanted = {paper: row for row in methods for paper in _papers(row)}
    return (
        "\n\n".join(known.get(paper) or _misc(paper, row) for paper, row in wanted.items()) + "\n"
    )


def entries(text: str) -> dict[str, str]:
    """Return the entries of a BibTeX file by their key; each begins a line and ends one."""
    found = re.finditer(r"^@\w+\{([^,]+),.*?^\}", text, flags=re.DOTALL | re.MULTILINE)
    return {match[1]: match[0] for match in found}


def _papers(method: MethodRow) -> tuple[str, ...]:
    known = method.papers or (method.base,)
    smooth = method.aug_smooth or method.eigen_smooth
    return (*known, "gildenblat2021library") if smooth else known


def _misc(key: str, method: MethodRow) -> str:
    """Make an entry from a method's row, for a paper that is not in the file."""
    return (
        f"@misc{{{key},\n  title = {{{method.paper}}},\n  year = {{{method.year}}},\n"
        f"  howpublished = {{\\url{{{method.link}}}}}\n}}"
    )


def _half_words(maps: Sequence[HeatMap], said: str = "Computed in {}. ") -> str:
    """Return a sentence on passes in half precision, if there were any."""
    half = _unique(heat.precision for heat in maps if heat.precision != "float32")
    return said.format(_joined(half)) if half else ""


def _maps(explanations: Sequence[ExplainedPicture]) -> list[HeatMap]:
    return [heat for each in explanations for heat in each.maps]


def _rows(maps: Sequence[HeatMap]) -> list[MethodRow]:
    return list(dict.fromkeys(heat.row for heat in maps))


def _titles(maps: Sequence[HeatMap]) -> list[str]:
    return [row.title for row in _rows(maps)]


def _named(image: ImageRef) -> str:
    return shown_path(image.path.name) + image.page_mark


def _unspoken(name: str) -> str:
    r"""Return a name in which LaTeX finds no command, such as ``\input``."""
    return name.replace("\\", "/")


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _layer_words(layers: Sequence[str]) -> str:
    return f"layer {layers[0]}" if len(layers) == 1 else f"layers {_joined(layers)}"


def _joined(texts: Sequence[str]) -> str:
    """Return "a", "a and b", or "a, b and c"."""
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} and {texts[-1]}"
