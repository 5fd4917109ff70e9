"""Who speaks: one row a source, shares by outlet, month or section, and how concentrated speech is."""

from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd

from broadsheet.sources.roles import UNKNOWN
from broadsheet.sources.topics import mentioning

TOP = 10
NOT_GIVEN = "not given"
AUTHORS = ["byline", "credit"]  # parts of an article that name who made it

# What of a mention is looked at.
NAME_COLUMNS = ["article", "start", "name", "kind", "gender"]

MOST_QUOTED = ["quotations", "words", "speaker"]
# What makes two quotations those of one source.
SOURCE = ["speaker", "own"]


def _commonest(rows: pd.DataFrame, column: str) -> pd.Series:
    """Return the most frequent value of a column for each source, of equals the one met first."""
    given = rows.dropna(subset=column)
    counts = given.groupby([*SOURCE, column], sort=False).size()
    table = counts.rename("times").reset_index()
    table = table.sort_values("times", ascending=False, kind="stable")
    commonest = table.drop_duplicates(SOURCE)
    return commonest.set_index(SOURCE)[column]


# What is said of a source: the column it comes from, and how.
SUMMARY = {
    "source_kind": ("source_kind", "first"),
    "gender": ("gender", "first"),
    "gender_evidence": ("gender_evidence", "first"),
    "quotations": ("start", "size"),
    "words": ("words", "sum"),
    "direct": ("direct", "sum"),
    "articles": ("article", "nunique"),
    "outlets": ("outlet", "nunique"),
    "opens": ("opened", "nunique"),
    "closes": ("closed", "nunique"),
}


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
    groups = rows["role_group"].astype(str)
    is_unnamed = rows["source_kind"] == "unnamed"
    is_direct = rows["kind"] == "direct"
    codes, _ = pd.factorize(rows["article"])
    article = pd.Series(codes, rows.index)
    rows = rows.assign(
        own=article.where(is_unnamed, -1),
        # Two quotations of one beginning open one article.
        opened=article.where(rows["is_first"]),
        closed=article.where(rows["is_last"]),
        direct=is_direct,
        role_group=groups.replace(UNKNOWN, None),
    )
    by_source = rows.groupby(SOURCE, sort=False)
    sources = by_source.agg(**SUMMARY)
    for position, column in enumerate(("role_group", "role"), start=3):
        commonest = _commonest(rows, column)
        of_source = commonest.reindex(sources.index)
        sources.insert(position, column, of_source.astype(object))
    sources = sources.reset_index()
    sources = sources.drop(columns="own")
    sources["role_group"] = sources["role_group"].fillna(UNKNOWN)
    return sources.sort_values(
        MOST_QUOTED,
        ascending=[False, False, True],
        ignore_index=True,
    )


def count_sources(described: pd.DataFrame, of: str, by: str = "outlet") -> pd.DataFrame:
    """Count quotations by what their source is, in each group of articles.

    Args:
        described: What `describe_sources` returns, or some of its rows.
        of: source_kind, gender, role_group or kind.
        by: outlet, month or section.

    Returns:
        One row a group, the largest first: a column for each value, `quotations`, and `words`.
    """
    group = _with_not_given(described[by]).rename(by)
    values = described[of]
    counts = pd.crosstab(group, values.astype(str))
    order = [str(value) for value in values.cat.categories]
    counts = counts.reindex(columns=order, fill_value=0)
    counts["quotations"] = counts.sum(axis=1)
    words = described.groupby(group)["words"]
    counts["words"] = words.sum()
    counts.columns.name = None
    counts = _largest_first(counts)
    return counts.reset_index()


def _with_not_given(values: pd.Series) -> pd.Series:
    """Return values with words in place of missing ones."""
    values = values.astype(object)
    is_given = values.notna()
    return values.where(is_given, NOT_GIVEN)


def _largest_first(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values("quotations", ascending=False, kind="stable")


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
    is_quoted = counts > 0
    values = np.sort(counts[is_quoted].to_numpy(float))
    number = len(values)
    if number == 0:
        return Concentration(0, nan, nan, 0.0)
    shares = values / values.sum()
    top = shares[-TOP:]
    entropy = _entropy(shares)
    return Concentration(
        sources=number,
        top_share=float(top.sum()),
        gini=_gini(shares),
        effective=float(np.exp(entropy)),
    )


def _gini(shares: np.ndarray) -> float:
    """Return Gini's coefficient of shares in rising order: 2 Σ i s / n - (n + 1) / n."""
    number = len(shares)
    ranks = np.arange(1, number + 1)
    weighed = (ranks * shares).sum()
    where_equal = (number + 1) / number
    gini = 2 * weighed / number - where_equal
    # Rounding can leave equal shares just below 0.
    return max(float(gini), 0.0)


def _entropy(shares: np.ndarray) -> float:
    """Return Shannon's entropy of shares, -Σ s log s."""
    surprise = shares * np.log(shares)
    return -surprise.sum()


def concentration_by_outlet(described: pd.DataFrame) -> pd.DataFrame:
    """Return the concentration of named sources in each outlet, the largest outlet first."""
    is_named = described["source_kind"].isin(["person", "organisation"])
    named = described[is_named]
    outlets = _with_not_given(named["outlet"])
    rows = []
    for outlet, quotes in named.groupby(outlets):
        speakers = quotes["speaker"].astype(str)
        counts = speakers.value_counts()
        measured = concentration(counts)
        row = {"outlet": outlet, "quotations": len(quotes)}
        row |= vars(measured)
        rows.append(row)
    columns = ["outlet", "quotations", "sources", "top_share", "gini", "effective"]
    frame = _largest_first(pd.DataFrame(rows, columns=columns))
    return frame.reset_index(drop=True)


def never_quoted(
    names: pd.DataFrame, quotes: pd.DataFrame, passages: pd.DataFrame
) -> pd.DataFrame:
    """Return the people who are mentioned and never quoted, those mentioned most first.

    Names of unknown gender come after the others: nothing but their form says that they are people.
    Those who are named as authors, of an article or of a picture, are not spoken of there.

    Args:
        names: What `find_names` returns.
        quotes: What `find_quotes` returns.
        passages: What `split_passages` returns.
    """
    known = pd.Series(names["name"].unique(), dtype="str")
    is_full_name = known.str.contains(" ", na=False)
    is_quoted = known.isin(quotes["speaker"].dropna().unique())
    is_person = names["kind"] == "person"
    unquoted = known[is_full_name & ~is_quoted]
    is_silent = is_person & names["name"].isin(unquoted)
    silent = names[is_silent].astype({"name": "str"})
    silent = silent[~_names_an_author(silent, passages)]
    people = silent.groupby("name").agg(
        mentions=("start", "size"),
        articles=("article", "nunique"),
        gender=("gender", "first"),
    )
    gender = people["gender"].astype(str).replace("", UNKNOWN)
    people = people.assign(gender=gender, is_unknown=gender == UNKNOWN)
    people = people.sort_values(
        ["is_unknown", "mentions", "name"],
        ascending=[True, False, True],
    )
    people = people.drop(columns="is_unknown")
    return people.reset_index()


def _names_an_author(names: pd.DataFrame, passages: pd.DataFrame) -> np.ndarray:
    """Mark the mentions of a name that stand in a line about who wrote the article or took a picture."""
    lines = passages[passages["part"].isin(AUTHORS)]
    lines = lines[["article", "start", "end"]].astype({"article": "str"})
    mentions = names[["article", "start"]].astype({"article": "str"})
    mentions = mentions.assign(row=np.arange(len(names)))
    pairs = mentions.merge(lines, on="article", suffixes=("", "_of_line"))
    is_after_start = pairs["start"] >= pairs["start_of_line"]
    is_before_end = pairs["start"] < pairs["end"]
    is_in_line = is_after_start & is_before_end
    rows = pairs.loc[is_in_line, "row"].to_numpy(np.int64)
    is_author = np.zeros(len(names), dtype=bool)
    is_author[rows] = True
    return is_author


def by_topic(
    described: pd.DataFrame, articles: pd.DataFrame, words: list[str]
) -> pd.DataFrame:
    """Count quotations by gender in the articles that mention each word.

    Args:
        described: What `describe_sources` returns.
        articles: The articles, with their text.
        words: Words or phrases; * stands for any letters.
    """
    is_person = described["source_kind"] == "person"
    people = described[is_person]
    articles_of_people = people["article"].astype(str)
    rows = []
    for word in words:
        ids = set(mentioning(articles, word))
        is_inside = articles_of_people.isin(ids)
        inside = people[is_inside]
        counts = inside["gender"].astype(str).value_counts()
        row = {"word": word, "articles": len(ids), "quotations": len(inside)}
        for gender in people["gender"].cat.categories:
            count = counts.get(gender, 0)
            row[gender] = int(count)
        rows.append(row)
    return pd.DataFrame(rows)
