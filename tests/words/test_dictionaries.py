"""Dictionaries in each format, counted, shown and near a name."""

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.errors import BroadsheetError

WANTED = {"work": ["job*", "trade union"], "prices": ["price of bread", "40%"]}
FILES = {
    "a.toml": 'work = ["job*", "trade union"]\nprices = ["price of bread", "40%"]\n',
    "a.csv": "category,word\nwork,job*\nwork,trade union\nprices,price of bread\nprices,40%\n",
    "b.csv": "work;prices\njob*;price of bread\ntrade union;40%\n",
    "a.tsv": "term\tcategory\njob*\twork\ntrade union\twork\nprice of bread\tprices\n40%\tprices\n",
    "a.dicx": "DicTerm,work,prices\njob*,X,\ntrade union,X,\nprice of bread,,X\n40%,,X\n",
    "a.dic": "%\n1\twork\n2\tprices\n%\njob*\t1\ntrade union\t1\nprice of bread\t2\n40%\t2\n",
    "b.dic": "%\n1 work\n2 prices\n%\njob* 1\ntrade union 1\nprice of bread 2\n40% 2\n",
    "a.yml": "work:\n  - job*\n  - trade union\nprices:\n  - price of bread\n  - 40%\n",
    "a.lc3": "+work\njob*\ntrade union\n+prices\nprice of bread\n40%\n",
}
TEXTS = {
    "a": "Jobs were lost, Anna Berg said. The price of bread rose by 40%.",
    "b": "A job is a job. The trade union met. Nobody came to Anna Berg. Trains were late.",
    "c": "The fair opened on Monday.",
}


@pytest.fixture(scope="module")
def made():
    articles = pd.DataFrame(
        {"text": TEXTS.values(), "outlet": ["One", "Two", "Two"]}, index=list(TEXTS)
    )
    return articles, bs.tokenize(articles)


@pytest.mark.parametrize("name", FILES)
def test_each_format_is_read(tmp_path, name):
    path = tmp_path / name
    path.write_text(FILES[name], encoding="utf-8")
    dictionary = bs.read_dictionary(path)
    assert dictionary.categories == WANTED
    assert dictionary.notes == []


def test_categories_within_categories_and_words_that_look_like_values(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("mood:\n  good: [yes, on]\n  bad: [no, 1984]\n", encoding="utf-8")
    assert bs.read_dictionary(path).categories == {
        "mood.good": ["yes", "on"],
        "mood.bad": ["no", "1984"],
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.toml", "work = ["),
        ("a.dic", "work"),
        ("a.xyz", "x"),
        ("a.toml", ""),
        ("a.csv", "a,b"),
        ("a.yml", "- x"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BroadsheetError, match=name):
        bs.read_dictionary(path)


def test_what_is_left_out_is_told(tmp_path):
    path = tmp_path / "a.dic"
    path.write_text("%\n1\twork\n%\njob*\t1\nodd\t7\n", encoding="utf-8")
    dictionary = bs.read_dictionary(path)
    assert dictionary.categories == {"work": ["job*"]}
    assert "odd" in dictionary.notes[0]


ODD_FILES = {
    # Conditions of LIWC 2007, and the line ends of Windows
    "a.dic": (
        "%\r\n1\tact\r\n2\tlike\r\n9\trest\r\n%\r\nkind\t(02 134)1/9\t2\r\nsort\t<of>2/9\r\n",
        {"act": [], "like": ["kind"], "rest": ["kind", "sort"]},
    ),
    "b.dic": ("%\n1\tA\n%\nup\t1\n[sic\t1\n", {"A": ["up"]}),
    "c.lc3": (
        "# made by hand\n+UP\n#OnTheUp\n RIS*\n+DOWN\n+DEEP\nfall\n",
        {"UP": ["#OnTheUp", "RIS*"], "DOWN": [], "DEEP": ["fall"]},
    ),
    # Tables without headings, and with others
    "d.csv": (
        "sea,ship*\nsea,harbour\nland,field\n",
        {"sea": ["ship*", "harbour"], "land": ["field"]},
    ),
    "e.csv": (
        "ship*;sea\nharbour;sea\nfield;land\n",
        {"sea": ["ship*", "harbour"], "land": ["field"]},
    ),
    "f.csv": ('Theme,Keyword\nsea,"tide, high"\n', {"sea": ["tide, high"]}),
    "g.csv": (
        "sea,land\nship*,field\nharbour,\n",
        {"sea": ["ship*", "harbour"], "land": ["field"]},
    ),
    # Lexicons of sentiment: more columns than two, numbers, marks of 0 and 1
    "i.csv": (
        "word,sentiment,weight\ncalm,positive,2\nstorm,negative,-1.5\n",
        {"positive": ["calm"], "negative": ["storm"]},
    ),
    "j.csv": (
        "term,tone\ncalm,fair\nstorm,foul\n",
        {"fair": ["calm"], "foul": ["storm"]},
    ),
    "k.csv": (
        "fear,word,joy\n0,calm,1\n1,storm,0\n",
        {"fear": ["storm"], "joy": ["calm"]},
    ),
    "l.json": ('{"sea": {"up": ["tide"]}}', {"sea.up": ["tide"]}),
    "m.txt": ("# of the sea\ntide\n\nhigh water\n", {"m": ["tide", "high water"]}),
    "n.txt": ("%\n1\tsea\n%\ntide\t1\n", {"sea": ["tide"]}),
    "o.lcd": (
        '<dictionary><cnode name="SEA"><pnode name="TIDE"></pnode><cnode name="UP">'
        '<pnode name="R&amp;R"/></cnode><pnode name="EBB"/></cnode></dictionary>',
        {"SEA": ["TIDE", "EBB"], "SEA.UP": ["R&R"]},
    ),
    "h.yml": ("sea:\n- [tide, ebb]\n- ship\n", {"sea": ["tide", "ebb", "ship"]}),
}


@pytest.mark.parametrize("name", ODD_FILES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_odd_files_are_read(tmp_path, name, encoding):
    text, categories = ODD_FILES[name]
    (tmp_path / name).write_bytes(text.encode(encoding))
    dictionary = bs.read_dictionary(tmp_path / name)
    assert dictionary.categories == categories
    leaves_out = "[sic" in text
    has_empty = [] in categories.values()
    assert bool(dictionary.notes) == (leaves_out or has_empty)


def test_a_table_of_weights_is_no_dictionary(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("term,score\ncalm,2\nstorm,-1\n", encoding="utf-8")
    with pytest.raises(BroadsheetError, match="number for each word"):
        bs.read_dictionary(path)


def test_a_pattern_that_cannot_be_understood_names_its_category(made):
    with pytest.raises(BroadsheetError, match="work"):
        bs.count_dictionary(made[1], {"work": ["job* |"]})


def test_counts_by_outlet_with_the_words_as_total(made):
    articles, tokens = made
    counts = bs.count_dictionary(tokens, WANTED, by="outlet", articles=articles)
    rows = counts.set_index(["category", "outlet"])["count"].to_dict()
    assert rows == {("work", "One"): 1, ("prices", "One"): 2, ("work", "Two"): 3}
    words = bs.count_words(tokens, by="outlet", articles=articles)
    totals = words.groupby("outlet", observed=True)["total"].first().to_dict()
    assert counts.groupby("outlet", observed=True)["total"].first().to_dict() == totals
    assert (
        counts.set_index(["category", "outlet"]).loc[("work", "Two"), "of_articles"]
        == 2
    )
    comparison = bs.compare_words(counts, "One").set_index("word")
    assert comparison.loc["prices", "count"] == 2
    assert not comparison["significant"].any()


def test_passages_are_those_that_are_counted(made):
    lines = bs.dictionary_passages(made[1], WANTED)
    assert lines["category"].value_counts().to_dict() == {"work": 4, "prices": 2}
    assert lines["keyword"].tolist() == [
        "Jobs",
        "job",
        "job",
        "trade union",
        "price of bread",
        "40%",
    ]


def test_overlapping_patterns_of_a_category_count_once(made):
    counts = bs.count_dictionary(
        made[1], {"union": ["trade union", "trade", "union"]}, by=None
    )
    assert counts["count"].tolist() == [1]


def test_near_a_name_is_within_its_sentence_and_window(made):
    for window, expected in ((3, []), (4, [1])):
        counts = bs.count_dictionary(
            made[1], {"work": ["lost", "job*"]}, by=None, near="Berg", window=2
        )
        assert counts["count"].tolist() == [1]
        near = bs.count_dictionary(
            made[1], {"work": ["job*"]}, by=None, near="Berg", window=window
        )
        assert near["count"].tolist() == expected


def test_a_category_that_is_not_found_is_named(made):
    counts = bs.count_dictionary(made[1], {"sea": ["ship*"], "work": ["job*"]}, by=None)
    assert counts["category"].tolist() == ["work"]
    assert "sea" in counts.attrs["notes"][0]


def test_a_corpus_for_nltk(made):
    articles, tokens = made
    corpus = bs.to_nltk(tokens, by="outlet", articles=articles)
    assert corpus.frequencies["job"] == 2
    assert corpus.by_group["Two"]["job"] == 2
    assert corpus.by_group.conditions() == ["One", "Two"]
    assert corpus.text.count("job") == 2
