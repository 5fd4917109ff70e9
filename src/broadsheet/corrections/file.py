"""`corrections.csv`: read tolerantly, as spreadsheets leave it, and written so that nothing is ever lost."""

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, field
from pathlib import Path

from broadsheet.corrections.correction import (
    COLUMNS,
    Correction,
    CorrectionError,
    check_correction,
    kinds,
)
from broadsheet.errors import BroadsheetError
from broadsheet.store.spreadsheet import is_formula, quiet

CORRECTIONS_FILE = "corrections.csv"

# With this mark spreadsheets read the file as UTF-8.
ENCODING = "utf-8-sig"
SEPARATORS = ",;\t"


@dataclass(frozen=True)
class BadRow:
    """A row that is no correction: its number in the file, and why."""

    number: int
    reason: str


@dataclass
class CorrectionsFile:
    """What stands in a file of corrections.

    Attributes:
        name: The file's name.
        corrections: Its corrections, by the number of their row; the first below the headings is row 2,
            as a spreadsheet counts.
        bad_rows: The rows that cannot be understood.
    """

    name: str = CORRECTIONS_FILE
    corrections: dict[int, Correction] = field(default_factory=dict)
    bad_rows: list[BadRow] = field(default_factory=list)

    def refuse_bad_rows(self) -> None:
        """Raise where a row cannot be understood."""
        if not self.bad_rows:
            return
        lines = [
            f"{self.name}, row {row.number}: {row.reason}" for row in self.bad_rows
        ]
        raise BroadsheetError("; ".join(lines) + ".")


def read_corrections(path: Path) -> CorrectionsFile:
    """Read a file of corrections; none where there is no file.

    Commas, semicolons and tabs may part the columns, which may stand in any order.

    Args:
        path: A CSV file with the columns of `Correction`, of which only `kind` must be there.

    Raises:
        BroadsheetError: where the file cannot be read or has no column `kind`.
    """
    if not path.exists():
        return CorrectionsFile(path.name)
    try:
        text = _decode(path.read_bytes())
    except OSError as error:
        raise BroadsheetError(
            f"{path.name} cannot be read: {error.strerror}."
        ) from error
    return parse_corrections(text, path.name)


def parse_corrections(text: str, name: str = CORRECTIONS_FILE) -> CorrectionsFile:
    """Read the text of a file of corrections.

    >>> parse_corrections("kind,subject,value\\ngender,Ann Lee,female").corrections[2].subject
    'Ann Lee'
    >>> parse_corrections("kind,subject,value\\ngender,Ann Lee,blue").bad_rows[0].number
    2
    """
    file = CorrectionsFile(name)
    heading = text.partition("\n")[0]
    separator = max(SEPARATORS, key=heading.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    names = [cell.strip().casefold() for cell in next(rows, [])]
    if not text.strip():
        return file
    if "kind" not in names:
        columns = ", ".join(COLUMNS)
        raise BroadsheetError(
            f"{name} has no column 'kind' in row 1; its columns should be {columns}."
        )
    for number, cells in enumerate(rows, start=2):
        row = dict(zip(names, map(plain_cell, cells), strict=False))
        if not any(row.values()):
            continue
        try:
            file.corrections[number] = check_correction(_correction(row))
        except BroadsheetError as error:
            file.bad_rows.append(BadRow(number, str(error).rstrip(".")))
    return file


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode(ENCODING)
    except UnicodeDecodeError:  # as spreadsheets save "CSV" on Windows
        return content.decode("cp1252", "replace")


def plain_cell(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from running it."""
    if cell.startswith("'") and is_formula(cell[1:]):
        return cell[1:]
    return cell


def _correction(row: dict[str, str]) -> Correction:
    values = {name: row.get(name, "").strip() for name in COLUMNS}
    kind = " ".join(values["kind"].casefold().split())
    offsets = {name: _offset(values[name], name) for name in ("start", "end")}
    texts = {
        name: value
        for name, value in values.items()
        if name not in ("kind", "start", "end")
    }
    return Correction(kind, start=offsets["start"], end=offsets["end"], **texts)


def _offset(text: str, name: str) -> int | None:
    if not text:
        return None
    whole = text.removesuffix(".0").replace(",", "")
    if not whole.isdecimal():
        raise CorrectionError(f"{name} must be a whole number, not {text!r}")
    return int(whole)


def corrections_csv(corrections: Iterable[Correction]) -> str:
    """Return the text of a file of corrections, in which no cell is a formula.

    >>> print(corrections_csv([Correction("gender", subject="Ann Lee", value="female")]))
    kind,article,start,end,words,subject,value,by,made,note
    gender,,,,,Ann Lee,female,,,
    <BLANKLINE>
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for correction in corrections:
        writer.writerow(map(quiet, astuple(correction)))
    return text.getvalue()


def write_corrections(path: Path, corrections: Iterable[Correction]) -> None:
    """Write a file of corrections in the place of the one that is there.

    It is written beside it under another name and then put in its place: an interruption leaves the old
    file whole.

    Raises:
        BroadsheetError: where it cannot be written.
    """
    content = corrections_csv(corrections).encode(ENCODING)
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".corrections-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        temporary = None
    except OSError as error:
        raise BroadsheetError(
            f"{path} cannot be written ({error.strerror}); no correction was changed."
        ) from error
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def add_corrections(path: Path, corrections: Iterable[Correction]) -> None:
    """Add corrections to a file; one replaces what the same kind said of the same thing before.

    Raises:
        BroadsheetError: where the file has a row that cannot be understood, which writing would lose.
    """
    file = read_corrections(path)
    file.refuse_bad_rows()
    kept = list(file.corrections.values())
    for correction in corrections:
        added = check_correction(correction)
        kept = [
            before
            for before in kept
            if not before.contradicts(added) and not before.says_the_same(added)
        ]
        kept.append(added)
    write_corrections(path, kept)


def describe_kinds() -> Iterator[tuple[str, str]]:
    """Give each kind of correction with what it says."""
    for name, kind in kinds().items():
        about = kind.about
        if kind.choices:
            about += f": {', '.join(kind.choices)}"
        yield name, about
