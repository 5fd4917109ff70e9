"""Each quotation with what is asked about its source: of what kind, gender and role, where in the article."""

from collections.abc import Mapping

import pandas as pd

from broadsheet.names.lexicon import fold_name
from broadsheet.quotes.coverage import count_quoted_words
from broadsheet.sources.roles import ROLES, UNKNOWN, is_outlet, role_group

SOURCE_KINDS = (
    *("person", "organisation", "group", "unnamed"),
    *("reporter", "news outlet"),
)
GENDERS = ("female", "male", "other", UNKNOWN)
EVIDENCE = ("title", "pronoun", "first name", "correction", "none")


def describe_sources(
    quotes: pd.DataFrame,
    articles: pd.DataFrame,
    genders: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return the quotations with what is asked about their sources.

    Args:
        quotes: What `find_quotes` returns.
        articles: The articles, with or without their text.
        genders: The gender of people by name, where readers corrected it.

    Returns:
        The quotations with `outlet`, `month` and `section` of their article; `source_kind` (person,
        organisation, group, unnamed, and apart from these reporter and news outlet); `role_group`; `gender`
        (female, male, other, unknown; of persons only) and `gender_evidence`; `words`; `is_first` and
        `is_last` (of the quotations of its article).

    >>> quotes = pd.DataFrame({"article": ["a"], "start": [0], "content": ["We won"], "kind": ["direct"],
    ...     "speaker": ["Ann Lee"], "speaker_kind": ["person"], "role": ["the mayor"]})
    >>> articles = pd.DataFrame({"outlet": ["Post"], "published": [pd.NaT]}, index=["a"])
    >>> describe_sources(quotes, articles)[["source_kind", "role_group", "gender", "words"]].values.tolist()
    [['person', 'politician', 'unknown', 2]]
    """
    ids = quotes["article"].astype(object)
    described = quotes.assign(words=count_quoted_words(quotes))
    for name in ("outlet", "section"):
        described[name] = _of_article(ids, articles, name)
    published = pd.to_datetime(_of_article(ids, articles, "published"))
    described["month"] = published.dt.strftime("%Y-%m").astype("str")
    described["source_kind"] = pd.Categorical(
        _source_kinds(quotes, ids, articles), list(SOURCE_KINDS)
    )
    described["role_group"] = pd.Categorical(_role_groups(quotes), [*ROLES, UNKNOWN])
    gender, evidence = _genders(described, genders or {})
    described["gender"] = pd.Categorical(gender, list(GENDERS))
    described["gender_evidence"] = pd.Categorical(evidence, list(EVIDENCE))
    order = quotes.groupby(ids, observed=True)["start"]
    described["is_first"] = quotes["start"].eq(order.transform("min"))
    described["is_last"] = quotes["start"].eq(order.transform("max"))
    return described


def _of_article(ids: pd.Series, articles: pd.DataFrame, name: str) -> pd.Series:
    if name not in articles:
        return pd.Series(None, index=ids.index, dtype=object)
    return ids.map(articles[name].astype(object))


def _source_kinds(
    quotes: pd.DataFrame, ids: pd.Series, articles: pd.DataFrame
) -> list[str]:
    """Return the kind of each source; who writes and who prints are kept apart from those they quote."""
    bylines = _of_article(ids, articles, "byline")
    outlets = {fold_name(str(name)) for name in articles["outlet"].dropna().unique()}
    kinds = []
    rows = zip(
        quotes["speaker"].astype(object),
        quotes["speaker_kind"].astype(object),
        bylines,
        strict=True,
    )
    for speaker, kind, byline in rows:
        name = fold_name(speaker) if isinstance(speaker, str) else ""
        if (
            kind == "person"
            and isinstance(byline, str)
            and name
            and name in fold_name(byline)
        ):
            kind = "reporter"
        elif kind == "organisation" and (name in outlets or is_outlet(name)):
            kind = "news outlet"
        kinds.append(kind)
    return kinds


def _role_groups(quotes: pd.DataFrame) -> list[str]:
    """Return the role of each person; the unnamed and groups are their own description."""
    described = quotes["role"].astype(object)
    own = quotes["speaker_kind"].isin(["group", "unnamed"])
    described = described.where(~own, quotes["speaker"].astype(object))
    return [role_group(text) for text in described]


def _genders(
    quotes: pd.DataFrame, corrected: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Return the gender of each person, the same wherever the same person speaks, and what tells it."""
    if "gender" not in quotes:
        return [UNKNOWN] * len(quotes), ["none"] * len(quotes)
    rows = pd.DataFrame(
        {
            "speaker": quotes["speaker"].astype(object),
            "gender": quotes["gender"].astype(str).replace("", UNKNOWN),
            "evidence": quotes["gender_evidence"].astype(str).replace("", "none"),
        }
    )
    is_person = quotes["source_kind"].isin(["person", "reporter"])
    rows.loc[~is_person, ["gender", "evidence"]] = [UNKNOWN, "none"]
    certain = rows[rows["gender"].ne(UNKNOWN)]
    strength = certain["evidence"].map(
        {"correction": 0, "title": 1, "pronoun": 2, "first name": 3}
    )
    best = certain.assign(strength=strength).sort_values("strength", kind="stable")
    best = best.drop_duplicates("speaker").set_index("speaker")
    has_evidence = rows["speaker"].isin(best.index) & is_person
    for name in ("gender", "evidence"):
        rows.loc[has_evidence, name] = rows.loc[has_evidence, "speaker"].map(best[name])
    by_hand = rows["speaker"].isin(list(corrected)) & is_person
    rows.loc[by_hand, "gender"] = rows.loc[by_hand, "speaker"].map(dict(corrected))
    rows.loc[by_hand, "evidence"] = "correction"
    return rows["gender"].tolist(), rows["evidence"].tolist()
