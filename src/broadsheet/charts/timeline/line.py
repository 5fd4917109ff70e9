"""The line of time: where on it the days of events stand, and the scale that brings them near their rows."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

LONG_SPAN = 500  # days, from which on the past is drawn closer
DAY = np.timedelta64(1, "D")
# Days that are drawn to scale on either side of the present, where older ones are drawn closer.
NEAR_DAYS = [float(2**power) for power in range(10)]


@dataclass(frozen=True)
class TimeLine:
    """The stretch of a figure on which the days stand, in inches from its top."""

    top: float
    bottom: float

    def spread(self, spans: np.ndarray) -> np.ndarray:
        """Return times, the earliest of which stands at the top and the latest at the bottom."""
        since_first = spans - spans.min()
        length = max(since_first.max(), 1e-9)
        height = self.bottom - self.top
        return self.top + height * since_first / length


def scale(times: pd.Series, now: pd.Timestamp, near: float | None) -> np.ndarray:
    """Where times stand, earlier to later: true to scale, or only for `near` days on either side of `now`.

    Beyond them ever more days lie in an inch.
    """
    # In whole seconds, which reach further than nanoseconds.
    present = np.datetime64(now.to_datetime64(), "s")
    days = (in_seconds(times) - present) / DAY
    if near is None:
        return days
    return np.arcsinh(days / near)


def in_seconds(times: pd.Series) -> np.ndarray:
    """Return times in whole seconds, which reach over all years that texts name."""
    moments = times.to_numpy()
    return moments.astype("datetime64[s]")


def is_long(events: pd.DataFrame) -> bool:
    """Say whether events reach over so many days that older ones are drawn closer."""
    first = in_seconds(events["earliest"]).min()
    last = in_seconds(events["latest"]).max()
    days = (last - first) / DAY
    return bool(days > LONG_SPAN)


def places_on_line(
    events: pd.DataFrame, now: pd.Timestamp, middles: np.ndarray, line: TimeLine
) -> np.ndarray:
    """Return where each event begins and ends on the line of time.

    Of the scales that draw older days closer, the one that brings the days nearest to their rows.

    Args:
        events: The events, in the order of their rows.
        now: The day around which days are drawn to scale.
        middles: The middle of each event's row.
        line: Where the line begins and ends.
    """
    scales: list[float | None] = [None]
    if is_long(events):
        scales = list(NEAR_DAYS)
    candidates = []
    for near in scales:
        earliest = scale(events["earliest"], now, near)
        latest = scale(events["latest"], now, near)
        spans = np.column_stack([earliest, latest])
        candidates.append(line.spread(spans))
    distances = [_distance(spans, middles) for spans in candidates]
    return candidates[int(np.argmin(distances))]


def _distance(spans: np.ndarray, middles: np.ndarray) -> float:
    """How far the middles of spans are from those of their rows, in all."""
    offsets = spans.mean(axis=1) - middles
    return float(np.abs(offsets).sum())
