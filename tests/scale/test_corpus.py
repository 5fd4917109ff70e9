"""Notebooks on extracted frames: the same frames, and the same pages, as on the articles."""

import json
from pathlib import Path

import pandas as pd
import pytest

import broadsheet as bs

pytest.importorskip("fsspec")

from broadsheet.report.make import find_notebooks, make_report
from broadsheet.scale import copies, inputs, join

from .helpers import run, write_lines

DATA = Path(__file__).parents[2] / "data"
FRAMES = [
    "articles",
    "inventory",
    "all_articles",
    "catalogue",
    "passages",
    "tokens",
    "quotes",
    "people",
]
FRAMES += ["dates", "events", "copies", "clusters", "overlaps"]


def extracted(path, frames, **options):
    run(path, frames, **options)
    return bs.open_corpus(frames)


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    return extracted(DATA, tmp_path_factory.mktemp("two") / "frames")


@pytest.mark.parametrize("name", FRAMES)
def test_the_frames_are_those_of_the_articles(two, name):
    wanted, found = getattr(bs.open_corpus(DATA), name), getattr(two, name)
    wanted.attrs.pop(
        "tables", None
    )  # what tables looked like is not kept in an extraction
    pd.testing.assert_frame_equal(found, wanted, check_categorical=False)
    if name == "articles":
        assert found.attrs["skipped"] == wanted.attrs["skipped"]


def test_nothing_is_compared_with_a_sample_that_nobody_has_measured(two, monkeypatch):
    monkeypatch.setattr(type(two), "found", lambda self, name: 1 / 0)
    assert two.state("pages") == ""


def test_what_needs_no_tokens_reads_and_makes_none(two, monkeypatch):
    monkeypatch.setattr(type(two), "tokens", property(lambda self: 1 / 0))
    corpus = bs.open_corpus(two.extraction.address)
    assert corpus.passages["words"].sum() > 1000
    assert len(corpus.texts(corpus.catalogue.index[:1])) == 1
    assert "Blinken" in bs.explore(corpus)._repr_mimebundle_()["text/html"]


def test_the_report_is_made_of_frames(two, tmp_path, notebooks_here, small_pictures):
    pages = make_report(two.extraction.address, tmp_path).pages
    assert len(list(tmp_path.glob("0*.html"))) == 6
    assert "The Straits Times" in pages[0].read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["01_articles", "05_outlets_compared"])
def test_a_notebook_shows_the_same(two, name, notebooks_here, small_pictures):
    path = next(path for path in find_notebooks() if path.stem == name)
    of_articles = notebooks_here(path, str(DATA), {}, "two articles")
    of_frames = notebooks_here(path, two.extraction.address, {}, "two articles")
    assert shown(of_articles) == shown(of_frames)


def shown(run):
    """What the cells after the settings show, but for the numbers of widgets, which are drawn each time."""
    outputs = [
        out for cell in run.notebook.cells[3:] for out in cell.get("outputs", [])
    ]
    return [
        {kind: data for kind, data in output.data.items() if "widget-view" not in kind}
        for output in outputs
    ]


def test_ids_of_several_partitions_are_told_apart(tmp_path, monkeypatch):
    monkeypatch.setattr(
        inputs, "READ_TOGETHER", 10
    )  # each table by itself: both have an article "one"
    text = "The bridge on the river is open again, said Ann Lee, the mayor, on Friday."
    other = (
        "Die Gespräche über die Sicherheit wurden am Freitag in der Hauptstadt fortgesetzt. "
        * 3
    )
    for table in "ab":
        rows = [
            {
                "id": "one",
                "outlet": table,
                "text": f"{table.upper()}. {text}",
                "views": table,
            }
        ]
        rows += [
            {
                "id": f"two-{table}",
                "outlet": table,
                "text": other,
                "language": "de",
                "views": table,
            }
        ]
        (tmp_path / f"{table}.jsonl").write_text(
            "".join(json.dumps(row) + "\n" for row in rows)
        )
    corpus = extracted(f"{tmp_path}/*.jsonl", tmp_path / "frames", partition_size=2)
    assert corpus.all_articles.index.tolist() == ["one", "two-a", "one-1", "two-b"]
    assert corpus.all_articles["views"].tolist() == ["a", "a", "b", "b"]
    assert corpus.catalogue.index.tolist() == ["one", "one-1"]
    assert corpus.texts(["one-1"])["text"].tolist() == [f"B. {text}"]
    quoted = [str(name) for name in corpus.quotes["article"]]
    assert quoted == ["one", "one-1"]
    assert corpus.tokens["article"].cat.categories.tolist() == ["one", "one-1"]


PEOPLE = ["Maria Lopez Garcia", "Ann Lee", "Jo Smith", "Karl Brandt"]
WIRE = (
    "Floods cut the road between the two towns on 3 March 2021, and the army brought food to people who "
    "had waited on their roofs since the morning. The water rose by two metres within an hour after a dam "
    "gave way, and forty houses were lost."
)


def make_coverage(folder):
    """Twelve articles, the names shorter in the later ones, and one wire story in the first and the last."""
    rows = []
    for k in range(12):
        name = PEOPLE[k % 4] if k < 8 else PEOPLE[k % 4].split()[-1]
        told = f"{name} said on Monday that the bridge number {k} would open in {2022 + k % 3}."
        met = "The mayors met in the old harbour on 5 May 2021, and the talks about fish failed."
        text = f"{WIRE if k in (0, 11) else ''}\n\n{told}\n\n{met if k % 2 else ''}"
        day = f"2021-06-{k + 1:02}"
        rows.append(
            {
                "id": f"a{k:02}",
                "outlet": f"Outlet {k}",
                "published": day,
                "text": text.strip(),
            }
        )
    (folder / "coverage.jsonl").write_text(
        "".join(json.dumps(row) + "\n" for row in rows)
    )
    return folder / "coverage.jsonl"


def test_partitions_are_joined_as_if_there_were_one(tmp_path):
    path = make_coverage(tmp_path)
    whole = extracted(path, tmp_path / "one", partition_size=12)
    apart = extracted(path, tmp_path / "three", partition_size=4)
    for name in ("quotes", "dates", "events", "copies", "clusters", "overlaps"):
        other = ["score", "speaker_rule", "speaker_score"]
        wanted = getattr(whole, name).drop(columns=other, errors="ignore")
        found = getattr(apart, name).drop(columns=other, errors="ignore")
        pd.testing.assert_frame_equal(found, wanted, check_categorical=False, obj=name)
    columns = ["speaker", "quotations"]
    assert apart.people[columns].equals(whole.people[columns])
    pairs = apart.copies[["article_a", "article_b"]].astype("str").to_numpy().tolist()
    assert ["a00", "a11"] in pairs
    assert apart.events["mentions"].max() == 6


def make_reprints(count=24, outlets=3):
    """Stories of sixty words that no other has, each printed by three outlets."""
    rows = []
    for story in range(count):
        words = [f"word{story}of{place}" for place in range(60)]
        for outlet in range(outlets):
            text = f"{' '.join(words)}. Added {story} by desk {outlet}."
            rows.append(
                {
                    "id": f"a{story:02}{outlet}",
                    "outlet": f"Outlet {outlet}",
                    "published": "2021-03-01",
                    "text": text,
                }
            )
    rows.sort(key=lambda row: row["outlet"])
    return rows


def test_copies_of_many_articles_are_those_of_few(tmp_path, monkeypatch):
    path = write_lines(tmp_path / "coverage.jsonl", make_reprints())
    few = extracted(path, tmp_path / "few", partition_size=9)
    monkeypatch.setattr(copies, "ALL_PAIRS", 10)
    monkeypatch.setattr(join, "TOGETHER", 3)
    many = extracted(path, tmp_path / "many", partition_size=9)
    assert len(few.copies) == 24 * 3
    names = ["article_a", "article_b"]
    found = many.copies.sort_values(names, ignore_index=True)
    wanted = few.copies.sort_values(names, ignore_index=True)
    pd.testing.assert_frame_equal(found, wanted)
    written = list((tmp_path / "many" / "copies").glob("*.parquet"))
    assert len(written) > 1


SAME_AND_OTHER = [
    "Karl Lund, a farmer, met Ada Quist and Jens Moe. “It rained,” Karl Lund said.",
    "Governor Maria Osei opened the hall. “Children first,” Maria Osei said.",
    "Lund met Ada Quist and Jens Moe by the sea. “We were late,” Lund said.",
    "“No money is left,” Governor Osei said.",
    "“It will snow,” forecaster Lund said in Bergen.",
    "“No fish is left,” said Osei, who sells nets in Tema.",
]


def test_surnames_are_joined_across_partitions_where_something_else_agrees(tmp_path):
    rows = [
        {"id": f"a{k}", "outlet": "O", "published": f"2021-0{k + 1}-01", "text": text}
        for k, text in enumerate(SAME_AND_OTHER)
    ]
    path = write_lines(tmp_path / "coverage.jsonl", rows)
    whole = bs.open_corpus(path)
    apart = extracted(path, tmp_path / "apart", partition_size=2)
    columns = ["article", "speaker", "speaker_kind", "speaker_rule", "speaker_score"]
    found = apart.quotes[columns].astype("str")
    pd.testing.assert_frame_equal(found, whole.quotes[columns].astype("str"))
    counts = dict(zip(apart.people["speaker"], apart.people["quotations"], strict=True))
    assert counts == {"Karl Lund": 2, "Maria Osei": 2, "Lund": 1, "Osei": 1}
    rules = set(found["speaker_rule"])
    assert {"across articles: shared names", "across articles: title"} <= rules


def test_frames_that_are_not_finished_are_not_shown(two, tmp_path):
    (tmp_path / "manifest.jsonl").write_text("{}")  # of an earlier version
    with pytest.raises(bs.BroadsheetError, match="is not finished"):
        bs.open_corpus(tmp_path)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """An extraction that counts as large, and the same articles opened as they are."""
    from broadsheet.corpus import extracted as extracted_room

    folder = tmp_path_factory.mktemp("many")
    path = make_coverage(folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(extracted_room, "MANY", 5)
        corpus = extracted(path, folder / "f", partition_size=4)
        # Whoever asks for all tokens fails.
        patched.setattr(type(corpus), "tokens", property(lambda self: 1 / 0))
        yield corpus, bs.open_corpus(path)


def same(found, wanted):
    pd.testing.assert_frame_equal(found, wanted, check_categorical=False)
    assert found.attrs.get("notes") == wanted.attrs.get("notes")


def test_texts_and_their_lengths_are_read_part_by_part(two, many, monkeypatch):
    for corpus in (bs.open_corpus(DATA), two):
        wanted = corpus.all_articles["text"].str.len()
        pd.testing.assert_series_equal(corpus.characters, wanted, check_names=False)
    extraction, as_it_is = many
    wanted = as_it_is.all_articles
    last_and_first = wanted.index[[-1, 0]]
    monkeypatch.setattr(type(extraction), "all_articles", property(lambda self: 1 / 0))
    texts = extraction.texts(last_and_first)
    assert texts["text"].tolist() == wanted["text"].iloc[[0, -1]].tolist()
    assert extraction.characters.sum() == wanted["text"].str.len().sum()


def test_many_articles_give_their_tokens_in_parts(many):
    parts = list(many[0].token_parts)
    assert [part["article"].nunique() for part in parts] == [4, 4, 4]
    rows = pd.concat([part.astype({"article": "str"}) for part in parts])
    tokens = many[1].tokens
    for name in ("article", "token", "lemma", "pos", "start", "quoted"):
        assert rows[name].tolist() == tokens[name].tolist()


@pytest.mark.parametrize("by", [None, "outlet", "month"])
@pytest.mark.parametrize(
    "how",
    [
        {"names": "whole", "aliases": {}, "stop_words": ["ma*"]},
        {"names": "whole", "aliases": {"dam": ["bridge"]}},
        {"ngram": 2},
    ],
)
def test_words_are_counted_from_what_was_counted_once(many, by, how, monkeypatch):
    corpus, plain = many
    parts = corpus.token_parts
    if how.get("stop_words"):
        monkeypatch.setattr(type(parts), "__iter__", lambda self: 1 / 0)
    found = bs.count_words(parts, by, corpus.catalogue, **how)
    wanted = bs.count_words(plain.tokens, by, plain.catalogue, **how)
    same(found, wanted)


QUERIES = [
    "bridge",
    "the bridge",
    "lemma:open",
    "[pos=NNP] said",
    "fish | Lopez",
    "the *",
]


@pytest.mark.parametrize("query", [*QUERIES, "brige", "bridge fish"])
def test_a_query_reads_only_the_articles_that_may_have_it(many, query):
    corpus, plain = many
    parts = corpus.token_parts
    same(bs.concordance(parts, query), bs.concordance(plain.tokens, query))
    same(bs.places(parts, query), bs.places(plain.tokens, query))
    same(
        bs.trend(parts, query, corpus.catalogue),
        bs.trend(plain.tokens, query, plain.catalogue),
    )
    for window in (4, "sentence"):
        how = {"min_count": 1, "names": "whole", "window": window}
        same(
            bs.collocations(parts, query, **how),
            bs.collocations(plain.tokens, query, **how),
        )
    categories = {"one": [query], "two": ["harbour"]}
    same(
        bs.count_dictionary(parts, categories, "outlet", corpus.catalogue),
        bs.count_dictionary(plain.tokens, categories, "outlet", plain.catalogue),
    )


def test_the_index_leaves_out_articles_without_the_words(many):
    from broadsheet.words.parts import Searching

    def articles(query):
        parts = many[0].token_parts.matching(Searching([query]))
        return [name for part in parts for name in part["article"].cat.categories]

    assert articles("Garcia") == ["a00", "a04", "a08"]
    assert articles("Maria Lopez Garcia") == ["a00", "a04"]
    assert articles("Garcia | roofs") == ["a00", "a04", "a08", "a11"]
    assert articles("xylophone") == []


def test_the_search_of_a_report_needs_no_more_tokens_than_its_passages(many):
    from broadsheet.report import search

    found = {entry.text: entry for entry in search.find_words(many[0]).entries}
    assert found == {entry.text: entry for entry in search.find_words(many[1]).entries}


def test_names_stand_in_the_extraction(many):
    names = many[0].names
    wanted = many[1].names.drop(columns=["first", "last"])
    columns = ["article", "start", "end", "kind"]
    pd.testing.assert_frame_equal(
        names[columns], wanted[columns], check_categorical=False
    )


def test_frames_that_were_let_go_of_are_read_again(two):
    corpus = bs.open_corpus(two.extraction.address)
    before = corpus.quotes
    corpus.let_go()
    assert "quotes" not in vars(corpus)
    assert corpus.quotes is not before
    same(corpus.quotes, before)


@pytest.mark.parametrize("name", ["passages", "quotes", "dates"])
def test_a_part_of_a_frame_is_that_part(two, name):
    frame = getattr(two, name)
    ids = two.catalogue.index[:1].tolist()
    part = two.part_of(name, ids)
    wanted = frame[frame["article"].isin(ids)]
    assert 0 < len(part) < len(frame)
    assert part[wanted.columns].to_dict("list") == wanted.to_dict("list")
    columns = two.part_of(name, columns=["article", "start"])
    assert columns.to_dict("list") == frame[["article", "start"]].to_dict("list")
