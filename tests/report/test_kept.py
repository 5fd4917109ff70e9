"""Pages that are shown again: only where nothing that decides on them has changed."""

import json
from pathlib import Path

import pytest

from broadsheet import open_corpus
from broadsheet.report import batches, kept, make, make_report, search, shipped
from broadsheet.report.execute import Run
from broadsheet.report.failure import Failure
from broadsheet.report.front import Story
from broadsheet.report.kept import Kept
from broadsheet.report.shipped import find_notebooks
from broadsheet.report.shown import Shown
from broadsheet.report.site import Page, Site
from broadsheet.report.texts import Texts

NOTEBOOK = find_notebooks()[0]
TEXT = "The ferry sails again on Monday, the harbour master said."


def shown_as(text):
    page = Page("01_articles.html", "Articles", main=text, files={"a.csv": b"one"})
    return Shown(page, Story(page.href, "Articles", text, None))


@pytest.fixture
def study(tmp_path, monkeypatch):
    """A folder with an article, a study and a dictionary, and a cache of its own."""
    monkeypatch.setenv("BROADSHEET_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "ferries"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT, "utf-8")
    (folder / "moods.toml").write_text('calm = ["quiet"]', "utf-8")
    (folder / "broadsheet.toml").write_text('dictionaries = ["moods.toml"]', "utf-8")
    return folder


def kept_of(source, **settings):
    return Kept(open_corpus(source, **settings), str(source))


def keep(source, text="as it was"):
    pages = kept_of(source)
    pages.keep_page(NOTEBOOK, shown_as(text))
    pages.finish()


def test_what_was_shown_is_shown_again(study):
    assert kept_of(study).page(NOTEBOOK) is None
    keep(study)
    assert kept_of(study).page(NOTEBOOK) == shown_as("as it was")
    assert kept_of(study).page(find_notebooks()[1]) is None


def test_of_each_notebook_one_page_is_kept(study, tmp_path):
    keep(study)
    (study / "corrections.csv").write_text("kind,article\n", "utf-8")
    keep(study, "corrected")
    assert len(list(Path(tmp_path, "cache").glob("*/01_articles-*"))) == 1
    assert kept_of(study).page(NOTEBOOK) == shown_as("corrected")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("one.txt", "The ferry sails again on Tuesday, the harbour master said."),
        ("two.txt", "Another."),
        ("moods.toml", 'calm = ["still"]'),
        ("broadsheet.toml", 'dictionaries = ["moods.toml"]\nwords = ["ferry"]'),
        ("corrections.csv", "kind,article\nnot a quotation,one\n"),
        ("validation.json", "{}"),
    ],
)
def test_another_content_of_any_file_is_another_page(study, name, content):
    keep(study)
    (study / name).write_text(content, "utf-8")
    assert kept_of(study).page(NOTEBOOK) is None


def test_the_study_beside_a_single_file_counts_too(study):
    keep(study / "one.txt")
    assert kept_of(study / "one.txt").page(NOTEBOOK)
    (study / "moods.toml").write_text('calm = ["still"]', "utf-8")
    assert kept_of(study / "one.txt").page(NOTEBOOK) is None


def test_settings_versions_and_the_system_count(study, monkeypatch):
    keep(study)
    assert kept_of(study, words=["harbour"]).page(NOTEBOOK) is None
    with monkeypatch.context() as other:
        other.setenv("TZ", "Pacific/Auckland")
        assert kept_of(study).page(NOTEBOOK) is None
    with monkeypatch.context() as other:
        other.setattr(kept, "installed_packages", lambda: ("pandas-9.dist-info",))
        assert kept_of(study).page(NOTEBOOK) is None
    assert kept_of(study).page(NOTEBOOK)


def test_a_notebook_that_was_changed_is_run_each_time(study, tmp_path):
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    notebook["cells"][-1]["source"] = "open('elsewhere.txt').read()"
    changed = tmp_path / NOTEBOOK.name
    changed.write_text(json.dumps(notebook), "utf-8")
    pages = kept_of(study)
    pages.keep_page(changed, shown_as("elsewhere"))
    pages.finish()
    assert kept_of(study).page(changed) is None
    assert kept_of(study).page(NOTEBOOK) is None


def test_every_notebook_is_noted_as_it_is():
    noted = {path.stem: shipped.fingerprint_notebook(path) for path in find_notebooks()}
    assert noted == shipped.noted(), "run: python -m broadsheet.report.shipped"


def test_nothing_is_kept_where_articles_changed_meanwhile(study):
    pages = kept_of(study)
    pages.keep_page(NOTEBOOK, shown_as("half old, half new"))
    before = (study / "one.txt").read_bytes()
    (study / "one.txt").write_bytes(before + b" Later.")
    pages.finish()
    assert kept_of(study).page(NOTEBOOK) is None
    (study / "one.txt").write_bytes(before)
    assert kept_of(study).page(NOTEBOOK) is None


def test_nothing_is_kept_where_the_cache_is_off_or_the_articles_are_elsewhere(
    study, monkeypatch
):
    corpus = open_corpus(study)
    pages = Kept(corpus, "s3://bucket/frames")
    pages.keep_page(NOTEBOOK, shown_as("afar"))
    pages.finish()
    assert Kept(corpus, "s3://bucket/frames").page(NOTEBOOK) is None
    monkeypatch.setenv("BROADSHEET_CACHE", "off")
    keep(study)
    assert kept_of(study).page(NOTEBOOK) is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"page": {}}', "null"])
def test_a_damaged_page_is_made_again(study, tmp_path, content):
    keep(study)
    [file] = Path(tmp_path, "cache").glob("*/01_articles-*.json")
    file.write_text(content, "utf-8")
    assert kept_of(study).page(NOTEBOOK) is None


@pytest.mark.parametrize("failures", [[], [Failure("Articles", "Whose?", "no day")]])
def test_what_failed_is_tried_again(study, monkeypatch, failures):
    monkeypatch.setattr(make, "show", lambda run, failures: shown_as(run.name))
    pages = kept_of(study)
    result = make.Result({}, None, [])
    result.take(NOTEBOOK, Run("01_articles", None, failures), pages)
    pages.finish()
    assert result.failures == failures
    assert (kept_of(study).page(NOTEBOOK) is None) == bool(failures)


def test_the_search_is_found_again_unless_something_failed(study, monkeypatch):
    monkeypatch.setattr(search, "find_words", lambda corpus: 1 / 0)
    failures = []
    broken = search.find_index(open_corpus(study), failures, pages := kept_of(study))
    pages.finish()
    assert broken.groups["Words"] == []
    assert failures
    monkeypatch.undo()
    monkeypatch.setenv("BROADSHEET_CACHE", str(study.parent / "cache"))
    made = search.find_index(open_corpus(study), [], pages := kept_of(study))
    pages.finish()
    assert [entry.text for entry in made.groups["Words"]]
    monkeypatch.setattr(search, "build_index", lambda corpus, failures: 1 / 0)
    assert search.find_index(open_corpus(study), [], kept_of(study)) == made


def test_pages_of_articles_that_stand_there_are_left(study, tmp_path, monkeypatch):
    (study / "two.txt").write_text("The mill is closed, the council said.", "utf-8")
    folder = tmp_path / "report"
    folder.mkdir()
    written = []
    render = batches.render_page

    def note(page, site):
        written.append(Path(page.href).name)
        return render(page, site)

    def write(title):
        written.clear()
        pages = kept_of(study)
        texts = Texts(pages.corpus, [])
        batches.Writing(texts, Site(title, []), folder, pages).finish()
        pages.finish()
        return [path.read_bytes() for path in sorted(folder.rglob("*.html"))]

    monkeypatch.setattr(batches, "render_page", note)
    first = write("Ferries")
    assert len(written) == len(first) == 2
    old = folder / "article_pages" / "0003-gone.html"
    old.write_text("of an earlier report")
    assert write("Ferries") == first
    assert not written
    one, two = sorted(folder.rglob("*.html"))
    one.unlink()
    two.write_text("edited")
    assert write("Ferries") == first
    assert written == [one.name, two.name]
    assert write("Ferries and mills") != first


def test_a_report_is_made_again_without_running_a_notebook(
    report, tmp_path, monkeypatch
):
    def run(*arguments):
        raise AssertionError("nothing has changed")

    monkeypatch.setattr("broadsheet.report.execute.run_notebook", run)
    lines = []
    again = make_report("data", tmp_path / "out", "The talks", tell=lines.append)
    assert sum(line.endswith("as before") for line in lines) == len(find_notebooks())
    assert not again.failures
    for path, other in zip(report, again.pages, strict=True):
        assert path.read_bytes() == other.read_bytes(), path.name
