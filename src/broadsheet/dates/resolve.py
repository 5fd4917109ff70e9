"""What temporal expressions mean: the operation that each rule of the grammar names.

An article is read in order. Expressions that name only part of a day ("Friday", "March", "the next day") are
completed from the day of publication or, in a history, from the expressions read before; tense and words
like "last" say on which side of it they lie. Each operation stands in the module of its family.
"""

from collections.abc import Callable
from dataclasses import replace

from .article import Reader
from .beside_holidays import beside_holiday, day_of_feast
from .calendar import calendar
from .clock import clock
from .counted_from_events import by_event
from .day_words import overnight
from .lengths import duration, fixed, repeated
from .meaning import Meaning, Values, read_fields
from .named import (
    before_last,
    day_and_month,
    figures,
    inst,
    old_year,
    tail,
    week_on,
)
from .neighbours import neighbour
from .numbered_days import day_of_month, next_day_of_month
from .parts_of_day import part_told
from .periods import (
    half_in_question,
    months_to,
    quarter,
    quarter_beside,
    quarter_code,
)
from .relative import direction, distance
from .running import running, same_last_year
from .view import Match
from .weeks import weekend
from .within import (
    day_of_named_month,
    day_told_in_month,
    nth_day,
    stretch_within,
    week_of_month,
)

Operation = Callable[[Match, Values, Reader], Meaning | None]

# By their names in grammar.toml.
OPERATIONS: dict[str, Operation] = {
    "before_last": before_last,
    "by_event": by_event,
    "beside_holiday": beside_holiday,
    "calendar": calendar,
    "clock": clock,
    "day_of_feast": day_of_feast,
    "day_of_month": day_of_month,
    "day_of_named_month": day_of_named_month,
    "day_told_in_month": day_told_in_month,
    "direction": direction,
    "distance": distance,
    "duration": duration,
    "day_and_month": day_and_month,
    "figures": figures,
    "fixed": fixed,
    "half_in_question": half_in_question,
    "inst": inst,
    "months_to": months_to,
    "neighbour": neighbour,
    "next_day_of_month": next_day_of_month,
    "nth_day": nth_day,
    "old_year": old_year,
    "overnight": overnight,
    "part_told": part_told,
    "quarter": quarter,
    "quarter_beside": quarter_beside,
    "quarter_code": quarter_code,
    "repeated": repeated,
    "running": running,
    "same_last_year": same_last_year,
    "stretch_within": stretch_within,
    "tail": tail,
    "week_of_month": week_of_month,
    "week_on": week_on,
    "weekend": weekend,
}


def resolve(match: Match, reader: Reader) -> Meaning | None:
    """The meaning of a match, or None where it has none after all."""
    values = read_fields(match)
    meaning = OPERATIONS[match.rule.op](match, values, reader)
    if meaning is None or meaning.mod:
        return meaning
    mod = (
        values.get("edge") or values.get("quant") or match.rule.settings.get("mod", "")
    )
    if not mod and _is_season_of_unknown_place(meaning, reader):
        mod = "APPROX"
    return replace(meaning, mod=mod) if mod else meaning


def _is_season_of_unknown_place(meaning: Meaning, reader: Reader) -> bool:
    """Whether the days of a season are open, since nothing tells the hemisphere."""
    if meaning.point is None or meaning.point.unit != "S":
        return False
    return reader.setting.south is None
