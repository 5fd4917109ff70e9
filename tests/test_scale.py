"""Partitions on two workers: the same rows as in one piece, whatever happens on the way."""

import errno
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import broadsheet as bs

parquet = pytest.importorskip("pyarrow.parquet")
distributed = pytest.importorskip("dask.distributed")
pytest.importorskip("dask.dataframe")

from broadsheet.scale import copies, extract, parts, speakers  # noqa: E402
from broadsheet.scale.plan import make_plan  # noqa: E402

WHO = ["Ann Lee, the mayor,", "A spokesman for the port", "Jo Smith of the union", "The minister"]
WHAT = ["the bridge will open in May", "“we cannot wait any longer”", "nothing was decided on Friday"]


def make_articles(count=24, outlets=("The Herald", "The Star", "The Watch")):
    """Rows with ids of their own, days, and quotations by a few people."""
    rows = []
    for k in range(count):
        text = f"{WHO[k % 4]} said {WHAT[k % 3]}.\n\nThe {k + 2} workers met on 3 March 2021, she said."
        day = f"2021-03-{k % 27 + 1:02}"
        rows.append(
            {"id": f"a{k:02}", "outlet": outlets[k % 3], "published": day, "text": text, "views": k % 2}
        )
    return rows


def write_lines(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def frame_of(frames, name):
    return pd.concat(map(pd.read_parquet, sorted(Path(frames, name).glob("*.parquet"))), ignore_index=True)


def contents(frames):
    return {p.relative_to(frames).as_posix(): p.read_bytes() for p in Path(frames).rglob("*.parquet")}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, client):
    folder = tmp_path_factory.mktemp("batch")
    path = write_lines(folder / "articles.jsonl", make_articles())
    skipped = run(path, folder / "frames", client)
    assert skipped.empty
    return path, folder / "frames"


def run(path, frames, client, **options):
    return extract(
        path,
        frames,
        scheduler=client.scheduler.address,
        partition_size=options.pop("partition_size", 5),
        tell=lambda line: None,
        **options,
    )


def test_frames_are_those_of_the_functions(undisturbed):
    path, frames = undisturbed
    articles = bs.read_articles(path)
    read = frame_of(frames, "articles").set_index("article")
    assert read.index.tolist() == articles.index.tolist()
    for column in ("outlet", "text", "published", "position", "file", "title"):
        assert read[column].astype("object").tolist() == articles[column].astype("object").tolist()
    assert [json.loads(more) for more in read["more"]] == [{"views": k % 2} for k in range(24)]
    assert read["partition"].tolist() == [k // 5 for k in range(24)]
    pieces = [articles.iloc[k : k + 5] for k in range(0, 24, 5)]
    for name, find in (("quotes", bs.find_quotes), ("dates", bs.find_dates)):
        wanted = pd.concat(
            [find(p, bs.tokenize(p)).astype({"article": "str"}) for p in pieces], ignore_index=True
        )
        found = frame_of(frames, name)
        assert len(found)
        for column in ("article", "start", "end"):
            assert found[column].tolist() == wanted[column].tolist()
    pieces = frame_of(frames, "quotes")["pieces"]
    assert all(len(piece) == 2 for row in pieces for piece in row)


def test_words_are_those_of_the_whole_corpus(undisturbed):
    path, frames = undisturbed
    articles = bs.read_articles(path)
    wanted = bs.count_words(bs.tokenize(articles), "outlet", articles)
    found = frame_of(frames, "words")
    both = wanted.astype({"word": "str", "outlet": "str"}).merge(found, on=["outlet", "word"], how="outer")
    for column in ("count", "total", "articles", "of_articles", "is_stop"):
        assert (both[f"{column}_x"] == both[f"{column}_y"]).all()
    for column in ("per_thousand", "se"):
        np.testing.assert_allclose(both[f"{column}_x"], both[f"{column}_y"], atol=1e-6)
    keyness = bs.compare_words(found, "The Star")
    one = bs.compare_words(wanted, "The Star").set_index("word")["log_ratio"]
    np.testing.assert_allclose(keyness["log_ratio"], one[keyness["word"]])


def test_people_are_those_of_the_whole_corpus(undisturbed):
    path, frames = undisturbed
    articles = bs.read_articles(path)
    quotes = frame_of(frames, "quotes")
    wanted = bs.people(quotes, articles).set_index(["speaker", "role", "words"]).sort_index()
    found = frame_of(frames, "people").set_index(["speaker", "role", "words"]).sort_index()
    assert found["articles"].max() > 5  # together from several partitions
    pd.testing.assert_frame_equal(
        found[["quotations", "articles", "outlets", "share", "first", "last"]],
        wanted[["quotations", "articles", "outlets", "share", "first", "last"]],
        check_dtype=False,
    )


def test_nothing_is_done_twice_and_lost_files_come_back(undisturbed, client):
    path, frames = undisturbed
    before = contents(frames)
    times = {p: p.stat().st_mtime_ns for p in frames.rglob("*.parquet")}
    run(path, frames, client)
    assert {p: p.stat().st_mtime_ns for p in frames.rglob("*.parquet")} == times
    (frames / "quotes" / "part-00001.parquet").write_bytes(b"cut of")
    (frames / "articles" / "part-00002.parquet").unlink()
    kept = (frames / "articles" / "part-00000.parquet").stat().st_mtime_ns
    run(path, frames, client)
    assert contents(frames) == before
    assert (frames / "articles" / "part-00000.parquet").stat().st_mtime_ns == kept


def test_a_bad_partition_is_written_down_and_read_once_it_is_mended(undisturbed, client, tmp_path):
    path, frames = undisturbed
    copy = tmp_path / "articles.jsonl"
    good = path.read_bytes()
    copy.write_bytes(good)
    start, end = make_plan(copy, 5)[1][1]["bytes"]
    # Planned while it was whole, damaged before it was read.
    plan = tmp_path / "other"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(distributed.Client, "map", lambda *a, **k: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            run(copy, plan, client)
    copy.write_bytes(good[:start] + b"#" * (end - start - 1) + b"\n" + good[end:])
    skipped = run(copy, plan, client)
    assert skipped["partition"].tolist() == [1]
    assert skipped["position"].tolist() == [f"bytes {start}–{end}"]
    assert frame_of(plan, "articles")["article"].tolist() == [f"a{k:02}" for k in range(24) if k // 5 != 1]
    copy.write_bytes(good)
    assert run(copy, plan, client).empty
    assert contents(plan) == contents(frames)


def test_a_worker_killed_and_a_run_killed_cost_no_rows(undisturbed, tmp_path):
    path, frames = undisturbed
    command = [sys.executable, "-m", "broadsheet", "extract", path, "--output", tmp_path / "frames"]
    command += ["--workers", "2", "--partition-size", "5"]
    first = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
    until(lambda: list(tmp_path.glob("frames/done/*")) or first.poll() is not None)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    kept = len(list(tmp_path.glob("frames/done/*")))
    (tmp_path / "frames" / "done" / "part-00004.json").unlink(missing_ok=True)
    assert kept
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address="localhost:0"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        client.submit(os._exit, 1, retries=0, pure=False)  # takes a worker down, again and again
        run(path, tmp_path / "frames", client)
    assert contents(tmp_path / "frames") == contents(frames)


def until(true, seconds=120):
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.05)


@pytest.mark.parametrize("kind", ["csv", "parquet", "folder", "named"])
def test_every_source_gives_the_ids_of_the_whole(kind, client, tmp_path):
    rows = make_articles(7)
    frame = pd.DataFrame(rows).drop(columns="id")
    source = tmp_path / "in"
    source.mkdir()
    if kind == "csv":
        frame.to_csv(source / "table.csv", index=False)
    elif kind == "parquet":
        frame.to_parquet(source / "table.parquet", row_group_size=3)
    else:
        for k, row in enumerate(rows):
            file = source / f"{k % 2}" / f"{k // 2}.txt"
            file.parent.mkdir(exist_ok=True)
            file.write_text(row["text"], encoding="utf-8")
    if kind == "named":
        frame["file"] = [f"{k % 2}/{k // 2}.txt" for k in range(7)]
        frame.drop(columns="text").to_csv(source / "table.csv", index=False)
    wanted = bs.read_articles(source)
    run(source.as_uri() if kind == "csv" else source, tmp_path / "frames", client, partition_size=2)
    found = frame_of(tmp_path / "frames", "articles").set_index("article")
    assert found.index.tolist() == wanted.index.tolist()
    for column in ("text", "file", "position"):
        assert found[column].tolist() == wanted[column].tolist()


def test_no_room_is_one_sentence_and_what_is_done_is_kept(undisturbed, client, tmp_path):
    path, _ = undisturbed
    (tmp_path / "frames").mkdir()
    (tmp_path / "frames" / "articles").write_text("a file where a folder belongs")
    with pytest.raises(bs.BroadsheetError, match=r"cannot be written .* run it again"):
        run(path, tmp_path / "frames", client)


def test_a_full_disk_is_no_fault_of_the_partition(monkeypatch, tmp_path):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(parts, "read_part", full)
    told = parts.analyse({"part": 0, "files": ["a.txt"]}, "", tmp_path.as_uri(), False, None)
    assert told == {"part": 0, "fatal": "No space left on device"}
    assert not list(tmp_path.iterdir())


def test_a_partition_without_an_english_article(tmp_path):
    text = "Die Gespräche über die Sicherheit wurden am Freitag in der Hauptstadt fortgesetzt. " * 3
    write_lines(tmp_path / "a.jsonl", [{"id": "a", "text": text, "language": "de"}])
    root, (part,) = make_plan(tmp_path / "a.jsonl", 5)
    assert parts.analyse(part, root, tmp_path.as_uri(), True, None)["articles"] == 1
    english = write_lines(tmp_path / "b.jsonl", make_articles(1))
    root, (part,) = make_plan(english, 5)
    parts.analyse(part | {"part": 1}, root, tmp_path.as_uri(), True, None)
    for name in ("articles", "quotes", "dates", "tokens", "word_sums", "skipped"):
        first, second = (parquet.read_schema(path) for path in sorted((tmp_path / name).iterdir()))
        assert first.equals(second), name


def test_a_named_link_that_leads_out_is_not_followed(tmp_path):
    (tmp_path / "secret.txt").write_text("Nobody was to read this.")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "b.txt").write_text("Anybody may read this.")
    (folder / "table.csv").write_text("file,outlet\na.txt,One\nb.txt,One\n../secret.txt,One\n")
    _, (part,) = make_plan(folder, 5)
    assert part["files"] == ["b.txt"]


def test_articles_that_were_extracted_can_be_read_again(undisturbed):
    path, frames = undisturbed
    again, articles = bs.read_articles(frames / "articles"), bs.read_articles(path)
    assert again["text"].equals(articles["text"])
    assert again["published"].equals(articles["published"])


def test_an_output_begun_otherwise_is_left_alone(undisturbed, client):
    path, frames = undisturbed
    with pytest.raises(bs.BroadsheetError, match="partition_size was 5"):
        run(path, frames, client, partition_size=6)


def test_without_dask_the_command_to_install_it_is_named(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "dask.distributed", None)
    with pytest.raises(bs.BroadsheetError, match=r'pip install "broadsheet\[scale\]"'):
        extract("data", tmp_path)


def commands(address="tcp://HOST:8786"):
    """The README's lines for a cluster, without what they say of themselves."""
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    block = next(part for part in readme.split("```") if "dask scheduler" in part)
    return [
        line.split("#")[0].replace("tcp://HOST:8786", address).split() for line in block.split("\n")[1:-1]
    ]


def test_a_scheduler_and_workers_started_by_hand_give_the_same_rows(undisturbed, tmp_path):
    path, frames = undisturbed
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    log = tmp_path / "scheduler.log"
    started = []

    def start(command, **how):
        started.append(subprocess.Popen(command, env=environment, cwd=tmp_path, **how))

    try:
        with log.open("w") as file:
            start(commands()[0], stdout=file, stderr=file)
        until(lambda: "Scheduler at:" in log.read_text())
        address = re.search(r"Scheduler at:\s+(\S+)", log.read_text())[1]
        _, worker, extract_ = commands(address)
        for _ in range(2):
            start(worker, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        here = {"/shared/archive": str(path), "/shared/frames": str(tmp_path / "frames")}
        command = [here.get(word, word) for word in extract_] + ["--partition-size", "5"]
        subprocess.run(command, env=environment, check=True, timeout=300, capture_output=True)
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(30)
    assert contents(tmp_path / "frames") == contents(frames)


def test_copies_in_different_partitions_are_counted_as_in_one():
    chance = np.random.default_rng(5)
    words = np.array([f"word{k}" for k in range(3000)])
    stories = [words[chance.integers(0, 3000, 300)] for _ in range(12)]
    texts = []
    for k in range(36):  # three versions of a story, each with a stretch that is its own
        own = words[chance.integers(0, 3000, 20 + 20 * (k // 12))]
        quoted = " ".join(stories[k % 12][:60])
        texts.append(f"“{quoted},” he said. {' '.join([*stories[k % 12][60 : 300 - 90 * (k // 12)], *own])}.")
    frame = pd.DataFrame({"text": texts}, index=pd.Index([f"a{k:02}" for k in range(36)], name="article"))
    tokens = bs.tokenize(frame)
    wanted = bs.find_copies(frame, tokens, least=copies.LEAST).astype(
        {"article_a": "str", "article_b": "str"}
    )
    runs = copies.article_runs(tokens)
    parts_ = [runs.iloc[k : k + 7].reset_index(drop=True) for k in range(0, 36, 7)]
    sampled = pd.concat([copies.sampled_runs(k, part) for k, part in enumerate(parts_)])
    homes = copies.at_home(copies.shared_runs(sampled), block=2)
    held = [copies.held_runs(rows, 2, parts_.__getitem__) for _, rows in homes.groupby("home")]
    counted = [copies.count_shared(rows, parts_.__getitem__) for _, rows in pd.concat(held).groupby("home")]
    found = pd.concat(counted)
    assert len(found) == 36
    by = ["article_a", "article_b"]
    found = found.drop(columns=["partition_a", "partition_b"]).sort_values(by, ignore_index=True)
    pd.testing.assert_frame_equal(found, wanted.sort_values(by, ignore_index=True)[found.columns.tolist()])


def test_a_speaker_is_one_in_all_partitions():
    said = [
        ("Joseph Biden", "person", 0, 5),
        ("Joe Biden", "person", 1, 9),
        ("Biden", "person", 2, 3),
        ("Andrés López Obrador", "person", 0, 4),
        ("Lopez Obrador", "person", 1, 2),
        ("John Smith", "person", 0, 2),
        ("Jane Smith", "person", 1, 2),
        ("Smith", "person", 2, 2),  # either of them
        ("US officials", "group", 0, 2),
        ("U.S. officials", "group", 1, 7),
        ("U.S. State Department", "organisation", 0, 2),
        ("State Department", "organisation", 1, 2),
    ]
    counts = pd.DataFrame(said, columns=["speaker", "speaker_kind", "partition", "count"])
    counts["last"] = counts["speaker"].map(speakers.last_word)
    assert {old: new for (old, _), new in speakers.same_speakers(counts).items()} == {
        "Joseph Biden": "Joe Biden",
        "Biden": "Joe Biden",
        "Lopez Obrador": "Andrés López Obrador",
        "US officials": "U.S. officials",
        "U.S. State Department": "State Department",
    }
    assert speakers.same_speakers(counts.assign(partition=0)) == {}
