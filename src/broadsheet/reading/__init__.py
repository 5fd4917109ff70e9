"""What a reader sees: sentences, tables and articles as pages."""

from broadsheet.reading.article import Article, show_article
from broadsheet.reading.concordance import Concordance, show_concordance, show_words
from broadsheet.reading.explore import Explorer, explore
from broadsheet.reading.prose import Finding, Prose, finding, say, stylesheet
from broadsheet.reading.sidebyside import SideBySide, show_side_by_side
from broadsheet.reading.table import Table, show_table
from broadsheet.reading.voices import Voices, show_speakers

__all__ = [
    "Article",
    "Concordance",
    "Explorer",
    "Finding",
    "Prose",
    "SideBySide",
    "Table",
    "Voices",
    "explore",
    "finding",
    "say",
    "show_article",
    "show_concordance",
    "show_side_by_side",
    "show_speakers",
    "show_table",
    "show_words",
    "stylesheet",
]
