"""For those who would rather click: an outlet, a speaker, a word, and the passages that have them."""

from html import escape

from broadsheet.show.concordance import show_concordance
from broadsheet.show.prose import style
from broadsheet.show.voices import Voices

ALL = "all outlets", "everyone", ""

INSTALL = (
    'To choose an outlet, a speaker and a word here: pip install "broadsheet[explore]", then load the page '
    "again and restart the kernel."
)


def explore(corpus):
    """Choose an outlet, a speaker and a word, and read the passages.

    With a speaker the passages are quotations, with a word alone the lines of its concordance. The choosing
    is by ipywidgets (``pip install "broadsheet[explore]"``). Without it, and in the report, where there is
    nobody to choose, the most quoted speakers are listed, each with passages. The tokens of the corpus are
    asked for only with the first word.

    >>> import broadsheet as bs
    >>> found = explore(bs.open_corpus("data"))
    >>> found.passages("The Watch", "everyone", "border").frame["keyword"].unique().tolist()
    ['border']
    """
    return Explorer(corpus)


class Explorer:
    """Quotations and words, chosen by outlet."""

    def __init__(self, corpus):
        self.corpus, self.articles, self.quotes = corpus, corpus.catalogue, corpus.quotes
        self.voices = Voices(self.quotes, self.articles, speakers=30, rows=5)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        bundle = self.voices._repr_mimebundle_()
        widget = self.widget()
        if widget is None:
            bundle["text/html"] += f'<p class="bs-note bs-lab">{escape(INSTALL)}</p>'
            return bundle
        return widget._repr_mimebundle_() | bundle

    def passages(self, outlet: str, speaker: str, word: str):
        """What is shown for a choice."""
        from broadsheet.words import concordance

        here = self.articles.index
        if outlet not in ALL:
            here = here[self.articles["outlet"] == outlet]
        if word.strip() and speaker in ALL:
            lines = concordance(self.corpus.tokens, word, by="right")
            return show_concordance(lines[lines["article"].isin(here)].reset_index(drop=True), rows=50)
        said = self.quotes[self.quotes["article"].isin(here)]
        if speaker not in ALL:
            said = said[said["speaker"] == speaker]
        said = said[said["content"].str.contains(word.strip(), case=False, regex=False)]
        return Voices(said, self.articles, speakers=10, rows=5 if speaker in ALL else 50)

    def widget(self):
        """Three choices and the passages below them; None where ipywidgets is missing."""
        try:
            from ipywidgets import HTML, Combobox, Dropdown, HBox, Layout, Text, VBox
        except ImportError:
            return None
        outlets = sorted(self.articles["outlet"].dropna().astype(str).unique())
        speakers = [str(who) for who in self.voices.counts.index[:5000]]
        choices = [
            Dropdown(options=[ALL[0], *outlets], description="Outlet"),
            Combobox(options=speakers, description="Speaker", placeholder="everyone"),
            Text(description="Word", placeholder="a word, or migra*", continuous_update=False),
        ]
        shown = HTML()

        def show(change=None):
            found = self.passages(*(choice.value for choice in choices))
            shown.value = style("table.css", "kwic.css", "voices.css") + found.html()

        for choice in choices:
            choice.observe(show, "value")
        show()
        return VBox([HBox(choices, layout=Layout(flex_flow="row wrap")), shown])
