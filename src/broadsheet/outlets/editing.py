"""What the alignment means: how much of each article was kept, and whose quotations and dates went."""

import numpy as np
import pandas as pd

OF_A = {"verbatim": "kept", "reworded": "reworded", "merged": "reworded", "split": "reworded", "dropped": "dropped"}


def editing_shares(overlaps: pd.DataFrame) -> pd.DataFrame:
    """Sum up each pair of articles, in words.

    Columns, one row a pair, in the order of `overlaps`: `article_a`, `article_b`; of a's words the shares
    `kept` (in sentences with the same words), `reworded` (reworded, merged or split) and `dropped`, which
    make 1; `added`, the share of b's words in sentences that a lacks; `moved`, the sentences of a that stand
    elsewhere in b; `words_a` and `words_b`.
    """
    pair = ["article_a", "article_b"]
    of_a = overlaps.drop_duplicates([*pair, "sentence_a"]).dropna(subset="sentence_a")
    of_b = overlaps.drop_duplicates([*pair, "sentence_b"]).dropna(subset="sentence_b")
    a = of_a.assign(fate=of_a["kind"].astype(object).map(OF_A))
    words = a.pivot_table(index=pair, columns="fate", values="words_a", aggfunc="sum", observed=True, fill_value=0)
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
    columns = ["kept", "reworded", "dropped", "added", "moved", "words_a", "words_b"]
    return summary[columns].astype(dict.fromkeys(columns[:4], float)).reset_index()


def what_became_of(rows: pd.DataFrame, overlaps: pd.DataFrame) -> pd.DataFrame:
    """Say of each quotation, date or other passage what the other article made of its sentence.

    `rows` has `article` and `start`, as `quotes` and `dates` have. Returns its rows once for each comparison
    their article is in, with `other` (the article compared with), `kind` (verbatim, reworded, merged, split,
    dropped, added) and `moved`; the rows whose sentence is in no comparison are left out.
    """
    sides = []
    for own, other in ("ab", "ba"):
        place = [f"article_{own}", f"sentence_{own}"]
        side = overlaps.dropna(subset=place[1]).drop_duplicates([*place, f"article_{other}"])
        names = {place[0]: "article", f"start_{own}": "from", f"end_{own}": "to", f"article_{other}": "other"}
        sides.append(side[[*names, "kind", "moved"]].rename(columns=names).astype({"article": object, "other": object}))
    found = rows.astype({"article": object}).reset_index(names="row").merge(pd.concat(sides), on="article")
    inside = (found["start"] >= found["from"]) & (found["start"] < found["to"])
    return found[inside.astype(bool)].sort_values(["other", "row"], kind="stable").drop(columns=["from", "to", "row"]).reset_index(drop=True)
