"""Articles to tokens, as arrays over the whole corpus.

Every step works on the distinct strings or on whole columns, never on one token at a time: text is split on
white space at once, each distinct stretch is split into words once (`splitting`), sentence ends are decided
by tables over the distinct tokens, and the tagger scores all sentences side by side.
"""

from dataclasses import dataclass
from functools import cache
from itertools import chain

import numpy as np
import pandas as pd

from broadsheet.arrays import changes
from broadsheet.frames import checks_frames

from .boilerplate import find_recurring, merge_recurring
from .broken import join_broken
from .lemmas import lemmas
from .norms import fold, stop_words
from .passages import split_passages
from .quotation import find_quotations
from .sentences import find_starts, starters
from .splitting import abbreviations, capital_titles, split_stretch
from .tagging import TAGS, tag

AT_ONCE = 16_000_000  # characters: bounds the memory of what leads to the tokens, whatever the corpus
_TABLE = 0x3001  # beyond it, no character is white space
_SEPARATORS = "\u200b\u2060\ufeff"  # no width, no ink: between words they part them


@checks_frames
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
    lengths = [len(text) for text in articles["text"].fillna("")]
    size = np.cumsum(np.array(lengths, dtype=np.int64))
    edges = np.flatnonzero(np.diff(size // AT_ONCE)) + 1
    if not len(edges):
        return _tokens(articles, recurring)
    if recurring is None:
        recurring = merge_recurring([find_recurring(articles)])
    blocks = np.split(np.arange(len(articles)), edges)
    return _joined([_tokens(articles.iloc[block], recurring) for block in blocks])


def _tokens(articles: pd.DataFrame, recurring: pd.DataFrame | None) -> pd.DataFrame:
    passages = split_passages(articles, recurring=recurring)
    texts = articles["text"].fillna("").tolist()
    ends_of_texts = np.cumsum([len(text) + 1 for text in texts])
    bases = np.concatenate([[0], ends_of_texts])
    text = "\n".join(texts)
    starts, ends, codes, words = _split(text)
    reading = join_broken(text, words, codes, starts, ends)

    places = _find_places(passages, bases, starts)
    paragraphs = np.flatnonzero(places.begins_paragraph)
    marks, quoted = find_quotations(words, codes, starts, ends, paragraphs)
    begins = find_starts(words, codes, marks, places.begins_passage)
    sentences = np.flatnonzero(begins)
    pos = tag(reading.words, reading.codes, sentences, _fixed_tags(marks))
    lemma_words, lemma_codes = lemmas(reading.words, reading.codes, pos)

    norms = [fold(word) for word in reading.words]
    norm_of_word, norm_words = pd.factorize(np.array(norms, dtype=object))
    word_has_ink = [any(map(str.isalnum, word)) for word in reading.words]
    has_ink = np.array(word_has_ink, dtype=bool)
    stop = np.array([norm in stop_words() for norm in norms], dtype=bool)
    is_possessive = pos == TAGS.index("POS")
    is_word = has_ink[reading.codes] & ~is_possessive
    is_word[reading.second_halves] = False
    sentence = _within_article(np.cumsum(begins), places.article, len(articles))
    base = bases[places.article]
    return pd.DataFrame(
        {
            "article": _category(places.article, articles.index),
            "part": _category(places.part, passages["part"].cat.categories),
            "paragraph": places.paragraph.astype(np.int32),
            "sentence": sentence.astype(np.int32),
            "start": (starts - base).astype(np.int32),
            "end": (ends - base).astype(np.int32),
            "token": _category(codes, words),
            "norm": _category(norm_of_word[reading.codes], norm_words),
            "lemma": _category(lemma_codes, lemma_words),
            "pos": _category(pos, TAGS),
            "quoted": quoted,
            "is_word": is_word,
            "is_stop": stop[reading.codes],
        },
        copy=False,
    )


@dataclass(frozen=True)
class Places:
    """Where each token stands: its article, part and paragraph, and what begins with it."""

    article: np.ndarray
    part: np.ndarray
    paragraph: np.ndarray
    begins_passage: np.ndarray
    begins_paragraph: np.ndarray


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
    row = np.searchsorted(passage_starts, starts, side="right") - 1
    article = home[row]
    part = passages["part"].cat.codes.to_numpy()
    paragraph = passages["paragraph"].to_numpy()[row]
    return Places(
        article=article,
        part=part[row],
        paragraph=paragraph,
        begins_passage=changes(row),
        begins_paragraph=changes(article, paragraph),
    )


def _within_article(numbers: np.ndarray, article: np.ndarray, count: int) -> np.ndarray:
    """Numbers counted from 0 in each of `count` articles."""
    first_row = np.searchsorted(article, np.arange(count))
    first = np.append(numbers, 0)[first_row]
    return numbers - first[article]


def _joined(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """The frames one below the other, column by column, so that no more than a column is held twice."""
    columns = {}
    for name in frames[0].columns.tolist():
        parts = [frame.pop(name) for frame in frames]
        if not isinstance(parts[0].dtype, pd.CategoricalDtype):
            columns[name] = np.concatenate([part.to_numpy() for part in parts])
            continue
        categories = [part.cat.categories.to_numpy(object) for part in parts]
        number, names = pd.factorize(np.concatenate(categories))
        ends = np.cumsum([len(each) for each in categories])
        numbers = np.split(number.astype(np.int32), ends[:-1])
        codes = []
        for new_code, part in zip(numbers, parts, strict=True):
            codes.append(new_code[part.cat.codes])
        columns[name] = _category(np.concatenate(codes), names)
    return pd.DataFrame(columns, copy=False)


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


@cache
def _is_space() -> np.ndarray:
    is_space = np.zeros(_TABLE + 1, dtype=bool)
    for number in range(_TABLE):
        character = chr(number)
        is_space[number] = character.isspace() or character in _SEPARATORS
    return is_space


def _split(text: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[str]]:
    """Offsets of all tokens, the code of each, and the distinct tokens the codes stand for."""
    characters = np.frombuffer(
        text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32
    )
    # U+FEFF lies beyond the table; so do no others that part words
    in_table = np.minimum(characters, _TABLE)
    is_joiner = characters == 0xFEFF
    space = _is_space()[in_table] | is_joiner
    after_space = np.append(True, space[:-1])[: len(space)]
    starts = np.flatnonzero(~space & after_space)
    for separator in _SEPARATORS:
        text = text.replace(separator, " ")
    codes, distinct = pd.factorize(np.array(text.split(), dtype=object))
    distinct = distinct.tolist()
    pieces = [split_stretch(stretch) for stretch in distinct]
    codes = _before_numbers(codes, distinct, pieces, characters[starts])

    count = np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces))
    offsets = chain.from_iterable(chain.from_iterable(pieces))
    bounds = np.fromiter(offsets, dtype=np.int64, count=2 * count.sum())
    left = bounds[0::2].copy()
    right = bounds[1::2].copy()
    strings = []
    for stretch, spans in zip(distinct, pieces, strict=True):
        strings += [stretch[first:last] for first, last in spans]
    word_of_piece, words = pd.factorize(np.array(strings, dtype=object))

    repeats = count[codes]
    tokens_before = np.cumsum(repeats) - repeats
    number = np.arange(repeats.sum())
    within = number - np.repeat(tokens_before, repeats)
    pieces_before = np.cumsum(count) - count
    piece = np.repeat(pieces_before[codes], repeats) + within
    begin = np.repeat(starts, repeats)
    return (
        begin + left[piece],
        begin + right[piece],
        word_of_piece.astype(np.int32)[piece],
        words.tolist(),
    )


def _before_numbers(
    codes: np.ndarray, distinct: list[str], pieces: list, initials: np.ndarray
) -> np.ndarray:
    """Give abbreviations that count only before a number or a name a code of their own.

    Their pieces keep the stop: "No." before a number, "MR." before a name in capitals ("MR. ORTEGA: No.").
    The lists grow in place.
    """
    is_digit = (initials >= ord("0")) & (initials <= ord("9"))
    in_capitals = [_is_in_capitals(stretch) for stretch in distinct]
    is_name = np.array(in_capitals, dtype=bool)[codes]
    before_number = np.append(is_digit[1:], False)[: len(codes)]
    before_name = np.append(is_name[1:], False)[: len(codes)]
    numbered = abbreviations()["before_a_number"]
    titles = capital_titles()
    for code, stretch in enumerate(distinct.copy()):
        if stretch[-1] != ".":
            continue
        word = stretch.lstrip("([“‘\"'")
        if word in numbered:
            follows = before_number
        elif word in titles:
            follows = before_name
        else:
            continue
        distinct.append(stretch)
        pieces.append(_pieces_with_stop(stretch, word))
        codes = np.where(follows & (codes == code), len(distinct) - 1, codes)
    return codes


def _pieces_with_stop(stretch: str, word: str) -> list[tuple[int, int]]:
    """The marks before an abbreviation one by one, and the abbreviation with its stop."""
    first = len(stretch) - len(word)
    pieces = [(mark, mark + 1) for mark in range(first)]
    pieces.append((first, len(stretch)))
    return pieces


def _is_in_capitals(stretch: str) -> bool:
    """Whether a stretch is a name as transcripts write them, and no word that begins a sentence."""
    letters = stretch.strip("([“‘\"'.,:;)]”’")
    return len(letters) > 1 and letters.isupper() and letters.lower() not in starters()


def _fixed_tags(marks: np.ndarray) -> np.ndarray:
    """The tags that quotation marks have already, -1 elsewhere."""
    opening = TAGS.index("``")
    closing = TAGS.index("''")
    possessive = TAGS.index("POS")
    return np.array([-1, opening, closing, possessive], dtype=np.int8)[marks]
