"""What the alignment means: how much of each article was kept, and whose quotations and dates went."""

import pandas as pd

from broadsheet.outlets.editor import Change
from broadsheet.outlets.sentences import find_sentences

PAIR = ["article_a", "article_b"]
# What becomes of the words of a sentence of the first article.
OF_A = {"verbatim": "kept", "merged": "reworded", "split": "reworded"}
# Of which words each share is.
SHARES = {
    "words_a": ["kept", "reworded", "dropped"],
    "words_b": ["added", "copied"],
}
# Below this share of words that two articles have in common, neither can be called a version of the other.
# Set by hand: a sentence or two of an ordinary article.
HARDLY_ANY = 0.01


def editing_shares(overlaps: pd.DataFrame) -> pd.DataFrame:
    """Sum up each pair of articles, in words.

    Columns, one row a pair, in the order of `overlaps`: `article_a`, `article_b`; of a's words the shares
    `kept` (in sentences with the same words), `reworded` (reworded, merged or split) and `dropped`, which
    make 1; of b's words the shares `added` (in sentences that a lacks) and `copied` (in runs of five or
    more that a has too); `moved`, how many sentences of a stand elsewhere in b; `words_a` and `words_b`.
    """
    counts = _count_words(overlaps)
    rows = pd.concat([overlaps[PAIR], counts], axis=1)
    pairs = rows.groupby(PAIR, observed=True, sort=False)
    shares = pairs.sum().astype(int)
    for whole, parts in SHARES.items():
        words = shares[whole].clip(lower=1)
        counted = shares[parts]
        shares[parts] = counted.div(words, axis=0)
    return shares.reset_index()


def _count_words(overlaps: pd.DataFrame) -> pd.DataFrame:
    """Count the words of each row that were kept, reworded and so on, each sentence once."""
    a = _once_a_sentence(overlaps, "sentence_a")
    b = _once_a_sentence(overlaps, "sentence_b")
    kind = a["kind"].astype(object)
    fate = kind.replace(OF_A)
    words_a = a["words_a"]
    words_b = b["words_b"]
    is_added = b["kind"] == "added"
    counts = {
        "kept": words_a.where(fate == "kept", 0),
        "reworded": words_a.where(fate == "reworded", 0),
        "dropped": words_a.where(fate == "dropped", 0),
        "added": words_b.where(is_added, 0),
        "copied": b["shared_b"],
        "moved": a["moved"],
        "words_a": words_a,
        "words_b": words_b,
    }
    frame = pd.DataFrame(counts)
    return frame.astype("Int64")


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
    sentences = overlaps.loc[places["overlap"]]
    sentences = sentences.reset_index(drop=True)
    article_a = sentences["article_a"].astype(object)
    article_b = sentences["article_b"].astype(object)
    is_of_a = places["side"] == "a"
    passages = rows.loc[places["row"]]
    passages = passages.reset_index(drop=True)
    passages = passages.assign(
        other=article_b.where(is_of_a, article_a),
        fate=sentences["kind"].astype(object),
        moved=sentences["moved"],
        row=places["row"],
    )
    passages = passages.drop_duplicates(["row", "other"])
    passages = passages.sort_values(["other", "row"], kind="stable")
    passages = passages.drop(columns="row")
    return passages.reset_index(drop=True)


def list_changes(overlaps: pd.DataFrame) -> pd.DataFrame:
    """List the words that changed within sentences, one row a change, in the order of `overlaps`.

    Columns: `article_a`, `article_b`, `change` (replaced, dropped, added), `words_a`, `words_b`, `start_a`,
    `end_a`, `start_b`, `end_b`.
    """
    columns = [*PAIR, "changes"]
    rows = overlaps[columns].explode("changes")
    rows = rows.dropna(subset="changes")
    rows = rows.reset_index(drop=True)
    records = rows["changes"].tolist()
    changes = pd.DataFrame(records, columns=Change._fields)
    return pd.concat([rows[PAIR], changes], axis=1)


def describe_copies(clusters: pd.DataFrame) -> str:
    """Say how many articles run copy that others run too.

    >>> describe_copies(pd.DataFrame({"outlet": ["A"], "cluster": [pd.NA], "size": [1], "wire": [None]}))
    'There is one article, so there is nothing to compare it with.'
    """
    count = len(clusters)
    if count == 0:
        return "There is no article, so there is nothing to compare."
    if count == 1:
        return "There is one article, so there is nothing to compare it with."
    warning = _warn_of_one_outlet(clusters)
    copies = clusters.dropna(subset="cluster")
    if copies.empty:
        return (
            f"{warning}None of the {count:,} articles is a copy of another: "
            f"they were reported independently."
        )
    outlets = _count_outlets(clusters)
    running = _count_outlets(copies)
    stories = _describe_stories(copies)
    alone = count - len(copies)
    return (
        f"{warning}{len(copies):,} of {count:,} articles, "
        f"in {running} of {outlets} outlets, "
        f"are versions of {stories}; "
        f"{alone:,} share copy with no other."
    )


def _count_outlets(rows: pd.DataFrame) -> int:
    """Return how many outlets there are; articles without one count as one more."""
    outlets = rows["outlet"].drop_duplicates()
    return len(outlets)


def _warn_of_one_outlet(clusters: pd.DataFrame) -> str:
    """Return a sentence for articles that are all from one outlet, nothing for others."""
    is_named = clusters["outlet"].notna()
    if not is_named.all():
        return ""
    if _count_outlets(clusters) > 1:
        return ""
    count = len(clusters)
    return (
        f"All {count:,} articles are from one outlet: no two outlets can be compared. "
    )


def _describe_stories(copies: pd.DataFrame) -> str:
    """Say how many stories there are, and how many of them name which agency."""
    stories = copies.drop_duplicates("cluster")
    number = f"{len(stories)} stories"
    if len(stories) == 1:
        number = "1 story"
    wires = stories["wire"].value_counts()
    if wires.empty:
        return number
    counts = [f"{name} {count}" for name, count in wires.items()]
    agencies = ", ".join(counts)
    return f"{number} (agencies named: {agencies})"


def describe_editing(
    shares: pd.DataFrame, articles: pd.DataFrame, clusters: pd.DataFrame
) -> str:
    """Say what the second article of the first pair made of the first."""
    if shares.empty:
        return (
            "No two articles of different outlets have enough in common to be compared."
        )
    first = shares.iloc[0]
    outlet = articles["outlet"].astype("str")
    outlet = outlet.fillna("no outlet given")
    a = outlet[first["article_a"]]
    b = outlet[first["article_b"]]
    edited = _describe_pair(first, a, b)
    is_nobodys_copy = clusters["cluster"].isna().all()
    in_common = first["kept"] + first["reworded"]
    if is_nobodys_copy and in_common < HARDLY_ANY:
        return (
            f"None of these articles is a version of another's copy; "
            f"nearest are {a} and {b}."
        )
    if is_nobodys_copy:
        return (
            f"{a} and {b} share most, "
            f"but neither's article is a copy of the other's. {edited}"
        )
    if len(shares) == 1:
        return edited
    half = shares["kept"].median()
    return (
        f"{edited} Over all {len(shares):,} pairs, half of the versions left at least "
        f"{half:.0%} of the earlier one's words as they were."
    )


def _describe_pair(shares: pd.Series, a: str, b: str) -> str:
    """Say what outlet `b` made of the article of `a`."""
    return (
        f"{b} left {shares['kept']:.0%} "
        f"of the {shares['words_a']:,} words of {a} in sentences as they were, "
        f"reworded {shares['reworded']:.0%} "
        f"and dropped {shares['dropped']:.0%}. "
        f"Of its own {shares['words_b']:,} words "
        f"{shares['copied']:.0%} stand in runs of five or more that {a} has too, "
        f"and {shares['added']:.0%} in sentences that {a} does not have."
    )
