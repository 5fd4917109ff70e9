"""The notebooks: prose and short cells, committed without outputs, and run by plain nbconvert too."""

import re
import subprocess
import sys
from statistics import median

import nbformat
import pytest

from broadsheet.report.make import find_notebooks

PATHS = find_notebooks()
NOTEBOOKS = [
    pytest.param(nbformat.read(path, as_version=4), id=path.stem) for path in PATHS
]


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def test_they_are_numbered_from_one():
    numbers = [int(path.stem[:2]) for path in PATHS]
    assert len(numbers) >= 6
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_it_is_committed_clean(notebook):
    assert all(
        not cell.outputs and cell.execution_count is None for cell in code(notebook)
    )


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_cells_are_short(notebook):
    lengths = [len(cell.source.splitlines()) for cell in code(notebook)]
    assert median(lengths) <= 3
    assert max(lengths) <= 12
    for cell in code(notebook):
        assert not re.search(
            r"^\s*def |sys\.path|^\s*class ", cell.source, re.MULTILINE
        )


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_it_begins_with_its_title_and_its_parameters(notebook):
    first = notebook.cells[0]
    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")
    assert notebook.metadata.title
    settings, setup = code(notebook)[:2]
    assert settings.metadata.tags == ["parameters"]
    assert settings.source.startswith("# Change here")
    assert settings.source.endswith('articles_path = "../data"\nsettings = {}')
    assert "%load_ext broadsheet" in setup.source
    assert "open_corpus(articles_path, **settings)" in setup.source
    assert sum(cell.source.count("bs.finding(") for cell in code(notebook)) == 1


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_the_finding_comes_before_any_table(notebook):
    sources = [cell.source for cell in code(notebook)]
    finding = next(
        number for number, source in enumerate(sources) if "bs.finding(" in source
    )
    assert not any("bs.show_" in source for source in sources[:finding])


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_one_title_and_questions_below_it(notebook):
    text = re.sub(r"```.*?```", "", "\n".join(prose(notebook)), flags=re.DOTALL)
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert len(headings) >= 2
    questions = sum(heading.rstrip().endswith("?") for heading in headings)
    assert questions >= len(headings) / 2


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_a_dollar_is_a_dollar(notebook):
    """Two bare dollars in one cell of prose would be set as mathematics."""
    assert all(len(re.findall(r"(?<!\\)\$", source)) < 2 for source in prose(notebook))


@pytest.mark.parametrize(("form", "path"), [("html", PATHS[0]), ("report", PATHS[-1])])
def test_plain_nbconvert_runs_it_from_any_folder(form, path, tmp_path):
    command = [
        sys.executable,
        "-m",
        "nbconvert",
        "--to",
        form,
        "--execute",
        "--output-dir",
        str(tmp_path),
        str(path),
    ]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "<h1" in (tmp_path / f"{path.stem}.html").read_text(encoding="utf-8")


def forty_outlets(folder):
    """One short article each, with a quotation, a day and a sentence that all share."""
    for n in range(40):
        (folder / f"{n:02}.md").write_text(
            f"---\noutlet: Outlet {n:02}\npublished: 2021-10-{n % 28 + 1:02}\n---\n# Story {n}\n\n"
            f"PARIS (AP) - The talks on trade opened on Friday with {n} ministers in the room.\n\n"
            f"“We are close to number {n},” said Ann Lee, the minister of trade. She left after an hour.\n\n"
            "The two sides will meet again next month, when the report on prices is out.\n",
            encoding="utf-8",
        )


def one_bare_article(folder):
    """No outlet, no day, nobody quoted, nothing dated."""
    (folder / "bare.txt").write_text(
        "It rained. The street was wet.\n", encoding="utf-8"
    )


def no_english(folder):
    text = "Die Gespräche wurden am Freitag eröffnet, und die Minister sprachen lange über den Handel.\n"
    (folder / "german.txt").write_text(f"{text}\n{text}\n{text}", encoding="utf-8")


def make_pages(write, folder):
    from broadsheet.report import make_report

    (folder / "articles").mkdir()
    write(folder / "articles")
    report = make_report(folder / "articles", folder / "report")
    assert report.failures == []
    assert len(report.pages) == 8
    return report.pages


def test_forty_outlets_make_pages_that_can_be_sent(tmp_path, notebooks_here):
    pages = make_pages(forty_outlets, tmp_path)
    assert max(page.stat().st_size for page in pages) < 3_000_000


@pytest.mark.parametrize("write", [one_bare_article, no_english])
def test_any_articles_make_a_report(write, tmp_path, notebooks_here, small_pictures):
    assert make_pages(write, tmp_path)
