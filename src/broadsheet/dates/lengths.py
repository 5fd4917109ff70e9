"""How long, how often, and vaguely."""

from .article import Reader
from .meaning import Meaning, Values
from .points import SEASONS
from .relative import read_count
from .values import format_length
from .view import Match


def duration(match: Match, values: Values, reader: Reader) -> Meaning | None:
    """A stretch of time: how long, not when."""
    settings = match.rule.settings
    unit: str = values.first("unit", "units", default=settings.get("unit"))
    count = None if settings.get("vague") else read_count(values)
    quant = values.get("quant", "")
    if quant and _is_nearly(match):
        quant = "LESS_THAN"
    return Meaning("DURATION", format_length(count, unit), quant)


def _is_nearly(match: Match) -> bool:
    """Whether it is said that a length is not reached: "nearly a year"."""
    _, words = match.fields["quant"][0]
    return "nearly" in words or "almost" in words


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
    if not match.rule.settings.get("history"):
        return Meaning("DATE", next(iter(values.values())))
    if (
        not reader.history
    ):  # annotators of histories mark "the former king", those of news do not
        return None
    return Meaning("DATE", "FUTURE_REF" if "ahead" in values else "PAST_REF")
