"""Tables in other notations: on their side, with other marks, in Markdown, pages and lists of JSON."""

import io
import json

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.articles.tables.blocks import find_header, turned
from broadsheet.articles.tables.notation import usual_notation

from .makers import excel, write

NAMES = ["outlet", "date", "title", "text"]
ROWS = [
    ["Tarn Courier", "2014-02-03", "Road shut", "Snow shut the road, and nobody’s bus came."],
    ["Vik Post", "2014-02-10", "Pier sold", "The pier was sold, the mayor's office said."],
]  # fmt: skip


def quoted(row: list[str], mark: str = "'", between: str = ",") -> str:
    return between.join(f"{mark}{cell.replace(mark, mark * 2)}{mark}" for cell in row)


def lines(*rows: str) -> str:
    return "\n".join(rows) + "\n"


def markup_row(cells: list[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"


def page_of_rows() -> str:
    rows = markup_row(NAMES, "th") + "".join(markup_row(row, "td") for row in ROWS)
    return f"<html><body><table border=1>{rows}</table></body></html>"


def sideways(header: bool = False) -> bytes:
    content = io.BytesIO()
    pd.DataFrame(ROWS, columns=NAMES).T.to_excel(content, header=header)
    return content.getvalue()


BARE = [f"| {' | '.join(row)} |" for row in ROWS]
TABLES = {
    "single.csv": lines(",".join(NAMES), *map(quoted, ROWS)),
    "single-all.csv": lines(*(quoted(row, between=";") for row in [NAMES, *ROWS])),
    "spaced.csv": lines(", ".join(NAMES), *(quoted(row, '"', ", ") for row in ROWS)),
    "typographic.csv": lines(
        ",".join(NAMES), *(",".join(f"“{cell}”" for cell in row) for row in ROWS)
    ),
    "sideways.csv": pd.DataFrame(ROWS, columns=NAMES).T.to_csv(header=False),
    "sideways-numbered.csv": pd.DataFrame(ROWS, columns=NAMES).T.to_csv(),
    "sideways.xlsx": sideways(),
    "sideways-numbered.xlsx": sideways(header=True),
    "two-heads.xlsx": excel([["source", "source", "content", "content"], NAMES, *ROWS]),
    "table.md": lines(f"| {' | '.join(NAMES)} |", "|---|:--:|---|---|", *BARE),
    "table.html": page_of_rows(),
    "saved.xls": page_of_rows(),
    "rows.jsonl": lines(*map(json.dumps, [NAMES, *ROWS])),
    "twice.json": json.dumps(json.dumps([dict(zip(NAMES, row, strict=True)) for row in ROWS])),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_each_row_is_an_article(tmp_path, name):
    articles = bs.read_articles(write(tmp_path, {name: TABLES[name]}))
    articles["date"] = articles["published"].dt.strftime("%Y-%m-%d")
    assert articles[NAMES].astype(str).to_numpy().tolist() == ROWS
    assert articles.attrs["skipped"].empty


@pytest.mark.parametrize(
    "text",
    [
        "paper,text\nEcho,'tis the season\nMail,no more\n",
        'paper,text\n"Echo","He said, \'no\', twice"\n',
        "paper,text\nEcho,It rained\nMail,It rained, and blew\n",
    ],
)
def test_usual_tables_are_left_as_they_are(text):
    assert usual_notation(text, ",") == (text, "")


def test_tables_that_stand_upright_are_not_turned():
    assert turned([NAMES, *ROWS]) is None
    assert turned([["outlet", "Echo"], ["date", "2 May"], ["count", "7"]]) is None
    assert turned([["date", "2 May"], ["text", "It rained."]]) is None


def test_the_second_of_two_rows_of_headings_names_more():
    assert find_header([["source", "content"], NAMES, ROWS[0]]) == 1
    assert find_header([NAMES, ROWS[0]]) == 0


def test_paragraphs_in_columns_of_their_own(tmp_path):
    table = "outlet,date,para 2,para 1\nEcho,2014-02-03,It blew as well.,It rained on the hill all day.\n"
    (article,) = bs.read_articles(write(tmp_path, {"a.csv": table})).itertuples()
    assert article.text == "It rained on the hill all day.\n\nIt blew as well."


def test_references_in_json(tmp_path):
    reference = {
        "type": "article-newspaper",
        "title": "Pier sold",
        "container-title": "Vik Post",
        "issued": {"date-parts": [[2014, 2, 10]]},
        "abstract": "The pier was sold on Monday, and nobody was asked before it was.",
    }
    (article,) = bs.read_articles(
        write(tmp_path, {"a.json": json.dumps([reference])})
    ).itertuples()
    assert article.outlet == "Vik Post"
    assert article.published == pd.Timestamp("2014-02-10")


@pytest.mark.parametrize(
    "header",
    [
        "gazeta;data publikacji;tytuł;treść",
        "noviny;datum;titulek;text",
        "gazete;tarih;başlık;metin",
        "издание;дата;заголовок;текст",
        "报纸;日期;标题;正文",
        "신문;날짜;제목;본문",
    ],
)
def test_headings_in_other_languages(tmp_path, header):
    rows = lines(header, *(";".join(row) for row in ROWS))
    articles = bs.read_articles(write(tmp_path, {"a.csv": rows}))
    assert list(articles["outlet"]) == ["Tarn Courier", "Vik Post"]
    assert list(articles["title"]) == ["Road shut", "Pier sold"]
    assert articles["published"].notna().all()


def test_a_dump_of_a_database_is_no_article(tmp_path):
    dump = "-- Dump\nINSERT INTO `news` (`id`, `body`) VALUES (1, 'It rained on Monday.');\n"
    with pytest.raises(bs.ArticlesError, match="is a dump of a database"):
        bs.read_articles(write(tmp_path, {"a.sql": dump}))


def test_a_text_without_words_is_told(tmp_path):
    table = "outlet,text\nEcho,The pier was sold on Monday by the town.\nMail,Nobody was asked.\nTotal,2\n"
    articles = bs.read_articles(write(tmp_path, {"a.csv": table}))
    assert list(articles["flags"]) == ["", "", "it has no words"]
