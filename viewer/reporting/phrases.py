"""The words of reports in each language they are written in."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.figure.choices import Language

_EN_PLACES = (
    ("upper left", "upper middle", "upper right"),
    ("middle left", "centre", "middle right"),
    ("lower left", "lower middle", "lower right"),
)
_ZH_PLACES = (("左上", "中上", "右上"), ("左中", "正中", "右中"), ("左下", "中下", "右下"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """All that reports say in one language; holes bear names."""

    title: str
    subtitle: str
    subtitle_one: str
    preparation: str
    results: str
    methods: str
    summary: str
    notes: str
    notes_on: str
    appendix: str
    references: str
    software: str
    model: str
    layer: str
    picture: str
    target: str
    method: str
    probability: str
    peak: str
    place: str
    half: str
    package: str
    version: str
    figure: str
    table: str
    predictions: str
    printed: str
    recipe: str
    script: str
    made_with: str
    about_model: str
    about_layer: str
    about_layer_other: str
    about_input: str
    about_input_whole: str
    says: str
    says_then: str
    lies: str
    peaks: str
    borders: str
    nothing: str
    nothing_but: str
    alike: str
    cut: str
    figure_of: str
    alt: str
    alt_map: str
    alt_nothing: str
    places: tuple[tuple[str, str, str], ...]
    gap: str
    comma: str


PHRASES: dict[Language, Phrases] = {
    "en": Phrases(
        title="Why the model decided so",
        subtitle="Class activation maps of {count} pictures · {model}",
        subtitle_one="Class activation maps of one picture · {model}",
        preparation="Preparation",
        results="Results and analysis",
        methods="Methods",
        summary="Summary",
        notes="Notes",
        notes_on="Notes on “{target}”",
        appendix="Appendix",
        references="References",
        software="Software",
        model="Model",
        layer="Layer",
        picture="Picture",
        target="Class",
        method="Method",
        probability="Probability",
        peak="Peak",
        place="Strongest in",
        half="Half of it on",
        package="Package",
        version="Version",
        figure="Figure",
        table="Table",
        predictions="What the model says of {picture}.",
        printed="The model, printed",
        recipe="Recipe of the figure of {picture}",
        script="Python script for {method}, {target}, {picture}",
        made_with="These programs and packages made the maps.",
        about_model="{model} has {parameters:,} parameters and tells {classes} classes apart.",
        about_layer="The maps are of the layer “{layer}”, a {type} that gives {channels} channels"
        " on a grid of {rows} × {columns}. CamScope chooses it where no other is asked for: a late"
        " layer, which still tells places apart.",
        about_layer_other="The maps are of the layer “{layer}”, a {type} that gives {channels}"
        " channels on a grid of {rows} × {columns}.",
        about_input="Pictures are resized to {side} pixels on the shorter side, {width} × {height}"
        " pixels are cut from the centre, and values are normalised with the mean {mean} and the"
        " deviation {std}.",
        about_input_whole="The model sees {width} × {height} pixels ({way}); values are normalised"
        " with the mean {mean} and the deviation {std}.",
        says="The model says “{first}” ({share:.1%}).",
        says_then="The model says “{first}” ({share:.1%}), and then “{second}” ({other:.1%}).",
        lies="{method} for “{target}”: {share:.0%} of the map lies in the {place} of the picture;"
        " half of it lies on {area:.0%} of what the model saw.",
        peaks="Its peak is {peak:.3g}, at {x:.0%} of the width and {y:.0%} of the height.",
        borders="{border:.0%} of it lies in the outer tenth, where an even map would have"
        " {even:.0%}.",
        nothing="{method} finds no positive evidence for “{target}” (its maximum is 0).",
        nothing_but="{method} finds no positive evidence for “{target}” (its maximum is 0);"
        " {other} does, in the {place}.",
        alike="{first} and {second} for “{target}”: their correlation is {pearson:.2f}, and"
        " {overlap:.0%} of their hottest tenths coincide.",
        cut="The model did not see {share:.0%} of the picture, which the crop cut away.",
        figure_of="{methods} for {targets} on {picture}.",
        alt="{picture} beside its heat maps. Strongest places: {said}.",
        alt_map="{method} for “{target}” {place}",
        alt_nothing="{method} for “{target}” none",
        places=_EN_PLACES,
        gap=" ",
        comma=", ",
    ),
    "zh_CN": Phrases(
        title="模型判断依据的可视化分析",
        subtitle="{count} 幅图像的类激活图 · {model}",
        subtitle_one="一幅图像的类激活图 · {model}",
        preparation="实验准备",
        results="实验结果与实验分析",
        methods="实验方法",
        summary="结果汇总",
        notes="笔记",
        notes_on="关于“{target}”的笔记",
        appendix="附录",
        references="参考文献",
        software="软件环境",
        model="模型",
        layer="目标层",
        picture="图像",
        target="类别",
        method="方法",
        probability="概率",
        peak="最大值",
        place="最强区域",
        half="一半集中于",
        package="软件包",
        version="版本",
        figure="图",
        table="表",
        predictions="模型对 {picture} 的预测。",
        printed="模型结构",
        recipe="{picture} 的图的配方",
        script="{picture}、{target}、{method} 的 Python 脚本",
        made_with="热图由以下软件生成。",
        about_model="{model} 有 {parameters:,} 个参数，区分 {classes} 个类别。",
        about_layer="热图取自目标层“{layer}”（{type}），它给出 {channels} 个通道、"
        "{rows} × {columns} 的网格。未指定目标层时，CamScope 选择它：靠后且仍能区分位置的层。",
        about_layer_other="热图取自目标层“{layer}”（{type}），它给出 {channels} 个通道、"
        "{rows} × {columns} 的网格。",
        about_input="预处理：图像较短边缩放到 {side} 像素，从中心裁剪 {width} × {height} 像素，"
        "再按均值 {mean} 和标准差 {std} 归一化。",
        about_input_whole="模型看到 {width} × {height} 像素（{way}），"
        "数值按均值 {mean} 和标准差 {std} 归一化。",
        says="模型判断为“{first}”（{share:.1%}）。",
        says_then="模型判断为“{first}”（{share:.1%}），其次是“{second}”（{other:.1%}）。",
        lies="{method} 对“{target}”：热图的 {share:.0%} 位于图像{place}，"
        "一半的强度集中在模型所见区域的 {area:.0%} 上。",
        peaks="最大值为 {peak:.3g}，位于宽度的 {x:.0%}、高度的 {y:.0%} 处。",
        borders="{border:.0%} 的强度位于最外侧十分之一，而均匀的热图在那里有 {even:.0%}。",
        nothing="{method} 没有发现支持“{target}”的证据（最大值为 0）。",
        nothing_but="{method} 没有发现支持“{target}”的证据（最大值为 0），"
        "而 {other} 在{place}发现了。",
        alike="{first} 与 {second} 对“{target}”：相关系数为 {pearson:.2f}，最强的十分之一有"
        " {overlap:.0%} 重合。",
        cut="裁剪去掉了图像的 {share:.0%}，模型没有看到这些部分。",
        figure_of="{picture} 上 {targets} 的 {methods}。",
        alt="{picture} 及其热图。最强区域：{said}。",
        alt_map="{method} 对“{target}”在{place}",
        alt_nothing="{method} 对“{target}”没有",
        places=_ZH_PLACES,
        gap="",
        comma="、",
    ),
}


def phrases(lang: Language) -> Phrases:
    """Return the words of a language."""
    return PHRASES[lang]
