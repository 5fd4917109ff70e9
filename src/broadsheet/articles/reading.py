"""One reading of a path: from files to one dictionary an article."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from broadsheet.articles.decode import clean, mend
from broadsheet.articles.folders import PathLike, find_sources, named_source
from broadsheet.articles.formats import Format, reader_of, table
from broadsheet.articles.limits import Limits
from broadsheet.articles.log import Log, some
from broadsheet.articles.sources import Source
from broadsheet.articles.suspicious import reasons_to_suspect
from broadsheet.articles.tables.log import TableLog
from broadsheet.articles.tables.part import Part
from broadsheet.errors import Unreadable
from broadsheet.frames import FRAMES

Record = dict[str, Any]
clean_key = lru_cache(1000)(clean)

# Columns that a reader gives as text, whatever they come as; the others are worked out afterwards.
WORKED_OUT = {"position", "zone", "published_raw", "duplicate_of", "flags"}
TEXT_COLUMNS = frozenset(FRAMES["articles"].columns) - WORKED_OUT


@dataclass
class Reading(Log):
    """The articles read so far, and all that is to be said of how they were read.

    Attributes:
        columns: What a table calls a column, as the user says: `{"text": "body"}`.
        limits: What is too much.
        part: Which rows of a table are read, where that is not all of them.
        records: A dictionary an article.
        suspicious: The articles for each reason that a text may not be one article.
        mended: The articles whose wrong encoding was mended.
        tables: What was decided on the columns of tables.
    """

    columns: dict[str, str] | None = None
    limits: Limits = field(default_factory=Limits)
    part: Part | None = None
    records: list[Record] = field(default_factory=list)
    suspicious: dict[str, list[str]] = field(default_factory=dict)
    mended: list[str] = field(default_factory=list)
    tables: TableLog = field(default_factory=TableLog)

    def read(self, path: PathLike | list[PathLike]) -> None:
        """Read all files under a path. Tables are first: they say which of the other files count."""
        sources = {
            source.name: source for source in find_sources(path, self.limits, self)
        }
        formats = {
            name: each
            for name, source in sources.items()
            if (each := self._format(source))
        }
        tables = [name for name, each in formats.items() if each.name == table.NAME]
        others = [name for name in formats if name not in tables]
        named: set[str] = set()
        governed: dict[PurePosixPath, str] = {}
        for name in tables:
            self._read_table(sources[name], formats[name], sources, named, governed)
        for name in others:
            if name not in named:
                self._read_file(sources[name], formats[name], governed)
        self._finish()

    def _finish(self) -> None:
        """Put what was counted on the way into sentences."""
        self.notes[:0] = self.tables.notes()
        if self.mended:
            self.note(
                f"Text spoilt by a wrong encoding was mended in {some(self.mended)}"
            )
        for reason, names in self.suspicious.items():
            self.note(f"Perhaps not one whole article: {some(names)} ({reason})")
        self.notes += self.omission_notes()

    def _format(self, source: Source) -> Format | None:
        try:
            return reader_of(source)
        except Unreadable as problem:
            self.skip_unreadable(source.name, problem)
        except (
            Exception
        ) as error:  # whatever a damaged file does, the other files go on
            self._skip_broken(source, "a file of its kind", error)
        finally:
            source.forget()  # all files are looked at before one is read
        return None

    def _read_table(
        self,
        source: Source,
        format_: Format,
        sources: dict[str, Source],
        named: set[str],
        governed: dict[PurePosixPath, str],
    ) -> None:
        """The rows of a table that hold a text, and the files that the others name."""
        own: list[Record] = []
        for row in self._records(source, format_):
            if row.get("text") or not row.get("file"):
                first = len(self.records)
                self._add(row | {"file": source.name}, source)
                own += self.records[first:]
            else:
                governed[PurePosixPath(source.name).parent] = source.name
                self._read_named(row, source, sources, named)
        self._flag(own)

    def _read_named(
        self, row: Record, table: Source, sources: dict[str, Source], named: set[str]
    ) -> None:
        """The file that a table's row names; what the table says of it goes before what it says itself."""
        try:
            file = named_source(str(row["file"]), table, sources)
            if file.name in named:
                raise Unreadable("is named twice", "remove one of the rows")
            named.add(file.name)
            format_ = reader_of(file)
        except Unreadable as problem:
            reason, remedy = problem.args[:2]
            position = f"{table.name} row {row['position']}"
            self.skip(str(row["file"]), reason, remedy, position)
            return
        of_table = {}
        for key in row.keys() - {"position", "format"}:
            if is_given(row[key]):
                of_table[key] = row[key]
        first = len(self.records)
        for record in self._records(file, format_):
            self._add(record | of_table, file)
        self._flag(self.records[first:])

    def _read_file(
        self, source: Source, format_: Format, governed: dict[PurePosixPath, str]
    ) -> None:
        folders = PurePosixPath(source.name).parents
        tables = [governed[folder] for folder in folders if folder in governed]
        if tables:
            self.skip(
                source.name,
                f"is not named in {tables[0]}",
                "add a row for it, or move it elsewhere",
            )
            return
        first = len(self.records)
        for record in self._records(source, format_):
            self._add(record | {"file": source.name}, source)
        self._flag(self.records[first:])

    def _records(self, source: Source, format_: Format) -> Iterator[Record]:
        """What there is in a file. Whatever a damaged file does to a parser, the other files go on."""
        position = 0
        try:
            for position, record in enumerate(format_.read(source, self), start=1):
                if isinstance(record, Unreadable):
                    self.skip_unreadable(source.name, record)
                else:
                    yield {"position": position} | record | {"format": format_.name}
            if not position:
                self.skip(
                    source.name, "holds no article", "check that it is the right file"
                )
        except Unreadable as problem:
            self.skip_unreadable(source.name, problem)
        except Exception as error:  # parsers of others' formats raise what they like
            self._skip_broken(source, format_.name, error)
        self._tell_encoding(source)
        source.forget()

    def _skip_broken(self, source: Source, kind: str, error: Exception) -> None:
        reason = (
            f"could not be read as {kind} ({type(error).__name__}: {str(error)[:100]})"
        )
        self.skip(source.name, reason, "open it and save it again, or leave it out")

    def _tell_encoding(self, source: Source) -> None:
        """Say where bytes could not be read as text, or were in two encodings."""
        if "_decoded" in source.__dict__ and " with " in source.encoding:
            self.note(
                f"{source.name} is in {source.encoding}: look at its text before you rely on it"
            )

    def _add(self, record: Record, source: Source) -> None:
        name = f"{record['file']} ({record['position']})"
        try:
            text, is_mended = self._read_text(record)
        except Unreadable as problem:
            reason, remedy = problem.args[:2]
            self.skip(record["file"], reason, remedy, record["position"])
            return
        if is_mended:
            self.mended.append(name)
        columns = {}
        for key, value in record.items():
            if key != "text" and is_given(value):
                columns[clean_key(str(key))] = _value(key, value)
        self.records.append(columns | {"text": text, "_stem": source.stem})

    def _read_text(self, record: Record) -> tuple[str, bool]:
        """The clean text of a record, and whether its encoding was mended."""
        no_text = Unreadable("has no text", "give it a text, or leave it out")
        text = _joined(record.get("text"))
        if not isinstance(text, str) or not text.strip():
            raise no_text
        self.limits.check("article_characters", len(text))
        text, is_mended = mend(text)  # first: control characters are part of the damage
        text = clean(text)
        if not text.strip():  # nothing but marks that nobody sees
            raise no_text
        return text, is_mended

    def _flag(self, records: list[Record]) -> None:
        """Say of each article of a file why its text may not be one article."""
        for record in records:
            flags = record.get("flags")
            reasons = [flags] if isinstance(flags, str) and flags else []
            reasons += reasons_to_suspect(record["text"], alone=len(records) == 1)
            record["flags"] = "; ".join(reasons)
            for reason in reasons:
                name = f"{record['file']} ({record['position']})"
                self.suspicious.setdefault(reason, []).append(name)


def is_given(value: object) -> bool:
    """Whether a cell holds anything."""
    if isinstance(value, list | dict):
        return True
    return value is not None and value == value and value != ""


def _value(key: object, value: Any) -> Any:
    """Strings are cleaned; lists of authors and numbers that name something become strings."""
    if key in TEXT_COLUMNS:
        value = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    if isinstance(value, str):
        return clean(value)
    return value


def _joined(text: Any) -> Any:
    """Paragraphs as one text; a paragraph may be a list of sentences."""
    if not isinstance(text, list):
        return text
    return "\n\n".join(map(_paragraph, text))


def _paragraph(part: Any) -> str:
    if isinstance(part, list):
        return " ".join(map(str, part))
    return str(part)
