"""The page: everything it carries, nothing it loads, and the same bytes twice."""

import os
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import escape
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from broadsheet import charts, open_corpus, show_table
from broadsheet.notebook import png
from broadsheet.report import ReportExporter, make_report
from broadsheet.report.copies import kernel_environment
from broadsheet.report.exporter import MissingAltText, table_of, tidy
from broadsheet.report.make import find_notebooks, short
from broadsheet.report.pdf import print_page
from broadsheet.report.provenance import model_hashes
from broadsheet.report.structure import link_page, read_structure
from broadsheet.report.texts import Texts
from broadsheet.show.anchors import passage_anchor
from broadsheet.show.prose import Prose
from broadsheet.store.spreadsheet import TABLES, shown_csv


def figure_output(alt="Nothing to see: $5.", is_empty=False):
    data, metadata = png(charts.style.empty("Nothing to see: $5."))
    metadata |= {"alt": alt, "is_empty": is_empty}
    return new_output(
        "display_data",
        {"image/png": b64encode(data).decode()},
        metadata={"image/png": metadata},
    )


def table_output(rows=3):
    data, metadata = show_table(
        pd.DataFrame({"word": ["<b>"] * rows}), name="words"
    )._repr_mimebundle_()
    return new_output("execute_result", data, metadata=metadata, execution_count=1)


def a_notebook(*outputs, **metadata):
    cells = [
        new_markdown_cell("# What was read?\n\nTwo articles."),
        new_markdown_cell("## Whose?\n\nTheirs.\n\n## Whose?\n\nOurs."),
        new_code_cell("print(1 < 2)", outputs=list(outputs)),
    ]
    return new_notebook(cells=cells, metadata=metadata)


def export(notebook, **resources):
    resources = {"metadata": {"name": "01_articles"}} | resources
    html, resources = ReportExporter().from_notebook_node(notebook, resources)
    return html, BeautifulSoup(html, "html.parser"), resources


def check_page(page):
    """What holds for every page of a report."""
    assert page.html["lang"] == "en"
    assert page.title.get_text().strip()
    assert len(page.find_all("h1")) == 1
    assert all(image["alt"].strip() for image in page.find_all("img"))
    loaded = [
        tag[name]
        for name in ("src", "srcset", "data", "poster")
        for tag in page.find_all(**{name: True})
    ]
    assert all(address.startswith("data:") for address in loaded)
    assert not page.find_all("link")
    # A page may name an article's address, but only in a link that a reader follows.
    assert not re.search(
        r"url\(|@import", "".join(style.get_text() for style in page.find_all("style"))
    )
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for link in page.select('a[href^="#"]'):
        assert link["href"][1:] in ids
    contents = [a.get_text() for a in page.select(".contents li a")]
    assert not page.select(".contents") or contents == [
        h2.get_text() for h2 in page.select("main h2")
    ]


def check_policy(html):
    page = BeautifulSoup(html, "html.parser")
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})[
        "content"
    ]
    scripts = [tag for tag in page.find_all("script") if not tag.get("type")]
    allowed = re.search(r"script-src ([^;]*);", policy)[1]
    assert len(re.findall(r"'sha256-[^']+'", allowed)) == len(scripts) <= 1
    assert not re.sub(r"'sha256-[^']+'|'none'", "", allowed).strip()
    carried = [tag.string for tag in [*page.find_all("style"), *scripts]]
    for text in carried + [tag["style"] for tag in page.find_all(style=True)]:
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_page():
    html, page, _ = export(a_notebook(figure_output(), table_output()))
    check_page(page)
    check_policy(html)
    assert page.title.get_text() == "What was read?"
    assert [a["href"] for a in page.select(".contents li a")] == [
        "#section-whose",
        "#section-whose-",
    ]
    assert "1 < 2" in page.select_one("pre.code").get_text()
    assert page.img["alt"] == "Nothing to see: $5."


def test_title_is_the_metadatas_first():
    assert export(a_notebook(title="Another"))[1].title.get_text() == "Another"


@pytest.mark.parametrize("alt", ["", "  "])
def test_a_figure_without_alt_text_is_refused(alt):
    with pytest.raises(MissingAltText, match="01_articles"):
        export(a_notebook(figure_output(alt)))


def test_a_figure_without_anything_to_draw_is_a_line_of_text_said_once():
    _, page, _ = export(a_notebook(figure_output("No $5 was seen.", is_empty=True)))
    assert not page.find("figure")
    assert page.select_one("p.bs-note").get_text() == "No $5 was seen."
    said = new_output("display_data", Prose("No $5 was seen.").data)
    _, page, _ = export(a_notebook(figure_output("No $5 was seen.", True), said))
    assert page.get_text().count("No $5 was seen.") == 1


def test_what_is_said_of_the_settings_comes_and_goes_with_the_code():
    notebook = a_notebook()
    notebook.cells[1].metadata["tags"] = ["with-code"]
    _, page, _ = export(notebook)
    hidden = [part["class"] for part in page.select("section.prose")]
    assert hidden == [["prose"], ["prose", "with-code"]]
    assert ".with-code{display:none}" in page.style.get_text()


def test_tables_are_written_beside_the_page():
    _, page, resources = export(
        a_notebook(table_output(), table_output()), output_files_dir="01_files"
    )
    assert [a["href"] for a in page.select("a[download]")] == [
        "01_files/words.csv",
        "01_files/words.2.csv",
    ]
    assert (
        resources["outputs"]["01_files/words.csv"].decode("utf-8-sig")
        == "word\n<b>\n<b>\n<b>\n"
    )
    assert "words.csv, 3 rows" in page.get_text()


def test_tables_are_carried_within_the_page_where_nothing_can_stand_beside_it():
    _, page, resources = export(a_notebook(table_output()))
    assert page.select_one("a[download]")["href"].startswith("data:text/csv;base64,")
    assert not resources["outputs"]


def test_tables_come_as_files_where_a_report_has_a_folder_for_them(
    tmp_path, monkeypatch
):
    written = pd.Series(["mill", "\ud800 “quoted”\r\n"], dtype=object)
    words = pd.DataFrame({"word": written, "count": [2, 1]})
    data, about = shown_csv(words, "words")
    assert about["text/csv"] == {"name": "words", "rows": 2}
    whole = data["text/csv"].encode("utf-8-sig", errors="replace")
    monkeypatch.setenv(TABLES, str(tmp_path))
    data, about = shown_csv(words, "words")
    file = table_of(data["text/csv"], about["text/csv"])
    assert file.parent == tmp_path
    assert file.read_bytes() == whole


def test_no_other_file_is_taken_for_a_table(tmp_path, monkeypatch):
    secret = tmp_path / "secret.csv"
    secret.write_text("word")
    about = {"rows": 1, "file": str(secret)}
    assert table_of("none", about) == "none"
    folder = tmp_path / "tables"
    folder.mkdir()
    monkeypatch.setenv(TABLES, str(folder))
    assert table_of("none", about) == "none"
    assert table_of("none", {"file": "../secret.csv"}) == "none"


def test_styles_of_outputs_go_and_bare_tables_scroll():
    html = tidy(
        '<style scoped>x</style><table border="1" class="dataframe"><tr><td>c</td></tr></table>'
    )
    assert html == (
        '<div class="bs-scroll" role="group" tabindex="0" aria-label="Table">'
        '<table class="dataframe"><tr><td>c</td></tr></table></div>'
    )


def test_text_that_looks_like_markup_is_left_alone():
    assert tidy("&lt;p style=&quot;x&quot;&gt;") == "&lt;p style=&quot;x&quot;&gt;"


def test_contents_follow_the_headings():
    html, (entry,) = link_page("<h2 class='x'>Who <em>says</em> &amp; so?</h2>", {})
    assert (entry.anchor, entry.text) == ("section-who-says-so", "Who says & so?")
    assert (
        html
        == '<h2 id="section-who-says-so" class="x">Who <em>says</em> &amp; so?</h2>'
    )


@pytest.mark.parametrize(
    ("start", "href"),
    [
        (0, None),
        (4, "#4"),
        (9, "#4"),
        (20, "a.html#20"),
        (40, "#4"),
        (50, "#50"),
        (60, "#60"),
    ],
)
def test_links_lead_to_the_page_of_the_article_or_the_nearest_place_before(start, href):
    page = (
        '<p id="article-a-4" data-place=""></p><p id="article-a-50" data-place=""></p>'
    )
    page += f'<a class="bs-passage" href="#article-a-{start}">x</a>'
    elsewhere = {
        "article-a-20": "a.html#article-a-20",
        "article-a-60": "here.html#article-a-60",
    }
    html, _ = link_page(page, elsewhere, "here.html")
    link = BeautifulSoup(html, "html.parser").a
    assert (link and link["href"].replace("article-a-", "")) == href


IMITATIONS = [
    'a form with id="article-a-7" data-place="" in it',
    '<p id="article-a-7" data-place="">',
    '<a class="bs-passage" href="#article-a-7">x</a>',
    "<h2>Not a heading</h2><style>p{}</style><script>x</script>",
    'id="the\nmain-1" data-place and so on',
]


def test_of_an_articles_page_nothing_needs_to_be_read():
    corpus = open_corpus("data")
    for page in Texts(corpus, corpus_places(corpus)).pages():
        found = read_structure(page.main)
        assert found.places
        assert replace(found, places=[]) == page.structure


def corpus_places(corpus):
    """The addresses of all quotations, as other pages name them."""
    rows = corpus.quotes[["article", "start"]].astype({"article": "str"})
    return [passage_anchor(*row) for row in rows.itertuples(index=False)]


@pytest.mark.parametrize("text", IMITATIONS)
def test_a_text_that_looks_like_a_page_is_only_text(text):
    structure = read_structure(f"<p>{escape(text, quote=False)}</p>")
    assert structure.places == structure.links == structure.headings == []
    assert structure.styles == structure.scripts == []


def test_an_article_a_word_and_a_speaker_of_one_name_have_addresses_of_their_own():
    frame = pd.DataFrame(
        {"article": ["word-x", "speaker x", "x"], "word": "x", "speaker": "x"}
    )
    links = read_structure(show_table(frame.assign(start=0)).html()).links
    anchors = {link.anchor for link in links}
    assert len(anchors) == 5
    assert not anchors & {"text", "code"}


def test_code_errors_and_prints_are_escaped():
    printed = new_output("stream", name="stdout", text="<script>x</script>")
    _, page, _ = export(a_notebook(printed))
    assert not page.main.find("script")
    assert "<script>x</script>" in page.select_one(".printed").get_text()


def test_of_a_widget_the_page_has_what_can_be_read_without_it():
    view = "application/vnd.jupyter.widget-view+json"
    state = {
        "state": {"m1": {"model_name": "HTMLModel", "state": {}}},
        "version_major": 2,
    }
    output = new_output(
        "display_data", {view: {"model_id": "m1"}, "text/html": "<p>Read me.</p>"}
    )
    notebook = a_notebook(
        output, widgets={"application/vnd.jupyter.widget-state+json": state}
    )
    html, page, _ = export(notebook)
    assert page.select_one(".output").get_text(strip=True) == "Read me."
    assert "m1" not in html


def test_same_bytes_twice():
    assert (
        export(a_notebook(figure_output()))[0] == export(a_notebook(figure_output()))[0]
    )


def test_short_names():
    assert [short(path.stem) for path in find_notebooks()] == [
        "Articles", "Word frequencies", "Quote attribution", "Timeline", "Outlets compared",
        "Sources"
    ]  # fmt: skip


def write_notebook(path, *sections):
    """A notebook with a section for each group of cells."""
    cells = [
        new_markdown_cell("# A page"),
        new_code_cell("%load_ext broadsheet\nimport broadsheet as bs"),
    ]
    for number, codes in enumerate(sections):
        cells.append(new_markdown_cell(f"## Section {number}"))
        cells += map(new_code_cell, codes)
    nbformat.write(new_notebook(cells=cells), path)
    return path


def test_what_fails_costs_its_section_and_is_told(tmp_path):
    path = write_notebook(
        tmp_path / "01_bad.ipynb",
        ["print('before')", "1 / 0", "print('after')"],
        ["print('elsewhere')"],
    )
    report = make_report("data", tmp_path / "out", notebooks=[path])
    (failure,) = report.failures
    assert (failure.page, failure.section) == ("01_bad", "Section 0")
    assert "ZeroDivisionError" in failure.reason
    page = report.pages[1].read_text(encoding="utf-8")
    main = BeautifulSoup(page, "html.parser").main
    for code in main.select("pre.code"):
        code.extract()
    text = main.get_text()
    assert "This could not be computed for 2 articles from 2 outlets" in text
    assert "before" in text
    assert "elsewhere" in text
    assert "after" not in text
    assert str(failure) in report.pages[0].read_text(encoding="utf-8")


def test_a_kernel_that_dies_costs_the_rest_of_its_page(tmp_path):
    bad = write_notebook(
        tmp_path / "01_bad.ipynb",
        ["print('before')"],
        ["import os\nos._exit(9)"],
        ["1"],
    )
    good = write_notebook(tmp_path / "02_good.ipynb", ["print('complete')"])
    report = make_report("data", tmp_path / "out", notebooks=[bad, good])
    assert [(failure.page, failure.section) for failure in report.failures] == [
        ("01_bad", "Section 1")
    ]
    assert "before" in report.pages[1].read_text(encoding="utf-8")
    assert "complete" in report.pages[2].read_text(encoding="utf-8")
    assert all(path.exists() for path in report.pages)


def test_a_notebook_is_one_page_whatever_it_shows(tmp_path):
    bad = write_notebook(
        tmp_path / "01_bad.ipynb", ["from matplotlib.figure import Figure", "Figure()"]
    )
    report = make_report("data", tmp_path / "out", notebooks=[bad])
    assert "no alt text" in report.failures[0].reason
    assert report.pages[1].stat().st_size > 500


PLANTED = {
    "report/notebook.html.j2": "planted",
    "report/index.html.j2": "planted",
    "notebook.html.j2": "planted",
    "page.html.j2": "planted",
    "report/conf.json": "{}",
    "matplotlibrc": "figure.facecolor: red\naxes.facecolor: red\n",
    "profile_default/startup/00.py": "raise SystemExit",
    "jupyter_nbconvert_config.py": "raise SystemExit",
    "ipython_kernel_config.py": "raise SystemExit",
}
MODULES = [
    "pandas",
    "sitecustomize",
    "nltk",
    "json",
    "broadsheet",
    "matplotlib",
    "ipykernel_launcher",
]


def plant(folder):
    """Fill a folder with what would be read or run, were it looked for there."""
    for name, content in PLANTED.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    for name in MODULES:
        (folder / f"{name}.py").write_text(
            f"open({str(folder / 'ran')!r}, 'w')\nraise SystemExit\n"
        )


def test_a_report_is_the_same_twice_and_takes_nothing_from_the_current_folder(
    tmp_path, report, monkeypatch
):
    (tmp_path / "data").symlink_to(Path("data").resolve())
    plant(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BROADSHEET_CACHE", str(tmp_path / "cache"))
    again = make_report("data", tmp_path / "out", "The talks")
    assert not again.failures
    assert not (tmp_path / "ran").exists()
    for path, other in zip(report, again.pages, strict=True):
        assert path.read_bytes() == other.read_bytes(), path.name


def test_neither_does_nbconvert(tmp_path):
    plant(tmp_path)
    for name in MODULES:  # `python -m` itself looks there
        (tmp_path / f"{name}.py").unlink()
    nbformat.write(a_notebook(), tmp_path / "page.ipynb")
    command = [sys.executable, "-P", "-m", "nbconvert", "--to", "report", "page.ipynb"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "planted" not in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_kernel_has_its_path_in_full_and_its_settings_in_the_package(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["", "src", "/opt/there"]))
    monkeypatch.setenv("PYTHONSTARTUP", "x.py")
    environment = kernel_environment(tmp_path)
    paths = environment["PYTHONPATH"].split(os.pathsep)
    assert paths == [str(Path("src").resolve()), "/opt/there"]
    assert environment["PYTHONSAFEPATH"] == "1"
    assert Path(environment["MATPLOTLIBRC"]).is_file()
    assert "PYTHONSTARTUP" not in environment


def test_a_template_can_call_nothing_but_what_it_is_given():
    from jinja2.exceptions import SecurityError

    from broadsheet.report.filling import page_templates

    template = page_templates().from_string("{{ cycler.__init__.__globals__ }}")
    with pytest.raises(SecurityError):
        template.render()


def test_printing_asks_for_no_host(report, tmp_path):
    browser = shutil.which("chromium")
    if not browser:
        pytest.skip("no Chromium on this machine")
    page = tmp_path / "page.html"
    page.write_text(
        '<h1>x</h1><img src="http://pictures.example.org/a.png">', encoding="utf-8"
    )
    log = tmp_path / "log.json"
    target = print_page(browser, page, (f"--log-net-log={log}",))
    assert target.read_bytes().startswith(b"%PDF")
    recorded = log.read_text(errors="replace")
    kinds = re.search(r'"logEventTypes":\{(.*?)\}', recorded, re.DOTALL)[1]
    numbers = {name: number for name, number in re.findall(r'"(\w+)":(\d+)', kinds)}
    for name in (
        "TCP_CONNECT_ATTEMPT",
        "UDP_BYTES_SENT",
        "SOCKET_BYTES_SENT",
        "DNS_TRANSACTION",
    ):
        assert f'"type":{numbers[name]},' not in recorded.replace(" ", ""), name
    hosts = set(re.findall(r'"host":"([^"]+)"', recorded))
    assert {re.sub(r"^https?://|:9$", "", host) for host in hosts} <= {
        "pictures.example.org",
        "127.0.0.1",
        "~notfound",
    }


def links_of(path):
    """The links of a page, as the paths and fragments that they lead to."""
    for link in BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select(
        "a[href]"
    ):
        target, _, place = link["href"].partition("#")
        if ":" not in target:
            yield link, path.parent / target if target else path, place


def test_every_page_of_the_report(report):
    assert [path.name for path in report] == [
        "index.html",
        *(f"{path.stem}.html" for path in find_notebooks()),
        "all_articles.html",
    ]
    articles = sorted((report[0].parent / "article_pages").iterdir())
    assert len(articles) == 2
    for path in [*report, *articles]:
        html = path.read_text(encoding="utf-8")
        check_page(BeautifulSoup(html, "html.parser"))
        check_policy(html)
        assert path.stat().st_size < 1_500_000
        for _, target, place in links_of(path):
            assert target.exists(), target
            if place:
                assert BeautifulSoup(
                    target.read_text(encoding="utf-8"), "html.parser"
                ).find(id=place)


def linked(page, column):
    """Of each row of the page's tables with this column: the link in it, and where that leads."""
    of_column = {"data-column": column}
    return [
        (link.get_text(), *to)
        for link, *to in links_of(page)
        if link.find_parent("td", of_column)
    ]


def test_a_speaker_leads_to_quotations_and_these_to_the_article(report):
    people = linked(report[3], "speaker")
    assert len(people) > 10
    page = BeautifulSoup(report[3].read_text(encoding="utf-8"), "html.parser")
    for name, target, place in people:
        assert target == report[3]
        voice = page.find(id=place)
        assert voice.h3.get_text().startswith(name)
        assert all(
            link["href"].startswith("article_pages/0") for link in voice.select("li a")
        )


def test_a_word_leads_to_its_lines_and_an_event_to_its_words(report):
    page = BeautifulSoup(report[2].read_text(encoding="utf-8"), "html.parser")
    words = linked(report[2], "word")
    assert len(words) > 20
    for word, _, place in words:
        lines = page.find(id=place).find_parent("tbody")
        assert lines.th.get_text().startswith(word)
        assert len(lines.select("b.bs-key")) >= 1
    for _, target, place in linked(report[4], "article"):
        assert target.parent.name == "article_pages"
        assert BeautifulSoup(target.read_text(encoding="utf-8"), "html.parser").find(
            id=place
        )


def test_the_front_page_has_each_notebooks_finding_and_figure(report):
    front = BeautifulSoup(report[0].read_text(encoding="utf-8"), "html.parser")
    assert len(front.select("figure")) == 6
    for heading, path in zip(front.select(".story h2"), report[1:7], strict=True):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        assert heading.get_text() == page.select_one(".bs-finding").get_text()
    assert [a["href"] for a in front.select(".more a")] == [
        path.name for path in report[1:7]
    ]


def test_the_front_page_says_how_to_make_it_again(report):
    from broadsheet import open_corpus

    text = (
        BeautifulSoup(report[0].read_text(encoding="utf-8"), "html.parser")
        .select_one("dl")
        .get_text(" ")
    )
    assert open_corpus("data").fingerprint in text
    assert "the default settings" in text
    assert f"pandas {pd.__version__}" in text
    assert str(Path.cwd()) not in report[0].read_text(encoding="utf-8")


def test_the_notebooks_read_a_data_frame_as_a_file():
    from broadsheet import open_corpus
    from broadsheet.report.make import as_files

    frame = pd.DataFrame(
        {
            "text": ["The mill was sold, said Ann Lee.", "It rained."],
            "published": ["2021-10-08", None],
        },
        index=["one", "a/b"],
    )
    opened = open_corpus(frame)
    with as_files(opened, frame) as (corpus, path):
        assert corpus.all_articles["text"].to_dict() == frame["text"].to_dict()
        assert corpus.all_articles["published"].tolist()[0] == pd.Timestamp(
            "2021-10-08"
        )
        assert Path(path).suffix == ".parquet"
    assert not Path(path).exists()


def test_models_that_did_not_read_are_not_named():
    tasks = dict(model_hashes("fast"))
    assert {"quotations", "parts of speech", "speakers"} <= set(tasks)
    assert not any("accurate" in task for task in tasks)
    assert all(len(digest) == 12 for digest in tasks.values())
