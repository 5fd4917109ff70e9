"""Notebooks on extracted frames: the same frames, and the same pages, as on the articles."""

import json
from pathlib import Path

import pandas as pd
import pytest

import broadsheet as bs

pytest.importorskip("pyarrow")
distributed = pytest.importorskip("dask.distributed")

from broadsheet.batch import extract  # noqa: E402
from broadsheet.report.run import find_notebooks, run  # noqa: E402

DATA = Path(__file__).parents[1] / "data"
FRAMES = ["articles", "english", "tokens", "quotes", "people", "dates", "events", "copies", "overlaps"]


@pytest.fixture(scope="module")
def client():
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address="localhost:0"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def extracted(path, frames, client, **options):
    extract(path, frames, scheduler=client.scheduler.address, tell=lambda line: None, **options)
    return bs.open_corpus(frames)


@pytest.fixture(scope="module")
def two(client, tmp_path_factory):
    return extracted(DATA, tmp_path_factory.mktemp("two") / "frames", client, keep_tokens=True)


@pytest.mark.parametrize("name", FRAMES)
def test_the_frames_are_those_of_the_articles(two, name):
    wanted, found = getattr(bs.open_corpus(DATA), name), getattr(two, name)
    pd.testing.assert_frame_equal(found, wanted, check_categorical=False)
    if name == "articles":
        assert found.attrs == wanted.attrs


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in find_notebooks()])
def test_the_notebooks_show_the_same(two, path):
    shown = [
        json.dumps(
            [output.get("data") for cell in run(path, source, print).cells[3:] for output in outputs(cell)]
        )
        for source in (DATA, two.path)
    ]
    assert shown[0] == shown[1]


def outputs(cell):
    return cell.get("outputs", [])


def test_ids_of_several_partitions_are_told_apart(client, tmp_path):
    text = "The bridge on the river is open again, said Ann Lee, the mayor, on Friday."
    other = "Die Gespräche über die Sicherheit wurden am Freitag in der Hauptstadt fortgesetzt. " * 3
    for table in "ab":
        rows = [{"id": "one", "outlet": table, "text": f"{table.upper()}. {text}", "views": table}]
        rows += [{"id": f"two-{table}", "outlet": table, "text": other, "language": "de"}]
        (tmp_path / f"{table}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    corpus = extracted(f"{tmp_path}/*.jsonl", tmp_path / "frames", client, partition_size=2)
    assert corpus.articles.index.tolist() == ["one", "two-a", "one-1", "two-b"]
    assert corpus.articles["views"].tolist() == ["a", "a", "b", "b"]
    assert corpus.catalogue.index.tolist() == ["one", "one-1"]
    assert corpus.read(["one-1"])["text"].tolist() == [f"B. {text}"]
    quoted = [str(name) for name in corpus.quotes["article"]]
    assert quoted == ["one", "one-1"]
    assert corpus.tokens["article"].cat.categories.tolist() == ["one", "one-1"]


def test_frames_that_are_not_finished_are_not_shown(two, tmp_path):
    (tmp_path / "manifest.jsonl").write_text("{}")
    with pytest.raises(bs.BroadsheetError, match="is not finished"):
        bs.open_corpus(tmp_path)
