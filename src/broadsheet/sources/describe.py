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
# What of a quotation is looked at; of many it pays to read nothing else.
QUOTE_COLUMNS = [
    *("article", "start", "content", "kind", "speaker", "speaker_kind"),
    *("role", "gender", "gender_evidence"),
]
# The surest evidence of a gender first.
STRENGTH = {"correction": 0, "title": 1, "pronoun": 2, "first name": 3}


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
    months = pd.to_datetime(articles["published"]).dt.strftime("%Y-%m")
    kinds = _source_kinds(quotes, ids, articles)
    described = quotes.assign(
        words=count_quoted_words(quotes),
        outlet=_of_article(ids, articles, "outlet"),
        section=_of_article(ids, articles, "section"),
        month=ids.map(months).astype("str"),
        source_kind=pd.Categorical(kinds, list(SOURCE_KINDS)),
        role_group=pd.Categorical(_role_groups(quotes), [*ROLES, UNKNOWN]),
    )
    genders = _genders(described, genders or {})
    starts = quotes["start"]
    of_article = starts.groupby(ids, observed=True)
    first = of_article.transform("min")
    last = of_article.transform("max")
    return described.assign(
        gender=pd.Categorical(genders["gender"], list(GENDERS)),
        gender_evidence=pd.Categorical(genders["evidence"], list(EVIDENCE)),
        is_first=starts == first,
        is_last=starts == last,
    )


def _of_article(ids: pd.Series, articles: pd.DataFrame, name: str) -> pd.Series:
    if name not in articles:
        return pd.Series(None, index=ids.index, dtype=object)
    values = articles[name].astype(object)
    return ids.map(values)


def _source_kinds(
    quotes: pd.DataFrame, ids: pd.Series, articles: pd.DataFrame
) -> list[str]:
    """Return the kind of each source; who writes and who prints are kept apart from those they quote."""
    bylines = _of_article(ids, articles, "byline")
    names = articles["outlet"].dropna().unique()
    outlets = {fold_name(str(name)) for name in names}
    of_speakers = quotes["speaker_kind"].astype(object)
    rows = zip(_folded(quotes["speaker"]), of_speakers, _folded(bylines), strict=True)
    kinds = []
    for name, kind, byline in rows:
        if kind == "person" and name and name in byline:
            kind = "reporter"
        elif kind == "organisation" and (name in outlets or is_outlet(name)):
            kind = "news outlet"
        kinds.append(kind)
    return kinds


def _folded(names: pd.Series) -> pd.Series:
    """Return names folded, empty where they are missing."""
    folded = {name: fold_name(name) for name in names.dropna().unique()}
    return names.map(folded).astype(object).fillna("")


def _role_groups(quotes: pd.DataFrame) -> pd.Series:
    """Return the role of each person; the unnamed and groups are their own description."""
    is_own_description = quotes["speaker_kind"].isin(["group", "unnamed"])
    descriptions = quotes["role"].mask(is_own_description, quotes["speaker"])
    groups = {text: role_group(text) for text in descriptions.dropna().unique()}
    return descriptions.map(groups).astype(object).fillna(UNKNOWN)


def _genders(quotes: pd.DataFrame, corrected: Mapping[str, str]) -> pd.DataFrame:
    """Return the gender of each person, the same wherever the same person speaks, and what tells it."""
    if "gender" not in quotes:
        unknown = {"gender": UNKNOWN, "evidence": "none"}
        return pd.DataFrame(unknown, index=quotes.index)
    rows = pd.DataFrame(
        {
            "speaker": quotes["speaker"].astype(object),
            "gender": quotes["gender"].astype(str).replace("", UNKNOWN),
            "evidence": quotes["gender_evidence"].astype(str).replace("", "none"),
        }
    )
    is_person = quotes["source_kind"].isin(["person", "reporter"])
    rows.loc[~is_person, ["gender", "evidence"]] = [UNKNOWN, "none"]
    best = _best_evidence(rows)
    speakers = rows["speaker"]
    has_evidence = is_person & speakers.isin(best.index)
    for name in ("gender", "evidence"):
        rows.loc[has_evidence, name] = speakers[has_evidence].map(best[name])
    by_hand = is_person & speakers.isin(list(corrected))
    rows.loc[by_hand, "gender"] = speakers[by_hand].map(dict(corrected))
    rows.loc[by_hand, "evidence"] = "correction"
    return rows


def _best_evidence(rows: pd.DataFrame) -> pd.DataFrame:
    """Return for each speaker the gender that the surest evidence tells, by name."""
    is_known = rows["gender"] != UNKNOWN
    known = rows[is_known]
    strength = known["evidence"].map(STRENGTH)
    known = known.assign(strength=strength)
    known = known.sort_values("strength", kind="stable")
    best = known.drop_duplicates("speaker")
    return best.set_index("speaker")
