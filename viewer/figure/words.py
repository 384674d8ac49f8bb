"""The few words a figure says, in each language it speaks."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.core.errors import UserError
from viewer.core.maps.geometry import InputMode
from viewer.core.maps.heat_style import Extent, HeatStyle, Scaling
from viewer.figure.choices import LANGUAGES, Language, Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All the words of one language, and its colon."""

    original: str
    low: str
    high: str
    model: str
    layer: str
    input: str
    inputs: dict[InputMode, str]
    scalings: dict[Scaling, str]
    extents: dict[Extent, str]
    clipped: str
    threshold: str
    proportional: str
    contour: str
    cells: str
    no_map: str
    empty: str
    colon: str
    gap: str  # between two sentences
    picture: str
    target: str
    marks: dict[Mark, str]


WORDS: dict[Language, Words] = {
    "en": Words(
        original="Original",
        low="low",
        high="high",
        model="Model",
        layer="Layer",
        input="Input",
        inputs={
            "default": "resized and centre-cropped",
            "whole": "whole picture",
            "stretch": "stretched to the model's size",
            "native": "the file's own pixels",
        },
        scalings={
            "map": "Each map is scaled to its own minimum and maximum.",
            "method": "The maps of one method share one scale.",
            "folder": "The maps of one method share one scale.",
            "fixed": "All maps share one scale.",
        },
        extents={
            "full": "",
            "positive": "The first colour stands for zero.",
            "symmetric": "Signed maps: the middle colour stands for zero.",
        },
        clipped="{}% of the values are cut at each end.",
        threshold="Below {}% of the scale the picture is left alone.",
        proportional="The stronger the value, the more opaque its colour.",
        contour="The line runs at {}% of the scale.",
        cells="The cells are those of the map.",
        no_map="no map",
        empty="the same value everywhere, so there is nothing to show.",
        colon=": ",
        gap=" ",
        picture="Picture",
        target="Class",
        marks={
            "none": "",
            "cross": "The cross marks the highest value of each map.",
            "box": "The box surrounds the upper half of each map's range, at its highest value.",
        },
    ),
    "zh_CN": Words(
        original="原图",
        low="低",
        high="高",
        model="模型",
        layer="层",
        input="输入",
        inputs={
            "default": "缩放后居中裁剪",
            "whole": "整张图片",
            "stretch": "拉伸到模型的输入尺寸",
            "native": "文件的原始像素",
        },
        scalings={
            "map": "每幅热图按各自的最小值和最大值缩放。",
            "method": "同一方法的热图使用同一色标。",
            "folder": "同一方法的热图使用同一色标。",
            "fixed": "所有热图使用同一色标。",
        },
        extents={
            "full": "",
            "positive": "首个颜色表示零。",
            "symmetric": "热图带符号，中间颜色表示零。",
        },
        clipped="两端各截去 {}% 的数值。",
        threshold="低于色标 {}% 处保留原图。",
        proportional="数值越大，颜色越不透明。",
        contour="等值线位于色标的 {}% 处。",
        cells="方格即热图的原始单元。",
        no_map="无热图",
        empty="各处数值相同，没有可显示的内容。",
        colon="：",
        gap="",
        picture="图片",
        target="类别",
        marks={
            "none": "",
            "cross": "十字标出每幅热图的最大值位置。",
            "box": "方框围住每幅热图最大值所在的上半值域区域。",
        },
    ),
}


def words(language: str) -> Words:
    """Return the words of a language.

    Raises:
        UserError: a figure does not speak it.
    """
    for known in LANGUAGES:
        if language == known:
            return WORDS[known]
    raise UserError(
        f"Figures do not speak “{language}”.", hint=f"Known languages: {', '.join(LANGUAGES)}."
    )


def painting_words(style: HeatStyle, speech: Words) -> list[str]:
    """Say in one line how values became colours."""
    told = [
        speech.scalings[style.scaling],
        speech.extents[style.extent],
        speech.clipped.format(f"{style.clip_percent:g}") if style.clip_percent else "",
        speech.threshold.format(f"{style.threshold * 100:g}") if style.threshold > 0 else "",
        speech.proportional if style.proportional else "",
        speech.contour.format(f"{style.contour * 100:g}") if style.contour > 0 else "",
        speech.cells if style.cells else "",
    ]
    return [speech.gap.join(filter(None, told))]
