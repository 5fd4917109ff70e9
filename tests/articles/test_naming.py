"""Outlets, days and titles from names of folders and files, and from head lines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import broadsheet as bs
from broadsheet.articles.guess_names import guess_pattern
from broadsheet.articles.heads import split_head
from broadsheet.articles.name_patterns import parse_pattern
from broadsheet.errors import BroadsheetError

TEXT = "The council of Brackenford met on Tuesday.\n\nNobody had expected it to meet again."


@pytest.mark.parametrize(
    ("pattern", "path", "fields"),
    [
        (
            "{outlet}/{date}_{}.txt",
            "in/Echo/2019-03-04_x.txt",
            {"outlet": "Echo", "published": "2019-03-04"},
        ),
        (
            "{date}_{outlet}_{}",
            "20190304_Hale_Post_2.html",
            {"published": "2019-03-04", "outlet": "Hale"},
        ),
        (
            "{date}_{outlet}",
            "4-Mar-2019_Hale Post.docx",
            {"published": "2019-03-04", "outlet": "Hale Post"},
        ),
        (
            "{year}/{month}/{day}/{title}",
            "2019/03/04/Bridge_shut.txt",
            {"title": "Bridge shut", "published": "2019-03-04"},
        ),
        (
            "{outlet}/{outlet}_{date}",
            "Echo/Echo_2019-03-04.txt",
            {"outlet": "Echo", "published": "2019-03-04"},
        ),
        ("{outlet}/{}", "zip.zip/New_Echo/a.txt.gz", {"outlet": "New Echo"}),
    ],
)
def test_patterns(pattern, path, fields):
    assert parse_pattern(pattern).match(path) == fields


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("{outlet}/{date}_{}.txt", "Echo/2019-03-04_x.html"),
        ("{outlet}/{date}_{}", "Echo/bridge.txt"),
        ("{outlet}/{date}_{}", "2019-03-04_x.txt"),
        ("{outlet}/{outlet}_{date}", "Echo/Sun_2019-03-04.txt"),
    ],
)
def test_paths_of_another_pattern(pattern, path):
    assert parse_pattern(pattern).match(path) is None


@pytest.mark.parametrize("pattern", ["{paper}/{}", "{}/{}", "no names"])
def test_patterns_that_say_nothing(pattern):
    with pytest.raises(BroadsheetError, match="pattern of names"):
        parse_pattern(pattern)


@pytest.mark.parametrize(
    ("paths", "pattern"),
    [
        (["Echo/2019-03-04_a.txt", "Post/2019-03-05_b.txt"], "{outlet}/{date}_{}"),
        (["Ely/2019-03-04.txt", "Lunde/2019-03-05.txt"], "{outlet}/{date}"),
        (
            ["Echo/2019/03/04/a.txt", "Post/2019/03/05/b.txt"],
            "{outlet}/{year}/{month}/{day}/{}",
        ),
        (["Hale_Echo_2019-03-04.txt", "Lunde_Post_2019-03-05.txt"], "{outlet}_{date}"),
        (["20190304-echo-a-b.txt", "20190305-post-c.txt"], "{date}-{outlet}-{}"),
        (["in/2019-03-04.txt", "in/2019-03-05.txt"], "{date}"),
        (["sport/2019-03-04.txt", "politics/2019-03-05.txt"], "{date}"),
        (["Hale Echo/a.txt", "Lunde Post/b.txt"], "{outlet}/{}"),
        (["train/a.txt", "test/b.txt"], None),
        (["Ely/a.txt", "Lunde/b.txt"], None),
        (["a.txt", "2019-03-05.txt"], None),
        (
            ["Hale Post/2019-03-04_a.txt", "Hale Post/2019-03-05_b.txt"],
            "{outlet}/{date}_{}",
        ),
        (["news/2019-03-04_a.txt", "news/2019-03-05_b.txt"], "{date}_{}"),
        (["2019-03-04_Hale Post_a.txt"], "{date}_{outlet}_{}"),
        (["Hale Post.txt"], None),
        (["n12345678.txt", "n12345679.txt"], None),
        ([], None),
    ],
)
def test_what_names_plainly_tell(paths, pattern):
    assert guess_pattern(paths) == pattern


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("ab1290-_. /{}", min_size=1, max_size=12), max_size=5))
def test_a_guess_is_a_pattern(paths):
    pattern = guess_pattern(paths)
    assert pattern is None or parse_pattern(pattern)


def write(folder, **files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def test_names_fill_what_is_not_known(tmp_path):
    files = {
        "Echo/2019-03-04_a.txt": TEXT,
        "Post/2019-03-05_b.txt": f"---\nsource: The Sun\n---\n{TEXT} More.",
    }
    articles = bs.read_articles(write(tmp_path, **files))
    assert list(articles["outlet"]) == ["Echo", "The Sun"]
    assert list(articles["published"].dt.day) == [4, 5]
    assert any("{outlet}/{date}_{}" in note for note in articles.attrs["notes"])
    assert bs.read_articles(tmp_path, names="")["published"].isna().all()
    given_names = bs.read_articles(tmp_path, names="{section}/{date}_{}")
    assert list(given_names["section"]) == ["Echo", "Post"]


def test_folders_that_may_be_outlets_are_offered(tmp_path):
    articles = bs.read_articles(
        write(tmp_path, **{"Ely/a.txt": TEXT, "Lunde/b.txt": f"{TEXT} More."})
    )
    assert articles["outlet"].isna().all()
    assert any(
        "names of the folders (Ely, Lunde)" in note for note in articles.attrs["notes"]
    )


def test_files_that_are_not_named_so_are_told(tmp_path):
    write(tmp_path, **{"Echo/2019-03-04_a.txt": TEXT, "odd.txt": f"{TEXT} More."})
    notes = bs.read_articles(tmp_path, names="{outlet}/{date}_{}").attrs["notes"]
    assert any("odd.txt" in note and "1 file is" in note for note in notes)


def test_head_lines():
    text = f"Title: Bridge shut\nNewspaper: The Echo\nPublished: 4 March 2019\nWord count: 20\n\n{TEXT}"
    fields, rest = split_head(text)
    assert fields == {
        "title": "Bridge shut",
        "outlet": "The Echo",
        "published": "4 March 2019",
        "word_count": "20",
    }
    assert rest == TEXT
    with_stars = f"**Newspaper:** The Echo\n**Date:** 4 March 2019\n---\n{TEXT}"
    assert split_head(with_stars) == (
        {"outlet": "The Echo", "published": "4 March 2019"},
        TEXT,
    )
    below_title = f"Bridge shut\nSource: The Echo\nDate: 4 March 2019\n\n{TEXT}"
    assert split_head(below_title)[0]["title"] == "Bridge shut"
    assert split_head(below_title)[1] == TEXT
    assert split_head(f"TITEL: Brücke zu\nZEITUNG: Bote\nTEXT: {TEXT}")[1] == TEXT


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"Date: 4 March 2019\n\n{TEXT}",
        f"Ann Thorley: We were told nothing.\nThe mayor: It was in the paper.\n\n{TEXT}",
        "",
    ],
)
def test_texts_without_a_head(text):
    assert split_head(text) == ({}, text)
