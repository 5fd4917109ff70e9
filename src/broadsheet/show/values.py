"""Values as a reader sees them: days as days, numbers with few decimals, lists with commas."""

import re
from typing import Any

import numpy as np
import pandas as pd

from broadsheet.dates.labels import Day, day_parts, year_label

MONTHS = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
# White space at which a line may break.
BREAKING = re.compile(r"[^\S\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]+")
NO_BREAK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

# Below this two decimals would say nothing.
SMALL = 0.005


def is_one_line(text: object) -> bool:
    """Say whether a text is as `one_space` writes it, where that is seen at a glance.

    >>> is_one_line("on 4 May it rained"), is_one_line("on 4 May  it rained")
    (True, False)
    """
    if not isinstance(text, str) or "  " in text:
        return False
    # Of white space only the plain one can be printed.
    return text.isprintable() and text[:1] != " " and text[-1:] != " "


def one_space(text: object) -> str:
    """Write a text on one line, with single spaces; those at which no line breaks stay.

    >>> one_space(" on 4\N{NO-BREAK SPACE}May\\n  it rained")
    'on 4\\xa0May it rained'
    """
    return BREAKING.sub(" ", str(text)).strip(" ")


def cut(text: object, most: int) -> str:
    """Shorten a text to so many letters, with an ellipsis where something is missing.

    A word is cut only where the text would lose more than a third with it.

    >>> cut("million", 5), cut("million", 7), cut("a long way back", 12)
    ('mill…', 'million', 'a long way…')
    """
    if not is_one_line(text):
        text = one_space(text)
    assert isinstance(text, str)
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    is_in_word = text[most - 1] != " "
    whole_words = kept.rpartition(" ")[0]
    if is_in_word and len(whole_words) > most * 2 / 3:
        kept = whole_words
    return kept.rstrip() + "…"


def cell(value: Any) -> str:
    """Write one value as text.

    >>> cell(pd.Timestamp("2021-10-08 09:30"))[-5:], cell(1234.5), cell(None), cell(True), cell(["a", "b"])
    ('09:30', '1,234.50', '', 'yes', 'a, b')
    """
    if isinstance(value, str):
        return value
    if hasattr(value, "__len__"):
        return ", ".join(map(str, value))
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return moment(value)
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "yes" if value else "no"
    if isinstance(value, float):
        return significant(value)
    if isinstance(value, int) or hasattr(value, "dtype"):
        return f"{value:,}".replace("-", MINUS)
    return str(value)


def day(value: Day) -> str:
    """Write a day, of whatever year, on one line.

    >>> day(pd.Timestamp("2021-10-08")).replace(NO_BREAK, " ")
    '8 Oct 2021'
    """
    parts = day_parts(value)
    if parts is None:
        return ""
    year, month, number = parts
    return NO_BREAK.join(
        [str(number), MONTHS[month - 1], year_label(year).replace(" ", NO_BREAK)]
    )


def last_moment(latest: pd.Timestamp) -> np.datetime64:
    """Return the last second before the end of an interval, of whatever year.

    >>> str(last_moment(pd.Timestamp("2021-11-01")))
    '2021-10-31T23:59:59'
    """
    moment: np.datetime64 = latest.to_datetime64().astype("datetime64[s]")
    return np.datetime64(moment - np.timedelta64(1, "s"))


def moment(value: pd.Timestamp) -> str:
    """Write a day, and the time of day where it is known."""
    if value.hour or value.minute:
        return f"{day(value)} {value.hour:02}:{value.minute:02}"
    return day(value)


def days_between(first: Day, last: Day) -> str:
    """Write a period, or the one day that both ends are.

    >>> first, last = pd.Timestamp("2021-10-08 07:00"), pd.Timestamp("2021-11-11")
    >>> days_between(first, last).replace(NO_BREAK, " ")
    '8 Oct 2021 to 11 Nov 2021'
    """
    ends = dict.fromkeys([day(first), day(last)])
    return " to ".join(ends)


def significant(value: float) -> str:
    """Write a number with two decimals, or as a power of ten where two decimals would say nothing.

    >>> significant(3.14159), significant(0.00004), significant(float("inf")), significant(-7.0)
    ('3.14', '4e−05', '∞', '−7.00')
    """
    if value == float("inf"):
        return "∞"
    if value == -float("inf"):
        return f"{MINUS}∞"
    small = value and abs(value) < SMALL
    text = f"{value:.0e}" if small else f"{value:,.2f}"
    return text.replace("-", MINUS)


def cells(column: pd.Series) -> list[str]:
    """Write the values of a column, numbers with as many decimals as the column has, two at most.

    >>> cells(pd.Series([22.5, 100.0])), cells(pd.Series([22.5, 0.25])), cells(pd.Series([0.0, 4e-12]))
    (['22.5', '100.0'], ['22.50', '0.25'], ['0.00', '4e−12'])
    """
    if has_one_decimal(column):
        return [
            "" if pd.isna(value) else f"{value:,.1f}".replace("-", MINUS)
            for value in column
        ]
    if isinstance(column.dtype, pd.CategoricalDtype):
        written = [cell(value) for value in column.cat.categories]
        written.append("")  # of the code -1, which is that of a missing value
        return [written[code] for code in column.cat.codes.tolist()]
    return [cell(value) for value in column.tolist()]


def has_one_decimal(column: pd.Series) -> bool:
    """Say whether one decimal is enough, and needed, for all numbers of a column."""
    if not pd.api.types.is_float_dtype(column):
        return False
    numbers = column.dropna()
    rounded = numbers.round(1)
    return bool(rounded.eq(numbers).all() and rounded.mod(1).ne(0).any())
