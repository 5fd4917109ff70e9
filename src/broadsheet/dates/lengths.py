"""How long, how often, and vaguely."""

from .article import Reader
from .meaning import Meaning, Values
from .points import SEASONS
from .relative import read_count
from .values import format_length
from .view import Match

NEARLY = frozenset(["nearly", "almost"])


def duration(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """A stretch of time: how long, not when."""
    settings = match.rule.settings
    usual = settings.get("unit")
    unit: str = values.first("unit", "units", default=usual)
    count = read_count(values)
    if settings.get("vague"):
        count = None
    quant = values.get("quant", "")
    if quant and _is_nearly(match):
        quant = "LESS_THAN"
    length = format_length(count, unit)
    return Meaning("DURATION", length, quant)


def _is_nearly(match: Match) -> bool:
    """Whether it is said that a length is not reached: "nearly a year"."""
    _, words = match.fields["quant"][0]
    return not NEARLY.isdisjoint(words)


def repeated(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """How often."""
    part = values.get("part", "")
    weekday = values.first("weekday", "weekdays")
    if "every" in values:
        value = values["every"]
    elif weekday:
        value = f"XXXX-WXX-{weekday}{part}"
    elif "month" in values:
        value = f"XXXX-{values['month']:02}"
    elif "season" in values:
        value = f"XXXX-{SEASONS[values['season']]}"
    elif part:
        value = f"XXXX-XX-XX{part}"
    else:
        value = format_length(_times(values), values.first("unit", "units"))
    return Meaning("SET", value)


def _times(values: Values) -> float:
    if "other" in values:
        return 2
    return 1 if "times" in values else values.get("number", 1)


def fixed(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """A reference to the present, the past or the future."""
    settings = match.rule.settings
    if not settings.get("history"):
        value, *_ = values.values()
        return Meaning("DATE", value)
    # Annotators of histories mark "the former king", those of news do not.
    if not reader.history:
        return None
    value = "FUTURE_REF" if "ahead" in values else "PAST_REF"
    return Meaning("DATE", value)
