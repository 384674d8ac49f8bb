"""A report's preparation: software, the printed model, the layers, and what the model sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.records import HeatMap, Prediction
from viewer.core.maps.merging import parse_layers
from viewer.core.models.supposed_names import counted, supposition
from viewer.figure.choices import Language
from viewer.figure.provenance import versions
from viewer.figure.words import words
from viewer.reporting.document import Block, Code, Heading, Paragraph, ReportTable
from viewer.reporting.phrases import phrases

LEVELS = 2  # of a printed model that are shown where it is folded


@dataclass(frozen=True, slots=True)
class Preparation:
    """How the maps of a report were prepared.

    Args:
        info: the model.
        maps: all of them.
        seen: what was said of the first picture.
        lang: the report's language.
        in_full: whether the model is printed with all that is within its blocks.
    """

    info: ModelInfo
    maps: Sequence[HeatMap]
    seen: Prediction
    lang: Language
    in_full: bool = True

    def blocks(self) -> Iterator[Block]:
        """Yield the section: software, model, layers and input."""
        speech, info = phrases(self.lang), self.info
        yield Heading(speech.preparation)
        yield Heading(speech.software, 2)
        yield ReportTable(
            (speech.package, speech.version), tuple(versions().items()), caption=speech.made_with
        )
        yield Heading(speech.model, 2)
        counts = {"parameters": info.parameters, "classes": len(info.class_names)}
        yield Paragraph(speech.about_model.format(model=info.title, **counts))
        if supposition(info):
            yield Paragraph(speech.supposed.format(classes=counted(info)))
        tree = info.tree if self.in_full else folded(info.tree)
        yield Code(tree, speech.printed, unfolded=True)
        yield Heading(speech.layer, 2)
        yield from map(Paragraph, self.layers())
        yield Paragraph(self.input())

    def layers(self) -> Iterator[str]:
        """Yield a sentence on each layer that a map is of."""
        for layer in dict.fromkeys(heat.layer for heat in self.maps):
            for name in parse_layers(layer).names:
                found = next((one for one in self.info.layers if one.name == name), None)
                if found is None:
                    continue
                own = found.name == self.info.default_layer
                said = (
                    phrases(self.lang).about_layer if own else phrases(self.lang).about_layer_other
                )
                yield said.format(
                    layer=name,
                    type=found.type,
                    channels=found.channels,
                    rows=found.grid[0],
                    columns=found.grid[1],
                )

    def input(self) -> str:
        """Say what the model sees of a picture."""
        rule, geometry = self.info.rule, self.seen.geometry
        numbers = {"mean": _numbers(rule.mean), "std": _numbers(rule.std)}
        if geometry.mode == "default" and rule.shorter_side is not None:
            width, height = rule.size
            return phrases(self.lang).about_input.format(
                side=rule.shorter_side, width=width, height=height, **numbers
            )
        width, height = geometry.input
        way = words(self.lang).inputs[geometry.mode]
        return phrases(self.lang).about_input_whole.format(
            width=width, height=height, way=way, **numbers
        )


def folded(tree: str, levels: int = LEVELS) -> str:
    """Return a printed model without what is within its modules below some levels."""
    kept, hidden = list[str](), -1
    for line in tree.splitlines():
        indent = len(line) - len(line.lstrip())
        if hidden >= 0 and indent > hidden:
            continue
        if hidden >= 0 and line.strip() == ")":
            hidden = -1
            continue
        hidden = indent if indent >= 2 * levels and line.endswith("(") else -1
        kept.append(f"{line}…)" if hidden >= 0 else line)
    return "\n".join(kept)


def _numbers(values: Sequence[float]) -> str:
    return f"({', '.join(f'{value:g}' for value in values)})"
