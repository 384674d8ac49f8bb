"""The words of reports in each language they are written in."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.figure.choices import Language
from viewer.measures.verdict import Kind

_EN_PLACES = (
    ("upper left", "upper middle", "upper right"),
    ("middle left", "centre", "middle right"),
    ("lower left", "lower middle", "lower right"),
)
_ZH_PLACES = (("左上", "中上", "右上"), ("左中", "正中", "右中"), ("左下", "中下", "右下"))
_ZH_MEASURES = {
    "deletion": "删除",
    "insertion": "插入",
    "deletion_cells": "删除（逐单元）",
    "insertion_cells": "插入（逐单元）",
    "road": "ROAD（综合）",
    "road_morf": "ROAD（先去掉最相关的）",
    "road_lerf": "ROAD（先去掉最不相关的）",
    "drop": "平均下降",
    "increase": "置信度上升",
    "drop_in_deletion": "删除后的下降",
    "adcc": "ADCC",
    "coherency": "一致性",
    "complexity": "复杂度",
    "infidelity": "不忠实度",
    "faithfulness_correlation": "忠实度相关",
    "max_sensitivity": "最大敏感度",
    "stability": "稳定性",
    "randomisation": "随机化（自顶向下）",
    "randomisation_layers": "随机化（逐层）",
    "randomisation_efficient": "随机化（高效）",
    "class_sensitivity": "类别敏感性（最不可能的类别）",
    "class_sensitivity_second": "类别敏感性（第二类别）",
    "pointing": "指向游戏",
    "energy": "框内能量",
    "relevance_mass": "相关质量准确率",
    "relevance_rank": "相关排名准确率",
    "iou": "框 IoU（最佳阈值）",
    "iou_fixed": "框 IoU（阈值 0.2）",
    "max_box_acc": "框准确率",
    "mask_iou": "掩码 IoU（最佳阈值）",
}


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
    about_recipes: str
    script: str
    made_with: str
    about_model: str
    supposed: str
    about_layer: str
    about_layer_other: str
    about_input: str
    about_input_whole: str
    says: str
    says_then: str
    says_value: str
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
    summarised: str
    trust: str
    measured_maps: str
    measure: str
    value: str
    rank: str
    rank_of: str
    verdict: str
    verdicts: dict[Kind, str]
    measures: dict[str, str]
    trusted: str
    marked: str
    marked_others: str
    marked_maps: str
    inside: str
    marked_area: str
    covered: str
    evaluated: str
    evaluated_help: str
    mean: str
    interval: str
    random: str
    pictures: str
    best: str
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
        about_recipes="Each figure carries its whole recipe, from which CamScope opens it again."
        " Printed is what made its maps; of later figures, what differs from the first.",
        script="Python script for {method}, {target}, {picture}",
        made_with="These programs and packages made the maps.",
        about_model="{model} has {parameters:,} parameters and tells {classes} classes apart.",
        supposed="The model's file names no classes. Their names are taken in the order of the"
        " alphabet, as a data set's folders are counted: {classes}. Whoever trained it may know"
        " another order.",
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
        says_value="The model says “{first}” ({value}).",
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
        summarised="Each map in numbers: how likely its class is, its peak, where it is strongest,"
        " and how much of what the model saw holds half of it.",
        trust="Trust and evaluation",
        measured_maps="What measures of trust say of each map. Ranks are among maps that know"
        " nothing of the model; 1 is best.",
        measure="Measure",
        value="Value",
        rank="Rank",
        rank_of="{rank:g} of {of}",
        verdict="Verdict",
        verdicts={"passes": "passed", "doubtful": "doubtful", "fails": "failed", "none": "–"},
        measures={},
        trusted="{method} for “{target}”. {words}.",
        marked="{method} for “{target}”: {inside:.0%} of the map lies in the area that is marked"
        " “{target}”, which is {area:.0%} of what the model saw; where the map has half its peak"
        " or more, it covers {covered:.0%} of that area.",
        marked_others="{method} for “{target}”: {inside:.0%} of the map lies in the marked area,"
        " which bears no class’s name here and is {area:.0%} of what the model saw; where the map"
        " has half its peak or more, it covers {covered:.0%} of that area.",
        marked_maps="Maps against the marked areas: how much of the map lies inside, how much of"
        " what the model saw the area is, and how much of it lies under the map’s upper half.",
        inside="Inside",
        marked_area="Area",
        covered="Covered",
        evaluated="Evaluation of the methods on {count} pictures.",
        evaluated_help="Intervals are bootstrap 95 % intervals of the mean. ● marks the best by a"
        " measure, and what cannot be told from it (Wilcoxon’s signed-rank test, Holm’s"
        " correction, p ≥ 0.05). “Random” is what random maps reach that are as smooth.",
        mean="Mean",
        interval="95 % interval",
        random="Random",
        pictures="Pictures",
        best="Best",
        places=_EN_PLACES,
        gap=" ",
        comma=", ",
    ),
    "zh_CN": Phrases(
        title="模型判断依据的可视化分析",
        subtitle="{count} 张图片的类激活图 · {model}",
        subtitle_one="一张图片的类激活图 · {model}",
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
        picture="图片",
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
        about_recipes="每幅图都带有完整的配方，CamScope 可据此重新打开。"
        "这里印出的是生成热图所用的部分；后面的图只印出与第一幅不同之处。",
        script="{picture}、{target}、{method} 的 Python 脚本",
        made_with="热图由以下软件生成。",
        about_model="{model} 有 {parameters:,} 个参数，区分 {classes} 个类别。",
        supposed="模型文件中没有类别名称。这里按字母顺序命名（与数据集文件夹的编号方式相同）：{classes}。"
        "训练者所用的顺序可能不同。",
        about_layer="热图取自目标层“{layer}”（{type}），它给出 {channels} 个通道、"
        "{rows} × {columns} 的网格。未指定目标层时，CamScope 选择它：靠后且仍能区分位置的层。",
        about_layer_other="热图取自目标层“{layer}”（{type}），它给出 {channels} 个通道、"
        "{rows} × {columns} 的网格。",
        about_input="预处理：图片较短边缩放到 {side} 像素，从中心裁剪 {width} × {height} 像素，"
        "再按均值 {mean} 和标准差 {std} 归一化。",
        about_input_whole="模型看到 {width} × {height} 像素（{way}），"
        "数值按均值 {mean} 和标准差 {std} 归一化。",
        says="模型判断为“{first}”（{share:.1%}）。",
        says_then="模型判断为“{first}”（{share:.1%}），其次是“{second}”（{other:.1%}）。",
        says_value="模型给出“{first}”（{value}）。",
        lies="{method} 对“{target}”：热图的 {share:.0%} 位于图片{place}，"
        "一半的强度集中在模型所见区域的 {area:.0%} 上。",
        peaks="最大值为 {peak:.3g}，位于宽度的 {x:.0%}、高度的 {y:.0%} 处。",
        borders="{border:.0%} 的强度位于最外侧十分之一，而均匀的热图在那里有 {even:.0%}。",
        nothing="{method} 没有发现支持“{target}”的证据（最大值为 0）。",
        nothing_but="{method} 没有发现支持“{target}”的证据（最大值为 0），"
        "而 {other} 在{place}发现了。",
        alike="{first} 与 {second} 对“{target}”：相关系数为 {pearson:.2f}，最强的十分之一有"
        " {overlap:.0%} 重合。",
        cut="裁剪去掉了图片的 {share:.0%}，模型没有看到这些部分。",
        figure_of="{picture} 上 {targets} 的 {methods}。",
        alt="{picture} 及其热图。最强区域：{said}。",
        alt_map="{method} 对“{target}”在{place}",
        alt_nothing="{method} 对“{target}”没有",
        summarised="每幅热图的类别概率、最大值、最强区域，以及集中一半强度的面积。",
        trust="可信度与评估",
        measured_maps="各可信度指标对每幅热图的结论。"
        "名次是与对模型一无所知的热图相比，第 1 名最好。",
        measure="指标",
        value="数值",
        rank="名次",
        rank_of="{of} 中第 {rank:g}",
        verdict="结论",
        verdicts={"passes": "通过", "doubtful": "存疑", "fails": "未通过", "none": "–"},
        measures=_ZH_MEASURES,
        trusted="{method} 对“{target}”的{words}。",
        marked="{method} 对“{target}”：热图的 {inside:.0%} 落在标注为“{target}”的区域内，"
        "该区域占模型所见区域的 {area:.0%}；"
        "热图达到最大值一半以上的部分覆盖该区域的 {covered:.0%}。",
        marked_others="{method} 对“{target}”：热图的 {inside:.0%} 落在标注区域内（标注没有写明这一"
        "类别），该区域占模型所见区域的 {area:.0%}；热图达到最大值一半以上的部分覆盖该区域的"
        " {covered:.0%}。",
        marked_maps="热图与标注区域的对比：热图落在区域内的比例、区域占模型所见区域的比例，"
        "以及热图上半值域覆盖区域的比例。",
        inside="落在区域内",
        marked_area="区域大小",
        covered="覆盖区域",
        evaluated="各方法在 {count} 张图片上的评估结果。",
        evaluated_help="区间为均值的 95% 自助法置信区间。●表示按该指标最好，或与最好者没有显著差异"
        "（Wilcoxon 符号秩检验，Holm 校正，p ≥ 0.05）。“随机”为同样平滑的随机热图的结果。",
        mean="均值",
        interval="95% 区间",
        random="随机",
        pictures="图片数",
        best="最好",
        places=_ZH_PLACES,
        gap="",
        comma="、",
    ),
}


def phrases(lang: Language) -> Phrases:
    """Return the words of a language."""
    return PHRASES[lang]
