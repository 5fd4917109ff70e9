"""Computed sentences: shown as paragraphs, never as Markdown, so that a dollar is a dollar."""

from html import escape
from importlib.resources import files

FINDING = "application/vnd.broadsheet.finding+json"

# What keeps MathJax, of every version Jupyter has used, away from what stands between two dollars.
NO_MATH = "mathjax_ignore tex2jax_ignore"


class Prose:
    """A paragraph of plain text for a notebook.

    >>> print(Prose("From $5 to $7 <b>").data["text/html"])
    <p class="bs-say mathjax_ignore tex2jax_ignore">From $5 to $7 &lt;b&gt;</p>
    """

    css_class = "bs-say"

    def __init__(self, text: str):
        self.text = " ".join(str(text).split())

    @property
    def data(self) -> dict:
        html = f'<p class="{self.css_class} {NO_MATH}">{escape(self.text)}</p>'
        return {"text/plain": self.text, "text/html": html}

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return self.data

    def __repr__(self) -> str:
        return self.text


class Finding(Prose):
    """A paragraph that the front page of the report repeats."""

    css_class = "bs-say bs-finding"

    @property
    def data(self) -> dict:
        return {**super().data, FINDING: {"text": self.text}}


def say(text: str) -> None:
    """Show a computed sentence as a paragraph of the notebook."""
    _display(Prose(text))


def finding(text: str) -> None:
    """Show a computed sentence, and put it on the front page of the report.

    One a notebook: the sentence that answers its question.
    """
    _display(Finding(text))


def _display(prose: Prose) -> None:
    from IPython.display import display

    display(prose)


def style(*names: str) -> str:
    """The look of an output within a notebook; the report takes it out and brings the whole sheet once."""
    return f"<style>{stylesheet(*names)}</style>"


def stylesheet(*names: str) -> str:
    """The style sheets of this room, or those named."""
    sheets = sorted((sheet for sheet in files(__package__).iterdir() if sheet.suffix == ".css"), key=str)
    return "".join(sheet.read_text("utf-8") for sheet in sheets if not names or sheet.name in names)
