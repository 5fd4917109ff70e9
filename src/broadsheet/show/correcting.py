"""The form in which a picked quotation is read in its article, cited and corrected: no offset is typed."""

import datetime
from collections.abc import Callable
from typing import Any

import pandas as pd

from broadsheet.corrections import Correction
from broadsheet.errors import BroadsheetError
from broadsheet.show.article import show_article
from broadsheet.show.prose import style
from broadsheet.show.templating import render
from broadsheet.show.values import cell, cut

KINDS = ("speaker", "content", "not a quotation", "same speaker", "role", "gender")
OF_SPEAKER = ("same speaker", "role", "gender")
LONGEST_LABEL = 110
MOST_NAMES = 1000  # to choose a speaker from
NOTHING = "pick a passage to read, cite or correct it"


def label_of(row: pd.Series) -> str:
    """Return the line by which a quotation is picked."""
    speaker = cell(row["speaker"]) or "nobody"
    return cut(f"{speaker}: {row['content']}", LONGEST_LABEL)


def correction_of(
    row: pd.Series, kind: str, value: str, text: str, by: str = ""
) -> Correction:
    """Make a correction of a quotation that was picked.

    Args:
        row: Its row in the quotes frame.
        kind: What is corrected.
        value: What is right.
        text: The article's text.
        by: Who says so.
    """
    today = datetime.date.today().isoformat()
    speaker = cell(row["speaker"])
    if kind in OF_SPEAKER:
        return Correction(kind, subject=speaker, value=value, by=by, made=today)
    start = int(row["start"])
    end = int(row["end"])
    if kind == "not a quotation":
        value = ""
    return Correction(
        kind,
        str(row["article"]),
        start,
        end,
        text[start:end],
        speaker,
        value,
        by,
        today,
    )


class CorrectionForm:
    """A list of passages; the one that is picked is shown in its article and can be corrected."""

    def __init__(self, corpus: Any, saved: Callable[[], Any]) -> None:
        from ipywidgets import (
            HTML,
            Button,
            Combobox,
            Dropdown,
            HBox,
            Layout,
            Text,
            VBox,
        )

        self.corpus = corpus
        self.saved = saved
        wide = Layout(width="95%")
        self.passage = Dropdown(
            options=[(NOTHING, None)], description="Passage", layout=wide
        )
        self.kind = Dropdown(options=KINDS, description="It is wrong:")
        self.value = Combobox(description="Right is", placeholder="choose or type")
        self.by = Text(description="By", placeholder="your name")
        self.save_button = Button(description="Save correction", disabled=True)
        self.message = HTML()
        self.page = HTML()
        row = [self.kind, self.value, self.by, self.save_button]
        form = HBox(row, layout=Layout(flex_flow="row wrap"))
        self.box = VBox([self.passage, form, self.message, self.page])
        self.passage.observe(self.pick, "value")
        self.save_button.on_click(self.save)

    def offer(self, passages: list[tuple[str, pd.Series]]) -> None:
        """List passages to pick from."""
        self.rows = [row for _, row in passages]
        options: list[tuple[str, int | None]] = [(NOTHING, None)]
        for number, (label, _) in enumerate(passages, 1):
            options.append((f"{number}. {label}", number))
        self.passage.options = options
        names = self.corpus.people["speaker"].astype(object)
        first = names.head(MOST_NAMES)
        self.value.options = list(dict.fromkeys(first))

    def pick(self, change: Any = None) -> None:
        """Show the passage that is picked: its citation, and its article with the quotation marked."""
        self.save_button.disabled = self.passage.value is None
        self.page.value = ""
        if self.passage.value is None:
            return
        row = self.row
        article = row["article"]
        start = int(row["start"])
        citation = self.corpus.citations.of(article, start, row["content"])
        line = render("prose", text=str(citation), css="bs-note")
        texts = self.corpus.texts([article])
        page: Any = show_article(texts, article, quotes=self.corpus.quotes)
        sheets = style("article.css", "cite.css")
        self.page.value = sheets + line + page.html()

    @property
    def row(self) -> pd.Series:
        """The row that is picked."""
        row: pd.Series = self.rows[self.passage.value - 1]
        return row

    def save(self, button: Any = None) -> None:
        """Write the correction into the study's file, and show everything as it is now."""
        row = self.row
        texts = self.corpus.texts([row["article"]])
        correction = correction_of(
            row,
            kind=self.kind.value,
            value=self.value.value.strip(),
            text=texts["text"].iloc[0],
            by=self.by.value.strip(),
        )
        try:
            self.corpus.correct(correction)
        except BroadsheetError as error:
            self.message.value = render("prose", text=str(error), css="bs-note")
            return
        self.saved()
        path = self.corpus.corrections_path.name
        line = f"Saved in {path}. Delete its row there to undo it."
        self.message.value = render("prose", text=line, css="bs-note")
