"""Files to articles: `read_articles` takes whatever the articles come as and gives one row an article."""

from broadsheet.articles.check import check_articles, describe_articles, in_english
from broadsheet.articles.limits import Limits
from broadsheet.articles.read import read_articles
from broadsheet.errors import ArticlesError, BroadsheetError
from broadsheet.skipped import Skipped

__all__ = [
    "ArticlesError",
    "BroadsheetError",
    "Limits",
    "Skipped",
    "check_articles",
    "describe_articles",
    "in_english",
    "read_articles",
]
