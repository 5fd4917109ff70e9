"""Parts of speech and lemmas, for all tokens of a corpus at once.

The tagger is an averaged perceptron (Collins 2002) trained with nltk by ``training/pos.py``. Where nltk's own
tagger walks from left to right, ours looks twice: the first look guesses each tag from the word and its
neighbours, the second sees the guesses on both sides as well. Neither waits for the token before, so a
corpus is scored as arrays: what a distinct word tells is added up once, frequent words with one tag are never
scored, and weights are whole numbers, so the result is nltk's own, tag for tag, on any machine.

Trained on the train parts of UD English EWT (CC BY-SA 4.0) and of the GUM documents under CC BY, and on tags
that CoreNLP gave to PolNeAR's news articles; words are merged into tokens as `tokenize` makes them. Lemmas
follow rules and two plain lists, `lemmas.tsv` (exceptions) and `bases.txt` (known base forms), from the same
treebanks. The README has the accuracy.
"""

from functools import cache
from importlib.resources import files
from itertools import repeat
from typing import NamedTuple

import numpy as np

# Backwards through the alphabet: nltk prefers the last name among equal scores, numpy's argmax the first.
_PENN = """# $ '' , -LRB- -RRB- . : CC CD DT EX FW IN JJ JJR JJS LS MD NN NNP NNPS NNS PDT POS PRP PRP$ RB RBR
RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB ``"""
TAGS = tuple(sorted(_PENN.split(), reverse=True))
_EDGE = len(TAGS)  # stands for the tag beyond either end of a sentence
_MARKS = {",": ",", "%": "NN", "&": "CC", "#": "#"}
_MARKS |= dict.fromkeys("([{", "-LRB-") | dict.fromkeys(")]}", "-RRB-") | dict.fromkeys("$£€¥", "$")
_MARKS |= dict.fromkeys("“„‘«`", "``") | dict.fromkeys("”’»\"'", "''") | {"``": "``", "''": "''"}
_CAPITALS = ("^", "~")  # capitals that tell little: of a sentence's first word, of a headline
DIGITS = str.maketrans("123456789’", "000000000'")

# What each look sees of the word (0) and of its neighbours, in terms of `values`.
TEMPLATES = (
    "word",
    "cased",
    "end1",
    "end2",
    "end3",
    "end4",
    "end5",
    "head1",
    "head3",
    "shape",
    "shape3",
    "tail",
)
WINDOW = (
    *((0, template) for template in TEMPLATES),
    *((place, template) for place in (-1, 1) for template in ("word", "end3", "shape")),
    (-2, "word"),
    (2, "word"),
)
# Pairs: of frequent words (places), of guesses, and of a frequent word and a guess beside it.
WORD_PAIRS, TAG_PAIRS, WORD_TAGS = ((-1, 0), (0, 1)), ((-1, 1), (-2, -1), (1, 2)), (-1, 1)
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


def find_units(words: list[str], codes: np.ndarray, starts: np.ndarray) -> tuple[list[str], np.ndarray]:
    """Distinct words, told apart where a capital may only be due to the place, and a code for each token.

    >>> find_units(["The", "Hill", "said"], np.array([0, 1, 2, 0]), np.array([0]))
    (['The', '^The', 'Hill', 'said'], array([1, 2, 3, 0], dtype=int32))
    """
    cased = np.array([word != word.lower() for word in words], dtype=bool)[codes]
    letter = np.array([word[:1].isalpha() for word in words], dtype=bool)[codes]
    long = letter & np.array([len(word) > 3 for word in words], dtype=bool)[codes]
    sizes = np.diff(np.append(starts, len(codes)))
    total, capital = (np.add.reduceat(a, starts, dtype=np.int32) for a in (long, long & cased))
    title = np.repeat((total >= 2) & (10 * capital >= 7 * total), sizes)
    before = np.cumsum(letter, dtype=np.int32)
    first = before - np.repeat(before[starts] - letter[starts], sizes) == 1
    kind = np.where(cased & letter, np.where(title, 2, first), 0).astype(np.int32)
    key = kind + 3 * codes
    seen = np.zeros(3 * len(words), dtype=bool)
    seen[key] = True
    distinct = np.flatnonzero(seen)
    names = ("", *_CAPITALS)
    return [names[k % 3] + words[k // 3] for k in distinct.tolist()], (np.cumsum(seen, dtype=np.int32) - 1)[
        key
    ]


def values(units: list[str]) -> dict[str, list[str]]:
    """What each template sees of each unit.

    >>> seen = values(["^US-made"])
    >>> seen["word"], seen["end3"], seen["shape"], seen["tail"]
    (['us-made'], ['ade'], ['^Xy-'], ['made'])
    """
    bare = [unit[1:] if unit[0:1] in _CAPITALS and len(unit) > 1 else unit for unit in units]
    low = [word.lower() if word.isalpha() else word.lower().translate(DIGITS) for word in bare]
    shape = [
        "x" if unit.isalpha() and unit.islower() else _shape(unit, word)
        for unit, word in zip(units, bare, strict=True)
    ]
    return {
        "word": low,
        "cased": ["" if s == "x" else s + word for s, word in zip(shape, low, strict=True)],
        **{f"end{n}": [word[-n:] for word in low] for n in range(1, 6)},
        "head1": [word[:1] for word in low],
        "head3": [word[:3] for word in low],
        "shape": shape,
        "shape3": ["" if s == "x" else s + word[-3:] for s, word in zip(shape, low, strict=True)],
        "tail": [word.rpartition("-")[2] if "-" in word else "" for word in low],
    }


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
    numbers: dict[str, dict[str, int]]  # template → value → number, from 1; frequent words come first
    known: dict[str, int]  # unit → the one tag it has
    looks: list[Look]


@cache
def load_model() -> Model:
    """The shipped weights, read once."""
    with (
        (files("broadsheet.text") / "pos.npz").open("rb") as file,
        np.load(file, allow_pickle=False) as stored,
    ):
        data = {name: stored[name] for name in stored.files}
    strings = iter(data["strings"].tobytes().decode().split("\n"))
    numbers = {
        t: {next(strings): i for i in range(1, n + 1)} for t, n in zip(TEMPLATES, data["sizes"], strict=True)
    }
    known = dict(zip(strings, data["known"].tolist(), strict=True))
    looks = []
    for i in range(2):
        counts, sizes = data[f"counts{i}"], data[f"groups{i}"]
        weights = np.zeros((len(counts) + 1, len(TAGS)), dtype=np.int16)
        weights[np.repeat(np.arange(1, len(counts) + 1), counts), data[f"tags{i}"]] = data[f"weights{i}"]
        groups, ends = [], np.cumsum(sizes)
        for end, size, keys in zip(ends, sizes, key_sizes(numbers), strict=False):
            rows = np.zeros(keys, dtype=np.int32)
            rows[data[f"keys{i}"][end - size : end]] = np.arange(end - size + 1, end + 1)
            groups.append(rows)
        looks.append(Look(weights, groups))
    return Model(numbers, known, looks)


def key_sizes(numbers: dict[str, dict[str, int]]) -> list[int]:
    """How many keys each group of features can have."""
    pairs = (FREQUENT + 1) * np.array([FREQUENT + 1, _EDGE + 1])
    window = [len(numbers[template]) + 1 for _, template in WINDOW]
    return (
        window
        + [pairs[0]] * len(WORD_PAIRS)
        + [(_EDGE + 1) ** 2] * len(TAG_PAIRS)
        + [pairs[1]] * len(WORD_TAGS)
    )


def tag(
    words: list[str], codes: np.ndarray, starts: np.ndarray, fixed: np.ndarray | None = None
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
    single = np.array([_known(unit, model.known) for unit in units], dtype=np.int8)
    # Two edges before each sentence and two at the end, so that no neighbour is missing.
    at = np.arange(len(codes)) + 2 * np.repeat(
        np.arange(1, len(starts) + 1), np.diff(np.append(starts, len(codes)))
    )
    line = np.zeros(at[-1] + 3, dtype=np.intp)
    line[at] = of_token + 1
    tags = np.full(len(line), _EDGE, dtype=np.intp)
    tags[at] = single[of_token] if fixed is None else np.where(fixed >= 0, fixed, single[of_token])
    todo = np.flatnonzero(tags < 0)
    tags[todo] = 0
    open_units = np.append(False, single < 0)
    seen = {t: _number(strings, model.numbers[t]) for t, strings in values(["", *units]).items()}
    for second, look in enumerate(model.looks):
        tags[todo] = _score(look, seen, line, tags if second else None, todo, open_units)
    return tags[at].astype(np.int8)


def _known(unit: str, known: dict[str, int]) -> int:
    if (tag := known.get(unit)) is not None:
        return tag
    if unit.isalpha():
        return -1
    if (tag := known.get(unit.translate(DIGITS))) is not None:
        return tag
    mark = mark_tag(unit)
    return -1 if mark is None else TAGS.index(mark)


def _number(strings: list[str], numbers: dict[str, int]) -> np.ndarray:
    return np.fromiter(map(numbers.get, strings, repeat(0)), dtype=np.intp, count=len(strings))


def _score(
    look: Look,
    seen: dict[str, np.ndarray],
    line: np.ndarray,
    tags: np.ndarray | None,
    todo: np.ndarray,
    open_units: np.ndarray,
) -> np.ndarray:
    """The best tag of the tokens at `todo` in `line`; `tags` are the guesses of the first look."""
    weights, tables = look.weights, {}
    for (place, template), rows in zip(WINDOW, look.groups, strict=False):
        row = rows.take(seen[template])
        if place == 0:
            row *= open_units
        if place in tables:
            tables[place] += weights.take(row, axis=0)
        else:
            tables[place] = weights.take(row, axis=0)
    frequent = np.where(seen["word"] <= FREQUENT, seen["word"], 0)
    pairs, best = look.groups[len(WINDOW) :], np.empty(len(todo), dtype=np.int16)
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


def lemmas(words: list[str], codes: np.ndarray, tags: np.ndarray) -> tuple[list[str], np.ndarray]:
    """Distinct lemmas and the code of each token's, from its word and tag.

    >>> tags = np.array([TAGS.index(tag) for tag in ("NNS", "VBG", "VBD", "NNP")])
    >>> lemmas(["Countries", "hoping", "met", "Texas"], np.arange(4), tags)
    (['country', 'hope', 'meet', 'Texas'], array([0, 1, 2, 3], dtype=int32))
    """
    key = codes.astype(np.int64) * len(TAGS) + tags
    seen = np.zeros(len(words) * len(TAGS), dtype=bool)
    seen[key] = True
    numbers: dict[str, int] = {}
    of_pair = np.zeros(len(seen), dtype=np.int32)
    pairs = np.flatnonzero(seen)
    of_pair[pairs] = [
        numbers.setdefault(find_lemma(words[pair // len(TAGS)], TAGS[pair % len(TAGS)]), len(numbers))
        for pair in pairs.tolist()
    ]
    return list(numbers), of_pair[key]


@cache
def lemma_data() -> tuple[dict[tuple[str, str], str], frozenset[str]]:
    """Exceptions by word and tag, and the base forms that are known."""
    folder = files("broadsheet.text")
    lines = (folder / "lemmas.tsv").read_text(encoding="utf-8").splitlines()
    exceptions = {}
    for word, tags, lemma in (line.split("\t") for line in lines):
        exceptions |= dict.fromkeys([(word, tag) for tag in tags.split()], lemma)
    return exceptions, frozenset((folder / "bases.txt").read_text(encoding="utf-8").split())


# tag → endings, and what the base form may have in their place, the likeliest first; "2": the last consonant
# was doubled. Where no candidate is a known base form, the first stands.
_ES = {
    "ies": ["y", "ie"],
    "sses": ["ss"],
    "xes": ["x"],
    "zes": ["ze", "z"],
    "ches": ["ch", "che"],
    "shes": ["sh"],
}
_ES |= {
    "oes": ["o", "oe"],
    "ves": ["ve", "f", "fe"],
    "ses": ["se", "s"],
    "ss": ["ss"],
    "us": ["us"],
    "s": [""],
}
_PAST, _MORE = {"ied": ["y", "ie"], "ed": ["", "e", "2"], "'d": [""]}, {"ier": ["y"], "er": ["", "e", "2"]}
_MOST, _MANY = {"iest": ["y"], "est": ["", "e", "2"]}, _ES | {"'s": [""], "men": ["man"]}
_ENDINGS = {"VBG": {"ying": ["y", "ie"], "ing": ["", "e", "2"]}, "VBZ": _ES, "VBD": _PAST, "VBN": _PAST}
_ENDINGS |= {"NNS": _MANY, "NNPS": _MANY, "JJR": _MORE, "RBR": _MORE, "JJS": _MOST, "RBS": _MOST}
# Stems that want their e back, where the base form is unknown: "voic-ed", "revitaliz-ing", "escalat-ed".
_WANTS_E = (
    "at",
    "iz",
    "is",
    "c",
    "v",
    "g",
    "u",
    "bl",
    "tl",
    "dl",
    "gl",
    "kl",
    "pl",
    "ifl",
    "yz",
    "ur",
    "ir",
    "ns",
    "rs",
)


@cache
def _ending_lengths(tag: str) -> tuple[int, ...]:
    return tuple(sorted({len(ending) for ending in _ENDINGS.get(tag, ())}, reverse=True))


def find_lemma(word: str, tag: str) -> str:
    """The base form of a word with this tag: in lower case, but for names.

    >>> find_lemma("Revitalizing", "VBG"), find_lemma("planned", "VBN"), find_lemma("Republicans", "NNPS")
    ('revitalize', 'plan', 'Republican')
    """
    exceptions, bases = lemma_data()
    low = word.lower().replace("’", "'")
    if (lemma := exceptions.get((low, tag))) is not None:
        return lemma
    if tag == "NNP":
        return word
    head, hyphen, tail = word.rpartition("-")
    if hyphen and tail and tag in _ENDINGS:
        return (head if tag == "NNPS" else head.lower()) + hyphen + find_lemma(tail, tag)
    base = low
    for length in _ending_lengths(tag):
        if len(low) > length + 1 and (found := _ENDINGS[tag].get(low[-length:])):
            base = _restore(low[:-length], found, bases)
            break
    return word[: len(base)] + base[len(word) :] if tag == "NNPS" and low.startswith(base) else base


def _restore(stem: str, candidates: list[str], bases: frozenset[str]) -> str:
    """The stem with the right candidate in place of the ending."""
    doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiou"
    if "2" in candidates and doubled:
        undoubled = stem[:-1]
        if undoubled in bases or (
            stem not in bases and (stem[-1] not in "lsfz" or (len(stem) > 5 and stem[-1] == "l"))
        ):
            return undoubled
        return stem
    # "fined" is from "fine": from "fin" it would be "finned"
    single = (
        len(stem) < 5
        and stem[-1] not in "aeiouwxy"
        and sum(c in "aeiou" for c in stem) == 1
        and stem[-2] in "aeiou"
    )
    forms = [
        stem + candidate
        for candidate in (("e", "") if "2" in candidates and single else candidates)
        if candidate != "2"
    ]
    known = [form for form in forms if form in bases]
    return known[0] if known else stem + "e" if "2" in candidates and stem.endswith(_WANTS_E) else forms[0]
