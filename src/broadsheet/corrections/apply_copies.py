"""Corrections of copies: which articles are versions of one copy, and which are not."""

import pandas as pd

from broadsheet.corrections.correction import Correction, corrections_of
from broadsheet.corrections.outcome import Outcome, applied, unfit

Pair = tuple[str, str]


def pairs_of(corrections: dict[int, Correction]) -> dict[Pair, bool]:
    """Return what corrections say of pairs of articles: whether they are copies.

    >>> pairs_of({2: Correction("not copies", "b", subject="a")})
    {('a', 'b'): False}
    """
    judged: dict[Pair, bool] = {}
    for correction in corrections_of("copies", corrections).values():
        pair = _pair(correction.article, correction.subject)
        judged[pair] = not correction.about.removes
    return judged


def _pair(one: str, other: str) -> Pair:
    first, second = sorted([one, other])
    return first, second


def correct_copies(
    copies: pd.DataFrame, corrections: dict[int, Correction], ids: pd.Index
) -> tuple[pd.DataFrame, dict[int, Outcome]]:
    """Say of pairs of articles whether they are the same copy; pairs that share nothing are added.

    Args:
        copies: What `find_copies` returns.
        corrections: Corrections by their row in the file, others among them.
        ids: The ids of the articles, in their order.

    Returns:
        The pairs with a column `corrected`, and what became of each correction.
    """
    outcomes = {}
    for number, correction in corrections_of("copies", corrections).items():
        outcomes[number] = _outcome(correction, ids)
    by_hand = {
        pair: is_copy
        for pair, is_copy in pairs_of(corrections).items()
        if pair[0] in ids and pair[1] in ids and pair[0] != pair[1]
    }
    keys = [_pair(*names) for names in _names(copies)]
    values = [by_hand.get(key) for key in keys]
    own = pd.Series(values, copies.index, dtype="boolean")
    corrected = copies.assign(
        same_copy=own.fillna(copies["same_copy"]).astype(bool),
        corrected=own.notna().to_numpy(dtype=bool),
    )
    missing = [
        pair for pair, is_copy in by_hand.items() if is_copy and pair not in keys
    ]
    if missing:
        corrected = _with_pairs(corrected, missing, ids)
    return corrected, outcomes


def _names(copies: pd.DataFrame) -> list[Pair]:
    firsts = copies["article_a"].astype(object)
    seconds = copies["article_b"].astype(object)
    return list(zip(firsts, seconds, strict=True))


def _outcome(correction: Correction, ids: pd.Index) -> Outcome:
    for article in (correction.article, correction.subject):
        if article not in ids:
            return unfit(f"there is no article {article!r} any more")
    if correction.article == correction.subject:
        return unfit("an article is no copy of itself")
    return applied()


def _with_pairs(copies: pd.DataFrame, pairs: list[Pair], ids: pd.Index) -> pd.DataFrame:
    """Add pairs that share no run of words, each with the earlier article of the collection first."""
    ordered = [sorted(pair, key=ids.get_loc) for pair in pairs]
    rows = pd.DataFrame(
        {
            "article_a": pd.Categorical([pair[0] for pair in ordered], ids),
            "article_b": pd.Categorical([pair[1] for pair in ordered], ids),
            "shared": 0,
            "containment_a": 0.0,
            "containment_b": 0.0,
            "jaccard": 0.0,
            "prose": 0.0,
            "same_copy": True,
            "corrected": True,
        }
    )
    return pd.concat([copies, rows], ignore_index=True)[list(copies.columns)]


def mark_clusters(
    clusters: pd.DataFrame, corrections: dict[int, Correction]
) -> pd.DataFrame:
    """Return the clusters with a column that says of which articles corrections spoke."""
    named = {article for pair in pairs_of(corrections) for article in pair}
    corrected = clusters["article"].astype(object).isin(named)
    return clusters.assign(corrected=corrected.to_numpy(dtype=bool))


def still_together(
    clusters: pd.DataFrame, corrections: dict[int, Correction]
) -> dict[int, Outcome]:
    """Return the corrections that part two articles which a third still holds together."""
    cluster = dict(
        zip(clusters["article"].astype(object), clusters["cluster"], strict=True)
    )
    outcomes = {}
    for number, correction in corrections.items():
        if correction.kind != "not copies":
            continue
        one, other = (
            cluster.get(name) for name in (correction.article, correction.subject)
        )
        if pd.notna(one) and pd.notna(other) and one == other:
            reason = "a third article has words of both, and keeps them in one group"
            outcomes[number] = unfit(reason)
    return outcomes


def correct_pairs(
    pairs: pd.DataFrame, corrections: dict[int, Correction], articles: pd.DataFrame
) -> pd.DataFrame:
    """Return the pairs that are compared sentence by sentence as corrections have them.

    Args:
        pairs: What `related_pairs` returns.
        corrections: Corrections by their row in the file, others among them.
        articles: The articles.
    """
    by_hand = pairs_of(corrections)
    keys = [_pair(*names) for names in _names(pairs)]
    kept = pairs[[by_hand.get(key, True) for key in keys]]
    missing = [
        pair
        for pair, is_copy in by_hand.items()
        if is_copy and pair not in keys and set(pair) <= set(articles.index)
    ]
    if not missing:
        return kept.reset_index(drop=True)
    days = articles["published"].rank(method="first", na_option="bottom")
    ordered = [sorted(pair, key=days.get) for pair in missing]
    rows = pd.DataFrame(ordered, columns=["article_a", "article_b"])
    added = rows.astype(pd.CategoricalDtype(articles.index))
    columns = ["article_a", "article_b"]
    return pd.concat([kept[columns], added], ignore_index=True)
