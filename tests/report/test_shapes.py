"""Corpora of odd shapes: the code of all six notebooks runs on each of them, to the last section."""

import ast
import json
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import broadsheet as bs
from broadsheet.report.make import find_notebooks

NOTEBOOKS = [nbformat.read(path, as_version=4) for path in find_notebooks()]

SENTENCES = [
    "The harbour board agreed on Tuesday to lease the pier.",
    "“Nobody else wanted it,” said Ida Moe, who chairs the board.",
    "The harbour was dug in the second century BC, archaeologists say.",
    "The guild was chartered on 3 June 1387 by the bishop.",
    "The cliff is 140 million years old, and the road will be built by 2350.",
    "The board's chair's friend's firm's bid's the lowest, isn't it?",
    "Prices rose from $5 million to $7 million at number 1240, Quay Street.",
    "<script>x</script> id=\"article-a-1\" data-place {{ x }} =1+1 'quoted' & more.",
    "Yes.",
    "…",
    "Officials said on 31 December 2021 that nobody had told them.",
    "Die alte Mühle wird verkauft, und die Leute im Dorf wurden nicht gefragt.",
]
OUTLETS = [
    None,
    "Echo",
    "Star",
    "The " + "Very " * 60 + "Long Gazette",
    "article-1",
    "<b>Sun</b>",
    "A:B/C",
]
DAYS = [None, "2020-05-04", "2021-12-31", "1805-11-07", "1066-10-14"]

rows = st.fixed_dictionaries(
    {
        "outlet": st.sampled_from(OUTLETS),
        "published": st.sampled_from(DAYS),
        "title": st.sampled_from([None, "Mill to be sold", "x" * 300]),
        "text": st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).map(
            "\n\n".join
        ),
    }
)
shapes = st.tuples(
    st.lists(rows, min_size=1, max_size=6),
    st.sets(st.sampled_from(["outlet", "published", "title"])),
)


class Shell:
    """What a notebook's cells are run in here, in place of a kernel: much quicker, and as strict."""

    def __init__(self, corpus_path):
        self.names = {"articles_path": str(corpus_path), "settings": {}}

    def run(self, source):
        """Run a cell, and show what it ends with as a notebook would."""
        tree = ast.parse(source.replace("%load_ext broadsheet\n", ""))
        shown = None
        if isinstance(tree.body[-1], ast.Expr):
            last = ast.Expression(tree.body.pop().value)
            exec(compile(tree, "cell", "exec"), self.names)
            shown = eval(compile(last, "cell", "eval"), self.names)
        else:
            exec(compile(tree, "cell", "exec"), self.names)
        return shown


def check_shown(shown):
    """A figure has its sentence and can be drawn, also for a phone; everything else has its HTML."""
    if shown is None:
        return
    if hasattr(shown, "narrow"):
        assert shown.alt
        shown.draw_without_rendering()
        shown.narrow().draw_without_rendering()
        return
    bundle = shown._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "<script>x" not in data["text/html"]


def run_notebooks(path):
    """Run the code of all notebooks on the articles at a path."""
    for notebook in NOTEBOOKS:
        shell = Shell(path)
        for cell in notebook.cells:
            if cell.cell_type == "code" and "parameters" not in cell.metadata.get(
                "tags", []
            ):
                check_shown(shell.run(cell.source))


def write(folder: Path, articles: list[dict]) -> Path:
    path = folder / "articles.jsonl"
    lines = [json.dumps({"id": f"a{n}"} | row) for n, row in enumerate(articles)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def findings(monkeypatch):
    """The sentences that are shown, in order."""
    shown = []
    monkeypatch.setattr(
        "broadsheet.show.prose._display", lambda prose: shown.append(str(prose))
    )
    return shown


@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(shapes)
def test_every_section_is_computed_whatever_the_articles_are(
    tmp_path_factory, findings, shape
):
    articles, missing = shape
    kept = [
        {name: value for name, value in row.items() if name not in missing}
        for row in articles
    ]
    run_notebooks(write(tmp_path_factory.mktemp("shape"), kept))
    assert len(findings) > 25
    assert all(sentence.strip() for sentence in findings)


@pytest.mark.parametrize("number", [1, 60])
def test_one_outlet_each(tmp_path, findings, number):
    text = "The council voted on Tuesday, said Ann Lee. “We will build {} houses,” said Bo Li."
    days = pd.date_range("2020-01-01", periods=number, freq="9D")
    articles = [
        {
            "outlet": f"Gazette {n}",
            "published": f"{day:%Y-%m-%d}",
            "text": text.format(n + 2),
        }
        for n, day in enumerate(days)
    ]
    run_notebooks(write(tmp_path, articles))
    assert findings


def test_articles_of_other_languages_only(tmp_path, findings):
    text = "Die Gespräche wurden am Freitag eröffnet, und die Minister sprachen lange über den Handel.\n"
    articles = [
        {"outlet": "Bote", "text": f"{text * 3}Es war Nummer {n}."} for n in range(2)
    ]
    run_notebooks(write(tmp_path, articles))
    assert len(bs.open_corpus(tmp_path).articles) == 0
    assert findings
