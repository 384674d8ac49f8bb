"""The few words a figure says, in each language it speaks."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.core.errors import UserError
from viewer.core.geometry import InputMode
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
    scaling: str
    no_map: str
    empty: str
    colon: str
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
        scaling="Each map is scaled to its own minimum and maximum.",
        no_map="no map",
        empty="the same value everywhere, so there is nothing to show.",
        colon=": ",
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
            "whole": "整幅图像",
            "stretch": "拉伸到模型的输入尺寸",
            "native": "文件的原始像素",
        },
        scaling="每幅热图按各自的最小值和最大值缩放。",
        no_map="无热图",
        empty="各处数值相同，没有可显示的内容。",
        colon="：",
        picture="图像",
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
