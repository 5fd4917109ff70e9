"""Frames on disk: what is read back equals what was written, and nothing stale is ever read."""

import os

import pandas as pd
import pytest

from broadsheet import open_corpus
from broadsheet.corpus import FRAME_NAMES
from broadsheet.store import (
    Cache,
    cache_folder,
    clear_cache,
    describe_cache,
    fingerprint_files,
)
from broadsheet.store.arrow import read_arrow, write_arrow


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("BROADSHEET_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.mark.parametrize("name", FRAME_NAMES)
def test_a_frame_is_read_back_as_it_was_made(name, tmp_path, monkeypatch):
    monkeypatch.setenv("BROADSHEET_CACHE", "off")
    made = getattr(open_corpus("data"), name)
    frame = "articles" if name == "all_articles" else name
    write_arrow(made, frame, tmp_path / "frame.arrow")
    pd.testing.assert_frame_equal(
        read_arrow(tmp_path / "frame.arrow", frame), made, check_flags=False
    )


def test_the_second_corpus_reads_what_the_first_made(folder, monkeypatch):
    first = open_corpus("data").people
    monkeypatch.setattr("broadsheet.corpus.corpus.find_quotes", None)
    second = open_corpus("data")
    pd.testing.assert_frame_equal(second.people, first)
    assert second.all_articles.attrs["skipped"].equals(
        open_corpus("data").all_articles.attrs["skipped"]
    )


def test_another_text_setting_or_outlet_is_another_analysis(folder, tmp_path):
    path = tmp_path / "articles"
    path.mkdir()
    (path / "a.txt").write_text(
        "A headline\n\nThe talks opened on Friday, Ann Lee said. They go on.\n"
    )
    assert open_corpus(path).people["speaker"].tolist() == ["Ann Lee"]
    status = (path / "a.txt").stat()
    (path / "a.txt").write_text(
        "A headline\n\nThe talks opened on Friday, Bob Ray said. They go on.\n"
    )
    os.utime(path / "a.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert open_corpus(path).people["speaker"].tolist() == ["Bob Ray"]
    assert open_corpus(path, title="Other").people["speaker"].tolist() == ["Bob Ray"]
    assert describe_cache()[0] == 3


def test_a_damaged_file_is_made_again(folder):
    cache = Cache(folder, "some")
    cache.get("people", lambda: pd.DataFrame({"speaker": ["Ann"]}))
    (folder / "some" / "people.arrow").write_bytes(b"ARROW1 and then nothing")
    assert cache.get("people", lambda: pd.DataFrame({"speaker": ["Bob"]}))[
        "speaker"
    ].tolist() == ["Bob"]


def test_a_column_of_mixed_values_is_made_again_and_harms_nothing(folder):
    rows = pd.DataFrame({"mixed": [1, "two", {"three": 3}]})
    cache = Cache(folder, "some")
    assert cache.get("other", lambda: rows) is rows
    assert not cache.has("other")


def test_the_cache_can_be_cleared_and_switched_off(folder, monkeypatch):
    Cache(folder, "some").get("people", lambda: pd.DataFrame({"speaker": ["Ann"]}))
    count, size = describe_cache()
    assert count == 1
    assert size > 100
    assert clear_cache() == (count, size)
    assert describe_cache() == (0, 0)
    monkeypatch.setenv("BROADSHEET_CACHE", "off")
    assert cache_folder() is None
    assert Cache(None, "some").get("people", lambda: pd.DataFrame({"a": [1]}))[
        "a"
    ].tolist() == [1]


def test_the_fingerprint_tells_names_and_contents_apart(tmp_path):
    (tmp_path / "a").write_text("1")
    first = fingerprint_files([tmp_path])
    (tmp_path / "a").rename(tmp_path / "b")
    second = fingerprint_files([tmp_path])
    (tmp_path / "b").write_text("2")
    assert len({first, second, fingerprint_files([tmp_path])}) == 3


def test_a_pipe_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert fingerprint_files([tmp_path])
