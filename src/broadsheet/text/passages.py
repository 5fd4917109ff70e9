"""Which part of an article is what: headline, byline, dateline, body, captions, credits, promotions.

An article comes as one text, and what is around the body would be counted, quoted and dated with it. The
patterns are in passages.toml, each with examples; what an outlet repeats under its articles is found by its
recurrence (`broadsheet.text.boilerplate`).
"""

from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from broadsheet.frames import checks_frames

from .aside_rules import hint_pattern
from .asides import PARTS, Article, split_paragraph
from .boilerplate import (
    Paragraphs,
    find_recurring,
    hash_paragraphs,
    merge_recurring,
    read_paragraphs,
)
from .paragraphs import Spans, count_broken, match_each

# Share of a body: more recurs only in bulletins that are made alike, and stays.
MOST_SET_ASIDE = 0.8


class Row(NamedTuple):
    """A stretch: the numbers of its article, part and paragraph, and where it is."""

    article: Any
    part: Any
    paragraph: Any
    start: Any
    end: Any


@checks_frames
def split_passages(
    articles: pd.DataFrame,
    tokens: pd.DataFrame | None = None,
    recurring: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Split each article into stretches of one part.

    A title is what the article's `title` says it is; a dateline stands at the head of a paragraph of the
    body; a caption may be a paragraph, or a stretch in brackets within one; a credit ends its caption. A
    paragraph that recurs, word for word or but for numbers, in several articles of an outlet is a promotion.

    Args:
        articles: the articles, with `text` and, where they are known, `title`, `byline` and `outlet`.
        tokens: their tokens, for the number of words.
        recurring: the paragraphs that recur in the whole corpus (`merge_recurring`), if `articles` are a part
            of it; found in `articles` if None.

    Returns:
        One row a stretch, in order; together they cover all but the white space:

        - `article`: the article's id (category)
        - `part`: title, byline, dateline, body, caption, credit or promotion (category)
        - `paragraph`: number of the paragraph in the article, from 0
        - `start`, `end`: character offsets into the article's `text`, half-open
        - `words`: how many words it holds, if `tokens` are given

        `attrs["notes"]` says how many paragraphs were set aside since they recur, and how many words that a
        line's end broke are read as whole ones.

    >>> text = "Talks\\n\\nThe hall. PHOTO: AP\\n\\nPARIS (AP) - They met.\\n\\nFollow us on Twitter"
    >>> passages = split_passages(pd.DataFrame({"title": ["Talks"], "text": [text]}, index=["a"]))
    >>> [(row.part, text[row.start : row.end]) for row in passages.itertuples()]
    [('title', 'Talks'), ('caption', 'The hall.'), ('credit', 'PHOTO: AP'), ('dateline', 'PARIS (AP) -'),
     ('body', 'They met.'), ('promotion', 'Follow us on Twitter')]
    """
    paragraphs = read_paragraphs(articles)
    if recurring is None:
        recurring = merge_recurring([find_recurring(articles, paragraphs)])
    passages = _find_passages(articles, paragraphs)
    notes = _notes_on_broken(articles)
    if len(recurring) and "outlet" in articles:
        rows = _recurring_rows(passages, articles, recurring, paragraphs)
        notes = _set_aside(passages, rows) + notes
    passages.attrs["notes"] = notes
    if tokens is None:
        return passages
    return passages.assign(words=_words_in(passages, tokens))


def _find_passages(articles: pd.DataFrame, paragraphs: Paragraphs) -> pd.DataFrame:
    """The stretches of all articles, as the form of their paragraphs tells them."""
    columns = zip(
        _strings(articles, "text"),
        _strings(articles, "title"),
        _strings(articles, "byline"),
        paragraphs.spans,
        _hinted(paragraphs, len(articles)),
        strict=True,
    )
    rows: list[Row] = []
    for number, (text, title, byline, spans, hinted) in enumerate(columns):
        rows += _split_article(number, Article(text, title, byline, hinted), spans)
    numbers = np.fromiter(chain.from_iterable(rows), dtype=np.int64)
    table = numbers.reshape(-1, len(Row._fields))
    columns_of_table = Row(*table.T)
    ids = pd.Index(articles.index, dtype="str")
    return pd.DataFrame(
        {
            "article": pd.Categorical.from_codes(columns_of_table.article, ids),
            "part": pd.Categorical.from_codes(columns_of_table.part, PARTS),
            "paragraph": columns_of_table.paragraph.astype(np.int32),
            "start": columns_of_table.start.astype(np.int32),
            "end": columns_of_table.end.astype(np.int32),
        }
    )


def _hinted(paragraphs: Paragraphs, count: int) -> list[set[int]]:
    """For each of `count` articles, where its paragraphs begin that may hold a caption or a credit."""
    has_hint = match_each(paragraphs.texts, hint_pattern(), ignore_case=True)
    rows = np.flatnonzero(has_hint)
    owner = paragraphs.owner[rows].tolist()
    starts = paragraphs.starts[rows].tolist()
    hinted: list[set[int]] = [set() for _ in range(count)]
    for article, start in zip(owner, starts, strict=True):
        hinted[article].add(start)
    return hinted


def _strings(articles: pd.DataFrame, name: str) -> list[str]:
    if name not in articles:
        return [""] * len(articles)
    return articles[name].fillna("").tolist()


def _split_article(number: int, article: Article, paragraphs: Spans) -> list[Row]:
    """The stretches of one article."""
    rows = []
    for paragraph, (start, end) in enumerate(paragraphs):
        for part, first, last in split_paragraph(article, start, end):
            rows.append(Row(number, PARTS.index(part), paragraph, first, last))
    return rows


def _notes_on_broken(articles: pd.DataFrame) -> list[str]:
    """A sentence on the words that were joined, if there are any."""
    counts = [count_broken(text) for text in _strings(articles, "text")]
    words = sum(counts)
    if not words:
        return []
    count = sum(count > 0 for count in counts)
    joined = f"{words:,} words that the end of a line broke are read as whole ones"
    return [f"{joined}, in {count:,} articles"]


def _set_aside(passages: pd.DataFrame, rows: np.ndarray) -> list[str]:
    """Make paragraphs that recur promotions; return what there is to say of them."""
    rows = rows[~_is_most(passages, rows)]
    if not len(rows):
        return []
    part = passages["part"].cat.codes.to_numpy().copy()
    part[rows] = PARTS.index("promotion")
    passages["part"] = pd.Categorical.from_codes(part, PARTS)
    count = passages["article"].iloc[rows].nunique()
    note = f"{len(rows):,} paragraphs that recur in several articles of their outlet are set aside"
    return [f"{note}, in {count:,} articles"]


def _recurring_rows(
    passages: pd.DataFrame,
    articles: pd.DataFrame,
    recurring: pd.DataFrame,
    paragraphs: Paragraphs,
) -> np.ndarray:
    """The passages of the body that are paragraphs which recur in their outlet."""
    owner = passages["article"].cat.codes.to_numpy()
    outlet_of_article = articles["outlet"].astype("object").to_numpy()
    outlets = outlet_of_article[owner]
    is_body = (passages["part"] == "body").to_numpy()
    may_recur = np.isin(outlets, recurring["outlet"].unique())
    rows = np.flatnonzero(is_body & may_recur)
    hashes = _hashes_of(passages.iloc[rows], articles, paragraphs)
    recurs_somewhere = np.isin(hashes, recurring["paragraph"].to_numpy())
    recurring_hashes = recurring["paragraph"].tolist()
    keys = set(zip(recurring["outlet"], recurring_hashes, strict=True))
    is_recurring = recurs_somewhere.copy()
    for place in np.flatnonzero(recurs_somewhere).tolist():
        key = (outlets[rows[place]], int(hashes[place]))
        is_recurring[place] = key in keys
    return rows[is_recurring]


def _hashes_of(
    passages: pd.DataFrame, articles: pd.DataFrame, paragraphs: Paragraphs
) -> np.ndarray:
    """The hashes of passages, most of which are paragraphs whose hashes are known."""
    owner = passages["article"].cat.codes.to_numpy()
    starts = passages["start"].to_numpy()
    ends = passages["end"].to_numpy()
    first = np.searchsorted(paragraphs.owner, owner)
    paragraph = first + passages["paragraph"].to_numpy()
    hashes = paragraphs.hashes[paragraph]
    begins_with = paragraphs.starts[paragraph] == starts
    ends_with = paragraphs.ends[paragraph] == ends
    partial = np.flatnonzero(~(begins_with & ends_with))
    texts = articles["text"].to_numpy(dtype=object)
    stretches = []
    for row in partial.tolist():
        text = texts[owner[row]]
        stretches.append(text[starts[row] : ends[row]])
    hashes[partial] = hash_paragraphs(stretches)
    return hashes


def _is_most(passages: pd.DataFrame, rows: np.ndarray) -> np.ndarray:
    """For each of some rows, whether they are most of the body of its article."""
    article = passages["article"].cat.codes.to_numpy()
    sizes = (passages["end"] - passages["start"]).to_numpy()
    count = len(passages["article"].cat.categories)
    is_body = (passages["part"] == "body").to_numpy()
    body = np.bincount(article[is_body], sizes[is_body], minlength=count)
    aside = np.bincount(article[rows], sizes[rows], minlength=count)
    is_most = aside > MOST_SET_ASIDE * body
    return is_most[article[rows]]


def _words_in(passages: pd.DataFrame, tokens: pd.DataFrame) -> np.ndarray:
    """How many words begin in each passage: by article and place, all passages are in one order."""
    words = tokens[tokens["is_word"]]
    article = words["article"].cat.set_categories(passages["article"].cat.categories)
    order_of_passages = _places(passages["article"], passages["start"])
    is_inside = (article.cat.codes >= 0).to_numpy()
    order_of_words = _places(article, words["start"])[is_inside]
    order = np.argsort(order_of_passages, kind="stable")
    row = np.searchsorted(order_of_passages[order], order_of_words, "right") - 1
    passage = order[row]
    counts = np.bincount(passage, minlength=len(passages))
    return counts.astype(np.int32)


def _places(article: pd.Series, start: pd.Series) -> np.ndarray:
    """Article and offset as one number each."""
    number = article.cat.codes.to_numpy(dtype=np.int64)
    return (number << 32) + start.to_numpy()
