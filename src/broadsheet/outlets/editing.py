"""What the alignment means: how much of each article was kept, and whose quotations and dates went."""

import pandas as pd

from broadsheet.outlets.compare import Change, find_sentences

OF_A = {
    "verbatim": "kept",
    "reworded": "reworded",
    "merged": "reworded",
    "split": "reworded",
    "dropped": "dropped",
}


def editing_shares(overlaps: pd.DataFrame) -> pd.DataFrame:
    """Sum up each pair of articles, in words.

    Columns, one row a pair, in the order of `overlaps`: `article_a`, `article_b`; of a's words the shares
    `kept` (in sentences with the same words), `reworded` (reworded, merged or split) and `dropped`, which
    make 1; `added`, the share of b's words in sentences that a lacks; `copied`, the share of b's words in runs
    of five or more that a has too; `moved`, the sentences of a that stand
    elsewhere in b; `words_a` and `words_b`.
    """
    pair = ["article_a", "article_b"]
    of_a = overlaps.drop_duplicates([*pair, "sentence_a"]).dropna(subset="sentence_a")
    of_b = overlaps.drop_duplicates([*pair, "sentence_b"]).dropna(subset="sentence_b")
    a = of_a.assign(fate=of_a["kind"].astype(object).map(OF_A))
    words = a.pivot_table(
        index=pair, columns="fate", values="words_a", aggfunc="sum", observed=True, fill_value=0
    )
    words = words.reindex(columns=["kept", "reworded", "dropped"], fill_value=0)
    added = of_b[of_b["kind"] == "added"].groupby(pair, observed=True)["words_b"].sum()
    summary = overlaps[pair].drop_duplicates().set_index(pair)
    summary["words_a"] = of_a.groupby(pair, observed=True)["words_a"].sum()
    summary["words_b"] = of_b.groupby(pair, observed=True)["words_b"].sum()
    summary["moved"] = a.groupby(pair, observed=True)["moved"].sum()
    summary = summary.fillna(0).astype(int)
    for name in words:
        summary[name] = words[name].reindex(summary.index, fill_value=0) / summary["words_a"].clip(lower=1)
    summary["added"] = added.reindex(summary.index, fill_value=0) / summary["words_b"].clip(lower=1)
    copied = of_b.groupby(pair, observed=True)["shared_b"].sum()
    summary["copied"] = copied.reindex(summary.index, fill_value=0) / summary["words_b"].clip(lower=1)
    columns = ["kept", "reworded", "dropped", "added", "copied", "moved", "words_a", "words_b"]
    return summary[columns].astype(dict.fromkeys(columns[:5], float)).reset_index()


def what_became_of(rows: pd.DataFrame, overlaps: pd.DataFrame) -> pd.DataFrame:
    """Say of each quotation, date or other passage what the other article made of its sentence.

    `rows` has `article` and `start`, as `quotes` and `dates` have. Returns its rows once for each comparison
    their article is in, with `other` (the article compared with), `fate` (verbatim, reworded, merged, split,
    dropped, added) and `moved`; the rows whose sentence is in no comparison are left out.
    """
    found = find_sentences(rows, overlaps)
    fate = overlaps.loc[found["overlap"]].reset_index(drop=True)
    other = fate["article_b"].astype(object).where(found["side"] == "a", fate["article_a"].astype(object))
    passages = rows.loc[found["row"]].reset_index(drop=True)
    passages = passages.assign(
        other=other, fate=fate["kind"].astype(object), moved=fate["moved"], row=found["row"]
    )
    passages = passages.drop_duplicates(["row", "other"]).sort_values(["other", "row"], kind="stable")
    return passages.drop(columns="row").reset_index(drop=True)


def list_changes(overlaps: pd.DataFrame) -> pd.DataFrame:
    """List the words that changed within sentences, one row a change, in the order of `overlaps`.

    Columns: `article_a`, `article_b`, `op` (replaced, dropped, added), `words_a`, `words_b`, `start_a`,
    `end_a`, `start_b`, `end_b`.
    """
    rows = overlaps[["article_a", "article_b", "changes"]].explode("changes").dropna(subset="changes")
    rows = rows.reset_index(drop=True)
    changes = pd.DataFrame(rows.pop("changes").tolist(), columns=Change._fields)
    return pd.concat([rows, changes], axis=1)


def read_sentences(articles: pd.DataFrame, overlaps: pd.DataFrame) -> pd.DataFrame:
    """Put both versions of each sentence beside its row of `overlaps`: columns `text_a` and `text_b`."""
    sides = {
        f"text_{side}": [
            articles.at[article, "text"][start:end] if pd.notna(start) else None
            for article, start, end in overlaps[
                [f"{name}_{side}" for name in ("article", "start", "end")]
            ].itertuples(index=False)
        ]
        for side in "ab"
    }
    return overlaps.assign(**sides).astype(dict.fromkeys(sides, "str"))


def describe_copies(clusters: pd.DataFrame) -> str:
    """Say in a sentence or two how many articles run copy that others run too.

    >>> describe_copies(pd.DataFrame({"outlet": ["A"], "cluster": [pd.NA], "size": [1], "wire": [None]}))
    'There is one article, so there is nothing to compare it with.'
    """
    outlets, shared = clusters["outlet"].nunique(), clusters.dropna(subset="cluster")
    if len(clusters) < 2:
        return "There is one article, so there is nothing to compare it with."
    if outlets == 1:
        alone = f"All {len(clusters)} articles are from {clusters['outlet'].iloc[0]}: no two outlets can be compared. "
    else:
        alone = ""
    if shared.empty:
        return f"{alone}None of the {len(clusters)} articles is a copy of another: they were reported independently."
    wires = shared.drop_duplicates("cluster")["wire"].value_counts()
    named = ", ".join(f"{name} {count}" for name, count in wires.items())
    return (
        f"{alone}{len(shared)} of {len(clusters)} articles, from {shared['outlet'].nunique()} of {outlets} outlets, "
        f"run copy that another article runs too; they are versions of {shared['cluster'].nunique()} "
        f"{'story' if shared['cluster'].nunique() == 1 else 'stories'}"
        + (f" (by agency named: {named})." if named else ".")
        + f" {len(clusters) - len(shared)} share copy with none."
    )


def describe_editing(shares: pd.DataFrame, articles: pd.DataFrame, clusters: pd.DataFrame) -> str:
    """Say in a few sentences what the second article of the first pair made of the first."""
    if shares.empty:
        return "No two articles of different outlets have enough in common to be compared."
    first, outlet = shares.iloc[0], articles["outlet"].astype(str)
    a, b = outlet[first["article_a"]], outlet[first["article_b"]]
    alone = (
        "These two share most, but neither is a copy of the other. "
        if clusters["cluster"].isna().all()
        else ""
    )
    said = alone + (
        f"{b} has {first['kept']:.0%} of the {first['words_a']:,} words of {a} in sentences left as they were and "
        f"{first['reworded']:.0%} in reworded ones; {first['dropped']:.0%} it dropped. Of its own "
        f"{first['words_b']:,} words, {first['copied']:.0%} stand in runs of five or more that {a} has too, and "
        f"{first['added']:.0%} in sentences that {a} does not have."
    )
    if len(shares) > 1:
        said += (
            f" Over all {len(shares):,} pairs, half of the versions left at least {shares['kept'].median():.0%} of the "
            f"earlier one's words as they were."
        )
    return said
