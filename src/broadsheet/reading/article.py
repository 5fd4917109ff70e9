"""An article as a page: the text as published, its parts set apart, its quotations and dates marked."""

from html import escape

from broadsheet.reading.prose import NO_MATH, style


class Article:
    """One article as HTML."""

    def __init__(self, row, quotes=None, dates=None):
        self.row, self.quotes, self.dates = row, quotes, dates

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {"text/plain": self.row["text"], "text/html": style("article.css") + self.html()}

    def html(self) -> str:
        paragraphs = "".join(f"<p>{escape(p)}</p>" for p in self.row["text"].split("\n") if p.strip())
        return f'<div class="bs-article {NO_MATH}">{paragraphs}</div>'


def show_article(articles, article, quotes=None, dates=None) -> Article:
    """Show an article as a page with its quotations and dates marked."""
    return Article(articles.loc[article], quotes, dates)
