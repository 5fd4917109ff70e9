"""What was read, in a table and in sentences: what is missing, what looks odd, and what follows from it."""

import json
import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from broadsheet.articles.days import why_unread
from broadsheet.articles.guess_names import guess_pattern
from broadsheet.articles.headings import fold_heading
from broadsheet.articles.read import read_articles
from broadsheet.articles.tables.log import describe_tables

FINDINGS = ["subject", "finding", "consequence", "remedy"]
SHOWN = 5  # names in a sentence
# What is no part of a name: "The Guardian (London)", "guardian.com", "Guardian Online" are the Guardian.
IN_BRACKETS = re.compile(r"\s*[(\[].*?[)\]]")
HOST = re.compile(
    r"(?:www\.)?([\w-]+)(?:\.(?:com?|org|net|gov|edu|ac|[a-z]{2}))+", re.I
)
EDITION = re.compile(
    r"\b(online|web|digital|print|international|edition|website|blogs?|newspaper)\b",
    re.I,
)
ARTICLE = re.compile(r"^(the|der|die|das|le|la|les|el|los|il|lo|o|de|het)\s+", re.I)


def in_english(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles that the analyses can read: those in English.

    >>> len(in_english(read_articles("data")))
    2
    """
    english = articles[articles["language"] == "en"]
    outlets = english["outlet"].cat.remove_unused_categories()
    return english.assign(outlet=outlets)


def check_articles(path: Any = "data", **how: Any) -> pd.DataFrame:
    """What `read_articles` finds, a row for each format and outlet, and nothing else done.

    Args:
        path: As in `read_articles`.
        how: Other arguments of `read_articles`.

    Returns:
        A frame with `format`, `outlet`, `articles`, `words`, `first` and `last` day, `without_day`,
        `languages`, `duplicates`. It has the `attrs` of `read_articles` (`skipped`, `notes`, `tables`), and
        in `attrs["findings"]` the sentences of `find_problems`.

    >>> check_articles("data")[["format", "outlet", "articles", "first"]]
      format             outlet  articles      first
    0   text  The Straits Times         1 2021-10-08
    1   text          The Watch         1 2021-11-11
    """
    articles = read_articles(path, **how)
    checked = summarize_articles(articles)
    checked.attrs = dict(articles.attrs)
    checked.attrs["columns"] = describe_tables(articles.attrs.get("tables", []))
    findings = find_problems(articles)
    checked.attrs["findings"] = [
        describe_finding(row) for row in findings.to_dict("records")
    ]
    return checked


def summarize_articles(articles: pd.DataFrame) -> pd.DataFrame:
    """A row for each format and outlet, as `check_articles` gives it."""
    rows = articles.assign(
        outlet=articles["outlet"].astype("str").fillna("not given"),
        words=articles["text"].str.count(r"\w+"),
        published=articles["published"].dt.normalize(),
    )
    groups = rows.groupby(["format", "outlet"], as_index=False)
    return groups.agg(
        articles=("text", "size"),
        words=("words", "sum"),
        first=("published", "min"),
        last=("published", "max"),
        without_day=("published", lambda days: days.isna().sum()),
        languages=("language", lambda codes: ", ".join(codes.value_counts().index)),
        duplicates=("duplicate_of", "count"),
    )


def describe_checks(articles: pd.DataFrame) -> list[str]:
    """Return sentences on columns, on what was decided, and on what is missing or odd."""
    columns = describe_tables(articles.attrs.get("tables", []))
    findings = [
        describe_finding(row) for row in find_problems(articles).to_dict("records")
    ]
    return [*columns, *articles.attrs.get("notes", []), *findings]


def draft_settings(articles: pd.DataFrame) -> dict[str, str]:
    """Return lines of a study file that fit these articles, by setting.

    Columns that have other names, a pattern that file names plainly follow, outlets whose names look alike.
    """
    lines = {}
    tables = articles.attrs.get("tables", [])
    if tables:
        used = tables[0]["used"].items()
        pairs = []
        for ours, theirs in used:
            if ours != theirs[0]:
                pairs.append(f"{ours} = {json.dumps(theirs[0])}")
        if pairs:
            lines["columns"] = f"columns = {{ {', '.join(pairs)} }}"
    pattern = guess_pattern(articles["file"].dropna().unique())
    if pattern and not tables:
        lines["names"] = f"names = {json.dumps(pattern)}"
    groups = alike_outlets(articles["outlet"].dropna().unique())
    if groups:
        pairs = []
        for group in groups:
            pairs.append(
                f"{json.dumps(group[0])} = {json.dumps(group[1:], ensure_ascii=False)}"
            )
        lines["outlet_aliases"] = f"outlet_aliases = {{ {', '.join(pairs)} }}"
    return lines


def find_problems(articles: pd.DataFrame) -> pd.DataFrame:
    """What is missing or odd in articles, what follows from it, and what helps.

    Args:
        articles: The articles frame.

    Returns:
        A frame with `subject` ("outlets", "days", "texts"), `finding`, `consequence` and `remedy`, a row for
        each finding; empty where all is well.
    """
    rows = list(_outlets(articles))
    rows += _days(articles)
    rows += _texts(articles)
    return pd.DataFrame(rows, columns=FINDINGS).astype("str")


def describe_finding(finding: dict) -> str:
    """A finding as one sentence."""
    return f"{finding['finding']}: {finding['consequence']}. {finding['remedy']}."


def _outlets(articles: pd.DataFrame) -> list[list[str]]:
    outlets = articles["outlet"].astype("str")
    rows = [
        *_missing_outlets(outlets, articles),
        *_alike_outlets(outlets),
        *_one_outlet(outlets),
    ]
    return [["outlets", *row] for row in rows]


def _missing_outlets(outlets: pd.Series, articles: pd.DataFrame) -> list[list[str]]:
    missing = int(outlets.isna().sum())
    if not missing:
        return []
    finding = f"{_of(missing, articles)} no outlet"
    consequence = (
        "they are left out wherever outlets are compared, and are never duplicates"
    )
    if missing == len(articles):
        finding = "No article has an outlet"
        consequence = "outlets cannot be compared"
    remedy = 'Name the column (--columns outlet=NAME) or the pattern of file names (--names "{outlet}/{}")'
    return [[finding, consequence, remedy]]


def _alike_outlets(outlets: pd.Series) -> list[list[str]]:
    consequence = "they are counted and compared as different outlets"
    remedy = "If they are, give them one name with outlet_aliases in the study file"
    rows = []
    for names in alike_outlets(outlets.dropna().unique()):
        finding = f"Outlets that may be one: {_listed(names)}"
        rows.append([finding, consequence, remedy])
    return rows


def _one_outlet(outlets: pd.Series) -> list[list[str]]:
    if outlets.nunique() != 1:
        return []
    if outlets.hasnans:
        return []
    finding = f"All articles are of one outlet, {outlets.iloc[0]}"
    consequence = "there is nothing to compare it with"
    return [[finding, consequence, "Add articles of another"]]


def _days(articles: pd.DataFrame) -> list[list[str]]:
    missing = int(articles["published"].isna().sum())
    if not missing:
        return []
    unread = int(articles["published_raw"].notna().sum())
    remedy = 'Name the column (--columns published=NAME) or the pattern of file names (--names "{date}_{}")'
    if unread:
        example = articles["published_raw"].dropna().iloc[0]
        fault, advice = why_unread(example)
        advice = advice.replace("day_first=", "--day-first")
        remedy = f"The {fault.partition(';')[0]}: {advice}"
    if missing == len(articles):
        consequence = 'days such as "last Friday" cannot be resolved, and nothing can be shown over time'
        return [["days", "No article has a day of publication", consequence, remedy]]
    consequence = "they are left out of everything shown over time, and days named in them stay unresolved"
    return [
        ["days", f"{_of(missing, articles)} no day of publication", consequence, remedy]
    ]


def _texts(articles: pd.DataFrame) -> list[list[str]]:
    if "flags" not in articles:
        return []
    flagged = articles[articles["flags"].fillna("") != ""]
    rows = []
    for reason, group in flagged.groupby("flags", sort=False):
        files = _listed(sorted(set(group["file"])))
        number = f"{len(group):,} articles"
        if len(group) == 1:
            number = "1 article"
        finding = f"{number} may not be whole articles ({reason}), in {files}"
        remedy = "Look at them, and leave them out or get their full texts"
        rows.append(["texts", finding, "what is counted in them may mislead", remedy])
    return rows


def _of(missing: int, articles: pd.DataFrame) -> str:
    verb = "has" if missing == 1 else "have"
    return f"{missing:,} of {len(articles):,} articles {verb}"


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    first = ", ".join(names[:SHOWN])
    more = len(names) - SHOWN
    if more > 0:
        return f"{first} and {more:,} more"
    return first


def alike_outlets(names: Iterable[str]) -> list[list[str]]:
    """Groups of names that are probably one outlet's: "Guardian.com" and "The Guardian (London)".

    >>> alike_outlets(["Guardian.com", "The Guardian (London)", "The Echo"])
    [['Guardian.com', 'The Guardian (London)']]
    """
    groups: dict[str, list[str]] = {}
    for name in sorted(set(map(str, names))):
        groups.setdefault(_outlet_key(name), []).append(name)
    return [group for group in groups.values() if len(group) > 1]


def _outlet_key(name: str) -> str:
    """A name without its article, town, edition and domain; the name as it is where nothing is left."""
    host = HOST.fullmatch(name.strip())
    core = host[1] if host else IN_BRACKETS.sub("", name)
    core = EDITION.sub("", ARTICLE.sub("", core.strip()))
    key = fold_heading(core)
    return key.removeprefix("the") or fold_heading(name) or name


def describe_articles(articles: pd.DataFrame) -> str:
    """One sentence on how many articles there are, of whom and from when.

    >>> describe_articles(read_articles("data"))
    '2 articles of 2 outlets, published between 8 October 2021 and 11 November 2021.'
    """
    outlets = articles["outlet"].nunique()
    whose = ""
    if outlets:
        whose = f" of {plural(outlets, 'outlet')}"
    foreign = int((articles["language"] != "en").sum())
    if foreign:
        apart = f" {foreign:,} not in English, and left out of what follows."
    else:
        apart = ""
    return f"{plural(len(articles), 'article')}{whose}, {_period(articles['published'])}.{apart}"


def _period(published: pd.Series) -> str:
    days = published.dropna()
    if days.empty:
        return "of unknown days"
    first, last = (f"{day.day} {day:%B %Y}" for day in (days.min(), days.max()))
    if first == last:
        when = f"published on {first}"
    else:
        when = f"published between {first} and {last}"
    unknown = len(published) - len(days)
    if unknown > 1:
        return f"{when}, {unknown:,} of them on a day that is not known"
    return f"{when}, one on an unknown day" if unknown else when


def plural(number: int, noun: str) -> str:
    """A number and a noun that fits it."""
    if number == 1:
        return f"{number:,} {noun}"
    return f"{number:,} {noun}s"
