"""Two versions of a story side by side, lines between their sentences, every change marked."""

from html import escape

import pandas as pd

from broadsheet.show.prose import NO_MATH, Prose, style
from broadsheet.show.table import cell

LABELS = {"verbatim": "same words", "reworded": "reworded", "merged": "merged", "split": "split"}


def show_side_by_side(articles: pd.DataFrame, overlaps: pd.DataFrame, article_a=None, article_b=None):
    """Show two articles of `overlaps` (from `compare_outlets`) next to each other, the first pair by default.

    Sentences that belong together are joined by a line. Words that the first has alone are struck out,
    words that the second has alone are underlined; whole sentences that one lacks carry a minus or a plus.
    """
    if overlaps.empty:
        return Prose("No two articles were compared, so there is no pair to show.")
    if article_a is None:
        article_a, article_b = overlaps[["article_a", "article_b"]].iloc[0]
    rows = overlaps[(overlaps["article_a"] == article_a) & (overlaps["article_b"] == article_b)]
    if rows.empty:
        raise KeyError(f"{article_a} and {article_b} were not compared.")
    return SideBySide(articles.loc[article_a], articles.loc[article_b], rows)


class SideBySide:
    """A pair of articles as HTML."""

    def __init__(self, a: pd.Series, b: pd.Series, rows: pd.DataFrame):
        self.a, self.b = (side.fillna({"outlet": "no outlet given", "title": side.name}) for side in (a, b))
        self.rows = rows
        self.row_of_a, self.row_of_b = place_rows(rows)
        self.last = max([1, *self.row_of_a.values(), *self.row_of_b.values()])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        plain = f"{self.a['title']} ({self.a['outlet']}) beside {self.b['title']} ({self.b['outlet']})"
        return {"text/plain": plain, "text/html": style("sidebyside.css") + self.html()}

    def html(self) -> str:
        cells = [*self.side("a"), *self.side("b"), *self.links()]
        body = "".join(html for _, _, html in sorted(cells))
        outlets = [str(article["outlet"]) for article in (self.a, self.b)]
        heads = "".join(
            f'<header class="bs-{side}"><b>{escape(outlet)}</b> {cell(article["published"])}</header>'
            for side, outlet, article in zip("ab", outlets, (self.a, self.b), strict=True)
        )
        key = (
            f'<p class="bs-key"><del class="bs-words">struck out</del>: only {escape(outlets[0])} has it · '
            f'<ins class="bs-words">underlined</ins>: only {escape(outlets[1])} · a line joins versions '
            "of one sentence · <b>−</b> a sentence dropped · <b>+</b> a sentence added</p>"
        )
        label = escape(f"{outlets[0]} and {outlets[1]}, sentence by sentence")
        # Lines are placed between rows by number, which takes rows that are there beforehand.
        grid = f'<div class="bs-grid" style="grid-template-rows:repeat({self.last},auto)">{heads}{body}</div>'
        return f'<section class="bs-pair {NO_MATH}" aria-label="{label}">{key}{grid}</section>'

    def side(self, side: str):
        """The sentences of one article, each from its row down to the next one's."""
        article, places = (self.a, self.row_of_a) if side == "a" else (self.b, self.row_of_b)
        tag, alone_says = ("del", ("−", "dropped: ")) if side == "a" else ("ins", ("+", "added: "))
        rows = sorted(places.values())
        until = dict(zip(rows, [*rows[1:], self.last + 1], strict=True))
        for number, versions in self.rows.groupby(f"sentence_{side}"):
            first = versions.iloc[0]
            kept = (versions["kind"] == "verbatim").any()  # perhaps beside another version that is not
            changes = [] if kept else [change for changes in versions["changes"] for change in changes]
            spans = [(getattr(change, f"start_{side}"), getattr(change, f"end_{side}")) for change in changes]
            html = mark_words(article["text"], first[f"start_{side}"], first[f"end_{side}"], spans, tag)
            look, outlet = [f"bs-{side}", f"bs-{first['part']}"], str(article["outlet"])
            if first["kind"] in ("dropped", "added"):
                sign, says = alone_says
                look.append("bs-alone")
                mark = f'<b aria-hidden="true">{sign}</b><span class="bs-unseen">{says}</span>'
                html = f"<{tag}>{mark} {html}</{tag}>"
            elif first["kind"] == "verbatim" and not first["moved"]:
                look.append("bs-same")
            outlet += ", moved" if first["moved"] else ""
            row = places[number]
            place = f'style="grid-row:{row}/{until[row]}" data-outlet="{escape(outlet)}"'
            yield row, 0 if side == "a" else 2, f'<p class="{" ".join(look)}" {place}>{html}</p>'

    def links(self):
        """A line from each sentence to each of its versions: level in one row, slanting where it moved."""
        labelled = set()
        for pair in self.rows.dropna(subset=["sentence_a", "sentence_b"]).itertuples():
            here, there = self.row_of_a[pair.sentence_a], self.row_of_b[pair.sentence_b]
            look = f"bs-kind bs-{pair.kind}" + (" bs-level" if here == there else "")
            says = LABELS[pair.kind] + (", moved" if pair.moved else "")
            if here not in labelled:
                place = f'style="grid-row:{here}" data-outlet="{escape(str(self.b["outlet"]))}"'
                yield here, 1, f'<span class="{look}" {place}>{says}</span>'
            labelled.add(here)
            if here != there:
                top, bottom = sorted((here, there))
                line = "M0 0L10 10" if here < there else "M0 10L10 0"
                path = f'<path vector-effect="non-scaling-stroke" d="{line}"/>'
                box = f'style="grid-row:{top}/{bottom}" viewBox="0 0 10 10" preserveAspectRatio="none"'
                yield there, 1, f'<svg aria-hidden="true" {box}>{path}</svg>'


def place_rows(rows: pd.DataFrame) -> tuple[dict[int, int], dict[int, int]]:
    """Give each sentence of both articles a row of the grid, versions that kept their order the same one."""
    in_a, in_b = (sorted(rows[f"sentence_{side}"].dropna().unique().tolist()) for side in "ab")
    kept = rows[~rows["moved"]].dropna(subset=["sentence_a", "sentence_b"])
    row_of_a, row_of_b = {}, {}
    row = 2  # the first holds the outlets' names
    for s, t in [*zip(kept["sentence_a"], kept["sentence_b"], strict=True), (None, None)]:
        before_a = [n for n in in_a if n not in row_of_a and (s is None or n < s)]
        before_b = [n for n in in_b if n not in row_of_b and (t is None or n < t)]
        row_of_a |= {n: row + place for place, n in enumerate(before_a)}
        row_of_b |= {n: row + place for place, n in enumerate(before_b)}
        row += max(len(before_a), len(before_b))
        if s is not None:
            row_of_a.setdefault(s, row)
            row_of_b.setdefault(t, row)
            row += 1
    return row_of_a, row_of_b


def mark_words(text: str, start: int, end: int, spans: list, tag: str) -> str:
    """Escape a stretch of text and wrap the spans in it in `tag`.

    >>> mark_words("It will be <painful>.", 0, 21, [(11, 20)], "del")
    'It will be <del class="bs-words">&lt;painful&gt;</del>.'
    """
    pieces, at = [], int(start)
    for first, last in sorted(set(spans)):
        if at <= first < last <= end:
            pieces.append(escape(text[at:first]))
            pieces.append(f'<{tag} class="bs-words">{escape(text[first:last])}</{tag}>')
            at = last
    return "".join([*pieces, escape(text[at:end])])
