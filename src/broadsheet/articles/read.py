"""`read_articles`: whatever the articles come as → the articles frame."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from broadsheet.articles.days import read_days, why_unread
from broadsheet.articles.duplicates import duplicate_of
from broadsheet.articles.folders import PathLike
from broadsheet.articles.formats import table
from broadsheet.articles.languages import language_code, languages_of
from broadsheet.articles.limits import Limits
from broadsheet.articles.naming import fill_from_names
from broadsheet.articles.reading import Reading
from broadsheet.errors import ArticlesError
from broadsheet.frames import FRAMES
from broadsheet.skipped import Skipped

Record = dict[str, Any]

STRINGS = ["title", "byline", "agency", "dateline", "section", "url"]
COLUMNS = [
    name for name, column in FRAMES["articles"].columns.items() if not column.index
]
HEADLINE = 200  # characters at most
REASONS_SHOWN = 3  # where nothing could be read


def read_articles(
    path: PathLike | list[PathLike] = "data",
    *,
    columns: dict[str, str] | None = None,
    names: str | None = None,
    day_first: bool | None = None,
    duplicates: str = "keep",
    similarity: float = 0.6,
    limits: Limits | None = None,
    strict: bool = False,
) -> pd.DataFrame:
    """Read articles into a frame, one row an article.

    Formats are recognised by content, never by the ending of a name alone: texts, web pages, documents,
    mails, tables, news in XML and JSON, and the exports of Nexis, Factiva, ProQuest and Europresse in
    whatever file they come; also in archives. A folder's table that names files says which files are read.

    Args:
        path: A file, a folder, a pattern of names or a list of these.
        columns: What a table calls a column: `{"text": "body"}`.
        names: What the names of folders and files tell: `"{outlet}/{date}_{}.txt"` (see `parse_pattern`).
            Without it, what they plainly tell of outlets and days that are not known otherwise is used, and
            noted; `""` uses none of it.
        day_first: How to read 10/8/21 where the column does not tell.
        duplicates: `"first"` drops articles that repeat an earlier one of their outlet; `"keep"` keeps them.
        similarity: The share of a text that two articles must have in common to be duplicates.
        limits: What is too much, as `Limits`.
        strict: Make anything skipped an error.

    Returns:
        A frame with the columns of `FRAMES["articles"]`, and whatever else the source has. The index,
        `article`, is the source's own id, else the file's name; the same input gives the same ids.

        `articles.attrs["skipped"]` is a frame of what was not read (`file`, `position`, `reason`, `remedy`),
        `articles.attrs["notes"]` a list of sentences on what was decided.

    Raises:
        ArticlesError: Nothing could be read; or something was skipped, and `strict` is set.

    >>> articles = read_articles("data")
    >>> articles[["outlet", "published"]].reset_index(drop=True)
                    outlet  published
    0  The Straits Times 2021-10-08
    1          The Watch 2021-11-11
    """
    reading = Reading(columns=columns, limits=limits or Limits())
    return read_into(
        reading,
        path,
        names=names,
        day_first=day_first,
        duplicates=duplicates,
        similarity=similarity,
        strict=strict,
    )


def read_into(
    reading: Reading,
    path: PathLike | list[PathLike],
    *,
    names: str | None = None,
    day_first: bool | None = None,
    duplicates: str = "keep",
    similarity: float = 0.6,
    strict: bool = False,
) -> pd.DataFrame:
    """Read articles as `read_articles` does, with a reading that knows of which part of a table they are."""
    reading.read(path)
    if not reading.records:
        raise ArticlesError(_nothing_read(path, reading))
    articles, notes_on_names = fill_from_names(_frame(reading.records), names)
    reading.notes += notes_on_names
    articles = _with_days(articles, day_first, reading)
    articles = _with_languages(articles, reading)
    articles = _with_duplicates(articles, duplicates, similarity, reading)
    if strict and reading.skipped:
        file, _, reason, remedy = reading.skipped[0]
        raise ArticlesError(
            f"{file} {reason}: {remedy} ({len(reading.skipped) - 1} more such)."
        )
    articles.attrs = {"skipped": Skipped.of(reading.skipped), "notes": reading.notes}
    articles.attrs["tables"] = reading.tables.records()
    return articles


def _nothing_read(path: object, reading: Reading) -> str:
    """The sentence for a path without any article: what is wrong with its files, and what to do."""
    first = reading.skipped[:REASONS_SHOWN]
    reasons = [f"{file} {reason} ({remedy})" for file, _, reason, remedy in first]
    reasons += [note[0].lower() + note[1:] for note in reading.omission_notes()]
    more = len(reading.skipped) - len(first)
    if more > 0:
        reasons.append(f"{more} more")
    if not reasons:
        reasons = [
            "there is no file of articles in it; name the folder or table that holds them"
        ]
    return f"No article could be read from {path}: {'; '.join(reasons)}."


def _frame(records: list[Record]) -> pd.DataFrame:
    ids = pd.Index(_ids(records), name="article", dtype="str")
    frame = pd.DataFrame(records, index=ids)
    others = frame.columns.difference([*COLUMNS, "article", "_stem"], sort=False)
    strings = [
        *STRINGS,
        "file",
        "format",
        "language",
        "text",
        "published",
        "outlet",
        "flags",
    ]
    types = dict.fromkeys(strings, "str") | {"position": "int32"}
    frame = frame.reindex(columns=[*COLUMNS, *others]).astype(types)
    frame["outlet"] = frame["outlet"].str.strip().astype("category")
    headlines = frame["text"].map(headline).astype("str")
    return frame.assign(title=frame["title"].fillna(headlines))


def _ids(records: list[Record]) -> Iterator[str]:
    """The source's own id, else the file's name, with folders where two are alike, and the place in it."""
    candidates = _candidates(records)
    alike = Counter(candidates)
    taken: Counter[str] = Counter()
    for record, candidate in zip(records, candidates, strict=True):
        name = candidate
        if alike[candidate] > 1 and not record.get("article"):
            folders = []
            for part in PurePosixPath(record["file"]).parent.parts:
                if part not in "./":
                    folders.append(part)
            name = "-".join([*folders, candidate])
        free = name
        while free in taken:
            taken[name] += 1
            free = f"{name}-{taken[name]}"
        taken[free] = 1
        yield free


def _candidates(records: list[Record]) -> list[str]:
    files = Counter(record["file"] for record in records)
    names = []
    for record in records:
        is_one_of_many = files[record["file"]] > 1
        place = ""
        if is_one_of_many:
            place = f"-{record['position']:03}"
        names.append(record.get("article") or record["_stem"] + place)
    return names


def headline(text: str) -> str | None:
    """The first paragraph of a text where it reads as a headline: short, alone, and no sentence; else None.

    >>> headline("Mexico, U.S. forge new security accord\\n\\n\\nThe United States and Mexico met.")
    'Mexico, U.S. forge new security accord'
    """
    first, _, rest = text.lstrip().partition("\n")
    first = first.strip()
    if not rest.strip():
        return None
    if len(first) > HEADLINE:
        return None
    second = rest.partition("\n")[0].strip()
    has_no_paragraphs = "\n\n" not in text.strip()
    is_alone = has_no_paragraphs or not second or rest.startswith("By ")
    is_sentence = re.search(r"[^.\W]\w+\.[\"'”’)]*$", first) or first.startswith("By ")
    if is_alone and not is_sentence:
        return first
    return None


def _with_days(
    articles: pd.DataFrame, day_first: bool | None, reading: Reading
) -> pd.DataFrame:
    """Days of one table, or of all files in one format, are read in one order."""
    raw = articles["published"]
    is_table = articles["format"] == table.NAME
    group = articles["file"].where(is_table, articles["format"])
    parts = []
    for name, days in raw.groupby(group, sort=False):
        moments, zones, note = read_days(days, day_first)
        parts.append(pd.DataFrame({"published": moments, "zone": zones}))
        if note:
            reading.note(f"{name}: {note}")
    days = pd.concat(parts).reindex(articles.index)
    unread = raw.notna() & days["published"].isna()
    for row in articles[unread].itertuples():
        reason, remedy = why_unread(row.published)
        reading.skip(row.file, reason, remedy, row.position)
    return articles.assign(**days, published_raw=raw.where(unread))


def _with_languages(articles: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    given = articles["language"].map(language_code, na_action="ignore").astype("str")
    detected = pd.Series(languages_of(articles["text"].tolist()), given.index)
    languages = given.where(given.notna(), detected).astype("str")
    others = languages[languages != "en"].value_counts()
    if len(others):
        counts = ", ".join(f"{count} {code}" for code, count in others.items())
        reading.note(
            f"{others.sum()} of {len(languages)} articles are not in English: {counts}"
        )
    return articles.assign(language=languages)


def _with_duplicates(
    articles: pd.DataFrame, duplicates: str, similarity: float, reading: Reading
) -> pd.DataFrame:
    first = duplicate_of(articles, similarity)
    is_repeated = first.notna()
    articles = articles.assign(duplicate_of=first)
    if is_repeated.any():
        if duplicates == "first":
            done = "left out"
        else:
            done = 'kept; duplicates="first" leaves them out'
        reading.note(
            f"{is_repeated.sum()} of {len(articles)} articles repeat another of their outlet: {done}"
        )
    if duplicates != "first":
        return articles
    for row in articles[is_repeated].itertuples():
        reading.skip(
            row.file,
            f"repeats {row.duplicate_of}",
            'duplicates="keep" keeps it',
            row.position,
        )
    kept = articles[~is_repeated]
    return kept.assign(outlet=kept["outlet"].cat.remove_unused_categories())
