"""Every measure is whole, and says of a linear model what can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from given_trials import permuted
from scipy import stats

from viewer.core.errors import UserError
from viewer.core.maps.ranks import consensus, ranks
from viewer.measures import localisation
from viewer.measures.confidence import adcc, coherency, complexity, drop, increase, scaled, through
from viewer.measures.imputation import imputed
from viewer.measures.likeness import agreement, spearman, top_overlap
from viewer.measures.measure import Measure
from viewer.measures.randomisation_efficient import entropy
from viewer.measures.registry import MEASURES, OURS, find_measures
from viewer.measures.rivals import rank_among, rivals, with_values_of
from viewer.measures.road_removal import RIVAL_SHARES, road_curve
from viewer.measures.trial import Answers, Place
from viewer.measures.variants import maps_of_variants, mean_and_spread

every_measure = pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.row.key)
NAMES_OF_THE_ISSUE = (
    "deletion,insertion,road,drop,adcc,infidelity,max_sensitivity,randomisation,"
    "class_sensitivity,stability,pointing,energy,iou"
)


def measure(key: str) -> Measure:
    return find_measures((key,))[0]


def test_a_module_holds_one_measure_of_its_name():
    assert [one.__name__.rpartition(".")[2] for one in OURS] == [one.row.key for one in MEASURES]
    assert len({one.row.title for one in MEASURES}) == len(MEASURES)
    assert len(find_measures(NAMES_OF_THE_ISSUE.split(","))) == 13
    with pytest.raises(UserError, match="no measure “nonsense”") as refused:
        find_measures(["nonsense"])
    assert "deletion" in refused.value.hint


@every_measure
def test_a_row_says_what_is_measured_and_when_it_misleads(measure):
    row = measure.row
    assert row.link.startswith("https://")
    assert row.help.count(". ") >= 1
    assert measure.rivals == "none" or measure.maps == 0


def test_exact_contributions_foretell_every_loss(linear):
    trial = replace(linear, start="black")
    assert measure("infidelity").read(trial).value == pytest.approx(0, abs=1e-4)
    assert measure("faithfulness_correlation").read(trial).value == pytest.approx(1, abs=1e-4)
    backwards = replace(trial, map=-trial.map)
    assert measure("infidelity").read(backwards).value == 1
    assert measure("faithfulness_correlation").read(backwards).value == pytest.approx(-1, abs=1e-4)
    assert measure("infidelity").read(permuted(trial, 1)).value > 0.5


def test_the_model_is_asked_once_for_all_maps_of_a_picture(linear):
    measure("infidelity").read(linear)
    asked = linear.ask.asked
    measure("infidelity").read(permuted(linear, 1))
    assert linear.ask.asked == asked == 101


def test_the_three_roads_ask_about_the_same_pictures_once(linear):
    """ROAD combined asks about all that MoRF and LeRF ask about, of the map and of its rivals."""
    both, most, least = find_measures(("road", "road_morf", "road_lerf"))
    rivals = [permuted(linear, seed) for seed in range(3)]
    ours, theirs = both.read(linear), both.held(rivals)
    assert linear.ask.asked == 1 + 2 * 9 + 3 * 2 * 2
    for trial, found in zip((linear, *rivals), (ours.held, *theirs), strict=True):
        curves = [dict(road_curve(trial, first)) for first in ("least", "most")]
        few = [np.mean([curve[share] for share in RIVAL_SHARES]) for curve in curves]
        assert found == pytest.approx((few[0] - few[1]) / 2, abs=1e-6)
    asked = linear.ask.asked
    by_hand = (least.read(linear).value - most.read(linear).value) / 2
    assert ours.value == pytest.approx(by_hand, abs=1e-6)
    halves = zip(least.held(rivals), most.held(rivals), strict=True)
    assert theirs == pytest.approx([(one - other) / 2 for one, other in halves], abs=1e-6)
    assert linear.ask.asked == asked


def test_drop_and_increase_by_hand(linear):
    values = np.zeros_like(linear.map)
    values[2, 3], values[4, 5] = 2, 1
    whole, seen = through(linear, values)
    weighed = (
        (linear.ask.weights * linear.x)[:, 2, 3].sum(),
        (linear.ask.weights * linear.x)[:, 4, 5],
    )
    assert seen == pytest.approx(weighed[0] + weighed[1].sum() / 2, abs=1e-4)
    assert whole == pytest.approx(linear.map.sum(), abs=1e-3)
    assert (drop(0.8, 0.2), drop(0.2, 0.8)) == (pytest.approx(0.75), 0.0)
    assert (increase(0.8, 0.2), increase(0.2, 0.8)) == (0.0, 1.0)
    assert scaled(np.full((2, 2), 3, np.float32)).max() == 0


class Echo:
    """Makes the map that it was given, of whatever input."""

    def __init__(self, values):
        self.values = values

    def of_input(self, x):
        return self.values


def test_adcc_is_the_harmonic_mean_of_its_parts(linear):
    values = np.abs(linear.map)
    trial = replace(linear, map=values, cells=values, maker=Echo(values), ask=halving(linear.x))
    assert coherency(trial) == pytest.approx(1)
    hidden = complexity(values)
    parts = 1.0, 1 - hidden, 0.5
    assert adcc(trial) == pytest.approx(3 / sum(1 / part for part in parts))


def halving(whole):
    """A model that is half as sure of any other picture as of the whole one."""

    def ask(pictures):
        found = [0.8 if np.array_equal(picture, whole) else 0.4 for picture in pictures]
        values = np.array(found, np.float32)
        return Answers(values, values, np.zeros(len(found), np.intp))

    return ask


def test_a_method_that_is_too_slow_is_refused_in_words(linear):
    with pytest.raises(UserError, match="needs many maps"):
        measure("stability").read(linear)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the library's, of NumPy
def test_imputation_is_the_librarys_without_noise():
    """ROAD's own solver, with its noise set to 0."""
    import torch
    from pytorch_grad_cam.metrics.road import NoisyLinearImputer

    random = np.random.default_rng(0)
    x = random.standard_normal((3, 20, 30)).astype(np.float32)
    for share in (0.1, 0.5, 0.9):
        missing = random.random((20, 30)) < share
        kept = torch.from_numpy((~missing).astype(np.float32))
        theirs = NoisyLinearImputer(noise=0.0)(torch.from_numpy(x), kept).numpy()
        assert imputed(x, missing) == pytest.approx(theirs, abs=1e-4)
    assert imputed(x, np.zeros((20, 30), bool)) is x


def test_rank_correlation_is_scipys(linear):
    random = np.random.default_rng(0)
    a, b = random.integers(0, 5, (2, 9, 13)).astype(np.float32)  # many ties
    assert spearman(a, b) == pytest.approx(stats.spearmanr(a.ravel(), b.ravel()).statistic)
    assert ranks(a).ravel() == pytest.approx(stats.rankdata(a.ravel()))
    flat = np.zeros_like(a)
    assert (spearman(a, flat), spearman(flat, flat)) == (0, 1)


def test_agreement_and_consensus_of_maps():
    a = np.arange(100, dtype=np.float32).reshape(10, 10)
    found = agreement([a, a * 2 + 1, -a])
    assert set(found) == {"spearman", "pearson", "ssim", "top_overlap"}
    for name, table in found.items():
        assert np.diag(table) == pytest.approx(1), name
        assert table[0, 1] == pytest.approx(1), name
        assert (table == table.T).all()
    assert found["pearson"][0, 2] == pytest.approx(-1)
    assert found["top_overlap"][0, 2] == 0
    assert top_overlap(a, np.roll(a, -5)) == pytest.approx(5 / 15)
    assert consensus([a, a**2]) == pytest.approx(a / 99)


def test_a_map_of_more_values_has_more_entropy():
    assert entropy(np.zeros((5, 5), np.float32)) == 0
    assert entropy(np.array([0, 1], np.float32)) == pytest.approx(np.log(2))


class Follower(Echo):
    """Makes the map of whatever it is shown: its brightness."""

    def of_input(self, x):
        return x.mean(axis=0)


def test_variants_come_back_into_place(linear):
    rows, columns = np.mgrid[0:48, 0:72]
    x = np.stack([0.2 + 0.6 * (rows + 2 * columns) / 190] * 3).astype(np.float32)
    trial = replace(
        linear, x=x, map=x.mean(axis=0), ask=unmoved, maker=Follower(None), cells=x.mean(axis=0)
    )
    found = maps_of_variants(trial)
    assert len(found) == 8
    assert all(spearman(trial.map, one) > 0.97 for one in found)
    assert measure("stability").read(trial).value > 0.98
    mean, spread = mean_and_spread([trial.map, *found])
    assert mean == pytest.approx(trial.map, abs=0.05)
    assert spread.max() < 0.1
    one = np.array([[1.0, 5.0]], np.float32)
    mean, spread = mean_and_spread([one, 3 * one])
    assert (mean.tolist(), spread.tolist()) == ([[2, 10]], [[1, 5]])


def unmoved(pictures):
    """The same class for all but the lighter picture."""
    best = [int(picture.mean() > 0.55) for picture in pictures]
    values = np.ones(len(best), np.float32)
    return Answers(values, values, np.array(best, np.intp))


LOCATING = [one for one in MEASURES if one.row.truth]


def truly(linear, mask):
    """A trial whose map is its truth."""
    rows, columns = np.nonzero(mask.any(axis=1))[0], np.nonzero(mask.any(axis=0))[0]
    left, top, right, bottom = columns[0], rows[0], columns[-1] + 1, rows[-1] + 1
    box = (float(left), float(top), float(right), float(bottom))
    values = mask.astype(np.float32)
    return replace(linear, map=values, cells=values, truth=(Place(mask=mask, box=box),))


@pytest.mark.parametrize("one", LOCATING, ids=lambda one: one.row.key)
def test_the_truth_itself_scores_one(linear, one):
    mask = np.zeros((60, 90), bool)
    mask[10:31, 50:81] = True
    mask[10:15, 50:55] = False  # no mere box
    trial = truly(linear, mask)
    assert one.read(trial).value == 1
    with pytest.raises(UserError, match="Nothing says where"):
        one.read(replace(trial, truth=()))


@pytest.mark.parametrize("one", LOCATING, ids=lambda one: one.row.key)
def test_a_permuted_map_scores_as_random_ones_do(linear, one):
    mask = np.zeros((60, 90), bool)
    mask[10:31, 50:81] = True
    trial = truly(linear, mask)
    shuffled = permuted(trial, 3)
    x = np.zeros((3, 60, 90), np.float32)
    maps = [with_values_of(rival, trial.map) for rival in rivals(0.5, x)][:16]
    others = [one.read(replace(trial, map=rival)).value for rival in maps]
    value = one.read(shuffled).value
    assert min(others) - 0.05 <= value <= max(others) + 0.05
    assert rank_among(one.read(trial).value, others, "higher") <= 9
    assert value <= one.read(trial).value


def test_the_pointing_game_forgives_fifteen_pixels(linear):
    mask = np.zeros((60, 90), bool)
    mask[:, 40] = True
    values = np.zeros((60, 90), np.float32)
    values[30, 55] = 1
    trial = truly(linear, mask)
    assert localisation.pointing(replace(trial, map=values)) == 1
    assert localisation.pointing(replace(trial, map=np.roll(values, 1, axis=1))) == 0


def test_energy_and_overlap_by_hand(linear):
    mask = np.zeros((60, 90), bool)
    mask[0:10, 0:10] = True
    values = np.zeros((60, 90), np.float32)
    values[0:10, 0:20] = 1
    trial = replace(truly(linear, mask), map=values)
    assert localisation.energy(trial) == 0.5
    assert localisation.box_iou(trial) == 0.5
    assert localisation.mask_iou(trial) == 0.5
    assert localisation.max_box_accuracy(trial) == pytest.approx(2 / 3)
    assert localisation.overlap((0, 0, 2, 2), (1, 1, 3, 3)) == pytest.approx(1 / 7)


@pytest.mark.parametrize("one", LOCATING, ids=lambda one: one.row.key)
def test_a_map_of_zeros_finds_no_object(linear, one):
    """A method may find no positive evidence; what is read of its map is a number all the same."""
    mask = np.zeros((60, 90), bool)
    mask[0:10, 0:10] = True
    trial = replace(truly(linear, mask), map=np.zeros((60, 90), np.float32))
    assert one.read(trial).value <= mask.mean() * 2
