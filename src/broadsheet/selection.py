"""What a study does with the articles that were read: names of outlets, and which articles are analysed."""

import pandas as pd

from broadsheet.errors import BroadsheetError
from broadsheet.study import Study
from broadsheet.text import tokenize
from broadsheet.words.query import parse
from broadsheet.words.search import Searcher

# What an article says itself; what a page says around it is no mention.
SEARCHED_PARTS = ("title", "dateline", "body", "caption")


def apply_aliases(
    articles: pd.DataFrame, aliases: dict[str, list[str]]
) -> pd.DataFrame:
    """Call outlets by one name.

    Args:
        articles: the articles frame.
        aliases: the name to use, and the names to replace by it.

    >>> frame = pd.DataFrame({"outlet": pd.Categorical(["Guardian.com", "Metro"])})
    >>> apply_aliases(frame, {"The Guardian": ["guardian.com"]})["outlet"].tolist()
    ['The Guardian', 'Metro']
    """
    names = {}
    for name, others in aliases.items():
        listed = [others] if isinstance(others, str) else others
        for other in listed:
            names[other.casefold()] = name
    outlets = articles["outlet"].astype("str")
    folded = outlets.str.casefold()
    renamed = folded.map(names).astype("str").fillna(outlets)
    changed = articles.assign(outlet=renamed.astype("category"))
    is_other = renamed != outlets
    count = int(is_other[outlets.notna()].sum())
    notes = [f"outlet_aliases: {count:,} articles go by the other name"]
    occurring = set(outlets.dropna().str.casefold())
    unused = [other for other in names if other not in occurring]
    if unused:
        notes.append(f"outlet_aliases: no outlet is called {', '.join(unused)}")
    return _with_notes(changed, articles, notes)


def select_articles(articles: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the articles that the study analyses: in English, of its outlets, its period and its words.

    What each setting left out is listed in `attrs["notes"]`.

    Raises:
        BroadsheetError: where a setting leaves no article, with the outlets or days that there are.
    """
    notes: list[str] = []
    selected = articles
    if "language" in articles:
        is_english = articles["language"].eq("en")
        selected = articles[is_english.to_numpy()]
    if study.outlets:
        _check_outlets(study.outlets, articles)
        is_named = selected["outlet"].isin(study.outlets)
        selected = _keep(selected, is_named, "outlets", notes)
    if study.exclude_outlets:
        _check_outlets(study.exclude_outlets, articles)
        is_other = ~selected["outlet"].isin(study.exclude_outlets)
        selected = _keep(selected, is_other, "exclude_outlets", notes)
    if study.start:
        is_late = selected["published"] >= pd.Timestamp(study.start)
        selected = _keep(selected, is_late, "start", notes)
    if study.end:
        after = pd.Timestamp(study.end) + pd.Timedelta(days=1)
        is_early = selected["published"] < after
        selected = _keep(selected, is_early, "end", notes)
    if study.mentioning:
        is_mentioned = mentions(selected, study.mentioning)
        selected = _keep(selected, is_mentioned, "mentioning", notes)
    return _with_notes(_with_used_outlets(selected), articles, notes)


def _with_used_outlets(articles: pd.DataFrame) -> pd.DataFrame:
    """Leave no outlet among the categories that has no article any more."""
    outlets = articles.get("outlet")
    if outlets is None:
        return articles
    if not isinstance(outlets.dtype, pd.CategoricalDtype):
        return articles
    used = outlets.cat.remove_unused_categories()
    return articles.assign(outlet=used)


def _keep(
    articles: pd.DataFrame, kept: pd.Series, setting: str, notes: list[str]
) -> pd.DataFrame:
    count = int(kept.sum())
    if len(articles) and not count:
        raise BroadsheetError(
            f"The setting {setting} leaves none of {len(articles):,} articles; change it."
        )
    total = len(articles)
    if count < total:
        left_out = total - count
        notes.append(f"{setting}: {left_out:,} of {total:,} articles are left out")
    return articles[kept.to_numpy()]


def _check_outlets(outlets: list[str], articles: pd.DataFrame) -> None:
    known = set(articles["outlet"].dropna().astype("str"))
    for outlet in outlets:
        if outlet not in known:
            some = sorted(known)[:20]
            names = ", ".join(some) or "not given"
            raise BroadsheetError(
                f"There is no outlet {outlet!r}; the outlets are {names}."
            )


def mentions(articles: pd.DataFrame, queries: list[str]) -> pd.Series:
    """Say which articles mention any of the words or phrases, in title, body or caption.

    Args:
        articles: the articles frame.
        queries: what to look for, in the language of `broadsheet.words.search`.

    >>> frame = pd.DataFrame({"text": ["Migrants came by the airport."]}, index=["a"])
    >>> mentions(frame, ["migra*"]).tolist(), mentions(frame, ["port"]).tolist()
    ([True], [False])
    """
    tokens = tokenize(articles)
    searcher = Searcher(tokens, parts=SEARCHED_PARTS)
    matches = searcher.find(queries)
    found = tokens["article"].iloc[matches.first].astype(object)
    is_found = articles.index.isin(found.unique())
    return pd.Series(is_found, articles.index)


def check_queries(study: Study) -> None:
    """Check that what a study looks for can be understood.

    Raises:
        BroadsheetError: where it cannot, with the setting and the place.
    """
    queries = {"mentioning": study.mentioning, "words": study.words}
    if study.near:
        queries["near"] = [study.near]
    for setting, texts in queries.items():
        for text in texts:
            try:
                parse(text)
            except BroadsheetError as error:
                raise BroadsheetError(f"{setting}: {error}") from error


def _with_notes(
    changed: pd.DataFrame, before: pd.DataFrame, notes: list[str]
) -> pd.DataFrame:
    notes_before = before.attrs.get("notes", [])
    changed.attrs = {**before.attrs, "notes": [*notes_before, *notes]}
    return changed
