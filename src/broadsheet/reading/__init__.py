"""What a reader sees: sentences, tables and articles as pages."""

from broadsheet.reading.article import Article, show_article
from broadsheet.reading.concordance import Concordance, show_concordance
from broadsheet.reading.prose import Finding, Prose, finding, say, stylesheet
from broadsheet.reading.table import Table, show_table

__all__ = [
    "Article",
    "Concordance",
    "Finding",
    "Prose",
    "Table",
    "finding",
    "say",
    "show_article",
    "show_concordance",
    "show_table",
    "stylesheet",
]
