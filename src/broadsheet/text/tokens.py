"""Articles to tokens, as arrays over the whole corpus.

Every step works on the distinct strings or on whole columns, never on one token at a time: text is split on
white space at once, each distinct stretch is split into words once (`splitting`), sentence ends are decided
by tables over the distinct tokens, and the tagger scores all sentences side by side.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from broadsheet.arrays import changes
from broadsheet.collector import collector_paused
from broadsheet.frames import FRAMES, checks_frames

from .boilerplate import find_recurring, merge_recurring
from .broken import Reading, join_broken
from .lemmas import lemmas
from .letters import INK
from .norms import fold_all, stop_words
from .passages import find_passages
from .quotation import find_quotations
from .sentences import find_starts
from .stretches import split_text
from .tagging import TAGS, tag

AT_ONCE = 16_000_000  # characters: bounds the memory of what leads to the tokens, whatever the corpus
_COLUMNS = tuple(FRAMES["tokens"].columns)


@checks_frames
@collector_paused()
def tokenize(
    articles: pd.DataFrame, recurring: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Split articles into tokens with their place, part of speech, lemma and folded spelling.

    Tokens are the Penn Treebank's (`broadsheet.text.splitting` lists where we differ from nltk and why),
    sentences are found with Punkt's classes of evidence (Kiss & Strunk 2006) and news abbreviations, and the
    part of speech comes from an averaged perceptron.

    Args:
        articles: the articles, with `text` and, where they are known, `title`, `byline` and `outlet`.
        recurring: paragraphs that recur in the whole corpus (`merge_recurring`), if `articles` are a part of
            it; found in `articles` if None.

    Returns one row a token, in order, 40 bytes each or less:

    - `article`: the article's id (category)
    - `part`: title, byline, dateline, body, caption, credit or promotion (category)
    - `paragraph`, `sentence`: numbers within the article, from 0; a sentence keeps to its paragraph and part
    - `start`, `end`: character offsets into the article's `text`, half-open; `text[start:end]` is `token`
    - `token`, `norm` (case and spelling variants folded), `lemma` (categories)
    - `pos`: the Penn tag (category); quotation marks, straight, curly and single alike, are ` `` ` where they
      open and `''` where they close
    - `quoted`: inside quotation marks, double or single, the marks included. A mark that nothing closes
      counts to the end of its paragraph; apostrophes, possessives and inches open nothing
    - `is_word`: has a letter or a digit, is no possessive ending and not the second half of a word that was
      broken at a line's end (`norm` and `lemma` of both halves are those of the whole word)
    - `is_stop`: a function word

    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["“We won’t,” the U.S. Secretary said."]}, index=["a"])
    >>> tokens = tokenize(articles)
    >>> tokens["token"].tolist()
    ['“', 'We', 'wo', 'n’t', ',', '”', 'the', 'U.S.', 'Secretary', 'said', '.']
    >>> tokens["norm"].tolist()[2:4], tokens["pos"].tolist()[0]
    (['will', 'not'], '``')
    """
    edges = _edges_of_blocks(articles)
    if not len(edges):
        return _tokens(articles, recurring)
    if recurring is None:
        recurring = merge_recurring([find_recurring(articles)])
    rows = np.arange(len(articles))
    frames = []
    for block in np.split(rows, edges):
        tokens = _tokens(articles.iloc[block], recurring)
        frames.append(tokens)
    return _joined(frames)


def _edges_of_blocks(articles: pd.DataFrame) -> np.ndarray:
    """The articles, by number, that begin another block of `AT_ONCE` characters."""
    texts = articles["text"].fillna("")
    lengths = np.array([len(text) for text in texts], dtype=np.int64)
    block = np.cumsum(lengths) // AT_ONCE
    return np.flatnonzero(np.diff(block)) + 1


def _tokens(articles: pd.DataFrame, recurring: pd.DataFrame | None) -> pd.DataFrame:
    passages = find_passages(articles, recurring)
    texts = articles["text"].fillna("").tolist()
    text = "\n".join(texts)
    sizes = [len(each) + 1 for each in texts]
    bases = np.cumsum([0, *sizes])
    split = split_text(text)
    reading = join_broken(text, split)

    places = _find_places(passages, bases, split.starts)
    paragraphs = np.flatnonzero(places.begins_paragraph)
    marks, quoted = find_quotations(split, paragraphs)
    begins = find_starts(split.words, split.codes, marks, places.begins_passage)
    sentences = np.flatnonzero(begins)
    fixed = _fixed_tags(marks)
    pos = tag(reading.words, reading.codes, sentences, fixed)

    columns = _place_columns(passages, places)
    sentence_of_text = np.cumsum(begins)
    sentence = _within_article(sentence_of_text, places.article, len(articles))
    base = bases[places.article]
    columns["sentence"] = sentence.astype(np.int32)
    columns["start"] = (split.starts - base).astype(np.int32)
    columns["end"] = (split.ends - base).astype(np.int32)
    columns["token"] = _category(split.codes, split.words.strings)
    columns |= _word_columns(reading, pos)
    columns["pos"] = _category(pos, TAGS)
    columns["quoted"] = quoted
    in_order = {name: columns[name] for name in _COLUMNS}
    return pd.DataFrame(in_order, copy=False)


def _word_columns(reading: Reading, pos: np.ndarray) -> dict[str, Any]:
    """`norm`, `lemma`, `is_word` and `is_stop`: what a word tells as it is read, with its tag."""
    codes = reading.codes
    norms = np.array(fold_all(reading.words), dtype=object)
    norm_of_word, norm_words = pd.factorize(norms)
    norm = norm_of_word[codes]
    stop_words_of_english = stop_words()
    stops = [word in stop_words_of_english for word in norm_words]
    is_stop = np.array(stops, dtype=bool)
    lemma_words, lemma = lemmas(reading.words, codes, pos)
    return {
        "norm": _category(norm, norm_words),
        "lemma": _category(lemma, lemma_words),
        "is_word": _is_word(reading, pos),
        "is_stop": is_stop[norm],
    }


def _is_word(reading: Reading, pos: np.ndarray) -> np.ndarray:
    """For each token whether it is a word: with ink, no possessive ending and no second half."""
    has_ink = reading.words.have(INK)
    possessive = TAGS.index("POS")
    is_possessive = pos == possessive
    is_word = has_ink[reading.codes] & ~is_possessive
    is_word[reading.second_halves] = False
    return is_word


@dataclass(frozen=True)
class Places:
    """Where each token stands: its article, part and paragraph, and what begins with it."""

    article: np.ndarray
    part: np.ndarray
    paragraph: np.ndarray
    begins_passage: np.ndarray
    begins_paragraph: np.ndarray


def _place_columns(passages: pd.DataFrame, places: Places) -> dict[str, Any]:
    """`article`, `part` and `paragraph`."""
    columns: dict[str, Any] = {"paragraph": places.paragraph.astype(np.int32)}
    for name, codes in [("article", places.article), ("part", places.part)]:
        dtype = passages[name].dtype
        columns[name] = pd.Categorical.from_codes(codes, dtype=dtype, validate=False)
    return columns


def _find_places(
    passages: pd.DataFrame, bases: np.ndarray, starts: np.ndarray
) -> Places:
    """The places of tokens: passages cover all ink, so that of the last passage to begin before each.

    Args:
        passages: what `split_passages` returns.
        bases: where each article begins in the joined text.
        starts: where each token does.
    """
    home = passages["article"].cat.codes.to_numpy()
    passage_starts = passages["start"].to_numpy() + bases[home]
    following = np.searchsorted(passage_starts, starts, side="right")
    row = following - 1
    article = home[row]
    part_of_passage = passages["part"].cat.codes.to_numpy()
    paragraph_of_passage = passages["paragraph"].to_numpy()
    paragraph = paragraph_of_passage[row]
    return Places(
        article=article,
        part=part_of_passage[row],
        paragraph=paragraph,
        begins_passage=changes(row),
        begins_paragraph=changes(article, paragraph),
    )


def _within_article(numbers: np.ndarray, article: np.ndarray, count: int) -> np.ndarray:
    """Numbers counted from 0 in each of `count` articles."""
    all_articles = np.arange(count)
    first_row = np.searchsorted(article, all_articles)
    with_end = np.append(numbers, 0)
    first = with_end[first_row]
    return numbers - first[article]


def _joined(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """The frames one below the other, column by column, so that no more than a column is held twice."""
    columns = {}
    for name in frames[0].columns.tolist():
        parts = [frame.pop(name) for frame in frames]
        columns[name] = _joined_column(parts)
    return pd.DataFrame(columns, copy=False)


def _joined_column(parts: list[pd.Series]) -> np.ndarray | pd.Categorical:
    """The values of several columns as those of one."""
    kind = parts[0].dtype
    if isinstance(kind, pd.CategoricalDtype):
        return _joined_category(parts)
    values = [part.to_numpy() for part in parts]
    return np.concatenate(values)


def _joined_category(parts: list[pd.Series]) -> pd.Categorical:
    """Categories of several columns as those of one."""
    categories = [part.cat.categories.to_numpy(object) for part in parts]
    all_categories = np.concatenate(categories)
    number, names = pd.factorize(all_categories)
    sizes = list(map(len, categories))
    bounds = np.cumsum(sizes)[:-1]
    numbers = np.split(number.astype(np.int32), bounds)
    codes = []
    for new_code, part in zip(numbers, parts, strict=True):
        codes_of_part = new_code[part.cat.codes]
        codes.append(codes_of_part)
    return _category(np.concatenate(codes), names)


def sentence_starts(tokens: pd.DataFrame) -> np.ndarray:
    """The row numbers of `tokens` at which a sentence begins.

    >>> import pandas as pd
    >>> tokens = tokenize(pd.DataFrame({"text": ["One here. Two there."]}, index=["a"]))
    >>> sentence_starts(tokens)
    array([0, 3])
    """
    article = tokens["article"].cat.codes.to_numpy()
    sentence = tokens["sentence"].to_numpy()
    return np.flatnonzero(changes(article, sentence))


def spelled(column: pd.Series) -> np.ndarray:
    """A column of categories as an array of strings, one Python object for each distinct one.

    >>> spelled(pd.Series(["a", "b", "a"], dtype="category")).tolist()
    ['a', 'b', 'a']
    """
    strings = column.cat.categories.to_numpy(dtype=object)
    codes = column.cat.codes.to_numpy()
    return strings[codes]


def tokens_of(articles: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """The tokens of `articles` alone, in their order, whatever else the two frames were filtered from.

    Functions that take both begin here, so that an article's number in `tokens` is its row in `articles`.

    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["One.", "Two."]}, index=["a", "b"])
    >>> tokens = tokens_of(articles.loc[["b"]], tokenize(articles))
    >>> tokens["token"].tolist(), tokens["article"].cat.codes.tolist()
    (['Two', '.'], [0, 0])
    """
    ids = pd.Index(articles.index, dtype="str")
    if not tokens["article"].cat.categories.equals(ids):
        article = tokens["article"].cat.set_categories(ids)
        is_wanted = article.notna().to_numpy()
        tokens = tokens.assign(article=article)[is_wanted]
        tokens = tokens.sort_values(["article", "start"], kind="stable")
    return tokens.reset_index(drop=True)


def _category(codes: np.ndarray, categories) -> pd.Categorical:
    names = pd.Index(categories, dtype="str")
    return pd.Categorical.from_codes(codes, names, validate=False)


def _fixed_tags(marks: np.ndarray) -> np.ndarray:
    """The tags that quotation marks have already, -1 elsewhere."""
    opening = TAGS.index("``")
    closing = TAGS.index("''")
    possessive = TAGS.index("POS")
    tag_of_mark = np.array([-1, opening, closing, possessive], dtype=np.int8)
    return tag_of_mark[marks]
