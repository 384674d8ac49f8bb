"""Methods in a file of the user's own: they run only as they were allowed, and fail in words."""

import numpy as np
import pytest
from given_package import given_package

from viewer.cli import main
from viewer.core.errors import UserError
from viewer.core.stores.method_files import allow_methods, forget_methods, method_files
from viewer.methods.method import compute
from viewer.methods.registry import built_in
from viewer.methods.third_party import every_method

SOURCE = '''"""Mine."""
import numpy as np
from math import sqrt  # no method


def my_cam(activations, gradients):
    """Weighs every place by its own gradient."""
    return _sum(activations * gradients)


my_cam.row = {"title": "Mine-CAM", "paper": "Nobody", "year": 2026}


def strength(activations):
    activations[:] = abs(activations)
    return activations


def scale(values, factor):  # no method either
    return values * factor


def _sum(values):
    return values.sum(axis=0)
'''


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(SOURCE)
    return path


def others():
    methods, problems = every_method()
    return methods.methods[len(built_in().methods) :], problems


def test_nothing_runs_that_is_not_allowed(file):
    assert others() == ((), ())


def test_an_allowed_file_brings_its_methods(file):
    allow_methods(file)
    (mine, strength), problems = others()
    assert not problems
    assert (mine.row.key, mine.row.title, mine.row.year) == ("my_cam", "Mine-CAM", 2026)
    assert mine.row.help == "Weighs every place by its own gradient."
    assert mine.row.package == "mine.py"
    assert (strength.row.title, strength.row.gradients) == ("Strength", False)
    a, g = np.random.default_rng(0).normal(size=(2, 3, 4, 5)).astype(np.float32)
    kept = a.copy()
    known = compute(built_in().find("hires_cam"), a, g)
    found = compute(mine, a, g).signed
    assert found is not None
    assert known.signed is not None
    np.testing.assert_allclose(found, known.signed, atol=1e-6)
    np.testing.assert_allclose(compute(strength, a, None).raw, np.abs(a).sum(axis=0), atol=1e-6)
    np.testing.assert_array_equal(a, kept)  # what it writes into is a copy
    forget_methods(file)
    assert others() == ((), ())


def test_a_changed_file_does_not_run(file, tmp_path):
    allow_methods(file)
    file.write_text(f"{SOURCE}\nimport pathlib\npathlib.Path({str(tmp_path / 'RAN')!r}).touch()\n")
    found, (problem,) = others()
    assert not found
    assert "has changed" in problem.headline
    assert not (tmp_path / "RAN").exists()
    allow_methods(file)
    assert len(others()[0]) == 2
    assert len(method_files()) == 1


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("def my_cam(activations:\n", "from line 1 on: SyntaxError"),
        ("\n\nraise SystemExit(3)\n", "from line 3 on: SystemExit"),
        ("x = 1\n", "defines no method"),
        ("def grad_cam(activations): return activations\n", "of this name already"),
        ("def f(activations): ...\nf.row = {'colour': 1}\n", "has no “colour”"),
    ],
)
def test_a_faulty_file_is_told_and_left_out(tmp_path, source, said):
    (tmp_path / "a.py").write_text(source)
    allow_methods(tmp_path / "a.py")
    found, (problem,) = others()
    assert not found
    assert said in problem.headline
    with pytest.raises(UserError, match="no method “mine”") as told:
        every_method()[0].find("mine")
    assert said in told.value.hint  # and not the names of all the others


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("return activations @ nothing", r"“F” failed in line 2: NameError"),
        ("return activations[:, :1]", "gives an array of the shape"),
        ("return None", "gives an array of the shape"),
        ("raise SystemExit", "failed in line 2: SystemExit"),
    ],
)
def test_a_failure_is_a_sentence(tmp_path, line, said):
    (tmp_path / "a.py").write_text(f"def f(activations):\n    {line}\n")
    allow_methods(tmp_path / "a.py")
    (method,), _ = others()
    with pytest.raises(UserError, match=said):
        compute(method, np.ones((2, 3, 4), np.float32), None)


def test_a_packages_entry_point_may_be_a_function(tmp_path, monkeypatch):
    source = "def METHOD(activations, gradients):\n    return activations * gradients\n"
    monkeypatch.syspath_prepend(str(given_package(tmp_path, source, name="plain_cam")))
    (method,), problems = others()
    assert not problems
    assert (method.row.key, method.row.package) == ("plain_cam", "plain_cam 1.2")


def test_the_command_line_takes_a_file(file, tmp_path, capsys):
    assert main(["methods", "--method-file", str(file)]) == 0
    assert "my_cam" in capsys.readouterr().out
    assert main(["methods", "--method-file", str(tmp_path / "none.py")]) == 2
    assert main(["methods", "--method-file", str(tmp_path / "a.txt")]) == 2
    assert "no file of Python code" in capsys.readouterr().err
