"""Tables, sentences and article pages: nothing of an article reaches HTML unescaped, nothing is lost."""

import json
import re
from csv import reader
from html import unescape
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

import broadsheet as bs
from broadsheet.charts.style import list_methods
from broadsheet.show import sentences, templating
from broadsheet.show.anchors import passage_anchor, read_passage
from broadsheet.show.citation import Citations, add_citations
from broadsheet.show.methods import method_of_table, methods
from broadsheet.show.templating import render
from broadsheet.show.weave import Mark, weave
from broadsheet.store.spreadsheet import safe_csv

HOSTILE = "<script>alert(1)</script> $5 to $7 \"x\" & 'y' </table>"


def soup(html):
    return BeautifulSoup(html, "html.parser")


def test_hostile_text_is_only_text():
    frame = pd.DataFrame({HOSTILE: [HOSTILE], "article": [HOSTILE], "start": [3]})
    table = soup(bs.show_table(frame, caption=HOSTILE).html())
    assert not table.find("script")
    assert [cell.get_text() for cell in table.find_all("td")] == [HOSTILE, HOSTILE]
    assert table.caption.get_text() == HOSTILE
    assert "mathjax_ignore" in table.div["class"]


def test_table_is_cut_and_says_so_and_its_csv_is_whole():
    frame = pd.DataFrame({"word": [f"w{i}" for i in range(100)], "count": range(100)})
    table = bs.show_table(frame, rows=7)
    assert len(soup(table.html()).tbody.find_all("tr")) == 7
    assert "The first 7 of 100 rows." in table.html()
    bundle, metadata = table._repr_mimebundle_()
    pd.testing.assert_frame_equal(
        pd.read_csv(StringIO(bundle["text/csv"])), frame, check_dtype=False
    )
    assert metadata["text/csv"] == {"name": "table", "rows": 100}


def test_table_shows_the_index_when_it_has_a_name_and_hides_offsets():
    frame = pd.DataFrame(
        {"article": ["a"], "start": [1], "end": [2], "text": ["b"]}
    ).set_index("article")
    assert [
        th.get_text() for th in soup(bs.show_table(frame).html()).find_all("th")
    ] == ["article", "text"]


def test_numbers_stand_right_and_days_are_days():
    frame = pd.DataFrame(
        {"n": [1234], "day": [pd.Timestamp("2021-10-08")], "missing": [pd.NA]}
    )
    frame.loc[1] = [-2, pd.NaT, "x"]
    cells = soup(bs.show_table(frame).html()).find_all("td")
    assert [td.get_text().replace("\xa0", " ") for td in cells] == [
        "1,234",
        "8 Oct 2021",
        "",
        "\u22122",
        "",
        "x",
    ]
    assert [td.get("class") for td in cells] == [
        ["bs-number"],
        ["bs-short"],
        ["bs-short"],
    ] * 2


@pytest.mark.parametrize(
    "frame", [pd.DataFrame(), pd.DataFrame({"article": [], "start": []})]
)
def test_empty_tables_say_that_they_are_empty(frame):
    assert "There are no rows." in bs.show_table(frame).html()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_cell_of_the_csv_is_a_formula(start):
    csv = safe_csv(
        pd.DataFrame({"text": [f"{start}cmd|' /C calc'!A0"], "number": [-1.5]})
    )
    assert pd.read_csv(StringIO(csv)).iloc[0].tolist() == [
        f"'{start}cmd|' /C calc'!A0",
        -1.5,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "\n=1+1",
        " =1+1",
        "\ufeff@x",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "\r=1",
        "\u3000=1",
        "\n\n-1",
    ],
)
def test_neither_a_cell_nor_a_heading_is_a_formula_however_it_begins(text):
    csv = safe_csv(pd.DataFrame({text: [text]}))
    (heading,), (cell,) = reader(StringIO(csv, newline=""))
    safe = "'" + text.replace("\r", "\n")
    assert heading == safe
    assert cell == safe


def test_two_columns_of_one_name_are_both_kept():
    frame = pd.DataFrame([["=a", 1]], columns=["x", "x"])
    assert safe_csv(frame) == "x,x\n'=a,1\n"


@given(st.text())
def test_a_sentence_is_the_text_escaped(text):
    html = render("prose", text=text, css="x")
    assert len(re.findall("<", html)) == 2
    shown = soup(html).p.get_text()
    printable = re.sub(
        r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text
    )
    assert " ".join(shown.split()) == " ".join(printable.split())


@given(st.text(min_size=1), st.text(min_size=1), st.integers(0, 9), st.integers(0, 99))
def test_two_places_never_share_an_address(one, other, start, other_start):
    address = passage_anchor(one, start)
    assert re.fullmatch(r"[A-Za-z0-9_-]+", address)
    assert read_passage(address) == (one, start)
    same = passage_anchor(other, other_start) == address
    assert same == ((one, start) == (other, other_start))


def woven(pieces):
    macros = "{% from 'macros.html.j2' import woven %}{{ woven(pieces) }}"
    return str(templating._templates().from_string(macros).render(pieces=pieces))


spans = st.tuples(st.integers(0, 30), st.integers(1, 12), st.integers(0, 4))


@given(
    st.text(st.characters(exclude_categories=["C"]), min_size=30, max_size=30),
    st.lists(spans, max_size=8),
)
def test_woven_marks_nest_and_keep_the_text(text, spans):
    marks = [
        Mark(start, min(start + length, 30), layer, f"m{i}")
        for i, (start, length, layer) in enumerate(spans)
    ]
    html = woven(weave(text, 0, 30, marks))
    depth = 0
    for tag in re.findall(r"<(/?)mark", html):
        depth += -1 if tag else 1
        assert depth >= 0
    assert depth == 0
    assert unescape(re.sub(r"</?mark[^<>]*>", "", html)) == unescape(
        text.replace("&", "&amp;")
    )
    for mark in marks:
        pieces = re.findall(rf'<mark class="{mark.css}">', html)
        assert bool(pieces) == (mark.end > mark.start)


TEXT = "Talks open\n\nPARIS (AP) - “We agree,” Ann Lee said on Friday. She left <b>.\n\nRead more: here\n"


def an_article(**columns):
    row = {
        "outlet": "The Day",
        "published": pd.Timestamp("2021-10-08"),
        "title": "Talks open",
        "text": TEXT,
    }
    return pd.DataFrame(
        row | columns, index=pd.Index(["day one"], name="article", dtype="str")
    )


def its_quotes(speaker="Ann Lee"):
    start, source = TEXT.index("“"), TEXT.index("Ann")
    row = {
        "article": "day one",
        "start": start,
        "end": TEXT.index("”") + 1,
        "kind": "direct",
    }
    row |= {
        "pieces": [[start, TEXT.index("”") + 1]],
        "cue": "said",
        "cue_start": source + 8,
        "cue_end": source + 12,
    }
    row |= {
        "source_start": source,
        "source_end": source + 7,
        "speaker": speaker,
        "speaker_kind": "person",
    }
    return pd.DataFrame([row | {"role": HOSTILE}])


def its_dates():
    start = TEXT.index("Friday")
    day = pd.Timestamp("2021-10-08")
    row = {
        "article": "day one",
        "start": start,
        "end": start + 6,
        "type": "DATE",
        "value": "2021-10-08",
    }
    return pd.DataFrame([row | {"earliest": day, "latest": day}])


def shown_text(page):
    for extra in page.select(".bs-tip, .bs-kicker, .bs-legend, .bs-cite"):
        extra.extract()
    return [
        block.get_text()
        for block in page.select(".bs-article > .bs-title, .bs-text > *")
    ]


def test_article_page_keeps_the_text_as_published():
    page = soup(
        bs.show_article(an_article(), "day one", its_quotes(), its_dates()).html()
    )
    assert not page.find("b")
    assert shown_text(page) == [part.strip() for part in TEXT.split("\n\n")]


def test_article_page_marks_quotation_source_cue_and_date():
    page = soup(
        bs.show_article(an_article(), "day one", its_quotes(), its_dates()).html()
    )
    said = {
        css: page.select_one(f"mark.bs-{css}")
        for css in ("quote", "source", "cue", "date")
    }
    tips = {css: mark.select_one(".bs-tip") for css, mark in said.items()}
    assert "Quoted (“said”): Ann Lee" in tips["quote"].get_text()
    assert HOSTILE in tips["source"].get_text()
    assert tips["cue"] is None
    assert tips["date"].get_text().startswith("Date, 2021-10-08")
    assert [mark.get("tabindex") for mark in said.values()] == ["0", "0", None, "0"]
    assert said["quote"]["id"] == passage_anchor("day one", TEXT.index("“"))
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_article_page_without_quotes_or_with_an_unknown_speaker():
    assert not soup(bs.show_article(an_article(), "day one").html()).find(
        "mark", class_="bs-quote"
    )
    page = soup(
        bs.show_article(an_article(outlet=None), "day one", its_quotes(None)).html()
    )
    assert "not said who" in page.select_one(".bs-legend").get_text()


def test_several_articles_in_one_output():
    articles = pd.concat(
        [an_article(), an_article().rename(index={"day one": "day two"})]
    )
    both = bs.show_article(articles, ["day one", "day two"])._repr_mimebundle_()[
        "text/html"
    ]
    assert len(soup(both).find_all("article")) == 2


def test_sentences_are_escaped(capsys):
    from broadsheet.show.prose import Finding, Prose

    assert soup(Prose(HOSTILE).data["text/html"]).get_text() == HOSTILE
    assert Finding("x").data["application/vnd.broadsheet.finding+json"] == {"text": "x"}


def test_an_empty_table_is_one_line():
    html = bs.show_table(pd.DataFrame({"word": []}), "Changed words").html()
    assert soup(html).get_text().strip() == "Changed words: none."
    assert "<table" not in html


def cited_quotes() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article": ["a", "a", "b", "gone"],
            "start": [12, 40, 0, 5],
            "content": ['It "must" end', "We won", "No", "lost"],
        }
    )


def its_citations() -> Citations:
    articles = pd.DataFrame(
        {
            "outlet": ["Metro", None],
            "title": ["Rain <b>", None],
            "published": [pd.Timestamp("2021-10-08"), pd.NaT],
            "url": ["", ""],
            "file": ["a.txt", "b.txt"],
        },
        index=["a", "b"],
    )
    passages = pd.DataFrame(
        {
            "article": ["a", "a", "a", "b"],
            "start": [0, 10, 30, 0],
            "paragraph": [0, 1, 2, 0],
            "part": ["title", "body", "body", "body"],
        }
    )
    return Citations(articles, passages)


def test_each_row_of_a_passage_is_cited_on_the_page_and_in_the_file():
    table = bs.show_table(
        cited_quotes(), "Said", "quotes", 2, ["content"], cite=its_citations()
    )
    expected = [
        "Metro, “Rain <b>”, 8 October 2021, paragraph 1: “It ‘must’ end” (a.txt)",
        "Metro, “Rain <b>”, 8 October 2021, paragraph 2: “We won” (a.txt)",
        "An article, paragraph 1: “No” (b.txt)",
        "",
    ]
    assert table.frame["citation"].tolist() == expected
    page = soup(table.html())
    opened = page.select("details.bs-cite textarea[readonly]")
    assert [text.get_text() for text in opened] == expected[:2]
    data = json.loads(page.select_one("script.bs-data").string)
    abouts = [row[1][0][0] for row in data["rows"] if row[1]]
    # The page's script writes the words: the number of the article, of the paragraph, and of their cell.
    assert abouts == [[0, 1, 0], [0, 2, 0], [1, 1, 0]]
    assert data["cited"] == [
        ["Metro, “Rain <b>”, 8 October 2021", " (a.txt)"],
        ["An article", " (b.txt)"],
    ]


@pytest.mark.parametrize("words", ["word " * 200, "odd\x85space"])
def test_words_that_no_cell_has_as_they_are_cited_stand_in_the_citation(words):
    quotes = cited_quotes().assign(content=words)
    table = bs.show_table(
        quotes, "Said", "quotes", 2, ["content"], cite=its_citations()
    )
    data = json.loads(soup(table.html()).select_one("script.bs-data").string)
    _, passage = data["rows"][0][1][0][0]
    assert passage.startswith(f", paragraph 1: “{words[:3]}")


def test_a_row_with_two_passages_cites_both():
    pairs = pd.DataFrame(
        {"article_a": ["a"], "start_a": [12], "text_a": ["One."]}
        | {"article_b": ["b"], "start_b": [0], "text_b": ["Two."]}
    )
    (citation,) = add_citations(pairs, its_citations())["citation"]
    assert citation == (
        "Metro, “Rain <b>”, 8 October 2021, paragraph 1: “One.” (a.txt); "
        "An article, paragraph 1: “Two.” (b.txt)"
    )
    assert "citation" not in add_citations(
        pd.DataFrame({"word": ["a"]}), its_citations()
    )


def test_an_articles_page_cites_each_paragraph_by_its_number():
    page = soup(
        bs.show_article(an_article(), "day one", its_quotes(), its_dates()).html()
    )
    numbers = [number.get_text() for number in page.select(".bs-number-of summary")]
    assert numbers == ["Cite paragraph 1"]
    first = page.select_one(".bs-number-of textarea").get_text()
    assert ", paragraph 1: “" in first


def test_every_table_of_the_notebooks_says_what_it_counts():
    shown = re.compile(r"show_(?:table|concordance)\(.*?\)\s*$", re.DOTALL)
    unknown = []
    for path in sorted(Path("notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "code" and shown.search(source):
                strings = re.findall(r'"([^"]*)"', source)
                if not any(method_of_table(text) for text in strings):
                    unknown += [] if "show_concordance" in source else [source]
    assert unknown == []


def test_the_page_of_the_measures_is_that_of_the_sentences():
    page = Path("docs/measures.md").read_text("utf-8")
    sentences = [*methods().values(), *(text for _, text in list_methods())]
    assert [text for text in sentences if text not in page] == []


def test_a_table_says_what_it_counts_only_where_it_has_rows():
    rows = pd.DataFrame({"outlet": ["Echo"], "articles": [1]})
    assert "bs-method" in bs.show_table(rows, "Outlets", "outlets").html()
    assert "bs-method" not in bs.show_table(rows.iloc[:0], "Outlets", "outlets").html()


def test_lines_chosen_from_more_places_say_how_many_there_are():
    articles = pd.DataFrame({"text": ["The ferry left. " * 9]}, index=["a"])
    tokens = bs.tokenize(articles)
    lines = bs.concordance(tokens, "ferry", most=5)
    shown = bs.show_concordance(lines, rows=2)
    assert shown.note().startswith("2 of 9 lines, evenly chosen.")
    said = sentences.places_sentence("ferry", lines)
    assert said.startswith("“ferry” stands in 9 places")


def test_of_a_very_long_table_the_file_has_the_first_rows(monkeypatch):
    monkeypatch.setattr("broadsheet.show.table.MOST_ROWS", 3)
    monkeypatch.setattr("broadsheet.show.table.MOST_IN_FILE", 5)
    frame = pd.DataFrame({"word": list("abcdefg")})
    data, about = bs.show_table(frame)._repr_mimebundle_()
    assert data["text/csv"].split() == ["word", *"abcde"]
    assert about["text/csv"]["rows"] == 5
    left = "The table has the first 3 of 7 rows; the file has the first 5."
    assert left in data["text/html"]
    data, about = bs.show_table(frame.head(5))._repr_mimebundle_()
    assert about["text/csv"]["rows"] == 5
    assert "of 5 rows; the file has all." in data["text/html"]
    assert len(bs.show_table(frame).frame) == 7


def test_a_table_that_was_shown_keeps_no_citations():
    articles = pd.DataFrame({"outlet": ["Metro"], "title": ["Rain"]}, index=["a"])
    columns = ["article", "part", "paragraph", "start"]
    passages = pd.DataFrame([["a", "body", 1, 0]], columns=columns)
    rows = pd.DataFrame({"article": ["a"], "start": [0], "text": ["It rained."]})
    table = bs.show_table(rows, cite=Citations(articles, passages))
    first = table._repr_mimebundle_()
    assert "Metro, “Rain”" in first[0]["text/csv"]
    assert not {"frame", "filed"} & set(vars(table))
    assert table._repr_mimebundle_() == first
