"""What of a report could not be computed, and what a report calls the articles it is made of."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any


@dataclass(frozen=True)
class Failure:
    """A section of a page that could not be computed."""

    page: str
    section: str
    reason: str

    def __str__(self) -> str:
        return f"{self.page}, {self.section}: {self.reason}"


def source_name(articles: Any) -> str:
    """Return what a report says of where its articles are from.

    >>> source_name("/home/ann/coverage")
    'coverage'
    """
    if isinstance(articles, (str, PurePath)):
        return PurePath(articles).name or str(articles)
    if isinstance(articles, (list, tuple)):
        return ", ".join(map(source_name, articles))
    return "a data frame"
