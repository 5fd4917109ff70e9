"""Files to articles: `read_articles` takes whatever the articles come as and gives one row an article."""

from broadsheet.articles.errors import ArticlesError, BroadsheetError, Skipped
from broadsheet.articles.read import read_articles

__all__ = ["ArticlesError", "BroadsheetError", "Skipped", "read_articles"]
