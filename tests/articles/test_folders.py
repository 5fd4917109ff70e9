"""Folders, lists of paths and archives: which files count."""

import gzip

import broadsheet as bs

from .makers import BODY, menu_page, skips, write, zipped


def test_zip_gzip_and_globs(tmp_path):
    inside = {
        "in/t.csv": "file,outlet\na.txt,Echo\n",
        "in/a.txt": BODY,
        "__MACOSX/in/a.txt": "x",
    }
    write(
        tmp_path,
        {
            "a.zip": zipped(inside),
            "b.html.gz": gzip.compress(menu_page().encode()),
            "c.txt": "Short.",
        },
    )
    assert list(bs.read_articles(tmp_path / "a.zip")["outlet"]) == ["Echo"]
    assert list(bs.read_articles(tmp_path / "*.gz").index) == ["b"]
    assert len(bs.read_articles([tmp_path / "a.zip", tmp_path / "c.txt"])) == 2


def test_what_explains_a_folder_is_no_article(tmp_path):
    files = {
        "README.md": "Read me.",
        "license-plate.txt": "A plate.",
        ".hidden.txt": "No.",
        "LICENSE": "MIT",
    }
    assert list(bs.read_articles(write(tmp_path, files))["file"]) == [
        "license-plate.txt"
    ]
    assert len(bs.read_articles(tmp_path / "README.md")) == 1


def test_a_list_keeps_files_of_the_same_name_apart(tmp_path):
    write(
        tmp_path,
        {
            "x/t.csv": "text\nOne.\n",
            "y/t.csv": "text\nTwo.\n",
            "z.zip": zipped({"t.csv": "text\nThree.\n"}),
        },
    )
    articles = bs.read_articles(
        [tmp_path / "x" / "t.csv", tmp_path / "y", tmp_path / "z.zip"]
    )
    assert list(articles["text"]) == ["One.", "Two.", "Three."]
    assert articles.index.is_unique


def test_bombs_are_not_unpacked(tmp_path):
    write(tmp_path, {"b.txt.gz": gzip.compress(b"a" * 50_000_000), "good.txt": BODY})
    assert "unpacks to more" in skips(bs.read_articles(tmp_path))["b.txt.gz"]


def test_what_lies_beside_a_saved_page_is_no_article(tmp_path):
    files = {
        "p.html": menu_page(),
        "p_files/ad.html": menu_page(),
        "p_files/x/a.js": "var a",
        "b.css": "p {}",
        "c_files/d.txt": "A.",
    }
    articles = bs.read_articles(write(tmp_path, files))
    assert list(articles["file"]) == ["c_files/d.txt", "p.html"]
    assert skips(articles) == {
        "p_files": "belongs to a saved page",
        "b.css": "is a program, a style or settings, not an article",
    }
