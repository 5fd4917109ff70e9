"""What a reader sees: sentences, tables and articles as pages."""

from broadsheet.show.article import Article, show_article
from broadsheet.show.concordance import Concordance, show_concordance, show_words
from broadsheet.show.explore import Explorer, explore
from broadsheet.show.prose import Finding, Prose, finding, say, stylesheet
from broadsheet.show.sidebyside import SideBySide, show_side_by_side
from broadsheet.show.table import Table, show_table
from broadsheet.show.voices import Voices, show_speakers

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
