"""What the user has said of a model that its file does not tell: names, input, answer."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, cast

from viewer.core.errors import UserError
from viewer.core.maps.geometry import InputRule
from viewer.core.models.box_rule import BoxRule
from viewer.core.plain import from_plain

AnswerKind = Literal[
    "logits",
    "log_probabilities",
    "probabilities",
    "multi_label",
    "multi_label_probabilities",
    "numbers",
]
ANSWER_KINDS: tuple[AnswerKind, ...] = (
    "logits",
    "log_probabilities",
    "probabilities",
    "multi_label",
    "multi_label_probabilities",
    "numbers",
)
Varies = Literal["", "alone", "batch", "runs"]  # what an answer hangs on beside the picture
CLASSES = "classes"  # the task of a model that chooses among classes
BOXES = "boxes"  # of one that finds objects
REGIONS = "regions"  # of one that tells classes apart at every place
NUMBERS = "numbers"  # of a regression, whose outputs are each by itself: the user says so
LIKENESS = "likeness"  # of one whose pictures are compared: the user says so
INDEPENDENT: frozenset[str] = frozenset({"multi_label", "multi_label_probabilities"})


MOST_INPUTS = 20  # beside the picture
LONGEST_INPUT = 10_000  # numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherInput:
    """A constant that a model is given beside the picture, by the name its forward() has for it."""

    name: str  # "age"
    values: tuple[float, ...]  # one row of numbers

    def checked(self) -> FurtherInput:
        """Return the input, if it can be one.

        Raises:
            ValueError: its name or its values are none.
        """
        if not self.name.isidentifier() or not 1 <= len(self.values) <= LONGEST_INPUT:
            raise ValueError("An input has a name and at least one number.")
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSetup:
    """The user's word on one model; what is left empty stays as the file says or as detected.

    It is remembered by the hash of the model's weights, and part of every recipe.
    """

    class_names: tuple[str, ...] = ()  # one for each class, or none
    rule: InputRule | None = None  # how pictures are prepared
    task: str = ""  # which kind of answer the model gives
    answer: AnswerKind | None = None  # how the model's numbers are read
    part: str = ""  # which part of a tuple, dictionary or dataclass holds them
    inputs: tuple[FurtherInput, ...] = ()  # what the model is given beside the picture
    weights: str = ""  # which of a file's sets of weights: "ema", "raw", or a name
    boxes: BoxRule | None = None  # how a detector's boxes are decoded

    def checked(self) -> ModelSetup:
        """Return the setup, if a model could have it.

        Raises:
            ValueError: a rule is none, or there are too many inputs or one twice.
        """
        names = {one.name for one in self.inputs}
        if len(names) != len(self.inputs) or len(names) > MOST_INPUTS:
            raise ValueError("Too many inputs, or one of them twice.")
        for rule in (self.rule, self.boxes):
            if rule is not None:
                rule.checked()
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How a model's output becomes one logit for each class, or a row for each box.

    A model with a single number n decides between two classes: their logits are (-n, n), each
    with its own sigmoid, so that class 1 has the score n and the probability sigmoid(n).
    """

    kind: AnswerKind = "logits"
    part: str = ""  # "logits", "0", …; empty: the output is a tensor
    parts: tuple[str, ...] = ()  # the parts that could be read instead
    single: bool = False  # the model gives one number
    classes: int = 0
    boxes: BoxRule | None = None  # how a detector's boxes are decoded
    varies: Varies = ""  # with the pictures beside it, or from run to run; alone: takes no others

    @property
    def by_itself(self) -> bool:
        """Whether each picture is to be computed by itself, as the answer would be another one."""
        return bool(self.varies)

    @property
    def independent(self) -> bool:
        """Whether each class has a sigmoid of its own, so that several may be present."""
        return self.single or self.kind in INDEPENDENT


def setup_data(setup: ModelSetup) -> dict[str, Any]:
    """Return a setup as data for JSON; empty fields are left out."""
    data = {key: value for key, value in asdict(setup).items() if value not in (None, "", ())}
    if setup.inputs:
        data["inputs"] = {
            one.name: one.values[0] if len(one.values) == 1 else one.values for one in setup.inputs
        }
    return data


def read_setup(data: object) -> ModelSetup:
    """Read what `setup_data` has written, from a file that anybody may have changed.

    Raises:
        UserError: it is no setup.
    """
    try:
        return from_plain(ModelSetup, _with_listed_inputs(data))
    except UserError as error:
        raise UserError(
            "This is no model setup.", hint="Give one that CamScope has saved.", detail=error.detail
        ) from error


def _with_listed_inputs(data: object) -> object:
    """Return a setup's data with its inputs as records; people write {"age": 0.5}."""
    if not isinstance(data, dict):
        return data
    told = cast("dict[str, object]", data)
    inputs = told.get("inputs")
    if not isinstance(inputs, dict):
        return told
    listed = [
        {"name": name, "values": value if isinstance(value, list) else [value]}
        for name, value in cast("dict[str, object]", inputs).items()
    ]
    return {**told, "inputs": listed}
