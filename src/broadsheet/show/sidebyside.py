"""Two versions of a story side by side, lines between their sentences, every change marked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pandas as pd
from markupsafe import Markup

from broadsheet.charts.palette import NO_OUTLET
from broadsheet.errors import BroadsheetError
from broadsheet.show.prose import Prose, style
from broadsheet.show.templating import render
from broadsheet.show.values import cell, cut
from broadsheet.show.wording import wording

LABELS = wording("version")

# Letters of an outlet's name above its sentences.
LONGEST_NAME = 60

# The first row of the grid holds the outlets' names.
FIRST_ROW = 2

FALLING = "M0 0L10 10"
RISING = "M0 10L10 0"


class Stretch(NamedTuple):
    """A stretch of a sentence, and whether only this version has it."""

    text: str
    changed: bool


@dataclass(frozen=True)
class Side:
    """One of the two articles."""

    letter: str  # a or b
    tag: str  # del or ins
    sign: str
    verb: str
    article: pd.Series
    rows: dict[int, int]  # of the grid, by sentence

    @property
    def outlet(self) -> str:
        """The outlet's name, cut where it is very long."""
        return cut(self.article["outlet"], LONGEST_NAME)

    @property
    def title(self) -> str:
        """The article's title and its outlet."""
        title = self.article["title"]
        return f"{title} ({self.outlet})"

    @property
    def day(self) -> str:
        """The article's day of publication."""
        return cell(self.article["published"])


@dataclass(frozen=True)
class Block:
    """What stands at one place of the grid: a sentence, a label between two, or a line."""

    kind: str
    row: int
    end: int
    css: str = ""
    outlet: str = ""
    label: str = ""
    line: str = ""
    side: Side | None = None
    alone: bool = False
    words: list[Stretch] = field(default_factory=list)


def show_side_by_side(
    articles: pd.DataFrame,
    overlaps: pd.DataFrame,
    article_a: str | None = None,
    article_b: str | None = None,
) -> "SideBySide | Prose":
    """Show two articles next to each other.

    Sentences that belong together are joined by a line. Words that the first has alone are struck out,
    words that the second has alone are underlined; whole sentences that one lacks carry a minus or a plus.

    Args:
        articles: The articles, with their text.
        overlaps: What `compare_outlets` returns.
        article_a, article_b: The names of two articles that were compared; by default the first pair.

    Returns:
        A pair that a notebook displays, or a sentence where there is none.

    Raises:
        BroadsheetError: The two articles were not compared.
    """
    if overlaps.empty:
        return Prose("No two articles were compared, so there is no pair to show.")
    if article_a is None:
        article_a, article_b = overlaps[["article_a", "article_b"]].iloc[0]
    rows = overlaps[
        (overlaps["article_a"] == article_a) & (overlaps["article_b"] == article_b)
    ]
    if rows.empty:
        raise BroadsheetError(
            f"{article_a} and {article_b} were not compared. Choose a pair of `overlaps`."
        )
    return SideBySide(articles.loc[article_a], articles.loc[article_b], rows)


class SideBySide:
    """A pair of articles as HTML."""

    def __init__(self, a: pd.Series, b: pd.Series, rows: pd.DataFrame):
        rows_a, rows_b = place_rows(rows)
        self.a = Side("a", "del", "−", "dropped", named(a), rows_a)
        self.b = Side("b", "ins", "+", "added", named(b), rows_b)
        self.rows = rows
        self.last = max([1, *rows_a.values(), *rows_b.values()])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict:
        sheets = style("sidebyside.css", "cite.css")
        return {
            "text/plain": f"{self.a.title} beside {self.b.title}",
            "text/html": sheets + self.html(),
        }

    def html(self) -> Markup:
        """Return the pair as HTML, the sentences in the order in which they are read."""
        blocks = [
            *self.sentences(self.a),
            *self.links(),
            *self.sentences(self.b),
        ]
        # In one row they stay in this order: the sort is stable.
        blocks.sort(key=lambda block: block.row)
        return render(
            "sidebyside",
            sides=[self.a, self.b],
            last=self.last,
            blocks=blocks,
        )

    def sentences(self, side: Side) -> Iterator[Block]:
        """Return the sentences of one article, each from its row down to the next one's."""
        rows = sorted(side.rows.values())
        next_rows = [*rows[1:], self.last + 1]
        ends = dict(zip(rows, next_rows, strict=True))
        by_sentence = self.rows.groupby(f"sentence_{side.letter}")
        for number, versions in by_sentence:
            row = side.rows[number]
            yield sentence(side, versions, row, ends[row])

    def links(self) -> Iterator[Block]:
        """Return a line from each sentence to each version: level in one row, slanting where it moved."""
        labelled = set()
        pairs = self.rows.dropna(subset=["sentence_a", "sentence_b"])
        for pair in pairs.itertuples():
            row_a = self.a.rows[pair.sentence_a]
            row_b = self.b.rows[pair.sentence_b]
            if row_a not in labelled:
                yield self.label(pair, row_a, is_level=row_a == row_b)
            labelled.add(row_a)
            if row_a != row_b:
                yield slanting_line(row_a, row_b)

    def label(self, pair: Any, row: int, is_level: bool) -> Block:
        """Return what became of a sentence, written beside it."""
        css = f"bs-kind bs-{pair.kind}"
        if is_level:
            css += " bs-level"
        label = LABELS[pair.kind]
        if pair.moved:
            label += ", moved"
        return Block("label", row, row, css, self.b.outlet, label)


def slanting_line(row_a: int, row_b: int) -> Block:
    """Return a line from a row on the left to another on the right."""
    line = RISING
    if row_a < row_b:
        line = FALLING
    upper = min(row_a, row_b)
    lower = max(row_a, row_b)
    return Block("line", row_b, row_b, line=line, label=f"{upper}/{lower}")


def named(article: pd.Series) -> pd.Series:
    """Return an article with words where its outlet or its title is not known."""
    return article.fillna({"outlet": NO_OUTLET, "title": article.name})


def sentence(side: Side, versions: pd.DataFrame, row: int, end: int) -> Block:
    """Return a sentence of one article with what the other does not have of it."""
    first = versions.iloc[0]
    letter = side.letter
    words = mark_words(
        side.article["text"],
        first[f"start_{letter}"],
        first[f"end_{letter}"],
        changed_spans(versions, letter),
    )
    css = f"bs-{letter} bs-{first['part']}"
    alone = first["kind"] in ("dropped", "added")
    if alone:
        css += " bs-alone"
    elif first["kind"] == "verbatim" and not first["moved"]:
        css += " bs-same"
    outlet = side.outlet
    if first["moved"]:
        outlet += ", moved"
    return Block(
        "sentence",
        row,
        end,
        css,
        outlet,
        side=side,
        alone=alone,
        words=words,
    )


def changed_spans(versions: pd.DataFrame, letter: str) -> list[tuple[int, int]]:
    """Return where the words stand that the versions of a sentence change."""
    is_verbatim = versions["kind"] == "verbatim"
    if is_verbatim.any():  # perhaps beside another version that is not
        return []
    spans = []
    for changes in versions["changes"]:
        for change in changes:
            start = getattr(change, f"start_{letter}")
            end = getattr(change, f"end_{letter}")
            spans.append((start, end))
    return spans


def place_rows(rows: pd.DataFrame) -> tuple[dict[int, int], dict[int, int]]:
    """Give each sentence of both articles a row of the grid, versions that kept their order the same one."""
    in_order = rows[~rows["moved"]].dropna(subset=["sentence_a", "sentence_b"])
    pairs = zip(in_order["sentence_a"], in_order["sentence_b"], strict=True)
    waiting_a = numbers_of(rows["sentence_a"])
    waiting_b = numbers_of(rows["sentence_b"])
    rows_a: dict[int, int] = {}
    rows_b: dict[int, int] = {}
    row = FIRST_ROW
    for in_a, in_b in pairs:
        count_a = place_before(waiting_a, in_a, rows_a, row)
        count_b = place_before(waiting_b, in_b, rows_b, row)
        row += max(count_a, count_b)
        rows_a.setdefault(in_a, row)
        rows_b.setdefault(in_b, row)
        row += 1
    place_before(waiting_a, float("inf"), rows_a, row)
    place_before(waiting_b, float("inf"), rows_b, row)
    return rows_a, rows_b


def numbers_of(sentences: pd.Series) -> list[int]:
    """Return the numbers of sentences, each once and in order."""
    numbers = sentences.dropna().unique()
    return sorted(numbers.tolist())


def place_before(
    numbers: list[int], limit: float, placed: dict[int, int], row: int
) -> int:
    """Give the sentences before a limit that have no row yet one each, from a row on, and count them."""
    count = 0
    for number in numbers:
        if number < limit and number not in placed:
            placed[number] = row + count
            count += 1
    return count


def mark_words(
    text: str, start: int, end: int, spans: list[tuple[int, int]]
) -> list[Stretch]:
    """Cut a stretch of text where the spans in it begin and end.

    >>> [tuple(part) for part in mark_words("It will be <painful>.", 0, 21, [(11, 20)])]
    [('It will be ', False), ('<painful>', True), ('.', False)]
    """
    words = []
    position = int(start)
    for first, last in sorted(set(spans)):
        if position <= first < last <= end:
            words += [
                Stretch(text[position:first], False),
                Stretch(text[first:last], True),
            ]
            position = last
    words.append(Stretch(text[position : int(end)], False))
    return [part for part in words if part.text]
