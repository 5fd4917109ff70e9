"""Bytes as text, and text that can be written anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import broadsheet as bs
from broadsheet.articles.decode import clean, decode, mend

from .makers import BODY, write


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_encodings(encoding):
    assert decode(BODY.encode(encoding))[0] == BODY


def test_other_encodings_are_guessed():
    russian = (
        "Совет проголосовал во вторник за то, чтобы оставить старый мост открытым для пешеходов до весны. "
        * 3
    )
    assert decode(russian.encode("cp1251"))[0] == russian


def test_a_cut_file_is_still_utf8():
    assert decode(BODY.encode() + "é".encode()[:1])[0] == BODY + "\ufffd"


def test_clean_changes_only_what_it_must():
    assert clean("a\r\nb\rc\u2028d\x85e\x0cf") == "a\nb\nc\nd\ne\nf"
    assert clean("\ufeffa\x00b\x1bc\u202ed\ud800") == "abcd\ufffd"
    assert clean("a\u00a0b\u200bc\t“d”") == "a\u00a0b\u200bc\t“d”"


def test_mojibake_is_mended_and_told(tmp_path):
    spoilt = BODY.encode().decode("cp1252", "replace").replace("\ufffd", "\x9d")
    assert mend(spoilt) == (BODY, True)
    assert mend(BODY) == (BODY, False)
    articles = bs.read_articles(write(tmp_path, {"a.txt": spoilt}))
    assert articles["text"].iloc[0] == BODY
    assert any("mended" in note for note in articles.attrs["notes"])


@given(st.text())
def test_clean_text_can_be_written_anywhere(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert "\r" not in cleaned
