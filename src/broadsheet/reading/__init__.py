"""What a reader sees: sentences, tables and articles as pages."""

from broadsheet.reading.article import Article, show_article
from broadsheet.reading.concordance import Concordance, show_concordance
from broadsheet.reading.prose import Finding, Prose, finding, say, stylesheet
from broadsheet.reading.sidebyside import SideBySide, show_side_by_side
from broadsheet.reading.table import Table, show_table

__all__ = [
    "Article",
    "Concordance",
    "Finding",
    "Prose",
    "SideBySide",
    "Table",
    "finding",
    "say",
    "show_article",
    "show_concordance",
    "show_side_by_side",
    "show_table",
    "stylesheet",
]
