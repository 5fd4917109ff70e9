"""environment.yml names what pyproject.toml names, with the same lower bounds."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def bounds(requirements):
    return dict(
        re.fullmatch(r"([\w.-]+)>=([\d.]+)", line).groups() for line in requirements
    )


def test_environment_agrees_with_pyproject():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = re.findall(
        r"^  - ([\w.-]+>=.*)$", (ROOT / "environment.yml").read_text(), re.MULTILINE
    )
    wanted = bounds(project["dependencies"]) | {
        "python": project["requires-python"].removeprefix(">=")
    }
    assert bounds(lines) == wanted


def test_environment_installs_the_project_itself():
    assert (
        (ROOT / "environment.yml")
        .read_text()
        .endswith("  - pip\n  - pip:\n      - -e .\n")
    )


def test_every_make_target_that_is_described_exists():
    makefile = (ROOT / "Makefile").read_text()
    described = set(re.findall(r"^# make ([\w-]+)", makefile, re.MULTILINE))
    assert described == set(re.search(r"\.PHONY: (.*)", makefile)[1].split())
    assert described <= set(re.findall(r"^([\w-]+):", makefile, re.MULTILINE))


def test_the_wheel_has_what_a_report_needs(tmp_path):
    """Built from the tree: every module, list, model, style and template, and the notebooks."""
    from zipfile import ZipFile

    from hatchling.builders.wheel import WheelBuilder

    wheel = next(
        WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    )
    held = set(ZipFile(wheel).namelist())
    package = ROOT / "src" / "broadsheet"
    files = [
        path
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    wanted = {f"broadsheet/{path.relative_to(package).as_posix()}" for path in files}
    wanted |= {
        f"broadsheet/notebooks/{path.name}"
        for path in (ROOT / "notebooks").glob("[0-9]*.ipynb")
    }
    assert len(wanted) > 50
    assert wanted <= held
    assert not [name for name in held if name.startswith(("data/", "tests/"))]
