"""A concordance as it is read: one line a place, the keywords under one another."""

from html import escape

import numpy as np
import pandas as pd

from broadsheet.reading.prose import NO_MATH, style
from broadsheet.reading.table import Table, anchor, safe_csv


class Concordance(Table):
    """Lines of `concordance`, shown aligned; all of them as CSV."""

    def _repr_mimebundle_(self, include=None, exclude=None) -> tuple[dict, dict]:
        text = style("table.css", "kwic.css") + self.html()
        bundle = {"text/plain": repr(self), "text/html": text, "text/csv": safe_csv(self.frame)}
        return bundle, {"text/csv": {"name": self.name or "concordance", "rows": len(self.frame)}}

    def shown(self) -> pd.DataFrame:
        """Evenly chosen lines where there are too many: the first would all go on with the same letter."""
        rows = min(self.rows, len(self.frame))
        return self.frame.iloc[np.arange(rows) * len(self.frame) // max(rows, 1)]

    def note(self) -> str:
        chosen = f"{self.rows:,} of {len(self.frame):,} lines, evenly chosen."
        return f'<p class="bs-note">{chosen}</p>' if len(self.frame) > self.rows else super().note()

    def html(self) -> str:
        rows = "".join(
            f'<tr><td class="bs-left"><bdi>{escape(line.left)}</bdi></td>'
            f'<td class="bs-key">{escape(line.keyword)}</td><td class="bs-right">{escape(line.right)}</td>'
            f'<td class="bs-place"><a class="bs-passage" href="#{anchor(line.article, line.start)}">'
            f"{escape(str(line.article))}</a></td></tr>"
            for line in self.shown().itertuples()
        )
        caption = f"<caption>{escape(self.caption)}</caption>" if self.caption else ""
        head = "".join(f'<th scope="col">{name}</th>' for name in ("before", "word", "after", "article"))
        table = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        name = escape(self.caption or "Concordance")
        region = f'<div class="bs-scroll" role="group" tabindex="0" aria-label="{name}">{table}</div>'
        return f'<div class="bs-table bs-kwic {NO_MATH}">{region}{self.note()}</div>'


def show_concordance(lines, caption=None, name="concordance", rows=25) -> Concordance:
    """Show the lines of a concordance with the keywords in one column, and carry all of them as CSV.

    What does not fit is cut at the far ends, away from the keyword; on a narrow screen each line is a
    paragraph.
    """
    return Concordance(lines, caption, name, rows)
