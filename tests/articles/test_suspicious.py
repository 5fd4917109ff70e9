"""The guard: texts that may not be one article are flagged, ordinary ones are not."""

import pytest

import broadsheet as bs
from broadsheet.articles.suspicious import MOST_WORDS, reasons_to_suspect

from .makers import FERRY, ONE, STORY, TWO, write


@pytest.mark.parametrize(
    "text",
    [
        f"{STORY}\n\n{'=' * 20}\n\n{FERRY}",
        f"{STORY}\n\n{'-' * 5}\n\n{FERRY}",
        f"{STORY}\n\n{'*' * 7}\n\n{FERRY}",
        f"Title: Bridge\n\n{STORY}\n\nTitle: Ferry\n\n{FERRY}",
        f"ARTICLE 1\n\n{STORY}\n\nARTICLE 2\n\n{FERRY}",
        f"{STORY}\n\nEnd of Document\n\n{FERRY}\n\nEnd of Document",
        f"MIME-Version: 1.0\nContent-Type: text/plain\n\n{STORY}",
        f"<p>{ONE}</p><p>{TWO}</p>",
        "word " * (MOST_WORDS + 1),
    ],
)
def test_suspicious(text):
    assert len(reasons_to_suspect(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        f"{STORY}\n\n* * *\n\n{FERRY}",
        f"{STORY}\n\n{'-' * 4}\n\n{FERRY}",
        f"{STORY}\n\n{'*' * 6}\n\n{FERRY}",
        f"Bridge\n{'=' * 20}\n\n{STORY}",
        f"Title: Bridge\n\n{STORY}",
        f"{ONE} Article 1 of the law was read.",
        f"{ONE} She wrote <p> twice: <p>",
        f"{ONE}\n\nEnd of Document",
        "word " * MOST_WORDS,
    ],
)
def test_not_suspicious(text):
    assert reasons_to_suspect(text) == []


def test_lines_that_divide_count_only_where_a_file_is_one_article():
    text = f"{STORY}\n\n{'=' * 20}\n\n{FERRY}"
    assert reasons_to_suspect(text, alone=True)
    assert not reasons_to_suspect(text, alone=False)


def test_flags_stand_in_the_frame_and_in_the_notes(tmp_path):
    files = {"two.txt": f"{STORY}\n\n{'=' * 20}\n\n{FERRY}", "one.txt": STORY}
    articles = bs.read_articles(write(tmp_path, files))
    assert articles.at["one", "flags"] == ""
    assert "it may be several" in articles.at["two", "flags"]
    assert any("two.txt (1)" in note for note in articles.attrs["notes"])
