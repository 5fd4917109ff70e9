"""Files to articles: `read_articles` takes whatever the articles come as and gives one row an article."""

from broadsheet.articles.errors import ArticlesError, BroadsheetError, Skipped
from broadsheet.articles.read import check_articles, in_english, read_articles
from broadsheet.articles.sources import Limits

__all__ = [
    "ArticlesError",
    "BroadsheetError",
    "Limits",
    "Skipped",
    "check_articles",
    "in_english",
    "read_articles",
]
