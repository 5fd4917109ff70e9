"""`read_articles`: whatever the articles come as → the articles frame."""

import re
from collections import Counter
from functools import lru_cache
from pathlib import PurePosixPath

import pandas as pd

from broadsheet.articles.days import read_days
from broadsheet.articles.decode import clean, mend
from broadsheet.articles.duplicates import duplicate_of
from broadsheet.articles.formats import reader_of, table
from broadsheet.articles.languages import language_code, language_of
from broadsheet.articles.naming import fill_from_names
from broadsheet.articles.sources import Limits, find_sources, named
from broadsheet.articles.tables.log import TableLog
from broadsheet.errors import ArticlesError, Skipped, Unreadable

STRINGS = ["title", "byline", "agency", "dateline", "section", "url"]
COLUMNS = ["outlet", "published", *STRINGS, "file", "position", "format", "language", "text"]
COLUMNS += ["zone", "published_raw", "duplicate_of", "flags"]
HEADLINE = 200  # characters at most


def read_articles(
    path="data",
    *,
    columns=None,
    names=None,
    day_first=None,
    duplicates="keep",
    similarity=0.6,
    limits=None,
    strict=False,
):
    """Read articles into a frame, one row an article.

    `path` is a file, a folder, a pattern of names or a list of these. Formats are told by content: text and
    Markdown (front matter included), HTML pages, Nexis Uni DOCX, Nexis text, Factiva HTML, IPTC ninjs, and
    tables (CSV, TSV, Excel, JSON Lines, Parquet) with a column of texts or of the files that hold them;
    also zipped. A folder's table that names files says which files are read.

    Columns: `outlet` (category); `published` (datetime64[ns], in the article's own `zone`; what could not
    be read as a day stands in `published_raw`); `title`, `byline`, `agency`, `dateline`, `section`, `url`;
    `file` and `position` in it; `format`; `language` (ISO 639-1); `text`; `duplicate_of` (the earlier
    article of the same outlet that this one repeats); then whatever else the source has. The index,
    `article`, is the source's own id, else the file's name; the same input gives the same ids.

    `columns={"text": "body"}` says what a table calls a column. `names="{outlet}/{date}_{}.txt"` says what
    the names of folders and files tell (`parse_pattern`); without it, what they plainly tell of outlets and
    days that are not known otherwise is used, and noted; `names=""` uses none of it. `day_first` says how to
    read 10/8/21 where the column does not tell. `duplicates="first"` drops articles that repeat an earlier
    one by at least `similarity`. `limits` are `Limits`. `strict` makes anything skipped an error.

    `articles.attrs["skipped"]` is a frame of what was not read (`file`, `position`, `reason`, `remedy`),
    `articles.attrs["notes"]` a list of sentences on what was decided. Raises `ArticlesError` when nothing
    could be read.

    >>> articles = read_articles("data")
    >>> articles[["outlet", "published"]].reset_index(drop=True)
                    outlet  published
    0  The Straits Times 2021-10-08
    1          The Watch 2021-11-11
    """
    reading = _Reading(columns, limits or Limits())
    reading.read(path)
    if reading.mended:
        some = ", ".join(reading.mended[:5]) + (", …" if len(reading.mended) > 5 else "")
        reading.notes.append(f"Text spoilt by a wrong encoding was mended in {some}")
    if not reading.rows:
        why = "; ".join(f"{file} {reason}: {remedy}" for file, _, reason, remedy in reading.skipped[:3])
        raise ArticlesError(f"No article could be read from {path}" + (f": {why}." if why else "."))
    reading.notes[:0] = reading.tables.notes()
    articles, from_names = fill_from_names(_frame(reading.rows), names)
    reading.notes += from_names
    articles = _with_days(articles, day_first, reading)
    articles = _with_languages(articles, reading)
    articles = _with_duplicates(articles, duplicates, similarity, reading)
    if strict and reading.skipped:
        file, _, reason, remedy = reading.skipped[0]
        raise ArticlesError(f"{file} {reason}: {remedy} ({len(reading.skipped) - 1} more such).")
    articles.attrs = {"skipped": Skipped.of(reading.skipped), "notes": reading.notes}
    articles.attrs["tables"] = reading.tables.records()
    return articles


class _Reading:
    """One reading of a path: the rows found so far, what was skipped, and what was decided on the way."""

    def __init__(self, columns, limits):
        self.columns, self.limits = columns, limits
        self.rows, self.skipped, self.notes, self.mended = [], [], [], []
        self.tables = TableLog()

    def skip(self, file, reason, remedy, position=None):
        position = "" if position is None else str(position)
        self.skipped.append([clean(said) for said in (file, position, reason, remedy)])

    def read(self, path):
        """Tables first: they say which of the other files count."""
        sources = {source.name: source for source in find_sources(path, self.limits, self.skip)}
        readers = {name: reader for name in sources if (reader := self._reader(sources[name]))}
        used, governed = set(), {}
        for name in [name for name in readers if readers[name] is table]:
            for row in self._found(sources[name], table):
                if row.get("text") or not row.get("file"):
                    self._add(row | {"file": name}, sources[name])
                else:
                    governed[PurePosixPath(name).parent] = name
                    self._read_named(row, sources[name], sources, used)
        for name in [name for name in readers if readers[name] is not table and name not in used]:
            over = [governed[folder] for folder in PurePosixPath(name).parents if folder in governed]
            if over:
                self.skip(name, f"is not named in {over[0]}", "add a row for it, or move it elsewhere")
                continue
            for row in self._found(sources[name], readers[name]):
                self._add(row | {"file": name}, sources[name])

    def _reader(self, source):
        try:
            return reader_of(source)
        except Unreadable as problem:
            return self.skip(source.name, *problem.args)
        finally:
            source.forget()  # all files are looked at before one is read

    def _read_named(self, row, source, sources, used):
        """The file that a table's row names; what the table says of it goes before what it says itself."""
        try:
            file = named(str(row["file"]), source, sources)
            if file.name in used:
                raise Unreadable("is named twice", "remove one of the rows")
            used.add(file.name)
            reader = reader_of(file)
        except Unreadable as problem:
            place = f"{source.name} row {row['position']}"
            return self.skip(str(row["file"]), *problem.args[:2], place)
        told = {key: row[key] for key in row.keys() - {"position", "format"} if _given(row[key])}
        for found in self._found(file, reader):
            self._add(found | told, file)

    def _found(self, source, reader):
        """What a reader finds in a file. Whatever a damaged file does to a parser, the other files go on."""
        found = 0
        try:
            for row in reader.read(source, self):
                found += 1
                if isinstance(row, Unreadable):
                    self.skip(source.name, *row.args)
                else:
                    yield {"position": found} | row | {"format": reader.NAME}
            if not found:
                self.skip(source.name, "holds no article", "check that it is the right file")
        except Unreadable as problem:
            self.skip(source.name, *problem.args)
        except Exception as error:  # parsers of others' formats raise what they like
            reason = f"could not be read as {reader.NAME} ({type(error).__name__}: {str(error)[:100]})"
            self.skip(source.name, reason, "open it and save it again, or leave it out")
        source.forget()

    def _add(self, row, source):
        text = _joined(row.get("text"))
        try:
            if not isinstance(text, str) or not text.strip():
                raise Unreadable("has no text", "give it a text, or leave it out")
            self.limits.check("article_characters", len(text))
        except Unreadable as problem:
            return self.skip(row["file"], *problem.args, row["position"])
        text, mended = mend(text)  # first: control characters are part of the damage
        self.mended += [f"{row['file']} ({row['position']})"] if mended else []
        row = {_key(str(key)): _value(key, value) for key, value in row.items() if _given(value)}
        self.rows.append(row | {"text": clean(text), "_stem": source.stem})


_key = lru_cache(1000)(clean)


def _given(value):
    return isinstance(value, list | dict) or (value is not None and value == value and value != "")


def _value(key, value):
    """Strings are cleaned; lists of authors and numbers that name something become strings."""
    if key in (*COLUMNS, "article") and key != "position":
        value = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return clean(value) if isinstance(value, str) else value


def _joined(text):
    """Paragraphs as one text; a paragraph may be a list of sentences."""
    if not isinstance(text, list):
        return text
    return "\n\n".join(" ".join(map(str, part)) if isinstance(part, list) else str(part) for part in text)


def _frame(rows):
    frame = pd.DataFrame(rows, index=pd.Index(_ids(rows), name="article", dtype="str"))
    others = frame.columns.difference([*COLUMNS, "article", "_stem"], sort=False)
    strings = dict.fromkeys(
        [*STRINGS, "file", "format", "language", "text", "published", "outlet", "flags"], "str"
    )
    frame = frame.reindex(columns=[*COLUMNS, *others]).astype(strings | {"position": "int32"})
    frame["outlet"] = frame["outlet"].str.strip().astype("category")
    frame["flags"] = frame["flags"].fillna("")
    return frame.assign(title=frame["title"].fillna(frame["text"].map(headline).astype("str")))


def _ids(rows):
    """The source's own id, else the file's name, with folders where two are alike, and the place in it."""
    files = Counter(row["file"] for row in rows)
    places = [f"-{row['position']:03}" if files[row["file"]] > 1 else "" for row in rows]
    ids = [row.get("article") or row["_stem"] + place for row, place in zip(rows, places, strict=True)]
    alike = Counter(ids)
    taken = Counter()
    for row, place, one in zip(rows, places, ids, strict=True):
        if alike[one] > 1 and not row.get("article"):
            folders = [part for part in PurePosixPath(row["file"]).parent.parts if part not in "./"]
            one = "-".join([*folders, row["_stem"]]) + place
        free = one
        while free in taken:
            taken[one] += 1
            free = f"{one}-{taken[one]}"
        taken[free] = 1
        yield free


def headline(text):
    """The first paragraph of a text where it reads as a headline: short, alone, and no sentence; else None.

    >>> headline("Mexico, U.S. forge new security accord\\n\\n\\nThe United States and Mexico met.")
    'Mexico, U.S. forge new security accord'
    """
    first, _, rest = text.lstrip().partition("\n")
    first = first.strip()
    if not rest.strip() or len(first) > HEADLINE:
        return None
    alone = "\n\n" not in text.strip() or not rest.partition("\n")[0].strip() or rest.startswith("By ")
    sentence = re.search(r"[^.\W]\w+\.[\"'”’)]*$", first) or first.startswith("By ")
    return first if alone and not sentence else None


def _with_days(articles, day_first, reading):
    """Days of one table, or of all files in one format, are read in one order."""
    raw, known = articles["published"], []
    column = articles["file"].where(articles["format"] == table.NAME, articles["format"])
    for name, days in raw.groupby(column, sort=False):
        moments, zones, note = read_days(days, day_first)
        known.append(pd.DataFrame({"published": moments, "zone": zones}))
        reading.notes += [f"{name}: {note}"] if note else []
    days = pd.concat(known).reindex(articles.index)
    unread = raw.notna() & days["published"].isna()
    for one in articles[unread].itertuples():
        reason = f"day {one.published!r} could not be read; the article is kept without a day"
        reading.skip(one.file, reason, "write days as 2021-10-08, or say day_first=", one.position)
    return articles.assign(**days, published_raw=raw.where(unread))


def _with_languages(articles, reading):
    told = articles["language"].map(language_code, na_action="ignore").astype("str")
    found = told.where(told.notna(), articles["text"].map(language_of)).astype("str")
    others = found[found != "en"].value_counts()
    if len(others):
        list_ = ", ".join(f"{n} {code}" for code, n in others.items())
        reading.notes.append(f"{others.sum()} of {len(found)} articles are not in English: {list_}")
    return articles.assign(language=found)


def _with_duplicates(articles, duplicates, similarity, reading):
    first = duplicate_of(articles, similarity)
    again, articles = first.notna(), articles.assign(duplicate_of=first)
    if again.any():
        done = "left out" if duplicates == "first" else 'kept; duplicates="first" leaves them out'
        repeated = f"{again.sum()} of {len(articles)} articles repeat another of their outlet"
        reading.notes.append(f"{repeated}: {done}")
    if duplicates != "first":
        return articles
    for one in articles[again].itertuples():
        reading.skip(one.file, f"repeats {one.duplicate_of}", 'duplicates="keep" keeps it', one.position)
    return articles[~again].assign(outlet=lambda kept: kept["outlet"].cat.remove_unused_categories())
