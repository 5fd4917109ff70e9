"""For those who would rather click: an outlet, a speaker, a word, and the passages that have them."""

from typing import Any

from markupsafe import Markup

from broadsheet.show.concordance import Concordance, show_concordance
from broadsheet.show.prose import style
from broadsheet.show.templating import render
from broadsheet.show.voices import Voices

ALL_OUTLETS = "all outlets"
EVERYONE = "everyone"

# A list to choose from gets slow with more.
MOST_CHOICES = 5000

INSTALL = (
    "To choose an outlet, a speaker and a word here, install ipywidgets (pip install ipywidgets), then load "
    "the page again and restart the kernel."
)


def explore(corpus: Any) -> "Explorer":
    """Choose an outlet, a speaker and a word, and read the passages.

    With a speaker the passages are quotations, with a word alone the lines of its concordance. In the
    report, where there is nobody to choose, the most quoted speakers are listed, each with passages. The
    tokens of the corpus are asked for only with the first word.

    Args:
        corpus: What `open_corpus` returns.

    Returns:
        Choices and passages that a notebook displays.

    >>> import broadsheet as bs
    >>> found = explore(bs.open_corpus("data"))
    >>> found.passages("The Watch", "everyone", "border").frame["keyword"].unique().tolist()
    ['border']
    """
    return Explorer(corpus)


class Explorer:
    """Quotations and words, chosen by outlet."""

    def __init__(self, corpus: Any):
        self.corpus = corpus
        self.articles = corpus.catalogue
        self.quotes = corpus.quotes
        self.voices = Voices(self.quotes, self.articles, speakers=30, rows=5)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        bundle = self.voices._repr_mimebundle_()
        widget = self.widget()
        if widget is None:
            bundle["text/html"] += render("prose", text=INSTALL, css="bs-note bs-lab")
            return bundle
        return widget._repr_mimebundle_() | bundle

    def passages(self, outlet: str, speaker: str, word: str) -> Voices | Concordance:
        """Return what is shown for a choice."""
        from broadsheet.words import concordance

        everyone = speaker in ("", EVERYONE)
        articles = self.articles.index
        if outlet not in ("", ALL_OUTLETS):
            articles = articles[self.articles["outlet"] == outlet]
        if word.strip() and everyone:
            lines = concordance(self.corpus.token_parts, word, by="right")
            lines = lines[lines["article"].isin(articles)].reset_index(drop=True)
            return show_concordance(lines, rows=50)
        quotes = self.quotes[self.quotes["article"].isin(articles)]
        if not everyone:
            quotes = quotes[quotes["speaker"] == speaker]
        quotes = quotes[
            quotes["content"].str.contains(word.strip(), case=False, regex=False)
        ]
        return Voices(quotes, self.articles, speakers=10, rows=5 if everyone else 50)

    def html(self, outlet: str, speaker: str, word: str) -> Markup:
        """Return the passages for a choice, or what is wrong with it."""
        from broadsheet.errors import BroadsheetError

        try:
            return self.passages(outlet, speaker, word).html()
        except BroadsheetError as error:
            return render("prose", text=str(error), css="bs-note")

    def widget(self) -> Any:
        """Return three choices and the passages below them; None where ipywidgets is missing."""
        try:
            from ipywidgets import HTML, Combobox, Dropdown, HBox, Layout, Text, VBox
        except ImportError:
            return None
        outlets = sorted(self.articles["outlet"].dropna().astype(str).unique())
        speakers = [str(name) for name in self.voices.counts.index[:MOST_CHOICES]]
        choices = [
            Dropdown(options=[ALL_OUTLETS, *outlets], description="Outlet"),
            Combobox(options=speakers, description="Speaker", placeholder=EVERYONE),
            Text(
                description="Word",
                placeholder="a word, or migra*",
                continuous_update=False,
            ),
        ]
        shown = HTML()

        def show(change=None) -> None:
            html = self.html(*(choice.value for choice in choices))
            shown.value = style("table.css", "kwic.css", "voices.css") + html

        for choice in choices:
            choice.observe(show, "value")
        show()
        return VBox([HBox(choices, layout=Layout(flex_flow="row wrap")), shown])
