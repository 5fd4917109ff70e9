"""Who speaks: one row a source, shares by outlet, month or section, and how concentrated speech is."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from broadsheet.sources.roles import UNKNOWN
from broadsheet.sources.topics import mentioning

TOP = 10
NOT_GIVEN = "not given"


def list_sources(described: pd.DataFrame) -> pd.DataFrame:
    """Return one row a source, those quoted most first.

    Args:
        described: What `describe_sources` returns.

    Returns:
        `speaker`, `source_kind`, `gender`, `gender_evidence`, `role_group`, `role`, `quotations`, `words`,
        `direct` (quotations word for word), `articles`, `outlets`, `opens` and `closes` (articles in which
        the source is quoted first, and last). An unnamed source is one within its article only.
    """
    rows = described.dropna(subset="speaker")
    own = rows["article"].astype(str).where(rows["source_kind"].eq("unnamed"), "")
    grouped = rows.assign(
        own=own,
        direct=rows["kind"].eq("direct"),
        role=rows["role"].astype(object),
        role_group=rows["role_group"].astype(str).replace(UNKNOWN, None),
    ).groupby(["speaker", "own"], sort=False)
    sources = grouped.agg(
        source_kind=("source_kind", "first"),
        gender=("gender", "first"),
        gender_evidence=("gender_evidence", "first"),
        role_group=("role_group", _commonest),
        role=("role", _commonest),
        quotations=("start", "size"),
        words=("words", "sum"),
        direct=("direct", "sum"),
        articles=("article", "nunique"),
        outlets=("outlet", "nunique"),
        opens=("is_first", "sum"),
        closes=("is_last", "sum"),
    )
    sources = sources.reset_index().drop(columns="own")
    sources["role_group"] = sources["role_group"].fillna(UNKNOWN)
    return sources.sort_values(
        ["quotations", "words", "speaker"], ascending=[False, False, True]
    ).reset_index(drop=True)


def _commonest(values: pd.Series) -> object:
    counts = values.dropna().value_counts()
    return counts.index[0] if len(counts) else None


def count_sources(described: pd.DataFrame, of: str, by: str = "outlet") -> pd.DataFrame:
    """Count quotations by what their source is, in each group of articles.

    Args:
        described: What `describe_sources` returns, or some of its rows.
        of: source_kind, gender, role_group or kind.
        by: outlet, month or section.

    Returns:
        One row a group, the largest first: a column for each value, `quotations`, and `words`.
    """
    group = described[by].astype(object)
    group = group.where(group.notna(), NOT_GIVEN).rename(by)
    values = described[of]
    counts = pd.crosstab(group, values.astype(str))
    order = [str(value) for value in values.cat.categories]
    counts = counts.reindex(columns=order, fill_value=0)
    counts["quotations"] = counts.sum(axis=1)
    counts["words"] = described.groupby(group)["words"].sum()
    counts.columns.name = None
    return counts.sort_values(
        "quotations", ascending=False, kind="stable"
    ).reset_index()


@dataclass(frozen=True)
class Concentration:
    """How unevenly quotations are spread over sources.

    Attributes:
        sources: How many sources there are.
        top_share: The share of the ten quoted most.
        gini: Gini's coefficient: 0 where all speak alike, towards 1 where one speaks alone.
        effective: The number of sources that would be as diverse if all spoke alike: exp(H), with H
            Shannon's entropy of the shares (Hill 1973, order 1).
    """

    sources: int
    top_share: float
    gini: float
    effective: float


def concentration(counts: pd.Series) -> Concentration:
    """Return how unevenly quotations are spread.

    Args:
        counts: How many quotations each source has.

    >>> even = concentration(pd.Series([5, 5, 5, 5]))
    >>> even.gini, round(even.effective, 6), concentration(pd.Series([], dtype=int)).sources
    (0.0, 4.0, 0)
    """
    values = np.sort(counts[counts > 0].to_numpy(float))
    number = len(values)
    if not number:
        return Concentration(0, float("nan"), float("nan"), 0.0)
    shares = values / values.sum()
    ranks = np.arange(1, number + 1)
    gini = float(2 * (ranks * shares).sum() / number - (number + 1) / number)
    entropy = float(-(shares * np.log(shares)).sum())
    return Concentration(
        number, float(shares[-TOP:].sum()), max(gini, 0.0), float(np.exp(entropy))
    )


def concentration_by_outlet(described: pd.DataFrame) -> pd.DataFrame:
    """Return the concentration of named sources in each outlet, the largest outlet first."""
    named = described[described["source_kind"].isin(["person", "organisation"])]
    outlets = named["outlet"].astype(object)
    groups = named.groupby(outlets.where(outlets.notna(), NOT_GIVEN))
    rows = []
    for outlet, quotes in groups:
        found = concentration(quotes["speaker"].astype(str).value_counts())
        rows.append({"outlet": outlet, "quotations": len(quotes), **vars(found)})
    columns = ["outlet", "quotations", "sources", "top_share", "gini", "effective"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values("quotations", ascending=False, kind="stable").reset_index(
        drop=True
    )


def never_quoted(names: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Return the people who are mentioned and never quoted, those mentioned most first.

    Names of unknown gender come after the others: nothing but their form says that they are people.

    Args:
        names: What `find_names` returns.
        quotes: What `find_quotes` returns.
    """
    people = names[
        names["kind"].eq("person") & names["name"].astype(str).str.contains(" ")
    ]
    speakers = set(quotes["speaker"].dropna().astype(str))
    silent = people[~people["name"].astype(str).isin(speakers)]
    grouped = silent.assign(name=silent["name"].astype(str)).groupby("name")
    table = grouped.agg(
        mentions=("start", "size"),
        articles=("article", "nunique"),
        gender=("gender", "first"),
    )
    table["gender"] = table["gender"].astype(str).replace("", UNKNOWN)
    ordered = table.assign(is_unknown=table["gender"].eq(UNKNOWN)).sort_values(
        ["is_unknown", "mentions", "name"], ascending=[True, False, True]
    )
    return ordered.drop(columns="is_unknown").reset_index()


def by_topic(
    described: pd.DataFrame, articles: pd.DataFrame, words: list[str]
) -> pd.DataFrame:
    """Count quotations by gender in the articles that mention each word.

    Args:
        described: What `describe_sources` returns.
        articles: The articles, with their text.
        words: Words or phrases; * stands for any letters.
    """
    people = described[described["source_kind"].eq("person")]
    rows = []
    for word in words:
        ids = set(mentioning(articles, word))
        inside = people[people["article"].astype(str).isin(ids)]
        counts = inside["gender"].astype(str).value_counts()
        row = {}
        for gender in people["gender"].cat.categories:
            row[gender] = int(counts.get(gender, 0))
        rows.append(
            {"word": word, "articles": len(ids), "quotations": len(inside), **row}
        )
    return pd.DataFrame(rows)
