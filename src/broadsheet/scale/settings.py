"""How an extraction is made: what is decided once and passed to every task."""

from dataclasses import asdict, dataclass, replace
from typing import Any

import pandas as pd

from broadsheet.errors import BroadsheetError
from broadsheet.selection import apply_aliases, select_articles
from broadsheet.study import Study

# Settings of the study that decide what is read and analysed; the others only say what is shown.
OF_THE_STUDY = (
    "columns",
    "day_first",
    "names",
    "duplicates",
    "limits",
    "outlet_aliases",
    "outlets",
    "exclude_outlets",
    "start",
    "end",
    "mentioning",
    "model",
)


@dataclass(frozen=True)
class Settings:
    """What decides, beside the articles and the version, which rows come out.

    Attributes:
        study: How articles are read, and which of them are analysed.
        partition_size: How many articles a partition has at most; of long ones it has fewer.
        keep_tokens: Whether tokens are written.
    """

    study: Study
    partition_size: int = 1000
    keep_tokens: bool = True

    def record(self) -> dict[str, Any]:
        """Return the settings as they are written down, to be compared with those of a later run."""
        settings = asdict(self.study)
        record = {name: settings[name] for name in OF_THE_STUDY}
        record = {
            name: str(value) if name in ("start", "end") else value
            for name, value in record.items()
        }
        return record | {
            "partition_size": self.partition_size,
            "tokens": self.keep_tokens,
        }


def choose_articles(
    articles: pd.DataFrame, study: Study
) -> tuple[pd.DataFrame, list[bool]]:
    """Call outlets as the study does, and mark which articles it analyses.

    Args:
        articles: Articles of one reading, which need not hold anything that the study selects.
        study: The study.

    Returns:
        The articles, and for each whether it is analysed.
    """
    if study.outlet_aliases:
        articles = apply_aliases(articles, study.outlet_aliases)
    outlets = set(articles["outlet"].dropna().astype("str"))
    here = replace(
        study,
        outlets=[name for name in study.outlets if name in outlets],
        exclude_outlets=[name for name in study.exclude_outlets if name in outlets],
    )
    analysed = articles.index[:0]
    if bool(here.outlets) == bool(study.outlets):
        try:
            analysed = select_articles(articles, here).index
        except BroadsheetError:  # none of these; the whole may have others
            analysed = articles.index[:0]
    return articles, articles.index.isin(analysed).tolist()
