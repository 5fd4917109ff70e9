"""Which column is which: by names, by the words of headings, and by contents."""

import pytest

import broadsheet as bs
from broadsheet.articles.columns import choose_columns
from broadsheet.articles.headings import fold_heading, known_names, ranks_of
from broadsheet.articles.profiles import profile_of
from broadsheet.errors import BroadsheetError

PROSE = "The ferry at Lunde was sold on Tuesday, and nobody on the island had been told of it."
LONGER = f"{PROSE} {PROSE} {PROSE}"


def chosen(**cells):
    """Our names and theirs for a table of one row."""
    header = [name.replace("__", " ") for name in cells]
    values = {name: [cell] for name, cell in zip(header, cells.values(), strict=True)}
    return {
        ours: theirs[0]
        for ours, theirs in choose_columns(header, values).columns.items()
    }


def test_an_empty_column_never_goes_before_a_full_one():
    assert chosen(text=None, body=PROSE)["text"] == "body"
    assert chosen(text="", maintext=PROSE, title="Ferry sold")["text"] == "maintext"


def test_a_summary_is_read_only_where_there_is_no_text():
    assert chosen(summary=LONGER, content=PROSE)["text"] == "content"
    choice = choose_columns(
        ["summary", "title"], {"summary": [PROSE], "title": ["Ferry sold"]}
    )
    assert choice.columns["text"] == ["summary"]
    assert "summaries" in choice.remarks[0]


def test_article_is_a_text_or_an_id():
    assert chosen(article=PROSE, id="7")["text"] == "article"
    assert chosen(article="a7", text="Yes.")["article"] == "article"
    assert "text" not in chosen(article="a7", title="Ferry sold")


def test_source_is_an_outlet_or_an_address():
    assert chosen(source="The Echo", text=PROSE)["outlet"] == "source"
    columns = chosen(source="https://echo.example/a", text=PROSE)
    assert columns["url"] == "source"
    assert "outlet" not in columns
    columns = chosen(source="https://echo.example/a", domain="echo.example", text=PROSE)
    assert (columns["url"], columns["outlet"]) == ("source", "domain")


def test_a_whole_page_is_read_last():
    page = f"<!doctype html><html><body>{LONGER * 9}</body></html>"
    assert chosen(content=page, body=PROSE)["text"] == "body"
    assert chosen(content=page)["text"] == "content"


def test_numbers_are_no_authors_and_words_no_days():
    assert "byline" not in chosen(author=5, text=PROSE)
    assert "published" not in chosen(day="7", text=PROSE)
    assert chosen(day="7 May 2011", text=PROSE)["published"] == "day"
    assert (
        chosen(date="7", text=PROSE)["published"] == "date"
    )  # it is told that it cannot be read


def test_the_first_publication_goes_before_the_change():
    cells = {"modified": "2012-01-01", "published_at": "2011-05-02", "text": PROSE}
    assert chosen(**cells)["published"] == "published_at"
    assert chosen(modified="2012-01-01", text=PROSE)["published"] == "modified"


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Name of the newspaper", "outlet"),
        ("Publication title", "outlet"),
        ("Article title", "title"),
        ("publicationDate", "published"),
        ("Date of issue", "published"),
        ("Full text of the story", "text"),
        ("Author name(s)", "byline"),
        ("Page URL", "url"),
        ("Text language", "language"),
        ("Zeitungsname", "outlet"),
        ("Erscheinungsdatum", "published"),
        ("Artikelüberschrift", "title"),
        ("Date de publication", "published"),
        ("Corps du texte", "text"),
        ("Fecha de publicación", "published"),
        ("Titular de la noticia", "title"),
        ("Nome del giornale", "outlet"),
        ("Título da notícia", "title"),
        ("Datum van publicatie", "published"),
        ("Naam van de krant", "outlet"),
    ],
)
def test_headings_of_ones_own(heading, role):
    ranks = ranks_of(heading)
    assert min(ranks, key=ranks.get) == role


@pytest.mark.parametrize(
    "heading", ["Word count", "Image caption", "Newspaper country", "Text length", "x1"]
)
def test_headings_that_are_nothing_of_ours(heading):
    assert ranks_of(heading) == {}


def test_a_column_of_long_prose_is_the_text_whatever_it_is_called():
    """On either side of the length that makes cells plainly texts."""
    long, short = ("x " * 249 + "end", "x " * 245 + "end")
    assert len(long) > 500 > len(short)
    assert chosen(opis=long, data="1")["text"] == "opis"
    assert "text" not in chosen(opis=short, data="1")
    assert "text" not in chosen(opis=long, opis2=long)


def test_amounts_of_text_that_count_as_the_same():
    """Two thirds of the longer column are enough for the better name to decide; less is not."""
    cell = "one two three four five six seven "
    assert chosen(text=cell * 7, story=cell * 10)["text"] == "text"
    assert chosen(text=cell * 6, story=cell * 10)["text"] == "story"


def test_columns_that_a_user_names():
    header = ["was", "wer", "fields.Body"]
    assert choose_columns(header, named={"text": "was"}).columns["text"] == ["was"]
    assert choose_columns(header, named={"text": "body"}).columns["text"] == [
        "fields.Body"
    ]
    with pytest.raises(BroadsheetError, match="no column 'wo'"):
        choose_columns(header, named={"outlet": "wo"})


def test_year_month_and_day():
    header = ["year", "month", "day", "text"]
    parts = choose_columns(
        header, {"year": [2011], "month": [5], "day": [2], "text": [PROSE]}
    )
    assert parts.joined["published"] == ["year", "month", "day"]
    header = [*header, "date"]
    values = {
        "year": [2011],
        "month": [5],
        "day": [2],
        "text": [PROSE],
        "date": ["2011-05-02"],
    }
    assert choose_columns(header, values).columns["published"] == ["date"]


@pytest.mark.parametrize("cell", ["207", "Gazette of the Northern Isles and " * 9])
def test_our_own_name_is_taken_at_its_word(cell):
    assert chosen(text=LONGER, outlet=cell)["outlet"] == "outlet"
    # A better column goes before it, and an address is no name of an outlet all the same.
    assert chosen(text=LONGER, outlet=cell, newspaper="Echo")["outlet"] == "newspaper"
    assert "outlet" not in chosen(text=LONGER, publication="207")
    assert "outlet" not in chosen(text=LONGER, outlet="https://echo.example")


@pytest.mark.parametrize(
    ("cell", "fault"),
    [("1931", "holds numbers"), ("", "is empty"), ("https://a.example/1", "addresses")],
)
def test_a_column_of_texts_without_texts_is_named(tmp_path, cell, fault):
    table = tmp_path / "mills.csv"
    table.write_text(f"id,text\n1,{cell}\n2,{cell}\n", "utf-8")
    with pytest.raises(BroadsheetError, match=f"its column 'text' .*{fault}"):
        bs.read_articles(table)


@pytest.mark.parametrize("names", ["0,1", "Unnamed: 0,Unnamed: 1"])
def test_headings_that_only_count_leave_it_to_the_contents(tmp_path, names):
    table = tmp_path / "mills.csv"
    table.write_text(f'{names}\n7,"{PROSE}"\n8,"{PROSE}"\n', "utf-8")
    assert bs.read_articles(table)["text"].tolist() == [PROSE, PROSE]


def test_a_folder_without_files_is_said_to_be_one(tmp_path):
    with pytest.raises(BroadsheetError, match="there is no file of articles in it"):
        bs.read_articles(tmp_path)


def test_known_names_and_folding():
    assert fold_heading("Head-Line") == "headline"
    assert known_names(["Headline", "Body", "beat"]) == {
        "Headline": "title",
        "Body": "text",
    }
    assert known_names(["article", "text"]) == {"article": "article", "text": "text"}
    assert known_names(["article", "author"]) == {"article": "text", "author": "byline"}


def test_what_is_used_and_what_is_not_is_told(tmp_path):
    (tmp_path / "t.csv").write_text(
        f'Paper,Desk,Story text,Reach\nEcho,News,"{PROSE}",7\n'
    )
    articles = bs.read_articles(tmp_path / "t.csv")
    notes = " ".join(articles.attrs["notes"])
    assert "text from Story text" in notes
    assert "outlet from Paper" in notes
    assert "not used: Reach" in notes
    assert "no column of days" in notes
    assert articles["Reach"].iloc[0] == "7"
    (table,) = articles.attrs["tables"]
    assert table["used"]["outlet"] == ["Paper"]
    assert table["unused"] == ["Reach"]


def test_tables_that_are_alike_are_told_once(tmp_path):
    for number in range(6):
        (tmp_path / f"{number}.json").write_text(
            f'{{"maintext": "{PROSE}", "title": "T{number}"}}'
        )
    notes = bs.read_articles(tmp_path).attrs["notes"]
    assert [note for note in notes if "text from maintext" in note] == [
        "0.json, 1.json, 2.json and 3 more: text from maintext"
    ]


def test_profiles():
    profile = profile_of(["https://a.example/x", None, "www.b.example"])
    assert profile.addresses == 1
    assert profile.filled == pytest.approx(2 / 3)
    assert profile_of([PROSE]).prose
    assert not profile_of(["the-ferry-at-lunde-was-sold-on-tuesday"]).prose
    assert profile_of(["2011-05-02", "x"]).days == 0.5
    assert profile_of(["nan", ""]).filled == 0
