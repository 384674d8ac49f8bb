"""The workflow file runs what pyproject.toml promises, and what every change must pass."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
SYSTEMS = {"ubuntu": "POSIX :: Linux", "windows": "Microsoft :: Windows", "macos": "MacOS"}


@pytest.fixture(scope="module")
def workflow() -> str:
    return (REPOSITORY / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def project() -> dict:
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def listed(workflow: str, key: str) -> list[str]:
    found = re.search(rf"^ +{key}: \[(.*)\]$", workflow, flags=re.MULTILINE)
    return [entry.strip().strip('"') for entry in found[1].split(",")]


def test_every_promised_python_is_run_and_no_other(workflow, project):
    mark = "Programming Language :: Python :: "
    told = [line.removeprefix(mark) for line in project["classifiers"] if line.startswith(mark)]
    assert listed(workflow, "python") == [version for version in told if "." in version]
    assert project["requires-python"] == f">={listed(workflow, 'python')[0]}"


def test_every_promised_system_is_run(workflow, project):
    mark = "Operating System :: "
    told = {line.removeprefix(mark) for line in project["classifiers"] if line.startswith(mark)}
    run = {system.partition("-")[0] for system in listed(workflow, "os")}
    assert told <= {SYSTEMS[system] for system in run}
    assert told == {"POSIX :: Linux"}  # the others were never seen to pass


def test_what_make_test_checks_is_checked_there_too(workflow):
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    recipe = makefile.partition("\nlint:")[2].partition("\n\n")[0]
    tools = re.findall(r"\$\(BIN\)/(\S+)", recipe)
    assert {"ruff", "basedpyright", "lint-imports"} <= set(tools)
    for tool in tools:
        assert re.search(rf"^ +{tool}\b", workflow, flags=re.MULTILINE), tool
    assert "python -m pytest" in workflow


def test_the_readme_does_not_claim_what_was_never_run():
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert "never run" in readme


def test_the_lowest_and_the_newest_versions_are_run(workflow, project):
    assert listed(workflow, "versions") == ["lowest", "newest"]
    job = workflow.partition("\n  ranges:\n")[2]
    assert "python packaging/ranges.py ${{ matrix.versions }}" in job
    oldest = project["requires-python"].removeprefix(">=")
    assert f'python-version: "{oldest}"' in job


def test_the_wheel_that_is_tried_is_that_of_python_m_build(workflow):
    assert re.search(r"^ +python -m build$", workflow, flags=re.MULTILINE)
    assert "install dist/*.whl" in workflow


def test_the_metadata_say_what_it_is_and_where(project):
    assert project["description"]
    assert project["readme"] == "README.md"
    assert all(url.startswith("https://") for url in project["urls"].values())
    assert {"Homepage", "Issues"} <= set(project["urls"])
