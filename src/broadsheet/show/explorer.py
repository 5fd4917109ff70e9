"""For those who would rather click: outlets, days, a speaker, words, and the passages that have them."""

import base64
import os
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup

from broadsheet.errors import BroadsheetError
from broadsheet.processes import REPORTING
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
        arguments = []
        for name, value in asdict(self).items():
            if isinstance(value, tuple):
                value = list(value)
            if value:
                arguments.append(f"{name}={value!r}")
        return f"bs.explore(corpus).select({', '.join(arguments)})"


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
    if isinstance(corpus, pd.DataFrame):
        raise BroadsheetError(
            "explore takes what open_corpus returns, and was given a data frame: explore(open_corpus(frame))."
        )
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
            self.quotes,
            self.articles,
            speakers=30,
            rows=5,
            cite=self.corpus.citations,
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict:
        bundle = self.voices._repr_mimebundle_()
        widget = self.widget()
        if widget is None:
            if os.environ.get(REPORTING):
                return bundle
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
        words = chosen.words.strip()
        if words and not chosen.speaker and not chosen.kind:
            return True, self._lines_of(chosen, words)
        return False, self._quotes_of(chosen, words)

    def _lines_of(self, chosen: Selection, words: str) -> pd.DataFrame:
        """Return the lines of a concordance in the articles that are chosen."""
        from broadsheet.words import concordance

        lines = concordance(self.corpus.token_parts, words, by="right")
        is_chosen = lines["article"].isin(self._articles_of(chosen))
        return lines[is_chosen].reset_index(drop=True)

    def _quotes_of(self, chosen: Selection, words: str) -> pd.DataFrame:
        """Return the quotations that are chosen."""
        is_chosen = self.quotes["article"].isin(self._articles_of(chosen))
        quotes = self.quotes[is_chosen]
        if chosen.speaker:
            quotes = quotes[is_speaker(quotes["speaker"], chosen.speaker)]
        if chosen.kind:
            quotes = quotes[quotes["kind"] == chosen.kind]
        has_words = quotes["content"].str.contains(words, case=False, regex=False)
        return quotes[has_words]

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
        outlets: tuple[str, ...] = ()
        if outlet not in ("", ALL_OUTLETS):
            outlets = (outlet,)
        name = ""
        if speaker != EVERYONE:
            name = speaker
        chosen = Selection(outlets, speaker=name, words=word)
        return self.view(chosen)

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
        """Return the choices, the passages, and a form for one of them.

        None without ipywidgets, and in a report, where there is nobody to choose.
        """
        if os.environ.get(REPORTING):
            return None
        try:
            from ipywidgets import HTML, HBox, Layout, VBox
        except ImportError:
            return None
        choices = self._choices()
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

    def _choices(self) -> list[Any]:
        """Return what can be chosen from, in the order of `_selection`."""
        from ipywidgets import Combobox, Dropdown, Text

        outlets = sorted(self.articles["outlet"].dropna().astype(str).unique())
        names = self.voices.counts.index[:MOST_CHOICES]
        speakers = [str(name) for name in names]
        late = {"continuous_update": False}
        return [
            Dropdown(options=[ALL_OUTLETS, *outlets], description="Outlet"),
            Combobox(options=speakers, description="Speaker", placeholder=EVERYONE),
            Text(description="Word", placeholder="a word, or migra*", **late),
            Text(description="From", placeholder="2021-10-08", **late),
            Text(description="To", placeholder="2021-12-31", **late),
            Dropdown(options=[ANY_KIND, *KINDS], description="Kind"),
        ]

    def _pickable(self, chosen: Selection) -> list[tuple[str, pd.Series]]:
        """Return the quotations that can be picked, each with a line that names it."""
        from broadsheet.errors import BroadsheetError

        try:
            is_lines, rows = self.shown(chosen)
        except BroadsheetError:
            return []
        if is_lines:
            return []
        first = rows.head(MOST_PICKED)
        return [(label_of(row), row) for _, row in first.iterrows()]


def is_speaker(speakers: pd.Series, name: str) -> pd.Series:
    """Say of each speaker whether it is the one named; where none is, whether the name is a part of it."""
    names = speakers.astype("str").fillna("")
    is_name = names.str.casefold() == name.casefold()
    if is_name.any():
        return is_name
    return names.str.contains(name, case=False, regex=False)


def _selection(values: list[str]) -> Selection:
    outlet, speaker, words, start, end, kind = values
    outlets: tuple[str, ...] = ()
    if outlet != ALL_OUTLETS:
        outlets = (outlet,)
    if speaker == EVERYONE:
        speaker = ""
    if kind == ANY_KIND:
        kind = ""
    return Selection(outlets, start, end, speaker, words, kind)


def _day(text: str) -> pd.Timestamp:
    from broadsheet.errors import BroadsheetError

    try:
        return pd.Timestamp(text)
    except ValueError as error:
        raise BroadsheetError(
            f"{text!r} is not a day; write it as 2021-10-08."
        ) from error
