"""Parts of speech, for all tokens of a corpus at once.

The tagger is an averaged perceptron (Collins 2002) trained with nltk by ``training/pos.py``. Where nltk's own
tagger walks from left to right, ours looks twice: the first look guesses each tag from the word and its
neighbours, the second sees the guesses on both sides as well. Neither waits for the token before, so a
corpus is scored as arrays: what a distinct word tells is added up once, frequent words with one tag are never
scored, and weights are whole numbers, so the result is nltk's own, tag for tag, on any machine.

Trained on the train parts of UD English EWT (CC BY-SA 4.0) and of the GUM documents under CC BY, and on tags
that CoreNLP gave to PolNeAR's news articles; words are merged into tokens as `tokenize` makes them. The
README has the accuracy.
"""

from functools import cache
from importlib.resources import files
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np

from .features import MARKS, TEMPLATES, Units, Vocabulary, without_digits
from .letters import CASED, LETTER, OTHER, Words, change_all

# Backwards through the alphabet: nltk prefers the last name among equal scores, numpy's argmax the first.
_PENN = """# $ '' , -LRB- -RRB- . : CC CD DT EX FW IN JJ JJR JJS LS MD NN NNP NNPS NNS PDT POS PRP PRP$ RB RBR
RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB ``"""
TAGS = tuple(sorted(_PENN.split(), reverse=True))
_EDGE = len(TAGS)  # stands for the tag beyond either end of a sentence
_MARKS = {",": ",", "%": "NN", "&": "CC", "#": "#"}
_MARKS |= dict.fromkeys("([{", "-LRB-")
_MARKS |= dict.fromkeys(")]}", "-RRB-")
_MARKS |= dict.fromkeys("$£€¥", "$")
_MARKS |= dict.fromkeys(["``", *"“„‘«‹‚`"], "``")
_MARKS |= dict.fromkeys(["''", *"”’»›\"'"], "''")
_PAUSES = frozenset(":;-‒–—―…")
_ENDS = frozenset(".?!")

# What each look sees of the word (0) and of its neighbours, in terms of `TEMPLATES`.
_NEXT = ("word", "end3", "shape")
WINDOW = (
    *((0, template) for template in TEMPLATES),
    *((place, template) for place in (-1, 1) for template in _NEXT),
    *((place, "word") for place in (-2, 2)),
)
# Pairs: of frequent words (places), of guesses, and of a frequent word and a guess beside it.
WORD_PAIRS = ((-1, 0), (0, 1))
TAG_PAIRS = ((-1, 1), (-2, -1), (1, 2))
WORD_TAGS = (-1, 1)
FREQUENT = 1000  # so many words are told apart in pairs
_BLOCK = 1 << 12  # tokens scored together: their scores fit a processor's cache


def mark_tag(word: str) -> str | None:
    """The tag of a token without letters or digits, None for words.

    >>> mark_tag("..."), mark_tag("?"), mark_tag("well")
    (':', '.', None)
    """
    if any(map(str.isalnum, word)):
        return None
    if word in _MARKS:
        return _MARKS[word]
    characters = set(word)
    if characters <= _PAUSES:
        return ":"
    if characters == {"."} and len(word) > 1:
        return ":"  # an ellipsis
    if characters <= _ENDS:
        return "."
    return "SYM"


def find_units(
    words: Words, codes: np.ndarray, starts: np.ndarray
) -> tuple[Units, np.ndarray]:
    """Distinct words, told apart where a capital may only be due to the place, and a code for each token.

    >>> words = Words(["The", "Hill", "said"])
    >>> units, of_token = find_units(words, np.array([0, 1, 2, 0]), np.array([0]))
    >>> units.strings, of_token.tolist()
    (['The', '^The', 'Hill', 'said'], [1, 2, 3, 0])
    """
    begins_with_letter = words.begin_with(LETTER)
    is_cased = words.have(CASED)[codes]
    is_lettered = begins_with_letter[codes]
    is_long = (begins_with_letter & (words.sizes > 3))[codes]
    sizes = np.diff(starts, append=len(codes))
    is_headline = _are_headlines(is_long, is_cased, starts)
    in_headline = np.repeat(is_headline, sizes)
    is_first = _are_first_words(is_lettered, starts, sizes)
    capital = np.where(in_headline, np.int8(2), is_first)
    has_capital = is_cased & is_lettered
    mark = np.where(has_capital, capital, np.int8(0))
    key = len(MARKS) * codes + mark
    occurs = np.zeros(len(MARKS) * len(words), dtype=bool)
    occurs[key] = True
    keys = np.flatnonzero(occurs)
    word_of_unit, mark_of_unit = np.divmod(keys, len(MARKS))
    strings = [words.strings[word] for word in word_of_unit.tolist()]
    unit_of_key = np.cumsum(occurs, dtype=np.int32) - 1
    return Units.of(strings, mark_of_unit), unit_of_key[key]


def _are_first_words(
    is_lettered: np.ndarray, starts: np.ndarray, sizes: np.ndarray
) -> np.ndarray:
    """Whether no word comes before a word in its sentence; marks may."""
    words_so_far = np.cumsum(is_lettered, dtype=np.int32)
    at_start = words_so_far[starts]
    before_sentence = at_start - is_lettered[starts]
    before = np.repeat(before_sentence, sizes)
    return words_so_far - before == 1


def _are_headlines(
    is_long: np.ndarray, is_cased: np.ndarray, starts: np.ndarray
) -> np.ndarray:
    """Whether at least seven in ten of the long words of a sentence have a capital."""
    in_capitals = is_long & is_cased
    total = np.add.reduceat(is_long, starts, dtype=np.int32)
    capital = np.add.reduceat(in_capitals, starts, dtype=np.int32)
    has_words = total >= 2
    most_in_capitals = 10 * capital >= 7 * total
    return has_words & most_in_capitals


class Look(NamedTuple):
    """The weights of one look: rows of scores, and for each group of features where a key's row is."""

    weights: np.ndarray  # [rows, tags] int16; row 0 is nothing
    groups: list[np.ndarray]  # by WINDOW, WORD_PAIRS, TAG_PAIRS, WORD_TAGS: key → row


class Model(NamedTuple):
    vocabulary: Vocabulary  # the frequent words come first
    known: dict[str, int]  # unit → the one tag it has
    looks: list[Look]


@cache
def load_model() -> Model:
    """The shipped weights, read once."""
    path = files("broadsheet.text") / "pos.npz"
    with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
        data = {name: stored[name] for name in stored.files}
    text = data["strings"].tobytes().decode()
    strings = text.split("\n")
    numbers: dict[str, dict[str, int]] = {}
    begin = 0
    for template, size in zip(TEMPLATES, data["sizes"].tolist(), strict=True):
        end = begin + size
        pairs = enumerate(strings[begin:end], 1)
        numbers[template] = {string: number for number, string in pairs}
        begin = end
    units = strings[begin:]
    tags = data["known"].tolist()
    known = dict(zip(units, tags, strict=True))
    sizes = key_sizes(numbers)
    looks = [_load_look(data, number, sizes) for number in range(2)]
    return Model(Vocabulary.of(numbers), known, looks)


def _load_look(data: dict[str, np.ndarray], number: int, sizes: list[int]) -> Look:
    counts = data[f"counts{number}"]  # of the tags that each row has a weight for
    row_count = len(counts) + 1
    all_rows = np.arange(1, row_count)
    row = np.repeat(all_rows, counts)
    column = data[f"tags{number}"]
    weights = np.zeros((row_count, len(TAGS)), dtype=np.int16)
    weights[row, column] = data[f"weights{number}"]
    keys = data[f"keys{number}"]
    group_counts = data[f"groups{number}"].tolist()
    groups = []
    first = 0
    for size, count in zip(sizes, group_counts, strict=False):
        last = first + count
        keys_of_group = keys[first:last]
        rows = np.zeros(size, dtype=np.int32)
        rows[keys_of_group] = all_rows[first:last]
        groups.append(rows)
        first = last
    return Look(weights, groups)


def key_sizes(numbers: dict[str, dict[str, int]]) -> list[int]:
    """How many keys each group of features can have."""
    words = FREQUENT + 1
    tags = _EDGE + 1
    sizes = []
    for _, template in WINDOW:
        values_seen = len(numbers[template])
        sizes.append(values_seen + 1)
    sizes += [words**2] * len(WORD_PAIRS)
    sizes += [tags**2] * len(TAG_PAIRS)
    sizes += [words * tags] * len(WORD_TAGS)
    return sizes


def tag(
    words: Words,
    codes: np.ndarray,
    starts: np.ndarray,
    fixed: np.ndarray | None = None,
) -> np.ndarray:
    """The tag of each token, as indices into `TAGS`.

    `words` are the distinct tokens, `codes` the word of each token, `starts` the tokens with which sentences
    begin, and `fixed` the tags that are known already, -1 elsewhere.

    >>> words = Words(["They", "said", "talks", "began", "."])
    >>> [TAGS[t] for t in tag(words, np.arange(5, dtype=np.int32), np.array([0]))]
    ['PRP', 'VBD', 'NNS', 'VBD', '.']
    """
    if len(codes) == 0:
        return np.zeros(0, dtype=np.int8)
    model = load_model()
    units, of_token = find_units(words, codes, starts)
    units = units.with_edge()
    of_token = of_token + 1
    certain = _certain_tags(units, model.known)[of_token]
    if fixed is not None:
        certain = np.where(fixed >= 0, fixed, certain)
    position = _positions(starts, len(codes))
    size = position[-1] + 3
    line = np.zeros(size, dtype=np.intp)
    line[position] = of_token
    tags = np.full(size, _EDGE, dtype=np.intp)
    tags[position] = certain
    todo = np.flatnonzero(tags < 0)
    seen = model.vocabulary.seen(units)
    first_look, second_look = model.looks
    tags[todo] = _score(first_look, seen, line, None, todo)
    tags[todo] = _score(second_look, seen, line, tags, todo)
    return tags[position].astype(np.int8)


def _positions(starts: np.ndarray, count: int) -> np.ndarray:
    """Where tokens stand in a line that has two edges before each sentence and two at its end.

    No neighbour of a token is missing in it, and none is in another sentence.
    """
    sizes = np.diff(starts, append=count)
    numbers = np.arange(1, len(starts) + 1)
    sentence = np.repeat(numbers, sizes)
    edges_before = 2 * sentence
    return np.arange(count) + edges_before


def _certain_tags(units: Units, known: dict[str, int]) -> np.ndarray:
    """The tag of each unit that has only one, -1 for the others."""
    tags = map(known.get, units.strings, repeat(-1))
    certain = np.fromiter(tags, dtype=np.int8, count=len(units))
    # Only what is more than letters can be a mark or a number.
    is_candidate = units.words.have(OTHER) & (certain < 0)
    candidates = np.flatnonzero(is_candidate).tolist()
    strings = [units.strings[unit] for unit in candidates]
    plain = change_all(strings, without_digits)
    for unit, string, noughts in zip(candidates, strings, plain, strict=True):
        certain[unit] = _mark(string, noughts, known)
    return certain


def _mark(unit: str, noughts: str, known: dict[str, int]) -> int:
    """The tag of a mark or a number, also given with noughts for digits; -1 for what may be a word."""
    mark = mark_tag(unit)
    if mark is not None:
        return TAGS.index(mark)
    return known.get(noughts, -1)


def _score(
    look: Look,
    seen: dict[str, np.ndarray],
    line: np.ndarray,
    tags: np.ndarray | None,
    todo: np.ndarray,
) -> np.ndarray:
    """The best tag of the tokens at `todo` in `line`; `tags` are the guesses of the first look."""
    weights = look.weights
    first_pair = len(WINDOW)
    pairs = look.groups[first_pair:]
    tables = _tables(look, seen)
    word = seen["word"]
    frequent = np.where(word <= FREQUENT, word, 0)
    best = np.empty(len(todo), dtype=np.intp)
    for begin in range(0, len(todo), _BLOCK):
        end = begin + _BLOCK
        block = todo[begin:end]
        unit = {place: line.take(block + place) for place in tables}
        keys = _pair_keys(frequent, unit, tags, block)
        scores = tables[0].take(unit[0], axis=0)
        for place in (-1, 1, -2, 2):
            scores += tables[place].take(unit[place], axis=0)
        for rows, key in zip(pairs, keys, strict=True):
            row = rows.take(key)
            scores += weights.take(row, axis=0)
        best[begin:end] = scores.argmax(axis=1)
    return best


def _tables(look: Look, seen: dict[str, np.ndarray]) -> dict[int, Any]:
    """What a unit in each place tells: a row of scores for each unit."""
    places = (0, -1, 1, -2, 2)
    tables: dict[int, Any] = dict.fromkeys(places, 0)
    for (place, template), rows in zip(WINDOW, look.groups, strict=False):
        row = rows.take(seen[template])
        scores = look.weights.take(row, axis=0)
        tables[place] += scores
    return tables


def _pair_keys(
    frequent: np.ndarray,
    unit: dict[int, np.ndarray],
    tags: np.ndarray | None,
    block: np.ndarray,
) -> list[np.ndarray]:
    """The keys of the pairs around some tokens: WORD_PAIRS and, with guesses, TAG_PAIRS and WORD_TAGS."""
    word_count = FREQUENT + 1
    tag_count = _EDGE + 1
    word = {place: frequent.take(unit[place]) for place in (-1, 0, 1)}
    keys = []
    for left, right in WORD_PAIRS:
        key = word[left] * word_count + word[right]
        keys.append(key)
    if tags is None:
        return keys
    guess = {place: tags.take(block + place) for place in (-2, -1, 1, 2)}
    for left, right in TAG_PAIRS:
        key = guess[left] * tag_count + guess[right]
        keys.append(key)
    for place in WORD_TAGS:
        key = word[0] * tag_count + guess[place]
        keys.append(key)
    return keys
