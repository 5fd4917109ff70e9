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

from .norms import change_all, lower_all

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
# Capitals that tell little: of a sentence's first word, of a headline.
_CAPITALS = ("^", "~")
_PLAIN = dict.fromkeys("123456789", "0") | {"’": "'"}
DIGITS = str.maketrans(_PLAIN)

# What each look sees of the word (0) and of its neighbours, in terms of `values`.
_VIEWS = "word cased end1 end2 end3 end4 end5 head1 head3 shape shape3 tail"
TEMPLATES = tuple(_VIEWS.split())
_CUTS = {"word": slice(None), "head1": slice(1), "head3": slice(3)}
_CUTS |= {f"end{size}": slice(-size, None) for size in range(1, 6)}
_AFTER_SHAPE = {"cased": "word", "shape3": "end3"}
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
    words: list[str], codes: np.ndarray, starts: np.ndarray
) -> tuple[list[str], np.ndarray]:
    """Distinct words, told apart where a capital may only be due to the place, and a code for each token.

    >>> find_units(["The", "Hill", "said"], np.array([0, 1, 2, 0]), np.array([0]))
    (['The', '^The', 'Hill', 'said'], array([1, 2, 3, 0], dtype=int32))
    """
    cased_words = list(map(str.__ne__, words, lower_all(words)))
    lettered_words = [word[:1].isalpha() for word in words]
    long_words = [len(word) > 3 for word in words]
    is_cased = _of_tokens(cased_words, codes)
    is_lettered = _of_tokens(lettered_words, codes)
    is_long = is_lettered & _of_tokens(long_words, codes)
    sizes = np.diff(starts, append=len(codes))
    is_headline = _are_headlines(is_long, is_cased, starts)
    in_headline = np.repeat(is_headline, sizes)
    is_first = _are_first_words(is_lettered, starts, sizes)
    capital = np.where(in_headline, np.int8(2), is_first)
    has_capital = is_cased & is_lettered
    prefix_number = np.where(has_capital, capital, np.int8(0))
    key = 3 * codes + prefix_number
    occurs = np.zeros(3 * len(words), dtype=bool)
    occurs[key] = True
    prefixes = ("", *_CAPITALS)
    word_of_unit, prefix_of_unit = np.divmod(np.flatnonzero(occurs), 3)
    pairs = zip(prefix_of_unit.tolist(), word_of_unit.tolist(), strict=True)
    units = [prefixes[prefix] + words[word] for prefix, word in pairs]
    unit_of_key = np.cumsum(occurs, dtype=np.int32) - 1
    return units, unit_of_key[key]


def _are_first_words(
    is_lettered: np.ndarray, starts: np.ndarray, sizes: np.ndarray
) -> np.ndarray:
    """Whether no word comes before a word in its sentence; marks may."""
    words_so_far = np.cumsum(is_lettered, dtype=np.int32)
    at_start = words_so_far[starts]
    before_sentence = at_start - is_lettered[starts]
    before = np.repeat(before_sentence, sizes)
    return words_so_far - before == 1


def _of_tokens(is_word: list[bool], codes: np.ndarray) -> np.ndarray:
    """For each token what is true of its word."""
    return np.array(is_word, dtype=bool)[codes]


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


def values(
    units: list[str], templates: tuple[str, ...] = TEMPLATES
) -> dict[str, list[str]]:
    """What each template sees of each unit.

    >>> seen = values(["^US-made"])
    >>> seen["word"], seen["end3"], seen["shape"], seen["tail"]
    (['us-made'], ['ade'], ['^Xy-'], ['made'])
    """
    bare = [unit[1:] if _has_mark(unit) else unit for unit in units]
    low = change_all(lower_all(bare), _without_digits)
    shapes = _shapes(units, bare)
    seen = {}
    for template in templates:
        seen[template] = _seen_by(template, low, shapes)
    return seen


def _seen_by(template: str, low: list[str], shapes: list[str]) -> list[str]:
    """What a template sees of words, of which the small letters and the shapes are known."""
    if template == "shape":
        return shapes
    if template == "tail":
        return [_tail(word) if "-" in word else "" for word in low]
    cut = _CUTS[_AFTER_SHAPE.get(template, template)]
    parts = [word[cut] for word in low]
    if template in _AFTER_SHAPE:
        return _after_shape(shapes, parts)
    return parts


def _has_mark(unit: str) -> bool:
    """Whether a unit tells that its capital may be due to its place."""
    return unit[:1] in _CAPITALS and len(unit) > 1


def _without_digits(text: str) -> str:
    """Each digit as a nought, and one kind of apostrophe."""
    for character, plain in _PLAIN.items():
        text = text.replace(character, plain)
    return text


def _after_shape(shapes: list[str], strings: list[str]) -> list[str]:
    """Strings with their shape before them; nothing for words in small letters."""
    shaped = []
    for shape, string in zip(shapes, strings, strict=True):
        if shape == "x":
            shaped.append("")
        else:
            shaped.append(shape + string)
    return shaped


def _tail(word: str) -> str:
    """What follows the last hyphen."""
    _, _, tail = word.rpartition("-")
    return tail


def _shapes(units: list[str], bare: list[str]) -> list[str]:
    """The shape of each unit, which is also given without its mark; most are words in small letters."""
    shapes = ["x"] * len(units)
    for number, unit in enumerate(units):
        if not (unit.islower() and unit.isalpha()):
            shapes[number] = _shape(unit, bare[number])
    return shapes


def _shape(unit: str, word: str) -> str:
    """Case, hyphens and stops: "x", "Xx", "^Xy-."."""
    shape = _case(word)
    if "-" in word:
        shape += "-"
    if "." in word:
        shape += "."
    if len(unit) > len(word):
        mark = unit[0]
        return mark + shape
    return shape


def _case(word: str) -> str:
    if word.islower() or not word:
        return "x"
    if word.isupper():
        return "XX" if len(word) > 1 else "X"
    first = word[0]
    if first.isdigit():
        return "0"
    if first.islower():
        return "xX"
    rest = word[1:]
    return "Xx" if rest.islower() else "Xy"


class Look(NamedTuple):
    """The weights of one look: rows of scores, and for each group of features where a key's row is."""

    weights: np.ndarray  # [rows, tags] int16; row 0 is nothing
    groups: list[np.ndarray]  # by WINDOW, WORD_PAIRS, TAG_PAIRS, WORD_TAGS: key → row


class Model(NamedTuple):
    numbers: dict[
        str, dict[str, int]
    ]  # template → value → number, from 1; frequent words come first
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
    return Model(numbers, known, looks)


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
    words: list[str],
    codes: np.ndarray,
    starts: np.ndarray,
    fixed: np.ndarray | None = None,
) -> np.ndarray:
    """The tag of each token, as indices into `TAGS`.

    `words` are the distinct tokens, `codes` the word of each token, `starts` the tokens with which sentences
    begin, and `fixed` the tags that are known already, -1 elsewhere.

    >>> words = ["They", "said", "talks", "began", "."]
    >>> [TAGS[t] for t in tag(words, np.arange(5, dtype=np.int32), np.array([0]))]
    ['PRP', 'VBD', 'NNS', 'VBD', '.']
    """
    if len(codes) == 0:
        return np.zeros(0, dtype=np.int8)
    model = load_model()
    units, of_token = find_units(words, codes, starts)
    certain_of_unit = _certain_tags(units, model.known)
    certain = certain_of_unit[of_token]
    if fixed is not None:
        certain = np.where(fixed >= 0, fixed, certain)
    position = _positions(starts, len(codes))
    size = position[-1] + 3
    line = np.zeros(size, dtype=np.intp)
    line[position] = of_token + 1
    tags = np.full(size, _EDGE, dtype=np.intp)
    tags[position] = certain
    todo = np.flatnonzero(tags < 0)
    seen = _numbers_seen(units, certain_of_unit, model)
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


def _certain_tags(units: list[str], known: dict[str, int]) -> np.ndarray:
    """The tag of each unit that has only one, -1 for the others."""
    numbers = map(known.get, units, repeat(-1))
    tags = np.fromiter(numbers, np.int8, len(units))
    unsure = np.flatnonzero(tags < 0)
    candidates = [units[number] for number in unsure.tolist()]
    plain = change_all(candidates, _without_digits)
    pairs = zip(candidates, plain, strict=True)
    tags[unsure] = [
        -1 if unit.isalpha() else _mark(unit, noughts, known) for unit, noughts in pairs
    ]
    return tags


def _mark(unit: str, noughts: str, known: dict[str, int]) -> int:
    """The tag of a mark or a number, also given with noughts for digits; -1 for what may be a word."""
    mark = mark_tag(unit)
    if mark is not None:
        return TAGS.index(mark)
    return known.get(noughts, -1)


def _numbers_seen(
    units: list[str], certain: np.ndarray, model: Model
) -> dict[str, np.ndarray]:
    """By template, the number of what it sees of each unit, after that of the edge.

    Units that have their tag already are only looked at as neighbours.
    """
    with_edge = ["", *units]
    is_scored = np.append(False, certain < 0)
    neighbours = np.flatnonzero(~is_scored)
    scored = np.flatnonzero(is_scored)
    seen = {}
    for template in TEMPLATES:
        seen[template] = np.zeros(len(with_edge), dtype=np.intp)
    for rows, templates in ((neighbours, _NEXT), (scored, TEMPLATES)):
        strings = values([with_edge[row] for row in rows.tolist()], templates)
        for template in templates:
            number_of = model.numbers[template]
            numbers = map(number_of.get, strings[template], repeat(0))
            seen[template][rows] = np.fromiter(numbers, np.intp, len(rows))
    return seen


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
    tables: dict[int, Any] = dict.fromkeys((0, -1, 1, -2, 2), 0)
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
