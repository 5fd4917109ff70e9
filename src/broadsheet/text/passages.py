"""Which part of an article is what: headline, byline, dateline, body, captions, credits, promotions.

An article comes as one text, and what is around the body would be counted, quoted and dated with it. The
patterns are in passages.toml, each with examples; what an outlet repeats under its articles is found by its
recurrence (`broadsheet.text.boilerplate`).
"""

from itertools import chain
from typing import NamedTuple

import numpy as np
import pandas as pd

from broadsheet.frames import checks_frames

from .asides import PARTS, Article, split_paragraph
from .boilerplate import (
    Paragraphs,
    find_recurring,
    hash_paragraphs,
    merge_recurring,
    read_paragraphs,
)
from .first_look import find_hints
from .paragraphs import Spans, count_broken

# Share of a body: more recurs only in bulletins that are made alike, and stays.
MOST_SET_ASIDE = 0.8


_NUMBER_OF_PART = {part: number for number, part in enumerate(PARTS)}
Numbers = tuple[int, int, int, int, int]  # of one stretch, in the order of `Columns`


class Columns(NamedTuple):
    """For each stretch the numbers of its article, part and paragraph, and where it is."""

    article: np.ndarray
    part: np.ndarray
    paragraph: np.ndarray
    start: np.ndarray
    end: np.ndarray


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
    passages = find_passages(articles, recurring)
    passages.attrs["notes"] += _notes_on_broken(articles)
    if tokens is None:
        return passages
    return passages.assign(words=_words_in(passages, tokens))


def find_passages(
    articles: pd.DataFrame, recurring: pd.DataFrame | None = None
) -> pd.DataFrame:
    """What `split_passages` returns, but for the words and for the note on those that were broken."""
    paragraphs = read_paragraphs(articles)
    if recurring is None:
        recurring_here = find_recurring(articles, paragraphs)
        recurring = merge_recurring([recurring_here])
    passages = _by_form(articles, paragraphs)
    notes: list[str] = []
    if len(recurring) and "outlet" in articles:
        rows = _recurring_rows(passages, articles, recurring, paragraphs)
        notes = _set_aside(passages, rows)
    passages.attrs["notes"] = notes
    return passages


def _by_form(articles: pd.DataFrame, paragraphs: Paragraphs) -> pd.DataFrame:
    """The stretches of all articles, as the form of their paragraphs tells them."""
    columns = zip(
        paragraphs.articles,
        _strings(articles, "title"),
        _strings(articles, "byline"),
        paragraphs.spans,
        find_hints(paragraphs, len(articles)),
        strict=True,
    )
    rows: list[Numbers] = []
    for number, (text, title, byline, spans, hints) in enumerate(columns):
        article = Article(text, title, byline, hints)
        rows += _split_article(number, article, spans)
    ids = pd.Index(articles.index, dtype="str")
    return _frame_of(rows, ids)


def _frame_of(rows: list[Numbers], ids: pd.Index) -> pd.DataFrame:
    """The stretches as a frame, the articles and the parts by name."""
    numbers = np.fromiter(chain.from_iterable(rows), dtype=np.int64)
    table = numbers.reshape(-1, len(Columns._fields))
    columns = Columns(*table.T)
    return pd.DataFrame(
        {
            "article": pd.Categorical.from_codes(columns.article, ids),
            "part": pd.Categorical.from_codes(columns.part, PARTS),
            "paragraph": columns.paragraph.astype(np.int32),
            "start": columns.start.astype(np.int32),
            "end": columns.end.astype(np.int32),
        }
    )


def _strings(articles: pd.DataFrame, name: str) -> list[str]:
    if name not in articles:
        return [""] * len(articles)
    return articles[name].fillna("").tolist()


def _split_article(number: int, article: Article, paragraphs: Spans) -> list[Numbers]:
    """The stretches of one article."""
    rows = []
    for paragraph, (start, end) in enumerate(paragraphs):
        for part, first, last in split_paragraph(article, start, end):
            part_number = _NUMBER_OF_PART[part]
            row = (number, part_number, paragraph, first, last)
            rows.append(row)
    return rows


def _notes_on_broken(articles: pd.DataFrame) -> list[str]:
    """A sentence on the words that were joined, if there are any."""
    texts = _strings(articles, "text")
    counts = list(map(count_broken, texts))
    words = sum(counts)
    if not words:
        return []
    with_broken = [count for count in counts if count > 0]
    joined = f"{words:,} words that the end of a line broke are read as whole ones"
    return [f"{joined}, in {len(with_broken):,} articles"]


def _set_aside(passages: pd.DataFrame, rows: np.ndarray) -> list[str]:
    """Make paragraphs that recur promotions; return what there is to say of them."""
    is_most = _is_most(passages, rows)
    rows = rows[~is_most]
    if not len(rows):
        return []
    part = passages["part"].cat.codes.to_numpy().copy()
    part[rows] = PARTS.index("promotion")
    passages["part"] = pd.Categorical.from_codes(part, dtype=passages["part"].dtype)
    article = passages["article"].cat.codes.to_numpy()
    count = len(np.unique(article[rows]))
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
    outlets = articles["outlet"].astype("object").to_numpy()
    may_recur = np.isin(outlets, recurring["outlet"].unique())
    rows = np.flatnonzero(_are_body(passages) & may_recur[owner])
    hashes = _hashes_of(passages, rows, paragraphs)
    is_recurring = _recurs(hashes, outlets[owner[rows]], recurring)
    return rows[is_recurring]


def _are_body(passages: pd.DataFrame) -> np.ndarray:
    """For each passage whether it is of the body."""
    return passages["part"].cat.codes.to_numpy() == PARTS.index("body")


def _recurs(
    hashes: np.ndarray, outlets: np.ndarray, recurring: pd.DataFrame
) -> np.ndarray:
    """For each paragraph whether it recurs in its own outlet."""
    recurring_hashes = recurring["paragraph"]
    recurs_somewhere = np.isin(hashes, recurring_hashes.to_numpy())
    pairs = zip(recurring["outlet"], recurring_hashes.tolist(), strict=True)
    keys = set(pairs)
    is_recurring = recurs_somewhere.copy()
    for index in np.flatnonzero(recurs_somewhere).tolist():
        key = (outlets[index], int(hashes[index]))
        is_recurring[index] = key in keys
    return is_recurring


def _hashes_of(
    passages: pd.DataFrame, rows: np.ndarray, paragraphs: Paragraphs
) -> np.ndarray:
    """The hashes of some passages, most of which are paragraphs whose hashes are known."""
    owner = passages["article"].cat.codes.to_numpy()[rows]
    starts = passages["start"].to_numpy()[rows]
    ends = passages["end"].to_numpy()[rows]
    first = np.searchsorted(paragraphs.owner, owner)
    paragraph = first + passages["paragraph"].to_numpy()[rows]
    hashes = paragraphs.hashes[paragraph]
    begins_with = paragraphs.starts[paragraph] == starts
    ends_with = paragraphs.ends[paragraph] == ends
    is_whole = begins_with & ends_with
    partial = np.flatnonzero(~is_whole)
    stretches = []
    for row in partial.tolist():
        text = paragraphs.articles[owner[row]]
        stretches.append(text[starts[row] : ends[row]])
    hashes[partial] = hash_paragraphs(stretches)
    return hashes


def _is_most(passages: pd.DataFrame, rows: np.ndarray) -> np.ndarray:
    """For each of some rows, whether they are most of the body of its article."""
    article = passages["article"].cat.codes.to_numpy()
    sizes = (passages["end"] - passages["start"]).to_numpy()
    count = len(passages["article"].cat.categories)
    is_body = _are_body(passages)
    body = np.bincount(article[is_body], sizes[is_body], minlength=count)
    aside = np.bincount(article[rows], sizes[rows], minlength=count)
    is_most = aside > MOST_SET_ASIDE * body
    return is_most[article[rows]]


def _words_in(passages: pd.DataFrame, tokens: pd.DataFrame) -> np.ndarray:
    """How many words begin in each passage: by article and place, all passages are in one order."""
    words = tokens[tokens["is_word"]]
    articles = passages["article"].cat.categories
    article = words["article"].cat.set_categories(articles)
    is_inside = article.notna().to_numpy()
    place_of_word = _places(article, words["start"])[is_inside]
    place_of_passage = _places(passages["article"], passages["start"])
    order = np.argsort(place_of_passage, kind="stable")
    following = np.searchsorted(place_of_passage[order], place_of_word, "right")
    row = following - 1
    passage = order[row]
    counts = np.bincount(passage, minlength=len(passages))
    return counts.astype(np.int32)


def _places(article: pd.Series, start: pd.Series) -> np.ndarray:
    """Article and offset as one number each."""
    number = article.cat.codes.to_numpy(dtype=np.int64)
    return (number << 32) + start.to_numpy()
