"""Labels beside points, none of which covers another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from broadsheet.charts.style import label_text

# Where a label may stand beside its point, in points from it, the best place first.
AROUND = [
    (6, 0),
    (-6, 0),
    *((x, y) for x in (0, 6, -6) for y in (8, -8)),
    (0, 18),
    (0, -18),
]
ACROSS = {0: "center", 1: "left", -1: "right"}
UPWARDS = {0: "center", 1: "bottom", -1: "top"}
DOT = 6  # pixels: the square around a point that labels of others leave free


@dataclass(frozen=True)
class Label:
    """What is written beside a point of a figure."""

    x: float
    y: float
    text: str
    color: str


def spread_labels(fig: Figure, ax: Axes, labels: Sequence[Label]) -> None:
    """Write each label beside its point, where it covers no other label and no other point.

    A label for which there is no such place is left out.
    """
    renderer = FigureCanvasAgg(fig).get_renderer()
    fig.draw_without_rendering()
    frame = ax.get_window_extent(renderer)
    written = [text.get_window_extent(renderer) for text in ax.texts]
    dots = [_dot(ax, label) for label in labels]
    for number, label in enumerate(labels):
        other_dots = dots[:number] + dots[number + 1 :]
        for offset in AROUND:
            text = _write(ax, label, offset)
            box = text.get_window_extent(renderer)
            if _is_inside(box, frame) and not _overlaps(box, written + other_dots):
                written.append(box)
                break
            text.remove()


def _dot(ax: Axes, label: Label) -> Bbox:
    x, y = ax.transData.transform((label.x, label.y))
    return Bbox.from_bounds(x - DOT / 2, y - DOT / 2, DOT, DOT)


def _write(ax: Axes, label: Label, offset: tuple[int, int]) -> Any:
    across, up = offset
    return ax.annotate(
        label_text(label.text, 28),
        (label.x, label.y),
        offset,
        ha=ACROSS[int(np.sign(across))],
        va=UPWARDS[int(np.sign(up))],
        color=label.color,
        fontsize=9,
        textcoords="offset points",
    )


def _is_inside(box: Bbox, frame: Bbox) -> bool:
    is_inside_across = frame.x0 <= box.x0 and box.x1 <= frame.x1
    is_inside_upwards = frame.y0 <= box.y0 and box.y1 <= frame.y1
    return is_inside_across and is_inside_upwards


def _overlaps(box: Bbox, others: Sequence[Bbox]) -> bool:
    return any(box.overlaps(other) for other in others)
