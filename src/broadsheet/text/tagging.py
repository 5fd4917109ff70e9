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

# Backwards through the alphabet: nltk prefers the last name among equal scores, numpy's argmax the first.
_PENN = """# $ '' , -LRB- -RRB- . : CC CD DT EX FW IN JJ JJR JJS LS MD NN NNP NNPS NNS PDT POS PRP PRP$ RB RBR
RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB ``"""
TAGS = tuple(sorted(_PENN.split(), reverse=True))
_EDGE = len(TAGS)  # stands for the tag beyond either end of a sentence
_MARKS = {",": ",", "%": "NN", "&": "CC", "#": "#"}
_MARKS |= (
    dict.fromkeys("([{", "-LRB-")
    | dict.fromkeys(")]}", "-RRB-")
    | dict.fromkeys("$£€¥", "$")
)
_MARKS |= (
    dict.fromkeys("“„‘«‹‚`", "``")
    | dict.fromkeys("”’»›\"'", "''")
    | {"``": "``", "''": "''"}
)
_CAPITALS = (
    "^",
    "~",
)  # capitals that tell little: of a sentence's first word, of a headline
DIGITS = str.maketrans("123456789’", "000000000'")

# What each look sees of the word (0) and of its neighbours, in terms of `values`.
_VIEWS = "word cased end1 end2 end3 end4 end5 head1 head3 shape shape3 tail"
TEMPLATES = tuple(_VIEWS.split())
_NEXT = ("word", "end3", "shape")
WINDOW = (
    *((0, template) for template in TEMPLATES),
    *((place, template) for place in (-1, 1) for template in _NEXT),
    *((place, "word") for place in (-2, 2)),
)
# Pairs: of frequent words (places), of guesses, and of a frequent word and a guess beside it.
WORD_PAIRS, TAG_PAIRS, WORD_TAGS = (
    ((-1, 0), (0, 1)),
    ((-1, 1), (-2, -1), (1, 2)),
    (-1, 1),
)
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
    if word and set(word) <= set(".?!"):
        return "." if len(word) == 1 or set(word) != {"."} else ":"
    return ":" if set(word) <= set(":;-‒–—―…") else "SYM"


def find_units(
    words: list[str], codes: np.ndarray, starts: np.ndarray
) -> tuple[list[str], np.ndarray]:
    """Distinct words, told apart where a capital may only be due to the place, and a code for each token.

    >>> find_units(["The", "Hill", "said"], np.array([0, 1, 2, 0]), np.array([0]))
    (['The', '^The', 'Hill', 'said'], array([1, 2, 3, 0], dtype=int32))
    """
    cased = np.array([word != word.lower() for word in words], dtype=bool)[codes]
    letter = np.array([word[:1].isalpha() for word in words], dtype=bool)[codes]
    long = letter & np.array([len(word) > 3 for word in words], dtype=bool)[codes]
    sizes = np.diff(starts, append=len(codes))
    total, capital = (
        np.add.reduceat(a, starts, dtype=np.int32) for a in (long, long & cased)
    )
    title = np.repeat((total >= 2) & (10 * capital >= 7 * total), sizes)
    before = np.cumsum(letter, dtype=np.int32)
    first = before - np.repeat(before[starts] - letter[starts], sizes) == 1
    key = 3 * codes + np.where(cased & letter, np.where(title, 2, first), 0)
    seen = np.zeros(3 * len(words), dtype=bool)
    seen[key] = True
    names = ("", *_CAPITALS)
    units = [names[k % 3] + words[k // 3] for k in np.flatnonzero(seen).tolist()]
    return units, (np.cumsum(seen, dtype=np.int32) - 1)[key]


def values(units: list[str]) -> dict[str, list[str]]:
    """What each template sees of each unit.

    >>> seen = values(["^US-made"])
    >>> seen["word"], seen["end3"], seen["shape"], seen["tail"]
    (['us-made'], ['ade'], ['^Xy-'], ['made'])
    """
    bare = [_without_mark(unit) for unit in units]
    low = [_lowered(word) for word in bare]
    shape = [_shape_of(unit, word) for unit, word in zip(units, bare, strict=True)]
    seen = {"word": low, "cased": _after_shape(shape, low)}
    for size in range(1, 6):
        seen[f"end{size}"] = [word[-size:] for word in low]
    seen["head1"] = [word[:1] for word in low]
    seen["head3"] = [word[:3] for word in low]
    seen["shape"] = shape
    seen["shape3"] = _after_shape(shape, seen["end3"])
    seen["tail"] = [_tail(word) for word in low]
    return seen


def _without_mark(unit: str) -> str:
    return unit[1:] if unit[0:1] in _CAPITALS and len(unit) > 1 else unit


def _lowered(word: str) -> str:
    return word.lower() if word.isalpha() else word.lower().translate(DIGITS)


def _shape_of(unit: str, word: str) -> str:
    return "x" if unit.isalpha() and unit.islower() else _shape(unit, word)


def _after_shape(shapes: list[str], strings: list[str]) -> list[str]:
    """Strings with their shape before them; nothing for words in small letters."""
    return [
        "" if shape == "x" else shape + string
        for shape, string in zip(shapes, strings, strict=True)
    ]


def _tail(word: str) -> str:
    """What follows the last hyphen."""
    return word.rpartition("-")[2] if "-" in word else ""


def _shape(unit: str, word: str) -> str:
    if word.islower() or not word:
        case = "x"
    elif word.isupper():
        case = "XX" if len(word) > 1 else "X"
    elif word[0].isdigit():
        case = "0"
    else:
        case = "xX" if word[0].islower() else "Xx" if word[1:].islower() else "Xy"
    case = case + "-" * ("-" in word) + "." * ("." in word)
    return unit[0] + case if len(unit) > len(word) else case


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
    strings, begin, numbers = data["strings"].tobytes().decode().split("\n"), 0, {}
    for template, size in zip(TEMPLATES, data["sizes"].tolist(), strict=True):
        numbers[template] = dict(
            zip(strings[begin : begin + size], range(1, size + 1), strict=True)
        )
        begin += size
    known = dict(zip(strings[begin:], data["known"].tolist(), strict=True))
    return Model(
        numbers, known, [_load_look(data, i, key_sizes(numbers)) for i in range(2)]
    )


def _load_look(data: dict[str, np.ndarray], i: int, sizes: list[int]) -> Look:
    counts, keys, groups, first = data[f"counts{i}"], data[f"keys{i}"], [], 0
    weights = np.zeros((len(counts) + 1, len(TAGS)), dtype=np.int16)
    weights[np.repeat(np.arange(1, len(counts) + 1), counts), data[f"tags{i}"]] = data[
        f"weights{i}"
    ]
    for size, count in zip(sizes, data[f"groups{i}"].tolist(), strict=False):
        rows = np.zeros(size, dtype=np.int32)
        rows[keys[first : first + count]] = np.arange(first + 1, first + count + 1)
        groups.append(rows)
        first += count
    return Look(weights, groups)


def key_sizes(numbers: dict[str, dict[str, int]]) -> list[int]:
    """How many keys each group of features can have."""
    words, tags = FREQUENT + 1, _EDGE + 1
    pairs = (
        [words**2] * len(WORD_PAIRS)
        + [tags**2] * len(TAG_PAIRS)
        + [words * tags] * len(WORD_TAGS)
    )
    return [len(numbers[template]) + 1 for _, template in WINDOW] + pairs


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
    single = np.fromiter(map(model.known.get, units, repeat(-1)), np.int8, len(units))
    for number in np.flatnonzero(single < 0).tolist():
        if not units[number].isalpha():
            single[number] = _mark(units[number], model.known)
    single = single[of_token]
    # Two edges before each sentence and two at the end, so that no neighbour is missing.
    at = np.arange(len(codes)) + 2 * np.repeat(
        np.arange(1, len(starts) + 1), np.diff(starts, append=len(codes))
    )
    line = np.zeros(at[-1] + 3, dtype=np.intp)
    line[at] = of_token + 1
    tags = np.full(len(line), _EDGE, dtype=np.intp)
    tags[at] = single if fixed is None else np.where(fixed >= 0, fixed, single)
    todo = np.flatnonzero(tags < 0)
    seen = {
        template: np.fromiter(
            map(model.numbers[template].get, strings, repeat(0)), np.intp, len(strings)
        )
        for template, strings in values(["", *units]).items()
    }
    for look, guesses in zip(model.looks, (None, tags), strict=True):
        tags[todo] = _score(look, seen, line, guesses, todo)
    return tags[at].astype(np.int8)


def _mark(unit: str, known: dict[str, int]) -> int:
    """The tag of a mark or a number, -1 for what may be a word."""
    mark = mark_tag(unit)
    return known.get(unit.translate(DIGITS), -1) if mark is None else TAGS.index(mark)


def _score(
    look: Look,
    seen: dict[str, np.ndarray],
    line: np.ndarray,
    tags: np.ndarray | None,
    todo: np.ndarray,
) -> np.ndarray:
    """The best tag of the tokens at `todo` in `line`; `tags` are the guesses of the first look."""
    weights, pairs = look.weights, look.groups[len(WINDOW) :]
    # what a unit in each place tells
    tables: dict[int, Any] = dict.fromkeys((0, -1, 1, -2, 2), 0)
    for (place, template), rows in zip(WINDOW, look.groups, strict=False):
        tables[place] += weights.take(rows.take(seen[template]), axis=0)
    frequent = np.where(seen["word"] <= FREQUENT, seen["word"], 0)
    best = np.empty(len(todo), dtype=np.intp)
    for begin in range(0, len(todo), _BLOCK):
        at = todo[begin : begin + _BLOCK]
        unit = {place: line.take(at + place) for place in tables}
        word = {place: frequent.take(unit[place]) for place in (-1, 0, 1)}
        keys = [word[a] * (FREQUENT + 1) + word[b] for a, b in WORD_PAIRS]
        if tags is not None:
            guess = {place: tags.take(at + place) for place in (-2, -1, 1, 2)}
            keys += [guess[a] * (_EDGE + 1) + guess[b] for a, b in TAG_PAIRS]
            keys += [word[0] * (_EDGE + 1) + guess[b] for b in WORD_TAGS]
        scores = tables[0].take(unit[0], axis=0)
        for place in (-1, 1, -2, 2):
            scores += tables[place].take(unit[place], axis=0)
        for rows, key in zip(pairs, keys, strict=True):
            scores += weights.take(rows.take(key), axis=0)
        best[begin : begin + len(at)] = scores.argmax(axis=1)
    return best
