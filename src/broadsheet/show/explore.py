"""For those who would rather click: outlets, days, a speaker, words, and the passages that have them."""

import base64
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup

from broadsheet.show.citation import add_citations
from broadsheet.show.concordance import Concordance, show_concordance
from broadsheet.show.correcting import CorrectionForm, label_of
from broadsheet.show.prose import style
from broadsheet.show.templating import render
from broadsheet.show.voices import Voices
from broadsheet.store.spreadsheet import safe_csv

ALL_OUTLETS = "all outlets"
EVERYONE = "everyone"
ANY_KIND = "any kind"
KINDS = ("direct", "indirect", "mixed")

# A list to choose from gets slow with more.
MOST_CHOICES = 5000

# Passages that can be picked to be read in their article or corrected.
MOST_PICKED = 200

INSTALL = (
    "To choose an outlet, a speaker and a word here, install ipywidgets (pip install ipywidgets), then load "
    "the page again and restart the kernel."
)


@dataclass(frozen=True)
class Selection:
    """What is chosen.

    Attributes:
        outlets: Names of outlets; all where there is none.
        start: The first day of publication, as 2021-10-08.
        end: The last.
        speaker: A name, or a part of one.
        words: Words that a quotation has, or what `concordance` looks for.
        kind: direct, indirect or mixed.
    """

    outlets: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    speaker: str = ""
    words: str = ""
    kind: str = ""

    def code(self) -> str:
        """Return the same selection as code for a cell.

        >>> Selection(speaker="Blinken").code()
        "bs.explore(corpus).select(speaker='Blinken')"
        """
        chosen = {name: value for name, value in asdict(self).items() if value}
        arguments = ", ".join(
            f"{name}={list(value) if isinstance(value, tuple) else value!r}"
            for name, value in chosen.items()
        )
        return f"bs.explore(corpus).select({arguments})"


def explore(corpus: Any) -> "Explorer":
    """Choose outlets, days, a speaker and words, read the passages, and correct what is wrong.

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
    >>> found.select(speaker="blink")["speaker"].unique().tolist()
    ['Antony Blinken']
    """
    return Explorer(corpus)


class Explorer:
    """Quotations and words, chosen by outlet, day, speaker and kind."""

    def __init__(self, corpus: Any):
        self.corpus = corpus
        self.articles = corpus.catalogue
        self.read_quotes()

    def read_quotes(self) -> None:
        """Take the quotations as they are now, after a correction for instance."""
        self.quotes = self.corpus.quotes
        self.voices = Voices(
            self.quotes, self.articles, 30, rows=5, cite=self.corpus.citations
        )

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        bundle = self.voices._repr_mimebundle_()
        widget = self.widget()
        if widget is None:
            bundle["text/html"] += render("prose", text=INSTALL, css="bs-note bs-lab")
            return bundle
        return widget._repr_mimebundle_() | bundle

    def select(
        self,
        outlets: tuple[str, ...] | list[str] = (),
        start: str = "",
        end: str = "",
        speaker: str = "",
        words: str = "",
        kind: str = "",
    ) -> pd.DataFrame:
        """Return what is chosen: quotations, or with words alone the lines of their concordance.

        Args:
            outlets: Names of outlets; all where there is none.
            start: The first day of publication, as 2021-10-08.
            end: The last.
            speaker: A name, or a part of one.
            words: Words that a quotation has; without a speaker or a kind, what `concordance` looks for.
            kind: direct, indirect or mixed.

        Raises:
            BroadsheetError: where the words cannot be understood, or a day is none.
        """
        chosen = Selection(tuple(outlets), start, end, speaker, words, kind)
        rows: pd.DataFrame = self.shown(chosen)[1]
        return rows

    def shown(self, chosen: Selection) -> tuple[bool, pd.DataFrame]:
        """Return whether a selection is of lines rather than quotations, and its rows."""
        from broadsheet.words import concordance

        articles = self._articles_of(chosen)
        words = chosen.words.strip()
        if words and not chosen.speaker and not chosen.kind:
            lines = concordance(self.corpus.token_parts, words, by="right")
            lines = lines[lines["article"].isin(articles)].reset_index(drop=True)
            return True, lines
        quotes = self.quotes[self.quotes["article"].isin(articles)]
        if chosen.speaker:
            names = quotes["speaker"].astype("str").fillna("")
            is_name = names.str.casefold() == chosen.speaker.casefold()
            if not is_name.any():
                is_name = names.str.contains(chosen.speaker, case=False, regex=False)
            quotes = quotes[is_name]
        if chosen.kind:
            quotes = quotes[quotes["kind"] == chosen.kind]
        return False, quotes[
            quotes["content"].str.contains(words, case=False, regex=False)
        ]

    def _articles_of(self, chosen: Selection) -> pd.Index:
        articles = self.articles
        if chosen.outlets:
            articles = articles[articles["outlet"].isin(chosen.outlets)]
        if chosen.start:
            articles = articles[articles["published"] >= _day(chosen.start)]
        if chosen.end:
            after = _day(chosen.end) + pd.Timedelta(days=1)
            articles = articles[articles["published"] < after]
        return articles.index

    def passages(self, outlet: str, speaker: str, word: str) -> Voices | Concordance:
        """Return what is shown for an outlet, a speaker and a word."""
        outlets = () if outlet in ("", ALL_OUTLETS) else (outlet,)
        name = "" if speaker == EVERYONE else speaker
        return self.view(Selection(outlets, speaker=name, words=word))

    def view(self, chosen: Selection) -> Voices | Concordance:
        """Return what is shown for a selection."""
        is_lines, rows = self.shown(chosen)
        if is_lines:
            return show_concordance(rows, rows=50)
        most = 50 if chosen.speaker else 5
        return Voices(rows, self.articles, 10, most, self.corpus.citations)

    def html(self, chosen: Selection) -> Markup:
        """Return the passages of a selection, or what is wrong with it."""
        from broadsheet.errors import BroadsheetError

        try:
            return self.view(chosen).html() + self.take_away(chosen)
        except BroadsheetError as error:
            return render("prose", text=str(error), css="bs-note")

    def take_away(self, chosen: Selection) -> Markup:
        """Return the selection as a CSV file and as code for a cell."""
        rows = add_citations(self.shown(chosen)[1], self.corpus.citations)
        content = base64.b64encode(safe_csv(rows).encode()).decode()
        address = f"data:text/csv;base64,{content}"
        return render("takeaway", address=address, code=chosen.code(), rows=len(rows))

    def widget(self) -> Any:
        """Return the choices, the passages, and a form for one of them; None without ipywidgets."""
        try:
            from ipywidgets import HTML, Combobox, Dropdown, HBox, Layout, Text, VBox
        except ImportError:
            return None
        outlets = sorted(self.articles["outlet"].dropna().astype(str).unique())
        speakers = [str(name) for name in self.voices.counts.index[:MOST_CHOICES]]
        late = {"continuous_update": False}
        choices = [
            Dropdown(options=[ALL_OUTLETS, *outlets], description="Outlet"),
            Combobox(options=speakers, description="Speaker", placeholder=EVERYONE),
            Text(description="Word", placeholder="a word, or migra*", **late),
            Text(description="From", placeholder="2021-10-08", **late),
            Text(description="To", placeholder="2021-12-31", **late),
            Dropdown(options=[ANY_KIND, *KINDS], description="Kind"),
        ]
        shown = HTML()

        def saved() -> None:
            self.read_quotes()
            show()

        form = CorrectionForm(self.corpus, saved)

        def show(change: Any = None) -> None:
            chosen = _selection([choice.value for choice in choices])
            sheets = style("table.css", "kwic.css", "voices.css", "cite.css")
            shown.value = sheets + self.html(chosen)
            form.offer(self._pickable(chosen))

        for choice in choices:
            choice.observe(show, "value")
        show()
        row = HBox(choices, layout=Layout(flex_flow="row wrap"))
        return VBox([row, shown, form.box])

    def _pickable(self, chosen: Selection) -> list[tuple[str, pd.Series]]:
        """Return the quotations that can be picked, each with a line that names it."""
        from broadsheet.errors import BroadsheetError

        try:
            is_lines, rows = self.shown(chosen)
        except BroadsheetError:
            return []
        if is_lines:
            return []
        return [(label_of(row), row) for _, row in rows.head(MOST_PICKED).iterrows()]


def _selection(values: list[str]) -> Selection:
    outlet, speaker, words, start, end, kind = values
    outlets = () if outlet == ALL_OUTLETS else (outlet,)
    name = "" if speaker == EVERYONE else speaker
    return Selection(outlets, start, end, name, words, "" if kind == ANY_KIND else kind)


def _day(text: str) -> pd.Timestamp:
    from broadsheet.errors import BroadsheetError

    try:
        return pd.Timestamp(text)
    except ValueError as error:
        raise BroadsheetError(
            f"{text!r} is not a day; write it as 2021-10-08."
        ) from error
