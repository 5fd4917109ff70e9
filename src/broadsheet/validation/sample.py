"""Draw a sample of rows and of whole paragraphs, with what a coder needs to judge them."""

import hashlib
import json
import random
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

import numpy as np
import pandas as pd

from broadsheet._version import __version__
from broadsheet.errors import BroadsheetError
from broadsheet.names import find_names
from broadsheet.text import tokenize
from broadsheet.validation.context import Context, Contexts, Span, with_choices
from broadsheet.validation.questions import Kind, kinds

# For so many rows one paragraph is drawn for recall: paragraphs take a coder longer than rows.
ROWS_A_PARAGRAPH = 4
# Classes of a score: likelier wrong than right, doubtful, sure.
SCORE_EDGES = (0.5, 0.9)
SCORE_NAMES = ("below .5", ".5 to .9", ".9 and above")
ALL = "all"


@dataclass(frozen=True)
class Item:
    """A row of the frame, or a paragraph, that a coder judges.

    Attributes:
        number: Its number in the sheet, from 1; rows come first.
        task: "row" or "paragraph".
        article: The article's id.
        start, end: The passage in the article's text.
        stratum: The stratum that it was drawn from.
        context: What the coder sees.
    """

    number: int
    task: str
    article: str
    start: int
    end: int
    stratum: str
    context: Context


@dataclass(frozen=True)
class Design:
    """How a sample was drawn, and from what: two sheets of one design can be compared."""

    kind: str
    size: int
    seed: int
    by: str
    paragraphs: int
    label: str
    state: str
    version: str = __version__
    strata: Mapping[str, int] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """A short name of the sample."""
        text = json.dumps(asdict(self), sort_keys=True)
        return hashlib.blake2b(text.encode(), digest_size=5).hexdigest()


@dataclass(frozen=True)
class Sample:
    """A sample to be coded."""

    design: Design
    items: list[Item]

    @property
    def kind(self) -> Kind:
        """What is asked."""
        return kinds()[self.design.kind]

    def of(self, task: str) -> list[Item]:
        """Return the rows or the paragraphs."""
        return [item for item in self.items if item.task == task]


@dataclass(frozen=True)
class Material:
    """What a sample is drawn from.

    Attributes:
        articles: The articles that are analysed, with their text.
        passages: What `split_passages` returns.
        rows: The frame of the sample's kind.
        label: What the articles are called.
    """

    articles: pd.DataFrame
    passages: pd.DataFrame
    rows: pd.DataFrame
    label: str = ""


def _paragraph_items(
    places: list[tuple[str, int, int]], first: int, contexts: Contexts
) -> list[Item]:
    """Return whole paragraphs to code, numbered on from the rows."""
    items = []
    for number, place in enumerate(places, start=first):
        context = contexts.of_paragraph(*place)
        items.append(Item(number, "paragraph", *place, ALL, context))
    return items


def _checked_strata(
    kind: Kind, rows: pd.DataFrame, material: Material, size: int, by: str | None
) -> pd.Series:
    """Return the stratum of each row, or raise where nothing can be drawn."""
    if rows.empty:
        raise BroadsheetError(
            f"There are no {kind.frame} in {material.label}: there is nothing to sample."
        )
    strata = strata_of(kind, rows, material.articles, by)
    number = strata.nunique()
    if size < number:
        raise BroadsheetError(
            f"{size} rows are too few for {number} strata by {by}: choose a larger --size."
        )
    return strata


def draw_sample(
    kind: str,
    material: Material,
    size: int = 200,
    seed: int = 1,
    by: str | None = None,
    paragraphs: int | None = None,
) -> Sample:
    """Draw rows of a frame at random, and whole paragraphs in which to look for what was missed.

    With `by`, as many rows are drawn from each stratum as there are, as far as it has them; what is
    measured is weighted back. The same frame, size and seed give the same sample.

    Args:
        kind: One of `questions.toml`: quotes, speakers, dates, events, pages.
        material: What it is drawn from.
        size: How many rows.
        seed: Another seed gives another sample.
        by: outlet, kind or score; without it all rows are one stratum.
        paragraphs: How many paragraphs; without it one for four rows.

    Raises:
        BroadsheetError: Nothing can be drawn, or not by this.
    """
    asked = kinds()[kind]
    rows = rows_of(asked, material)
    strata = _checked_strata(asked, rows, material, size, by)
    chance = random.Random(f"{seed} {kind}")
    chosen = _choose(strata, size, chance)
    contexts = Contexts(material.articles, material.passages)
    items = _row_items(kind, rows.loc[chosen], strata, contexts)
    wanted = size // ROWS_A_PARAGRAPH
    if paragraphs is not None:
        wanted = paragraphs
    drawn: list[tuple[str, int, int]] = []
    if asked.paragraphs:
        drawn = _paragraphs(material.passages, wanted, chance)
    items += _paragraph_items(drawn, len(items) + 1, contexts)
    design = Design(
        kind=kind,
        size=len(chosen),
        seed=seed,
        by=by or "",
        paragraphs=len(drawn),
        label=material.label,
        state=state_of(rows),
        strata=_sizes_of(strata),
    )
    return Sample(design, items)


def _sizes_of(strata: pd.Series) -> dict[str, int]:
    """Return how many rows each stratum has, the largest first."""
    counts = strata.value_counts()
    return {name: int(number) for name, number in counts.items()}


def _row_items(
    kind: str, chosen: pd.DataFrame, strata: pd.Series, contexts: Contexts
) -> list[Item]:
    """Return the rows as a coder sees them; where it is asked who speaks, with the names of the article."""
    names: dict[str, list[str]] = {}
    if kind == "speakers":
        ids = chosen["article"].astype(str)
        names = names_in(contexts.articles[contexts.articles.index.isin(ids)])
    items = []
    for number, (label, row) in enumerate(chosen.iterrows(), start=1):
        place = (str(row["article"]), int(row["start"]), int(row["end"]))
        context = contexts.of_row(kind, row, place[0], _shown(row))
        context = with_choices(context, names.get(place[0], []))
        items.append(Item(number, "row", *place, strata[label], context))
    return items


def _shown(row: pd.Series) -> list[Span]:
    """Return where the words to be judged stand: of a quotation what is said, without source and cue."""
    pieces = row.get("pieces")
    if pieces is None:
        return [(int(row["start"]), int(row["end"]))]
    return [(int(start), int(end)) for start, end in pieces]


def names_in(articles: pd.DataFrame) -> dict[str, list[str]]:
    """Return the people and bodies that each article names, quoted or not."""
    names = find_names(tokenize(articles), articles)
    can_speak = names["kind"].isin(["person", "organisation"])
    speakers = names[can_speak]
    ids = speakers["article"].astype(str)
    by_article = speakers.groupby(ids)["name"].unique()
    names_of: dict[str, list[str]] = {}
    for article, distinct in by_article.items():
        names_of[str(article)] = [str(name) for name in distinct]
    return names_of


def rows_of(kind: Kind, material: Material) -> pd.DataFrame:
    """Return the rows that a kind of sample is drawn from, each with article, start and end."""
    if kind.frame != "articles":
        return material.rows.reset_index(drop=True)
    articles = material.articles
    return articles.assign(
        article=articles.index.astype(str),
        start=0,
        end=articles["text"].str.len(),
    ).reset_index(drop=True)


def state_of(rows: pd.DataFrame) -> str:
    """Return a fingerprint of the places of a frame: the same as long as the same was found."""
    places = rows[["article", "start", "end"]]
    places = places.astype({"article": "str"})
    hashes = pd.util.hash_pandas_object(places, index=False)
    in_order = np.sort(hashes.to_numpy())
    return hashlib.blake2b(in_order.tobytes(), digest_size=8).hexdigest()


def strata_of(
    kind: Kind, rows: pd.DataFrame, articles: pd.DataFrame, by: str | None
) -> pd.Series:
    """Return the stratum of each row."""
    if by is None:
        return pd.Series(ALL, index=rows.index)
    if by not in kind.by:
        choices = " or ".join(kind.by)
        raise BroadsheetError(
            f"A sample of {kind.name} cannot be drawn by {by}: choose {choices}."
        )
    column = kind.by[by]
    if column == "outlet":
        outlets = articles["outlet"].astype(object)
        values = rows["article"].astype(object).map(outlets)
    elif by == "score":
        values = pd.cut(
            rows[column],
            [-np.inf, *SCORE_EDGES, np.inf],
            right=False,
            labels=SCORE_NAMES,
        )
    else:
        values = rows[column]
    return values.astype(object).where(values.notna(), "not given").astype(str)


def _choose(strata: pd.Series, size: int, chance: random.Random) -> list[int]:
    """Draw rows, as many from each stratum as it has to give, in random order."""
    groups = strata.groupby(strata).groups
    members = {name: sorted(rows) for name, rows in sorted(groups.items())}
    sizes = {name: len(rows) for name, rows in members.items()}
    counts = share_out(sizes, size)
    chosen: list[int] = []
    for name, rows in members.items():
        chosen += chance.sample(rows, counts[name])
    chance.shuffle(chosen)
    return chosen


def share_out(sizes: Mapping[str, int], size: int) -> dict[str, int]:
    """Say how many are drawn from each stratum: as many from each, what a small one lacks from the others.

    >>> share_out({"large": 100, "middle": 50, "small": 2}, 20)
    {'large': 9, 'middle': 9, 'small': 2}
    """
    left = min(size, sum(sizes.values()))
    counts: dict[str, int] = {}
    by_size = sorted(sizes, key=lambda name: (sizes[name], name))
    for place, name in enumerate(by_size):
        strata_left = len(by_size) - place
        fair_share = left // strata_left
        counts[name] = min(sizes[name], fair_share)
        left -= counts[name]
    return {name: counts[name] for name in sizes}


def _paragraphs(
    passages: pd.DataFrame, number: int, chance: random.Random
) -> list[tuple[str, int, int]]:
    """Draw whole paragraphs of the articles' bodies."""
    is_body = passages["part"] == "body"
    body = passages[is_body]
    paragraphs = body.groupby(["article", "paragraph"], observed=True)
    whole = paragraphs.agg(start=("start", "min"), end=("end", "max"))
    whole = whole.reset_index()[["article", "start", "end"]]
    places = list(whole.itertuples(index=False, name=None))
    count = min(number, len(places))
    drawn = chance.sample(places, count)
    return [(str(article), int(start), int(end)) for article, start, end in drawn]
