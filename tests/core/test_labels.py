"""Names find the classes people mean, and every group holds what it says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from viewer import paths
from viewer.core.asks.target import ClassGroup, ResolvedTarget, Target
from viewer.core.errors import UserError
from viewer.core.models.class_groups import load_groups
from viewer.core.models.labels import (
    Labels,
    filled_names,
    numbered_labels,
    probability,
    score,
    short_name,
)

TITLES = ("tabby, tabby cat", "tiger cat", "crane", "crane", "beagle", "pug, pug-dog")
LABELS = Labels(
    names=tuple(map(short_name, TITLES)),
    titles=TITLES,
    groups=(
        ClassGroup(name="cat", members=(0, 1), name_zh="猫"),
        ClassGroup(name="dog", members=(4, 5)),
    ),
)
LOGITS = np.array([1.0, 2.0, -1.0, 0.0, 3.0, 2.5], np.float32)
SOFTMAX = np.exp(LOGITS) / np.exp(LOGITS).sum()

# Some members of each group, and classes that are close but are not members.
TRUTH = {
    "dog": ({"Chihuahua", "golden retriever", "French bulldog", "Mexican hairless"}, "timber wolf"),
    "cat": ({"tabby", "tiger cat", "Egyptian cat"}, "cougar"),
    "big cat": ({"leopard", "lion", "tiger", "cheetah"}, "lynx"),
    "wolf or wild dog": ({"timber wolf", "dingo", "African hunting dog"}, "hyena"),
    "fox": ({"red fox", "Arctic fox", "grey fox"}, "hyena"),
    "bear": ({"brown bear", "ice bear", "sloth bear"}, "giant panda"),
    "monkey or ape": ({"orangutan", "baboon", "squirrel monkey"}, "Madagascar cat"),
    "elephant": ({"tusker", "Indian elephant", "African elephant"}, "lesser panda"),
    "rabbit": ({"wood rabbit", "hare", "Angora"}, "hamster"),
    "bird": ({"cock", "great grey owl", "black grouse", "goose", "albatross"}, "tusker"),
    "fish": ({"tench", "stingray", "barracouta", "puffer"}, "grey whale"),
    "snake": ({"thunder snake", "boa constrictor", "sidewinder"}, "trilobite"),
    "lizard": ({"banded gecko", "Gila monster", "Komodo dragon"}, "African crocodile"),
    "turtle": ({"loggerhead", "mud turtle", "box turtle"}, "banded gecko"),
    "frog": ({"bullfrog", "tree frog", "tailed frog"}, "axolotl"),
    "insect": ({"tiger beetle", "bee", "ant", "dragonfly", "lycaenid"}, "starfish"),
    "spider": ({"barn spider", "black widow", "wolf spider"}, "tick"),
    "car": ({"cab", "convertible", "jeep", "limousine", "sports car"}, "car mirror"),
    "truck": ({"fire engine", "pickup", "trailer truck"}, "tractor"),
    "bus": ({"minibus", "school bus", "trolleybus"}, "minivan"),
    "train": ({"bullet train", "steam locomotive", "passenger car"}, "streetcar"),
    "bicycle": ({"bicycle-built-for-two", "mountain bike"}, "moped"),
    "boat": ({"canoe", "lifeboat", "speedboat", "yawl", "container ship"}, "boathouse"),
    "aircraft": ({"airliner", "airship", "balloon", "warplane"}, "aircraft carrier"),
    "furniture": ({"desk", "rocking chair", "studio couch", "wardrobe"}, "bathtub"),
    "musical instrument": ({"banjo", "cello", "drum", "sax", "violin"}, "stage"),
    "fruit": ({"strawberry", "orange", "banana", "pomegranate"}, "cucumber"),
    "food": ({"guacamole", "pizza", "broccoli", "banana", "corn", "espresso"}, "hay"),
}


@pytest.fixture(scope="module")
def imagenet() -> Labels:
    from timm.data.imagenet_info import ImageNetInfo

    titles = tuple(ImageNetInfo("imagenet-1k").label_descriptions())
    return Labels(
        names=tuple(map(short_name, titles)),
        titles=titles,
        groups=load_groups(paths.resource("labels/groups.toml")),
    )


@pytest.mark.parametrize("name", TRUTH)
def test_a_group_holds_what_it_says(name: str, imagenet: Labels) -> None:
    members = next(group.members for group in imagenet.groups if group.name == name)
    names = [imagenet.names[index] for index in members]
    print(f"{name}: {', '.join(names)}")
    inside, outside = TRUTH[name]
    assert inside <= set(names)
    assert outside in imagenet.names
    assert outside not in names
    assert list(members) == sorted(set(members))


def test_every_group_is_checked_and_no_group_hides_a_class(imagenet: Labels) -> None:
    assert {group.name for group in imagenet.groups} == set(TRUTH)
    assert all(group.name_zh for group in imagenet.groups)
    words = {word.strip().casefold() for title in imagenet.titles for word in title.split(",")}
    assert not words & {group.name.casefold() for group in imagenet.groups}


def test_the_classic_groups_have_the_classic_members(imagenet: Labels) -> None:
    members = {group.name: group.members for group in imagenet.groups}
    assert members["dog"] == tuple(range(151, 269))
    assert members["cat"] == tuple(range(281, 286))


def test_a_group_beyond_the_data_set_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "groups.toml"
    file.write_text('[birds]\nclasses = 5\n[[birds.groups]]\nname = "x"\nmembers = ["0-5"]\n')
    with pytest.raises(ValueError, match="beyond 4"):
        load_groups(file, "birds")


@pytest.mark.parametrize(
    ("text", "title", "members"),
    [
        ("top", "beagle", (4,)),
        ("0", "tabby", (0,)),
        ("cat", "cat", (0, 1)),
        ("Dog", "dog", (4, 5)),
        ("猫", "cat", (0, 1)),
        ("Beagle", "beagle", (4,)),
        ("PUG-dog", "pug", (5,)),
        ("tabby, tabby cat", "tabby", (0,)),
        ("tiger  cat", "tiger cat", (1,)),
    ],
)
def test_a_target_finds_its_classes(text: str, title: str, members: tuple[int, ...]) -> None:
    assert LABELS.resolve(Target.parse(text), LOGITS) == ResolvedTarget(
        title=title, members=members
    )


def test_a_difference_has_two_sides() -> None:
    found = LABELS.resolve(Target.parse("0-1"), LOGITS)
    assert found == ResolvedTarget(title="tabby − tiger cat", members=(0,), against=(1,))
    assert score(LOGITS, found) == pytest.approx(-1.0)
    with pytest.raises(UserError, match="itself"):
        LABELS.resolve(Target.parse("1-1"), LOGITS)


def test_an_unknown_name_gets_near_ones() -> None:
    with pytest.raises(UserError, match="knows no class") as caught:
        LABELS.resolve(Target.parse("beegle"), LOGITS)
    assert "beagle" in caught.value.hint
    with pytest.raises(UserError) as caught:
        LABELS.resolve(Target.parse("xqxq"), LOGITS)
    assert "top" in caught.value.hint


def test_where_classes_bear_no_names_their_names_are_asked_for() -> None:
    with pytest.raises(UserError, match="knows no class") as caught:
        numbered_labels(2).resolve(Target.parse("dog"), LOGITS[:2])
    assert "labels" in caught.value.hint


def test_a_name_of_two_classes_asks_which() -> None:
    with pytest.raises(UserError, match="several") as caught:
        LABELS.resolve(Target.parse("crane"), LOGITS)
    assert "index:2 (crane), index:3 (crane)" in caught.value.hint


@pytest.mark.parametrize("text", ["6", "0-6", "6-0", "1000"])
def test_an_index_out_of_range_is_told(text: str) -> None:
    with pytest.raises(UserError, match="no class") as caught:
        LABELS.resolve(Target.parse(text), LOGITS)
    assert "0 to 5" in caught.value.hint


def test_names_beyond_the_logits_are_told() -> None:
    with pytest.raises(UserError, match="no class 4"):
        LABELS.resolve(Target.parse("beagle"), LOGITS[:3])


@pytest.mark.parametrize("text", ["top", "0", "dog", "0-1"])
def test_an_output_without_classes_is_told(text: str) -> None:
    for logits in (np.ones(1), np.ones((2, 3))):
        with pytest.raises(UserError, match="only one output"):
            LABELS.resolve(Target.parse(text), logits)
    with pytest.raises(UserError, match="invalid numbers"):
        LABELS.resolve(Target.parse(text), LOGITS * np.nan)


def test_a_group_scores_as_the_logsumexp_of_its_members() -> None:
    cat, dog = LABELS.group_scores(LOGITS, SOFTMAX)
    assert (cat.name, cat.index) == ("cat", -1)
    assert cat.logit == pytest.approx(np.log(np.exp(1.0) + np.exp(2.0)))
    assert dog.probability == pytest.approx(SOFTMAX[4] + SOFTMAX[5])
    huge = LABELS.resolve(Target.parse("dog"), LOGITS + 5000.0)
    assert score(LOGITS + 5000.0, huge) == pytest.approx(5000.0 + dog.logit)
    assert probability(SOFTMAX, huge) == pytest.approx(dog.probability)


def test_the_best_classes_come_first() -> None:
    best = LABELS.class_scores(LOGITS, SOFTMAX, count=3)
    assert [(row.name, row.index) for row in best] == [("beagle", 4), ("pug", 5), ("tiger cat", 1)]
    assert best[0].logit == 3.0
    assert best[0].probability == pytest.approx(SOFTMAX[4])
    assert len(LABELS.class_scores(LOGITS, SOFTMAX, count=50)) == 6


def test_classes_without_names_are_numbered() -> None:
    labels = numbered_labels(3)
    assert labels.names == ("class 0", "class 1", "class 2")
    assert labels.resolve(Target.parse("class 2"), LOGITS[:3]).members == (2,)
    assert labels.resolve(Target.parse("5"), LOGITS).title == "class 5"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("1", "dog"),
        ("lower:1", "against dog"),
        ("probability:dog", "p(dog)"),
        ("lower:probability:dog", "against p(dog)"),
        ("lower: 1-0", "against dog − cat"),
    ],
)
def test_direction_and_scale_are_spelled_and_titled(text, title):
    labels = Labels(names=("cat", "dog"), titles=("cat", "dog"))
    target = Target.parse(text)
    found = labels.resolve(target, np.zeros(2))
    assert found.title == title
    assert found.sign == (-1 if "lower" in text else 1)
    assert Target.parse(target.spelled) == target


def test_another_class_is_asked_like_the_one_before():
    before = Target.parse("lower:probability:1")
    assert Target.parse("dog").asked_like(before) == Target.parse("lower:probability:dog")
    assert Target.parse("probability:dog").asked_like(before) == Target.parse("probability:dog")
    assert before.plain == Target.parse("1")


def test_an_empty_name_says_the_number_of_its_class():
    assert filled_names(["cat", "", "dog"]) == ("cat", "class 1", "dog")
