"""What the alignment means: how much of each article was kept, and whose quotations and dates went."""

import pandas as pd

from broadsheet.outlets.editor import Change
from broadsheet.outlets.sentences import find_sentences

PAIR = ["article_a", "article_b"]
# What becomes of the words of a sentence of the first article.
OF_A = {"verbatim": "kept", "merged": "reworded", "split": "reworded"}
# Of which words each share is.
SHARES = {"words_a": ["kept", "reworded", "dropped"], "words_b": ["added", "copied"]}


def editing_shares(overlaps: pd.DataFrame) -> pd.DataFrame:
    """Sum up each pair of articles, in words.

    Columns, one row a pair, in the order of `overlaps`: `article_a`, `article_b`; of a's words the shares
    `kept` (in sentences with the same words), `reworded` (reworded, merged or split) and `dropped`, which
    make 1; of b's words the shares `added` (in sentences that a lacks) and `copied` (in runs of five or
    more that a has too); `moved`, how many sentences of a stand elsewhere in b; `words_a` and `words_b`.
    """
    a = _once_a_sentence(overlaps, "sentence_a")
    b = _once_a_sentence(overlaps, "sentence_b")
    fate = a["kind"].astype(object).replace(OF_A)
    counts = {
        "kept": a["words_a"].where(fate == "kept", 0),
        "reworded": a["words_a"].where(fate == "reworded", 0),
        "dropped": a["words_a"].where(fate == "dropped", 0),
        "added": b["words_b"].where(b["kind"] == "added", 0),
        "copied": b["shared_b"],
        "moved": a["moved"],
        "words_a": a["words_a"],
        "words_b": b["words_b"],
    }
    numbers = pd.DataFrame(counts).astype("Int64")
    rows = pd.concat([overlaps[PAIR], numbers], axis=1)
    shares = rows.groupby(PAIR, observed=True, sort=False).sum().astype(int)
    for whole, parts in SHARES.items():
        words = shares[whole].clip(lower=1)
        shares[parts] = shares[parts].div(words, axis=0)
    return shares.reset_index()


def _once_a_sentence(overlaps: pd.DataFrame, sentence: str) -> pd.DataFrame:
    """Return one row for each sentence of one side, which may be in several pairs."""
    rows = overlaps.dropna(subset=sentence)
    return rows.drop_duplicates([*PAIR, sentence])


def what_became_of(rows: pd.DataFrame, overlaps: pd.DataFrame) -> pd.DataFrame:
    """Say of each quotation, date or other passage what the other article made of its sentence.

    `rows` has `article` and `start`, as `quotes` and `dates` have. Returns its rows once for each comparison
    their article is in, with `other` (the article compared with), `fate` (verbatim, reworded, merged, split,
    dropped, added) and `moved`; the rows whose sentence is in no comparison are left out.
    """
    places = find_sentences(rows, overlaps)
    sentences = overlaps.loc[places["overlap"]].reset_index(drop=True)
    article_a = sentences["article_a"].astype(object)
    article_b = sentences["article_b"].astype(object)
    passages = rows.loc[places["row"]].reset_index(drop=True)
    passages = passages.assign(
        other=article_b.where(places["side"] == "a", article_a),
        fate=sentences["kind"].astype(object),
        moved=sentences["moved"],
        row=places["row"],
    )
    passages = passages.drop_duplicates(["row", "other"])
    passages = passages.sort_values(["other", "row"], kind="stable")
    return passages.drop(columns="row").reset_index(drop=True)


def list_changes(overlaps: pd.DataFrame) -> pd.DataFrame:
    """List the words that changed within sentences, one row a change, in the order of `overlaps`.

    Columns: `article_a`, `article_b`, `change` (replaced, dropped, added), `words_a`, `words_b`, `start_a`,
    `end_a`, `start_b`, `end_b`.
    """
    rows = overlaps[[*PAIR, "changes"]].explode("changes")
    rows = rows.dropna(subset="changes").reset_index(drop=True)
    changes = pd.DataFrame(rows["changes"].tolist(), columns=Change._fields)
    return pd.concat([rows[PAIR], changes], axis=1)


def describe_copies(clusters: pd.DataFrame) -> str:
    """Say how many articles run copy that others run too.

    >>> describe_copies(pd.DataFrame({"outlet": ["A"], "cluster": [pd.NA], "size": [1], "wire": [None]}))
    'There is one article, so there is nothing to compare it with.'
    """
    count = len(clusters)
    outlets = clusters["outlet"].nunique(dropna=False)
    if count == 0:
        return "There is no article, so there is nothing to compare."
    if count == 1:
        return "There is one article, so there is nothing to compare it with."
    warning = ""
    if outlets == 1 and clusters["outlet"].notna().all():
        warning = f"All {count:,} articles are from one outlet: no two outlets can be compared. "
    copies = clusters.dropna(subset="cluster")
    if copies.empty:
        return (
            f"{warning}None of the {count:,} articles is a copy of another: "
            f"they were reported independently."
        )
    running = copies["outlet"].nunique(dropna=False)
    return (
        f"{warning}{len(copies):,} of {count:,} articles, in {running} of {outlets} outlets, "
        f"are versions of {_stories(copies)}; {count - len(copies):,} share copy with no other."
    )


def _stories(copies: pd.DataFrame) -> str:
    """Say how many stories there are, and how many of them name which agency."""
    stories = copies.drop_duplicates("cluster")
    number = "1 story" if len(stories) == 1 else f"{len(stories)} stories"
    wires = stories["wire"].value_counts()
    named = [f"{name} {count}" for name, count in wires.items()]
    if not named:
        return number
    return f"{number} (agencies named: {', '.join(named)})"


def describe_editing(
    shares: pd.DataFrame, articles: pd.DataFrame, clusters: pd.DataFrame
) -> str:
    """Say what the second article of the first pair made of the first."""
    if shares.empty:
        return (
            "No two articles of different outlets have enough in common to be compared."
        )
    first = shares.iloc[0]
    outlet = articles["outlet"].astype("str").fillna("no outlet given")
    a = outlet[first["article_a"]]
    b = outlet[first["article_b"]]
    edited = _describe_pair(first, a, b)
    is_nobodys_copy = clusters["cluster"].isna().all()
    if is_nobodys_copy and first["kept"] + first["reworded"] < 0.01:
        return f"None of these articles is a version of another's copy; nearest are {a} and {b}."
    if is_nobodys_copy:
        return f"{a} and {b} share most, but neither's article is a copy of the other's. {edited}"
    if len(shares) == 1:
        return edited
    typical = f"{shares['kept'].median():.0%} of the earlier one's words as they were"
    return f"{edited} Over all {len(shares):,} pairs, half of the versions left at least {typical}."


def _describe_pair(shares: pd.Series, a: str, b: str) -> str:
    """Say what outlet `b` made of the article of `a`."""
    kept = f"{shares['kept']:.0%}"
    reworded = f"{shares['reworded']:.0%}"
    dropped = f"{shares['dropped']:.0%}"
    copied = f"{shares['copied']:.0%}"
    added = f"{shares['added']:.0%}"
    words_a = f"{shares['words_a']:,}"
    words_b = f"{shares['words_b']:,}"
    return (
        f"{b} left {kept} of the {words_a} words of {a} in sentences as they were, "
        f"reworded {reworded} and dropped {dropped}. "
        f"Of its own {words_b} words {copied} stand in runs of five or more that {a} has too, "
        f"and {added} in sentences that {a} does not have."
    )
