"""Partitions: the rows of the functions, whatever the articles come as and whoever does the work."""

import json
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.cli import main
from broadsheet.scale import inputs
from broadsheet.scale.inputs import split
from broadsheet.study import Study

from .helpers import frame_of, make_articles, run, write_lines


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("extract")
    path = write_lines(folder / "articles.jsonl", make_articles())
    assert run(path, folder / "frames").empty
    return path, folder / "frames"


def test_articles_are_those_that_are_read(extracted):
    path, frames = extracted
    articles = bs.read_articles(path)
    corpus = bs.open_corpus(frames)
    pd.testing.assert_frame_equal(
        corpus.all_articles, articles, check_categorical=False
    )
    parts = frame_of(frames, "articles").groupby("partition").size()
    assert parts.max() <= 5
    assert parts.sum() == 24


def test_quotes_and_dates_are_those_of_the_functions(extracted):
    path, frames = extracted
    articles = bs.read_articles(path)
    corpus = bs.open_corpus(frames)
    for name, find in (("quotes", bs.find_quotes), ("dates", bs.find_dates)):
        wanted = find(articles, bs.tokenize(articles))
        rows = getattr(corpus, name)
        for column in ("article", "start", "end"):
            assert rows[column].tolist() == wanted[column].tolist()


def test_partitions_of_long_articles_have_fewer(tmp_path):
    rows = make_articles(12)
    for row in rows[:6]:
        row["text"] += (
            "\n\n" + "The harbour was quiet. " * 800
        )  # some 18,000 characters
    path = write_lines(tmp_path / "articles.jsonl", rows)
    run(path, tmp_path / "frames", partition_size=8)
    articles = frame_of(tmp_path / "frames", "articles")
    assert sorted(articles["article"]) == [row["id"] for row in rows]
    lengths = articles["text"].str.len().groupby(articles["partition"])
    assert lengths.sum().max() <= 8 * 5_000
    assert lengths.size().max() > 2


@pytest.mark.parametrize(("files_at_once", "most"), [(2, 4), (1, 8)])
def test_partitions_are_small_where_all_is_read_at_once(
    tmp_path, monkeypatch, files_at_once, most
):
    for name in "ab":
        file = write_lines(tmp_path / f"{name}.jsonl", make_articles(8))
    at_once = files_at_once * file.stat().st_size
    monkeypatch.setattr("broadsheet.scale.inputs.READ_TOGETHER", at_once)
    monkeypatch.setattr("broadsheet.scale.read.OF_FEW", 4)
    run(f"{tmp_path}/*.jsonl", tmp_path / "frames", partition_size=100)
    articles = frame_of(tmp_path / "frames", "articles")
    assert articles["partition"].value_counts().max() == most


def test_words_are_those_of_the_whole_corpus(extracted):
    path, frames = extracted
    articles = bs.read_articles(path)
    wanted = bs.count_words(bs.tokenize(articles), "outlet", articles)
    counted = frame_of(frames, "words")
    both = wanted.astype({"word": "str", "outlet": "str"}).merge(
        counted, on=["outlet", "word"], how="outer"
    )
    for column in ("count", "total", "articles", "of_articles", "is_stop"):
        assert (both[f"{column}_x"] == both[f"{column}_y"]).all()
    for column in ("per_thousand", "se"):
        np.testing.assert_allclose(both[f"{column}_x"], both[f"{column}_y"], atol=1e-6)
    keyness = bs.compare_words(counted, "The Star")
    log_ratio = bs.compare_words(wanted, "The Star").set_index("word")["log_ratio"]
    np.testing.assert_allclose(keyness["log_ratio"], log_ratio[keyness["word"]])


def test_people_are_those_of_the_whole_corpus(extracted):
    path, frames = extracted
    articles = bs.read_articles(path)
    index = ["speaker", "role", "words", "first"]
    wanted = (
        bs.people(frame_of(frames, "quotes"), articles).set_index(index).sort_index()
    )
    people = frame_of(frames, "people").set_index(index).sort_index()
    columns = ["quotations", "articles", "outlets", "share", "last"]
    assert people["articles"].max() > 5  # together from several partitions
    pd.testing.assert_frame_equal(people[columns], wanted[columns], check_dtype=False)


@pytest.mark.parametrize("kind", ["csv", "parquet", "folder", "named"])
@pytest.mark.parametrize("together", [True, False])
def test_every_source_gives_the_ids_of_the_whole(kind, together, tmp_path, monkeypatch):
    rows = make_articles(7)
    frame = pd.DataFrame(rows).drop(columns="id")
    source = tmp_path / "in"
    source.mkdir()
    if kind == "csv":
        frame.to_csv(source / "table.csv", index=False)
    elif kind == "parquet":
        frame.to_parquet(source / "table.parquet", row_group_size=3)
    else:
        for number, row in enumerate(rows):
            file = source / f"{number % 2}" / f"{number // 2}.txt"
            file.parent.mkdir(exist_ok=True)
            file.write_text(row["text"], encoding="utf-8")
    if kind == "named":
        frame["file"] = [f"{number % 2}/{number // 2}.txt" for number in range(7)]
        frame.drop(columns="text").to_csv(source / "table.csv", index=False)
    if not together:
        monkeypatch.setattr(inputs, "READ_TOGETHER", 300)
    run(
        source.as_uri() if kind == "csv" else source,
        tmp_path / "frames",
        partition_size=3,
    )
    wanted = bs.read_articles(source)
    articles = frame_of(tmp_path / "frames", "articles").set_index("article")
    assert sorted(articles.index) == sorted(wanted.index)
    for column in ("text", "file", "position"):
        assert articles[column][wanted.index].tolist() == wanted[column].tolist()


def test_the_study_is_obeyed(tmp_path):
    rows = [
        {"Paper": f"P{k % 2}", "Body": row["text"], "Day": "3/4/2021"}
        for k, row in enumerate(make_articles(6))
    ]
    path = tmp_path / "table.csv"
    pd.DataFrame(rows).to_csv(path, index=False)
    study = Study(
        columns={"text": "Body", "outlet": "Paper", "published": "Day"},
        day_first=True,
        outlet_aliases={"The First": ["P0"]},
        outlets=["The First"],
    )
    run(path, tmp_path / "frames", study=study)
    corpus = bs.open_corpus(tmp_path / "frames")
    wanted = bs.open_corpus(path, study)
    assert len(corpus.all_articles) == 6
    assert corpus.articles["outlet"].tolist() == ["The First"] * 3
    assert (
        corpus.articles["published"].tolist() == wanted.articles["published"].tolist()
    )
    assert corpus.articles["published"].dt.month.tolist() == [4, 4, 4]
    assert corpus.quotes[["start", "end"]].equals(wanted.quotes[["start", "end"]])


def test_settings_on_the_command_line_reach_the_extraction(tmp_path):
    path = tmp_path / "table.csv"
    pd.DataFrame([{"Corps": row["text"]} for row in make_articles(2)]).to_csv(
        path, index=False
    )
    frames = str(tmp_path / "frames")
    assert (
        main(["extract", str(path), "--output", frames, "--columns", "text=Corps"]) == 0
    )
    assert len(bs.open_corpus(frames).articles) == 2


def test_a_pipe_is_listed_and_stops_nothing(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(make_articles(1)[0]["text"])
    os.mkfifo(folder / "b.jsonl")
    skipped = run(folder, tmp_path / "frames")
    assert skipped["file"].tolist() == ["b.jsonl"]
    assert len(bs.open_corpus(tmp_path / "frames").articles) == 1


def test_what_is_left_out_is_noted_as_when_it_is_read(tmp_path, monkeypatch):
    folder = tmp_path / "in"
    folder.mkdir()
    for number, row in enumerate(make_articles(4)):
        (folder / f"story {number}.txt").write_text(row["text"])
    (folder / "README.md").write_text("About these files.")
    notes = bs.open_corpus(folder).all_articles.attrs["notes"]
    run(folder, tmp_path / "one")
    assert bs.open_corpus(tmp_path / "one").all_articles.attrs["notes"] == notes
    monkeypatch.setattr(inputs, "READ_TOGETHER", 200)
    run(folder, tmp_path / "several")
    assert "README.md" in " ".join(
        bs.open_corpus(tmp_path / "several").all_articles.attrs["notes"]
    )


def test_a_named_link_that_leads_out_is_not_followed(tmp_path, monkeypatch):
    (tmp_path / "secret.txt").write_text("Nobody was to read this.")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "b.txt").write_text(make_articles(1)[0]["text"])
    (folder / "table.csv").write_text(
        "file,outlet\na.txt,One\nb.txt,One\n../secret.txt,One\n"
    )
    for size in (10_000, 10):
        monkeypatch.setattr(inputs, "READ_TOGETHER", size)
        run(folder, tmp_path / f"frames{size}")
        assert frame_of(tmp_path / f"frames{size}", "articles")["file"].tolist() == [
            "b.txt"
        ]


def test_nothing_to_read_is_one_sentence(tmp_path):
    (tmp_path / "in").mkdir()
    with pytest.raises(bs.BroadsheetError, match="No article could be read"):
        run(tmp_path / "in", tmp_path / "frames")
    with pytest.raises(bs.BroadsheetError, match="does not exist"):
        run(tmp_path / "none", tmp_path / "frames")


def test_no_room_is_one_sentence(extracted, tmp_path):
    path, _ = extracted
    (tmp_path / "frames").mkdir()
    (tmp_path / "frames" / "articles").write_text("a file where a folder belongs")
    with pytest.raises(bs.BroadsheetError, match=r"cannot be written .* run it again"):
        run(path, tmp_path / "frames")


def test_a_partition_without_an_english_article(tmp_path):
    text = (
        "Die Gespräche über die Sicherheit wurden am Freitag in der Hauptstadt fortgesetzt. "
        * 3
    )
    rows = [
        {"id": f"d{number}", "text": f"{number}. {text}", "language": "de"}
        for number in range(3)
    ]
    path = write_lines(tmp_path / "a.jsonl", rows + make_articles(3))
    run(path, tmp_path / "frames", partition_size=3)
    corpus = bs.open_corpus(tmp_path / "frames")
    assert (len(corpus.all_articles), len(corpus.articles)) == (6, 3)
    assert set(corpus.quotes["article"]) == {"a00", "a01", "a02"}
    for name in ("articles", "quotes", "dates", "tokens", "skipped"):
        parts = [
            pd.read_parquet(part)
            for part in sorted((tmp_path / "frames" / name).iterdir())
        ]
        assert all(list(part) == list(parts[0]) for part in parts)


def test_articles_that_were_extracted_can_be_read_again(extracted):
    path, frames = extracted
    again, articles = bs.read_articles(frames / "articles"), bs.read_articles(path)
    assert sorted(again["text"]) == sorted(articles["text"])


def test_records_say_how_many_articles_there_are(extracted):
    _, frames = extracted
    records = [json.loads(path.read_text()) for path in Path(frames, "done").iterdir()]
    assert sum(record["articles"] for record in records) == 24


@pytest.mark.parametrize(
    ("count", "most"), [(0, 5), (1, 5), (5, 5), (6, 5), (1000, 64)]
)
def test_stretches_are_whole_and_not_too_long(count, most):
    names = [f"article {number}" for number in range(count)]
    stretches = list(split(names, [1] * count, most))
    places = [place for start, end in stretches for place in range(start, end)]
    assert places == list(range(count))
    assert all(0 < end - start <= most for start, end in stretches)
    assert len(stretches) <= 1 + 4 * count / most


def test_one_name_more_moves_only_borders_near_it():
    names = [f"article {number:04}" for number in range(2000)]

    def groups(names):
        return {
            tuple(names[start:end])
            for start, end in split(names, [1] * len(names), 100)
        }

    changed = groups(names) - groups([names[0] + "x", *names])
    assert len(changed) < len(groups(names)) / 3


@pytest.mark.parametrize(
    "name", ["../outside.txt", "/etc/outside.txt", "a/../../outside.txt"]
)
def test_a_copy_never_leads_out_of_its_folder(name, tmp_path):
    source = tmp_path / "source.txt"
    source.write_text("theirs")
    folder = tmp_path / "copies"
    folder.mkdir()
    inputs.copy_input(inputs.Input(name, str(source), 6, "", ""), folder)
    assert [path.read_text() for path in folder.rglob("*.txt")] == ["theirs"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copies", "source.txt"]


def test_files_of_one_shown_name_are_both_copied_and_stay_as_they_are(tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    for text in ("one", "two"):
        (tmp_path / text).write_text(text)
        inputs.copy_input(
            inputs.Input("same.txt", str(tmp_path / text), 3, "", ""), folder
        )
    assert sorted(path.read_text() for path in folder.iterdir()) == ["one", "two"]
    for text in ("one", "two"):
        assert (tmp_path / text).read_text() == text
        assert not any(path.samefile(tmp_path / text) for path in folder.iterdir())


def test_reading_a_pattern_in_units_touches_no_input(tmp_path, monkeypatch):
    monkeypatch.setattr(inputs, "READ_TOGETHER", 10)
    for name in "ab":
        write_lines(tmp_path / f"{name}.jsonl", make_articles(2))
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    run(f"{tmp_path}/*.jsonl", tmp_path / "frames")
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert len(frame_of(tmp_path / "frames", "articles")) == 4
