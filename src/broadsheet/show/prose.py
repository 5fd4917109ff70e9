"""Computed sentences: shown as paragraphs, never as Markdown, so that a dollar is a dollar."""

from importlib.resources import files
from typing import Any

from markupsafe import Markup

from broadsheet.palette import css_variables
from broadsheet.show.templating import render
from broadsheet.show.values import one_space

FINDING = "application/vnd.broadsheet.finding+json"


class Prose:
    """A paragraph of plain text for a notebook.

    >>> print(Prose("From $5 to $7 <b>").data["text/html"])
    <p class="bs-say mathjax_ignore tex2jax_ignore">From $5 to $7 &lt;b&gt;</p>
    """

    css_class = "bs-say"

    def __init__(self, text: str):
        self.text = one_space(text)

    @property
    def data(self) -> dict:
        """The sentence in each form that a notebook can show."""
        html = render("prose", text=self.text, css=self.css_class)
        return {"text/plain": self.text, "text/html": html}

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict:
        return self.data

    def __repr__(self) -> str:
        return self.text


class Finding(Prose):
    """A paragraph that the front page of the report repeats."""

    css_class = "bs-say bs-finding"

    @property
    def data(self) -> dict:
        """The sentence in each form, one of them for the front page."""
        return {**super().data, FINDING: {"text": self.text}}


def say(text: str) -> None:
    """Show a computed sentence as a paragraph of the notebook; where there is nothing to say, nothing."""
    if text:
        _display(Prose(text))


def finding(text: str) -> None:
    """Show a computed sentence, and put it on the front page of the report.

    One a notebook: the sentence that answers its question.
    """
    _display(Finding(text))


def _display(prose: Prose) -> None:
    from IPython.display import display

    display(prose)


def style(*names: str) -> Markup:
    """Return the look of an output within a notebook; the report brings the whole sheet once instead."""
    return render("style", sheet=Markup(stylesheet(*names)))


def stylesheet(*names: str) -> str:
    """Return the style sheets of this room, or those named, with the colours that they use."""
    parts = [css_variables("marks")]
    for sheet in sorted(files(__package__).iterdir(), key=str):
        is_wanted = not names or sheet.name in names
        if is_wanted and sheet.name.endswith(".css"):
            parts.append(sheet.read_text("utf-8"))
    return "".join(parts)
