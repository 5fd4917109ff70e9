"""In which language an article is."""

import sys

import pytest

import broadsheet as bs
from broadsheet.articles.languages import _detector, language_code, languages_of

from .makers import BODY, GERMAN, write


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("English", "en"),
        ("Englisch", "en"),
        ("en-GB", "en"),
        ("deu", "de"),
        ("?", None),
    ],
)
def test_language_code(told, code):
    assert language_code(told) == code


def test_language():
    assert languages_of([BODY, GERMAN, "", BODY]) == ["en", "de", "en", "en"]
    assert languages_of([]) == []


def test_many_texts_are_told_as_each_alone():
    texts = [GERMAN if number % 7 == 3 else BODY for number in range(250)]
    assert languages_of(texts) == [languages_of([text])[0] for text in texts]


def test_the_core_reads_english_without_extras(tmp_path, monkeypatch):
    for module in ("ftfy", "ftfy.badness", "py3langid"):
        monkeypatch.setitem(sys.modules, module, None)
    _detector.cache_clear()
    articles = bs.read_articles(write(tmp_path, {"a.txt": BODY, "b.txt": GERMAN}))
    _detector.cache_clear()
    assert list(articles["language"]) == ["en", "und"]
