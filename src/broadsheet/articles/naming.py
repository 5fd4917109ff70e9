"""Outlets and days that are not known otherwise, filled from the names of folders and files."""

from collections import Counter
from pathlib import PurePosixPath

import pandas as pd

from broadsheet.articles.guess_names import guess_pattern
from broadsheet.articles.name_patterns import (
    FOUND_DATE,
    Pattern,
    parse_pattern,
    stem_of,
)

# What a pattern tells of each file, by column; None for a file that is not named so.
Matches = dict[str, dict[str, str] | None]
CALLED = {"published": "day"}  # what a note calls a column that has another name here


def fill_from_names(
    articles: pd.DataFrame, names: str | None = None
) -> tuple[pd.DataFrame, list[str]]:
    """Fill outlets and days that are not known otherwise from the names of folders and files.

    Args:
        articles: The frame, with days as written.
        names: A pattern; None to use what names plainly tell, "" to use nothing of them.

    Returns:
        The frame and notes on what was done.
    """
    if names == "":
        return articles, []
    if names is not None:
        return _fill(articles, parse_pattern(names), given=True)
    files = _files_to_ask(articles)
    if files.empty:
        return articles, []
    written = guess_pattern(files)
    if written is None:
        return articles, _offer(files, articles.loc[files.index])
    return _fill(articles, parse_pattern(written), given=False)


def _files_to_ask(articles: pd.DataFrame) -> pd.Series:
    """The files of one article each whose outlet or day is not known."""
    articles_of_file = articles["file"].map(articles["file"].value_counts())
    is_unknown = articles["outlet"].isna() | articles["published"].isna()
    return articles.loc[(articles_of_file == 1) & is_unknown, "file"]


def _fill(
    articles: pd.DataFrame, pattern: Pattern, given: bool
) -> tuple[pd.DataFrame, list[str]]:
    matches = {path: pattern.match(path) for path in articles["file"].unique()}
    filled = articles.copy()
    filled["outlet"] = filled["outlet"].astype("str")
    counts: Counter[str] = Counter()
    for field in _fields_of(matches):
        by_file = {path: (match or {}).get(field) for path, match in matches.items()}
        values = articles["file"].map(by_file).astype("str")
        if given and field == "outlet":
            use = values.notna()
        else:
            use = filled[field].isna() & values.notna()
        counts[field] = int(use.sum())
        filled[field] = filled[field].mask(use, values)
    filled["outlet"] = filled["outlet"].astype("category")
    return filled, _notes_on_filling(pattern, counts, matches, given)


def _fields_of(matches: Matches) -> list[str]:
    """The columns that the names of files fill; ids are those of the articles."""
    fields: set[str] = set()
    for match in matches.values():
        fields.update(match or ())
    return sorted(fields - {"article"})


def _notes_on_filling(
    pattern: Pattern, counts: Counter[str], matches: Matches, given: bool
) -> list[str]:
    parts = []
    for field, count in counts.items():
        if count:
            parts.append(f"{CALLED.get(field, field)} of {count:,}")
    notes = []
    if parts:
        articles = f"{' and '.join(parts)} articles"
        note = (
            f"From the names of the files and folders ({pattern.written}): {articles}"
        )
        if not given:
            note += '; say names="" (--names "") if that is wrong'
        notes.append(note)
    missed = [path for path, match in matches.items() if match is None]
    if missed and given:
        files = "1 file is" if len(missed) == 1 else f"{len(missed):,} files are"
        notes.append(f"{files} not named as {pattern.written}, such as {missed[0]}")
    return notes


def _offer(files: pd.Series, articles: pd.DataFrame) -> list[str]:
    """A note where names of folders could be outlets, or names of files hold days, but not plainly."""
    missing = []
    folders = {PurePosixPath(path).parent.name for path in files} - {""}
    if len(folders) > 1 and articles["outlet"].isna().all():
        some = ", ".join(sorted(folders)[:3])
        missing.append(
            f'if the names of the folders ({some}) are those of outlets, say names="{{outlet}}/{{}}"'
        )
    dated = [path for path in files if FOUND_DATE.search(stem_of(path))]
    if len(dated) > 1 and articles["published"].isna().any():
        missing.append(
            f'if names of the files such as {dated[0]} tell days, say names="{{date}}_{{}}"'
        )
    if missing:
        return [f"Outlets or days are not known: {'; '.join(missing)} (--names)"]
    return []
