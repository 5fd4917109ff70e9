"""What the alignment means: how much of each article was kept, and whose quotations and dates went."""

import pandas as pd

from broadsheet.outlets.editor import Change
from broadsheet.outlets.sentences import find_sentences

OF_A = {
    "verbatim": "kept",
    "merged": "reworded",
    "split": "reworded",
}  # what becomes of its words


def editing_shares(overlaps: pd.DataFrame) -> pd.DataFrame:
    """Sum up each pair of articles, in words.

    Columns, one row a pair, in the order of `overlaps`: `article_a`, `article_b`; of a's words the shares
    `kept` (in sentences with the same words), `reworded` (reworded, merged or split) and `dropped`, which
    make 1; of b's words the shares `added` (in sentences that a lacks) and `copied` (in runs of five or
    more that a has too); `moved`, how many sentences of a stand elsewhere in b; `words_a` and `words_b`.
    """
    pair = ["article_a", "article_b"]
    a, b = (
        overlaps.dropna(subset=s).drop_duplicates([*pair, s])
        for s in ("sentence_a", "sentence_b")
    )
    fate = a["kind"].astype(object).replace(OF_A)
    counts = {
        name: a["words_a"].where(fate == name, 0)
        for name in ("kept", "reworded", "dropped")
    }
    counts |= {
        "added": b["words_b"].where(b["kind"] == "added", 0),
        "copied": b["shared_b"],
    }
    counts |= {"moved": a["moved"], "words_a": a["words_a"], "words_b": b["words_b"]}
    summed = pd.concat([overlaps[pair], pd.DataFrame(counts).astype("Int64")], axis=1)
    shares = summed.groupby(pair, observed=True, sort=False).sum().astype(int)
    for whole, parts in (
        ("words_a", ["kept", "reworded", "dropped"]),
        ("words_b", ["added", "copied"]),
    ):
        shares[parts] = shares[parts].div(shares[whole].clip(lower=1), axis=0)
    return shares.reset_index()


def what_became_of(rows: pd.DataFrame, overlaps: pd.DataFrame) -> pd.DataFrame:
    """Say of each quotation, date or other passage what the other article made of its sentence.

    `rows` has `article` and `start`, as `quotes` and `dates` have. Returns its rows once for each comparison
    their article is in, with `other` (the article compared with), `fate` (verbatim, reworded, merged, split,
    dropped, added) and `moved`; the rows whose sentence is in no comparison are left out.
    """
    found = find_sentences(rows, overlaps)
    fate = overlaps.loc[found["overlap"]].reset_index(drop=True)
    other = (
        fate["article_b"]
        .astype(object)
        .where(found["side"] == "a", fate["article_a"].astype(object))
    )
    became = {
        "other": other,
        "fate": fate["kind"].astype(object),
        "moved": fate["moved"],
    }
    passages = (
        rows.loc[found["row"]].reset_index(drop=True).assign(**became, row=found["row"])
    )
    passages = passages.drop_duplicates(["row", "other"]).sort_values(
        ["other", "row"], kind="stable"
    )
    return passages.drop(columns="row").reset_index(drop=True)


def list_changes(overlaps: pd.DataFrame) -> pd.DataFrame:
    """List the words that changed within sentences, one row a change, in the order of `overlaps`.

    Columns: `article_a`, `article_b`, `change` (replaced, dropped, added), `words_a`, `words_b`, `start_a`,
    `end_a`, `start_b`, `end_b`.
    """
    rows = (
        overlaps[["article_a", "article_b", "changes"]]
        .explode("changes")
        .dropna(subset="changes")
    )
    rows = rows.reset_index(drop=True)
    changes = pd.DataFrame(rows.pop("changes").tolist(), columns=Change._fields)
    return pd.concat([rows, changes], axis=1)


def describe_copies(clusters: pd.DataFrame) -> str:
    """Say how many articles run copy that others run too.

    >>> describe_copies(pd.DataFrame({"outlet": ["A"], "cluster": [pd.NA], "size": [1], "wire": [None]}))
    'There is one article, so there is nothing to compare it with.'
    """
    count, shared = len(clusters), clusters.dropna(subset="cluster")
    outlets = clusters["outlet"].nunique(dropna=False)
    if count < 2:
        return f"There is {'one' if count else 'no'} article, so there is nothing to compare it with."
    alone = outlets == 1 and clusters["outlet"].notna().all()
    said = (
        f"All {count:,} articles are from one outlet: no two outlets can be compared. "
        if alone
        else ""
    )
    if shared.empty:
        return f"{said}None of the {count:,} articles is a copy of another: they were reported independently."
    stories, wires = (
        shared["cluster"].nunique(),
        shared.drop_duplicates("cluster")["wire"].value_counts(),
    )
    names = ", ".join(f"{name} {number}" for name, number in wires.items())
    named = f" (agencies named: {names})" if names else ""
    running = shared["outlet"].nunique(dropna=False)
    return (
        f"{said}{len(shared):,} of {count:,} articles, in {running} of {outlets} outlets, are versions of "
        f"{stories} {'story' if stories == 1 else 'stories'}{named}; "
        f"{count - len(shared):,} share copy with no other."
    )


def describe_editing(
    shares: pd.DataFrame, articles: pd.DataFrame, clusters: pd.DataFrame
) -> str:
    """Say what the second article of the first pair made of the first."""
    if shares.empty:
        return (
            "No two articles of different outlets have enough in common to be compared."
        )
    first, outlet = (
        shares.iloc[0],
        articles["outlet"].astype("str").fillna("no outlet given"),
    )
    a, b = outlet[first["article_a"]], outlet[first["article_b"]]
    said = (
        f"{b} left {first['kept']:.0%} of the {first['words_a']:,} words of {a} in sentences as they were, "
        f"reworded {first['reworded']:.0%} and dropped {first['dropped']:.0%}. Of its own "
        f"{first['words_b']:,} words {first['copied']:.0%} stand in runs of five or more that {a} has too, "
        f"and {first['added']:.0%} in sentences that {a} does not have."
    )
    if clusters["cluster"].isna().all() and first["kept"] + first["reworded"] < 0.01:
        return f"None of these articles is a version of another's copy; nearest are {a} and {b}."
    if clusters["cluster"].isna().all():
        return f"{a} and {b} share most, but neither's article is a copy of the other's. {said}"
    if len(shares) == 1:
        return said
    typical = f"half of the versions left at least {shares['kept'].median():.0%} of the earlier one's words"
    return f"{said} Over all {len(shares):,} pairs, {typical} as they were."
