"""The page: everything it carries, nothing it loads, and the same bytes twice."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from broadsheet import charts, show_table
from broadsheet.errors import BroadsheetError
from broadsheet.notebook import png
from broadsheet.report import ReportExporter, make_report
from broadsheet.report.exporter import MissingAltText, add_contents, link_passages, tidy
from broadsheet.report.run import find_notebooks, short


def figure_output(alt="Nothing to see: $5."):
    data, metadata = png(charts.style.empty("Nothing to see: $5."))
    metadata["alt"] = alt
    return new_output(
        "display_data", {"image/png": b64encode(data).decode()}, metadata={"image/png": metadata}
    )


def table_output(rows=3):
    import pandas as pd

    data, metadata = show_table(pd.DataFrame({"word": ["<b>"] * rows}), name="words")._repr_mimebundle_()
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
        tag[name] for name in ("src", "srcset", "data", "poster") for tag in page.find_all(**{name: True})
    ]
    assert all(address.startswith("data:") for address in loaded)
    assert not page.find_all("link")
    # A page may name an article's address, but only in a link that a reader follows.
    assert not re.search(r"url\(|@import", "".join(style.get_text() for style in page.find_all("style")))
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for link in page.select('a[href^="#"]'):
        assert link["href"][1:] in ids
    contents = [a.get_text() for a in page.select(".contents li a")]
    assert not page.select(".contents") or contents == [h2.get_text() for h2 in page.select("main h2")]


def check_policy(html):
    page = BeautifulSoup(html, "html.parser")
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none'; img-src data:; script-src 'none'; style-src-elem 'sha256-")
    carried = [tag.string for tag in page.find_all(["style", "script"])]
    for text in carried + [tag["style"] for tag in page.find_all(style=True)]:
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_page():
    html, page, _ = export(a_notebook(figure_output(), table_output()))
    check_page(page)
    check_policy(html)
    assert page.title.get_text() == "What was read?"
    assert [a["href"] for a in page.select(".contents li a")] == ["#whose", "#whose-"]
    assert "1 < 2" in page.select_one("pre.code").get_text()
    assert page.img["alt"] == "Nothing to see: $5."


def test_title_is_the_metadatas_first():
    assert export(a_notebook(title="Another"))[1].title.get_text() == "Another"


@pytest.mark.parametrize("alt", ["", "  "])
def test_a_figure_without_alt_text_is_refused(alt):
    with pytest.raises(MissingAltText, match="01_articles"):
        export(a_notebook(figure_output(alt)))


def test_tables_are_written_beside_the_page():
    _, page, resources = export(a_notebook(table_output(), table_output()), output_files_dir="01_files")
    assert [a["href"] for a in page.select("a[download]")] == ["01_files/words.csv", "01_files/words.2.csv"]
    assert resources["outputs"]["01_files/words.csv"].decode("utf-8-sig") == "word\n<b>\n<b>\n<b>\n"
    assert "words.csv, 3 rows" in page.get_text()


def test_tables_are_carried_within_the_page_where_nothing_can_stand_beside_it():
    _, page, resources = export(a_notebook(table_output()))
    assert page.select_one("a[download]")["href"].startswith("data:text/csv;base64,")
    assert not resources["outputs"]


def test_styles_of_outputs_go_and_bare_tables_scroll():
    html = tidy('<style scoped>x</style><table border="1" class="dataframe"><tr><td>c</td></tr></table>')
    assert html == (
        '<div class="bs-scroll" role="group" tabindex="0" aria-label="Table">'
        '<table class="dataframe"><tr><td>c</td></tr></table></div>'
    )


def test_text_that_looks_like_markup_is_left_alone():
    assert tidy("&lt;p style=&quot;x&quot;&gt;") == "&lt;p style=&quot;x&quot;&gt;"


def test_contents_follow_the_headings():
    html = add_contents("<nav><!--contents--></nav><h2>Who <em>says</em> so?</h2>")
    assert html.endswith('<li><a href="#who-says-so">Who says so?</a></li></ol></nav><h2 id="who-says-so">'
                         "Who <em>says</em> so?</h2>")  # fmt: skip


@pytest.mark.parametrize(
    ("start", "href"),
    [(0, None), (4, "#a-4"), (9, "#a-4"), (20, "a.html#a-20"), (40, "#a-4"), (50, "#a-50"), (60, "#a-60")],
)
def test_links_lead_to_the_page_of_the_article_or_the_nearest_place_before(start, href):
    page = '<p id="a-4" data-place=""></p><p id="a-50" data-place=""></p>'
    page += f'<a class="bs-passage" href="#a-{start}">x</a>'
    elsewhere = {"a-20": "a.html#a-20", "a-60": "here.html#a-60"}
    link = BeautifulSoup(link_passages(page, elsewhere, "here.html"), "html.parser").a
    assert (link and link["href"]) == href


def test_code_errors_and_prints_are_escaped():
    printed = new_output("stream", name="stdout", text="<script>x</script>")
    _, page, _ = export(a_notebook(printed))
    assert not page.find("script")
    assert "<script>x</script>" in page.select_one(".printed").get_text()


def test_of_a_widget_the_page_has_what_can_be_read_without_it():
    view = "application/vnd.jupyter.widget-view+json"
    state = {"state": {"m1": {"model_name": "HTMLModel", "state": {}}}, "version_major": 2}
    output = new_output("display_data", {view: {"model_id": "m1"}, "text/html": "<p>Read me.</p>"})
    notebook = a_notebook(output, widgets={"application/vnd.jupyter.widget-state+json": state})
    html, page, _ = export(notebook)
    assert page.select_one(".output").get_text(strip=True) == "Read me."
    assert "m1" not in html


def test_same_bytes_twice():
    assert export(a_notebook(figure_output()))[0] == export(a_notebook(figure_output()))[0]


def test_short_names():
    assert [short(path.stem) for path in find_notebooks()] == [
        "Articles", "Word frequencies", "Quote attribution", "Timeline", "Outlets compared"
    ]  # fmt: skip


def test_a_notebook_that_fails_is_named(tmp_path):
    import nbformat

    nbformat.write(new_notebook(cells=[new_code_cell("1 / 0")]), tmp_path / "01_bad.ipynb")
    with pytest.raises(BroadsheetError, match=r"01_bad\.ipynb failed.*ZeroDivisionError|01_bad"):
        make_report("data", tmp_path / "out", notebooks=[tmp_path / "01_bad.ipynb"])


def links_of(path):
    """The links of a page, as the paths and fragments that they lead to."""
    for link in BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select("a[href]"):
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
                assert BeautifulSoup(target.read_text(encoding="utf-8"), "html.parser").find(id=place)


def linked(page, column):
    """Of each row of the page's tables with this column: the link in it, and where that leads."""
    of_column = {"data-label": column}
    return [(link.get_text(), *to) for link, *to in links_of(page) if link.find_parent("td", of_column)]


def test_a_speaker_leads_to_quotations_and_these_to_the_article(report):
    people = linked(report[3], "speaker")
    assert len(people) > 10
    page = BeautifulSoup(report[3].read_text(encoding="utf-8"), "html.parser")
    for name, target, place in people:
        assert target == report[3]
        voice = page.find(id=place)
        assert voice.h3.get_text().startswith(name)
        assert all(link["href"].startswith("article_pages/0") for link in voice.select("li a"))


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
        assert BeautifulSoup(target.read_text(encoding="utf-8"), "html.parser").find(id=place)


def test_the_front_page_has_each_notebooks_finding_and_figure(report):
    front = BeautifulSoup(report[0].read_text(encoding="utf-8"), "html.parser")
    assert len(front.select("figure")) == 5
    for heading, path in zip(front.select(".story h2"), report[1:6], strict=True):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        assert heading.get_text() == page.select_one(".bs-finding").get_text()
    assert [a["href"] for a in front.select(".more a")] == [path.name for path in report[1:6]]


def test_the_report_is_the_same_twice(report, tmp_path):
    again = make_report("data", tmp_path, "The talks")
    assert [path.read_bytes() for path in report] == [path.read_bytes() for path in again]
