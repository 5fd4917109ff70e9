"""What the cells of a column are, seen from a sample: filled, long, prose, addresses, numbers or days."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from broadsheet.articles.cells import Kept, is_missing
from broadsheet.articles.days import read_day

SAMPLE = 200  # cells looked at; days take longest, so fewer of them
DAYS = 30
ADDRESS = re.compile(r"(https?:)?//\S+|www\.\S+", re.I)
NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?(\s+\d+)*")
MARKUP = re.compile(r"</?(p|div|html|body|br|span)\b", re.I)
PAGE = re.compile(r"\s*<(!doctype html|html)\b", re.I)
# A word, or a letter of a script that puts no spaces between words.
WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|\S*[^\W\d_]\S*")
PROSE = 6  # words: an outlet or a name rarely has as many
LONG_NAME = 120  # characters: no outlet, section or place is as long
LONG_TITLE = 500
FILE = re.compile(
    r"[^<>|?*\n]{0,240}\.(txt|te?xt|md|html?|xhtml|docx?|odt|rtf|pdf|json|xml|eml|mhtml?)(\.gz)?",
    re.I,
)


@dataclass(frozen=True)
class Profile:
    """What share of the filled cells is one thing or another; `sampled` is False without a sample."""

    sampled: bool = False
    filled: float = 1.0
    length: float = 0.0  # median, in characters
    addresses: float = 0.0
    numbers: float = 0.0
    prose: bool = True
    markup: float = 0.0
    pages: float = 0.0
    days: float = 1.0
    files: float = 1.0

    @property
    def amount(self) -> float:
        """How much text the column holds: characters for each row of the table."""
        return self.filled * self.length


UNKNOWN = Profile()


def profile_of(values: Sequence[object] | None) -> Profile:
    """The profile of a column; one that fits everything where there is no sample."""
    if values is None:
        return UNKNOWN
    given = [value for value in values if not is_missing(value)]
    if not given or isinstance(given[0], Kept):
        return Profile(sampled=True, filled=0, prose=False, days=0, files=0)
    step = max(1, len(given) // SAMPLE)
    cells = [as_text(value) for value in given[::step][:SAMPLE]]
    step_of_days = max(1, len(given) // DAYS)
    days = given[::step_of_days][:DAYS]
    return Profile(
        sampled=True,
        filled=len(given) / len(values),
        length=median(len(cell) for cell in cells),
        addresses=_share(cells, ADDRESS.fullmatch),
        numbers=_share(cells, NUMBER.fullmatch),
        prose=median(len(WORDS.findall(cell[:300])) for cell in cells) >= PROSE,
        markup=_share(cells, MARKUP.search),
        pages=_share(cells, PAGE.match),
        days=_share(days, is_day),
        files=_share(cells, _is_file),
    )


def as_text(value: object) -> str:
    """A cell as text; the parts of a list one after another."""
    if isinstance(value, list):
        return " ".join(map(str, value)).strip()
    return str(value).strip()


def is_day(value: object) -> bool:
    """Whether a cell can be read as a day, in either order."""
    if isinstance(value, date):
        return True
    written = str(value)
    if read_day(written, day_first=True) is not None:
        return True
    return read_day(written, day_first=False) is not None


def _is_file(cell: str) -> bool:
    return (
        bool(FILE.fullmatch(cell))
        and not ADDRESS.match(cell)
        and "%2F" not in cell.upper()
    )


def _share(cells: Sequence, test: Callable[[str], object]) -> float:
    hits = sum(bool(test(cell)) for cell in cells)
    return hits / len(cells)


def _text(column: Profile) -> bool:
    if not column.sampled:
        return True
    return (
        column.filled > 0
        and column.addresses < 0.5
        and column.numbers < 0.5
        and column.length > 0
    )


def _name(column: Profile) -> bool:
    if not column.sampled:
        return True
    short = column.length <= LONG_NAME
    return (
        column.filled > 0 and column.addresses < 0.5 and column.numbers < 0.5 and short
    )


def _title(column: Profile) -> bool:
    if not column.sampled:
        return True
    short = column.length <= LONG_TITLE
    return (
        column.filled > 0 and column.addresses < 0.5 and column.numbers < 0.5 and short
    )


def _address(column: Profile) -> bool:
    if not column.sampled:
        return True
    return column.addresses >= 0.5


def _day(column: Profile) -> bool:
    return column.filled > 0


def _id(column: Profile) -> bool:
    if not column.sampled:
        return True
    return column.filled > 0 and column.length <= LONG_NAME and not column.prose


def _code(column: Profile) -> bool:
    if not column.sampled:
        return True
    return column.filled > 0 and column.length <= 30


def _file(column: Profile) -> bool:
    return column.files >= 0.5


# For each of our columns, whether a profile can be that.
FITS: dict[str, Callable[[Profile], bool]] = {
    "text": _text,
    "url": _address,
    "published": _day,
    "title": _title,
    "outlet": _name,
    "byline": _title,
    "agency": _name,
    "dateline": _name,
    "section": _name,
    "language": _code,
    "file": _file,
    "article": _id,
}
