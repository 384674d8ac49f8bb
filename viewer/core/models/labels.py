"""Class names, groups of classes such as "dog", and the way from a typed target to classes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import ClassGroup, ResolvedTarget, Target
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown
from viewer.core.late_numpy import np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The names of a model's classes, in the order of its logits, and its groups of classes."""

    names: tuple[str, ...]  # short: "tabby"
    titles: tuple[str, ...]  # full: "tabby, tabby cat"
    groups: tuple[ClassGroup, ...] = ()

    def resolve(self, target: Target, logits: ArrayLike) -> ResolvedTarget:
        """Find the classes that a target means, for one picture.

        A name is looked for among the groups, then the short class names, then every synonym of the
        full titles; upper and lower case are the same.

        Args:
            target: what the user asked for.
            logits: (classes,), what the model answered; "top" depends on it.

        Raises:
            UserError: there is no such class, the name fits several, or there is no choice.
        """
        values = np.asarray(logits)
        _check_logits(values)
        return _asked(self._classes_of(target, values), target)

    def _classes_of(self, target: Target, values: np.ndarray) -> ResolvedTarget:
        if target.kind == "name":
            return _resolve_name(target.name, self, values.size)
        if target.kind == "top":
            return _one(int(values.argmax()), self)
        _check_index(target.index, values.size)
        if target.kind == "class":
            return _one(target.index, self)
        _check_index(target.against, values.size)
        if target.index == target.against:
            raise UserError(
                "A class has no difference to itself.", hint="Give two different classes."
            )
        title = f"{_name(target.index, self)} − {_name(target.against, self)}"
        return ResolvedTarget(title=title, members=(target.index,), against=(target.against,))

    def named(self, name: str) -> tuple[ResolvedTarget, ...]:
        """Return what goes by a name: a group, else classes, several where names repeat."""
        wanted = _key(name)
        for group in self.groups:
            if wanted in {_key(group.name), _key(group.name_zh or group.name)}:
                return (ResolvedTarget(title=group.name, members=group.members),)
        short = [index for index, own in enumerate(self.names) if _key(own) == wanted]
        found = short or [i for i, own in enumerate(self.titles) if wanted in _synonyms(own)]
        return tuple(_one(index, self) for index in found)

    def class_scores(
        self, logits: ArrayLike, probabilities: ArrayLike, *, count: int = 5
    ) -> tuple[ClassScore, ...]:
        """Return the highest scoring classes, best first."""
        values = np.asarray(logits)
        best = np.argsort(-values, kind="stable")[:count]
        found = [(int(index), _one(int(index), self)) for index in best]
        return tuple(_scored(one, index, values, probabilities) for index, one in found)

    def group_scores(self, logits: ArrayLike, probabilities: ArrayLike) -> tuple[ClassScore, ...]:
        """Return the score of every group, in the order of the groups."""
        groups = [ResolvedTarget(title=row.name, members=row.members) for row in self.groups]
        return tuple(_scored(group, -1, logits, probabilities) for group in groups)


def labels_of(model: ModelInfo) -> Labels:
    """Return the labels of an open model."""
    return Labels(names=model.class_names, titles=model.class_titles, groups=model.groups)


def short_name(title: str) -> str:
    """Return the first synonym of a full title: "tabby" of "tabby, tabby cat"."""
    return title.partition(",")[0].strip()


def named_labels(names: Sequence[str]) -> Labels:
    """Return labels for names that the user or a file has given, fit to be shown."""
    names = tuple(map(shown, names))
    return Labels(names=tuple(short_name(name) for name in names), titles=names)


def numbered_labels(count: int) -> Labels:
    """Return labels for a model whose file names no classes: "class 0", "class 1"."""
    names = tuple(f"class {index}" for index in range(count))
    return Labels(names=names, titles=names)


def score(logits: ArrayLike, resolved: ResolvedTarget) -> float:
    """Return what is explained: logsumexp(members) - logsumexp(against); one class: its logit."""
    values = np.asarray(logits, np.float64)
    difference = _logsumexp(values[list(resolved.members)])
    if resolved.against:
        difference -= _logsumexp(values[list(resolved.against)])
    return difference


def probability(probabilities: ArrayLike, resolved: ResolvedTarget) -> float:
    """Return the probability of the members together; of a difference, that of its first class.

    Classes that exclude one another add up; of independent ones, the sum is cut at 1.
    """
    found = np.asarray(probabilities, np.float64)[list(resolved.members)].sum()
    return min(1.0, float(found)) if len(resolved.members) > 1 else float(found)


def _scored(
    resolved: ResolvedTarget, index: int, logits: ArrayLike, probabilities: ArrayLike
) -> ClassScore:
    return ClassScore(
        name=resolved.title,
        index=index,
        logit=score(logits, resolved),
        probability=probability(probabilities, resolved),
    )


def _resolve_name(name: str, labels: Labels, count: int) -> ResolvedTarget:
    found = labels.named(name)
    if len(found) > 1:
        numbers = [one.members[0] for one in found]
        choice = ", ".join(f"index:{index} ({labels.titles[index]})" for index in numbers)
        raise UserError(
            f"The name “{shown(name)}” fits several classes.",
            hint=f"Give the number of one: {choice}.",
        )
    for one in found:
        _check_index(max(one.members), count)
        return one
    hint = _near(_key(name), labels)
    raise UserError(f"This model knows no class “{shown(name)}”.", hint=hint)


def _asked(found: ResolvedTarget, target: Target) -> ResolvedTarget:
    """Return found classes with the direction and the scale that were asked for."""
    title = found.title
    if target.scale == "probability":
        title = f"p({title})"
    if target.direction == "lower":
        title = f"against {title}"
    sign = -1 if target.direction == "lower" else 1
    return replace(found, title=title, sign=sign, scale=target.scale)


def _near(wanted: str, labels: Labels) -> str:
    import difflib  # noqa: PLC0415 - only a name that is not known needs it

    known = {_key(group.name): group.name for group in labels.groups}
    for title in labels.titles:
        known.update({_key(word): word.strip() for word in title.split(",")})
    near = difflib.get_close_matches(wanted, known, n=4)
    if not near and labels.titles == numbered_labels(len(labels.titles)).titles:
        return "Its classes bear no names: give an index, or first their names as labels."
    if not near:
        return "Give an index, a class name, a group name, or “top”."
    return f"Near it: {', '.join(known[word] for word in near)}."


def _check_logits(values: np.ndarray) -> None:
    if values.ndim != 1 or values.size < 2:
        raise UserError(
            "This model has only one output, so there is no class to choose.",
            hint="CamScope explains classifiers with two or more classes.",
            detail=f"The logits have shape {values.shape}.",
        )
    if not np.isfinite(values).all():
        raise UserError(
            "The model returned invalid numbers for this picture.",
            hint="Its weights may be damaged, or made for another kind of input.",
        )


def _check_index(index: int, count: int) -> None:
    if not 0 <= index < count:
        raise UserError(
            f"This model has no class {index}.", hint=f"Its classes are 0 to {count - 1}."
        )


def _one(index: int, labels: Labels) -> ResolvedTarget:
    return ResolvedTarget(title=_name(index, labels), members=(index,))


def _name(index: int, labels: Labels) -> str:
    return labels.names[index] if index < len(labels.names) else f"class {index}"


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def _synonyms(title: str) -> set[str]:
    return {_key(title), *map(_key, title.split(","))}


def filled_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return names of classes; one that is empty says the class's number."""
    return tuple(name or f"class {index}" for index, name in enumerate(names))


def _logsumexp(values: np.ndarray) -> float:
    peak = values.max()
    return float(peak + np.log(np.exp(values - peak).sum()))
