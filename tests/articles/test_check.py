"""What `check` says: what is missing, what may be one, and what follows from it."""

import pandas as pd

import broadsheet as bs
from broadsheet.articles.check import alike_outlets, find_problems
from broadsheet.articles.duplicates import duplicate_of

from .makers import BODY, GERMAN, write

TEXT = "The council of Brackenford met on Tuesday to talk about the bridge, and it met again on Friday."


def read(tmp_path, *rows):
    pd.DataFrame(rows).to_json(tmp_path / "t.jsonl", orient="records", lines=True)
    return bs.read_articles(tmp_path / "t.jsonl")


def test_outlets_that_may_be_one():
    names = [
        "The Echo (Hale)",
        "Echo Online",
        "echo.co.uk",
        "theecho.com",
        "The Echoes",
        "Post",
    ]
    assert alike_outlets(names) == [
        ["Echo Online", "The Echo (Hale)", "echo.co.uk", "theecho.com"]
    ]
    assert alike_outlets(["The Times", "The Sunday Times", "Times of Hale"]) == []


def test_all_is_well(tmp_path):
    rows = [
        {"text": f"{TEXT} {name}", "outlet": name, "date": "2019-03-04"}
        for name in ("Echo", "Post")
    ]
    assert find_problems(read(tmp_path, *rows)).empty


def test_what_is_missing_and_what_follows(tmp_path):
    first = {"text": TEXT, "outlet": "Echo", "date": "2019-03-04"}
    articles = read(
        tmp_path, first, {"text": f"{TEXT} More.", "outlet": None, "date": "soon"}
    )
    problems = find_problems(articles)
    assert list(problems["subject"]) == ["outlets", "days"]
    assert "1 of 2 articles has no outlet" in problems["finding"][0]
    assert "compared" in problems["consequence"][0]
    assert "'soon'" in problems["remedy"][1]


def test_no_outlets_and_no_days(tmp_path):
    problems = find_problems(read(tmp_path, {"text": TEXT, "title": "Bridge"}))
    assert list(problems["finding"]) == [
        "No article has an outlet",
        "No article has a day of publication",
    ]


def test_cut_texts_are_told(tmp_path):
    rows = [
        {"text": f"{TEXT} … [+700 chars]", "outlet": name, "date": "2019-03-04"}
        for name in "AB"
    ]
    problems = find_problems(read(tmp_path, *rows))
    assert list(problems["subject"]) == ["texts"]
    assert "2 articles" in problems["finding"][0]


def test_check_gives_columns_and_findings(tmp_path):
    (tmp_path / "t.csv").write_text(f'Paper,Story,Reach\nEcho,"{TEXT}",7\n')
    checked = bs.check_articles(tmp_path)
    assert checked.attrs["columns"] == [
        "t.csv has 3 columns: text is read from Story, outlet is read from Paper; not used: Reach"
    ]
    assert any("day of publication" in finding for finding in checked.attrs["findings"])


def test_articles_of_unknown_outlets_are_never_duplicates():
    frame = pd.DataFrame(
        {"text": [TEXT] * 4, "outlet": pd.Categorical([None, None, "Echo", "Echo"])}
    )
    frame.index = list("abcd")
    assert list(duplicate_of(frame).fillna("")) == ["", "", "", "c"]


def test_check_and_describe(tmp_path):
    checked = bs.check_articles("data")
    assert list(checked["words"]) == [
        len(pd.Series([t]).str.findall(r"\w+")[0])
        for t in bs.read_articles("data")["text"]
    ]
    write(tmp_path, {"a.txt": BODY})
    assert (
        bs.describe_articles(bs.read_articles(tmp_path))
        == "1 article, of unknown days."
    )
    write(tmp_path, {"b.txt": GERMAN})
    assert "1 not in English" in bs.describe_articles(bs.read_articles(tmp_path))
    assert checked.attrs["skipped"].empty
