"""Whatever is edited, killed, damaged and run again, the frames are those of a run from the start."""

import importlib
import json
import os
import shutil
import tempfile
from pathlib import Path

import hypothesis.strategies as st
import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

import broadsheet as bs
from broadsheet.cli import main
from broadsheet.scale import events, inputs, verify
from broadsheet.scale.schedulers import Here
from broadsheet.study import Study
from broadsheet.timeline import merge_mentions

from .helpers import contents, frame_of, make_articles, run, write_lines


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """A folder of texts in `in`, and its frames in `frames`."""
    top = tmp_path_factory.mktemp("extracted")
    (top / "in").mkdir()
    for row in make_articles(12):
        (top / "in" / f"{row['id']}.txt").write_text(row["text"], encoding="utf-8")
    run(top / "in", top / "frames")
    return top


@pytest.fixture
def archive(extracted, tmp_path):
    """A copy of the articles, and of their frames."""
    shutil.copytree(extracted / "in", tmp_path / "in")
    shutil.copytree(extracted / "frames", tmp_path / "frames")
    return tmp_path / "in", tmp_path / "frames"


def test_other_articles_do_not_replace_those_that_were_extracted(archive, tmp_path):
    _, frames = archive
    other = tmp_path / "other.txt"
    other.write_text("Quite another story.")
    with pytest.raises(bs.BroadsheetError, match="already contains an extraction of"):
        run(other, frames)


def times(frames):
    return {
        path: path.stat().st_mtime_ns for path in frames.rglob("*") if path.is_file()
    }


def test_a_second_run_does_nothing(archive):
    folder, frames = archive
    before = times(frames)
    told = run(folder, frames).attrs["told"]
    assert times(frames) == before
    assert "to read" not in told
    assert "to join" not in told


def test_another_version_analyses_everything_again(archive, monkeypatch):
    folder, frames = archive
    before = contents(frames)
    whole = importlib.import_module("broadsheet.scale.extraction")
    monkeypatch.setattr(whole, "fingerprint_package", lambda: "another version")
    told = run(folder, frames).attrs["told"]
    partitions = len(frame_of(frames, "quotes")["partition"].unique())
    assert f"{partitions} of {partitions} partitions to analyse" in told
    assert set(contents(frames)).isdisjoint(
        name for name in before if name.startswith("quotes/")
    )


def test_edited_new_and_deleted_files_are_noticed_and_told(archive, tmp_path):
    folder, frames = archive
    (folder / "a03.txt").write_text(
        "Corrected: the harbour stays closed, the clerk said."
    )
    (folder / "b.txt").write_text("A new story, the clerk said.")
    (folder / "a04.txt").unlink()
    told = run(folder, frames).attrs["told"]
    assert "1 changed (a03.txt); 1 new (b.txt); 1 no longer there (a04.txt)" in told
    assert "12 of 12 files to read" in told
    assert "partitions to join: words, people" in told
    run(folder, tmp_path / "fresh")
    assert contents(frames) == contents(tmp_path / "fresh")
    assert "a04" not in set(bs.open_corpus(frames).articles.index)


def test_an_edit_of_the_same_size_is_noticed(archive):
    folder, frames = archive
    text = (folder / "a00.txt").read_text()
    (folder / "a00.txt").write_text(text.replace("Ann Lee", "Ann Roe"))
    run(folder, frames)
    assert "Ann Roe" in " ".join(frame_of(frames, "articles")["text"])


def test_one_article_more_leaves_the_other_partitions_alone(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", make_articles(30))
    run(path, tmp_path / "frames", partition_size=10)
    before = times(tmp_path / "frames" / "quotes")
    write_lines(path, make_articles(31))
    run(path, tmp_path / "frames", partition_size=10)
    after = times(tmp_path / "frames" / "quotes")
    kept = [part for part in before if after.get(part) == before[part]]
    assert len(kept) >= len(before) - 1 >= 2


def dated(number, day):
    """A story that tells what happened on a day."""
    text = f"Ferry {number} ran aground on {day}. The harbour master closed the pier on {day}."
    return {"id": f"f{number}", "text": text, "outlet": "The Watch"}


@pytest.mark.parametrize("is_damaged", [False, True])
def test_events_of_days_that_nothing_new_tells_of_are_kept(
    tmp_path, monkeypatch, is_damaged
):
    monkeypatch.setattr(events, "MOST", 0)
    monkeypatch.setattr(events, "KEPT", 2)
    days = ["3 May 2020", "4 May 2020", "9 June 2021", "1 July 2021"]
    stories = [dated(number, day) for number, day in enumerate(days * 3)]
    path = write_lines(tmp_path / "a.jsonl", stories)
    first = run(path, tmp_path / "frames", partition_size=5).attrs["told"]
    assert "Events as before" not in first
    write_lines(path, [*stories, dated(99, "9 June 2021")])
    if is_damaged:
        for merged in (tmp_path / "frames" / events.FOLDER).iterdir():
            merged.write_bytes(b"damaged")
    monkeypatch.setattr(events, "merge_mentions", count := Counted(merge_mentions))
    told = run(path, tmp_path / "frames", partition_size=5).attrs["told"]
    assert "Events as before in 2 of 4 periods with many mentions" in told
    # The partition of the new story tells of two days.
    assert count.calls == (4 if is_damaged else 2)
    run(path, tmp_path / "fresh", partition_size=5)
    assert contents(tmp_path / "frames") == contents(tmp_path / "fresh")


class Counted:
    """A function that counts its calls."""

    def __init__(self, function):
        self.function = function
        self.calls = 0

    def __call__(self, *arguments):
        self.calls += 1
        return self.function(*arguments)


def test_a_damaged_part_is_named_and_made_again(archive):
    folder, frames = archive
    before = contents(frames)
    part = sorted(frames.glob("quotes/*.parquet"))[1]
    content = bytearray(part.read_bytes())
    content[len(content) // 2] ^= 0xFF  # as long as it was
    part.write_bytes(content)
    with pytest.raises(bs.BroadsheetError, match=part.name):
        _ = bs.open_corpus(frames).quotes
    with pytest.raises(bs.BroadsheetError, match=r"1 of \d+ files .*\(quotes/part-"):
        verify(frames)
    run(folder, frames)
    assert contents(frames) == before
    assert verify(frames) == len(
        json.loads((frames / "manifest.json").read_text())["files"]
    )


@pytest.mark.parametrize("name", ["people", "copies", "words", "events"])
def test_a_frame_of_the_corpus_that_is_lost_is_made_again(archive, name):
    folder, frames = archive
    before = contents(frames)
    shutil.rmtree(frames / name)
    run(folder, frames)
    assert contents(frames) == before


def test_verify_on_the_command_line(archive, capsys):
    _, frames = archive
    assert main(["extract", "--output", str(frames), "--verify"]) == 0
    assert "are as they were written" in capsys.readouterr().err
    next(frames.glob("dates/*.parquet")).unlink()
    assert main(["extract", "--output", str(frames), "--verify"]) == 2
    assert "missing or changed" in capsys.readouterr().err


def test_what_is_not_finished_is_not_opened(archive):
    _, frames = archive
    (frames / "extraction.unfinished").touch()
    with pytest.raises(bs.BroadsheetError, match="is not finished"):
        bs.open_corpus(frames)
    with pytest.raises(bs.BroadsheetError, match="no finished extraction"):
        verify(frames)


def test_other_settings_are_refused_in_a_sentence(archive):
    folder, frames = archive
    with pytest.raises(
        bs.BroadsheetError, match=r"other settings \(partition_size was 5\)"
    ):
        run(folder, frames, partition_size=6)
    with pytest.raises(bs.BroadsheetError, match="day_first was None"):
        run(folder, frames, study=Study(day_first=True))


def test_other_files_in_the_folder_stay(archive):
    folder, frames = archive
    (frames / "articles" / "my notes.txt").write_text("keep")
    (folder / "a00.txt").unlink()
    run(folder, frames)
    assert (frames / "articles" / "my notes.txt").read_text() == "keep"


def test_a_mended_line_is_read(tmp_path):
    rows = make_articles(12)
    path = write_lines(tmp_path / "a.jsonl", rows)
    lines = path.read_text().splitlines(True)
    path.write_text("".join([*lines[:5], lines[5][:30] + "\n", *lines[6:]]))
    skipped = run(path, tmp_path / "frames")
    assert len(skipped) == 1
    assert skipped["position"].tolist() == ["6"]
    write_lines(path, rows)
    assert run(path, tmp_path / "frames").empty
    assert len(frame_of(tmp_path / "frames", "articles")) == 12
    assert frame_of(tmp_path / "frames", "skipped").empty


def test_frames_among_the_articles_are_refused(archive):
    folder, _ = archive
    with pytest.raises(bs.BroadsheetError, match="lies in the folder of the articles"):
        run(folder, folder / "frames")


def test_what_was_read_in_the_last_moments_is_looked_at_again(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("one")
    status = path.stat()
    row = [status.st_size, str(status.st_mtime_ns), "recorded"]
    settled = status.st_mtime + inputs.SETTLED
    assert inputs._input("a.txt", path, row, settled + 0.1).content == "recorded"
    assert inputs._input("a.txt", path, row, settled - 0.1).content != "recorded"


class Killed(BaseException):
    """What stands for a kill: nothing catches it."""


class Fragile:
    """A scheduler that is killed after so many items."""

    def __init__(self, items):
        self.left = items

    def run(self, function, items):
        for number, result in Here().run(function, items):
            if not self.left:
                raise Killed
            self.left -= 1
            yield number, result


TEXTS = [f"{row['text']}\n" for row in make_articles(5)]
NAMES = st.sampled_from(["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"])


class Edits(RuleBasedStateMachine):
    """Edits, kills, damages and runs in any order."""

    def __init__(self):
        super().__init__()
        self.top = Path(tempfile.mkdtemp())
        self.folder, self.frames = self.top / "in", self.top / "frames"
        self.folder.mkdir()
        self.is_finished = False

    @rule(name=NAMES, text=st.sampled_from(TEXTS))
    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")
        self.is_finished = False

    @rule(name=NAMES)
    def delete(self, name):
        (self.folder / name).unlink(missing_ok=True)
        self.is_finished = False

    @precondition(lambda self: any(self.folder.iterdir()))
    @rule(after=st.integers(0, 8))
    def kill(self, after):
        try:
            run(self.folder, self.frames, scheduler=Fragile(after), partition_size=2)
        except Killed:
            self.is_finished = False

    @precondition(lambda self: self.frames.is_dir())
    @rule(data=st.data())
    def damage(self, data):
        files = sorted(path for path in self.frames.rglob("*") if path.is_file())
        path = data.draw(st.sampled_from(files))
        if path.name != "extraction.unfinished":
            path.write_bytes(path.read_bytes()[:-7])
            self.is_finished = False

    @precondition(lambda self: any(self.folder.iterdir()))
    @rule()
    def finish(self):
        run(self.folder, self.frames, partition_size=2)
        self.is_finished = True

    @invariant()
    def finished_frames_are_those_of_a_fresh_run(self):
        if self.is_finished:
            fresh = Path(tempfile.mkdtemp(dir=self.top)) / "frames"
            run(self.folder, fresh, partition_size=2)
            assert contents(self.frames) == contents(fresh)
            verify(self.frames)

    def teardown(self):
        shutil.rmtree(self.top)


TestEdits = Edits.TestCase
TestEdits.settings = settings(
    max_examples=int(os.environ.get("BROADSHEET_EXAMPLES", "4")),
    stateful_step_count=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("column", ["partition", "more", "analysed", "key"])
def test_columns_of_the_source_with_our_names_are_kept(tmp_path, column):
    rows = [row | {column: "theirs"} for row in make_articles(3)]
    path = write_lines(tmp_path / "a.jsonl", rows)
    run(path, tmp_path / "frames")
    articles = bs.open_corpus(tmp_path / "frames").articles
    assert articles[column].tolist() == ["theirs"] * 3
    assert isinstance(articles, pd.DataFrame)
