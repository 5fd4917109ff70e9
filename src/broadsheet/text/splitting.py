"""Words as the Penn Treebank splits them.

A token never spans white space, so text is split on white space first and only the *distinct* stretches
("Blinken's", "U.S.,", "said") are split further: a corpus of a million words has some sixty thousand.
The result is that of `nltk.tokenize.NLTKWordTokenizer`, but for these differences, all on purpose:

- a curly apostrophe inside a word is an apostrophe ("don’t" is "do" "n’t", as "don't" is);
- a full stop stays with an abbreviation, a single capital or letters between stops ("Sen.", "J.", "U.S.")
  and is split from every other word, wherever in the sentence that is;
- a contraction of three words is split twice ("should" "n't" "'ve");
- web and mail addresses stay whole; the ellipsis character is a token; backquotes are not paired.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

DATA = files("broadsheet.text")

_ADDRESS = r"""
      (?:https?://|www\.) [^\s"“”<>]* [\w/]                     # of the web
    | (?<![\w.+-]) [\w.+-]+ @ [\w-]+ (?:\.[\w-]+)+            # of mail, from its beginning on
"""
_WORD_OR_MARK = r"""
      \.{2,}                                                    # dots in place of words
    | -- | '' | ``                                              # a dash and quotation marks, typed
    | [][(){}<>;@\#$%&?!*"«»‹›“”„‚‘’`…‒–—―]                     # marks that stand alone
    | [:,] (?!\d)                                               # not within 10:30 or 3,000
    | (?: [^][(){}<>;@\#$%&?!*"«»‹›“”„‚‘’`…‒–—―.:,'-]
        | [:,] (?=\d) | - (?!-) | \. (?!\.) | ' (?!') )+        # the rest: words
    | .
"""
# A piece of a stretch: an address, a mark that always stands alone, or a run of anything else.
_PIECES = re.compile(f"{_ADDRESS}|{_WORD_OR_MARK}", re.VERBOSE | re.DOTALL)
_PIECES_WITHOUT_ADDRESS = re.compile(_WORD_OR_MARK, re.VERBOSE | re.DOTALL)
_SIGNS_OF_ADDRESSES = ("@", "://", "www.")
# Most of what is more than a word: one word or several hyphened, with the commonest marks around it.
# English letters come first: they are read several times faster than those of any alphabet. What is read
# once is not read again in another way ("?>"): else time would double with each hyphen of a long chain.
_WORD_OR_NUMBER = r"(?>[A-Za-z]+(?![^\W\d_])|[^\W\d_]+|\d+(?:[.,:]\d+)*[^\W\d_]*)"
_MARKED = re.compile(
    rf"""(["“(‘$]?)({_WORD_OR_NUMBER}(?:-{_WORD_OR_NUMBER})*)((?:['’]s)?)([.,;:?!]?)(["”)]?)"""
)
_LETTERS_AND_STOPS = re.compile(
    r"(?:[^\W\d_]\.)+(?:-\w+)*|(?:[A-Za-z]{1,4}\.)+[A-Za-z]{1,3}\.", re.UNICODE
)
_CLITIC = re.compile(r"(?<=[^' ])(?:'(?:[sSmMdD]|ll|LL|re|RE|ve|VE)|n't|N'T)$")
_LEADING = re.compile(r"'(?!(?:re|ve|ll|m|t|s|d|n)\b)(?=\w)", re.IGNORECASE)
# Two sentences without a space between them: "half.Analysts", "to 5.Analysts", "3%.Analysts".
_GLUED = re.compile(
    r"(?P<before>[a-z][a-z'-]+[a-z]|\d[\d,]*)\.(?P<after>(?!(?:Com|Org|Net|Co|Js|Io)\b)[A-Z][a-z'-]+)"
)
_GLUED_AFTER_MARK = re.compile(r"\.[A-Z][a-z'-]+")
_LETTER_APOSTROPHE = "\N{MODIFIER LETTER APOSTROPHE}"  # a letter to Python
# Apostrophes as other than ' and ’ are typed: a letter, an accent that stands alone, wide forms.
RARE_APOSTROPHES = f"{_LETTER_APOSTROPHE}\N{ACUTE ACCENT}\N{FULLWIDTH APOSTROPHE}"
_CURLY = re.compile(rf"(?<=\w)[’{RARE_APOSTROPHES}](?=[^\W\d_])")
_TRAILING = frozenset(
    '.,;:?!)”"'
)  # the commonest ends: most stretches need no more than a look at them
_JOINED = {  # words written as one that the Treebank counts as two: where to cut
    "cannot": 3,
    "gimme": 3,
    "gonna": 3,
    "gotta": 3,
    "lemme": 3,
    "wanna": 3,
    "d'ye": 2,
    "more'n": 4,
}
_LONGEST_JOINED = max(map(len, _JOINED))
MOST_ENDS = 3  # tokens that a word ends in: "should" "n't" "'ve" and a stop

Spans = list[tuple[int, int]]  # starts and ends, half-open


def read_word_list(name: str) -> frozenset[str]:
    """The words of a file beside the code; lines that begin with # are comments."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    words: set[str] = set()
    for line in lines:
        if not line.startswith("#"):
            words.update(line.split())
    return frozenset(words)


@cache
def abbreviations() -> dict[str, frozenset[str]]:
    """The abbreviations of abbreviations.toml, by where they stand."""
    with (DATA / "abbreviations.toml").open("rb") as file:
        lists = tomllib.load(file)
    return {place: frozenset(words.split()) for place, words in lists.items()}


@cache
def _keeping_their_stop() -> frozenset[str]:
    return abbreviations()["before_a_name"] | abbreviations()["elsewhere"]


@cache
def capital_titles() -> frozenset[str]:
    """The abbreviations before names as texts in capitals have them: "MR.", "SEN."."""
    return frozenset(
        word.upper() for word in abbreviations()["before_a_name"] if word[0].isupper()
    )


def keeps_stop(word: str) -> bool:
    """Whether the full stop at the end of `word` belongs to it.

    >>> keeps_stop("Sen."), keeps_stop("U.S."), keeps_stop("accord."), keeps_stop("No.")
    (True, True, False, False)
    """
    if word in _keeping_their_stop():
        return True
    stem = word[:-1]
    if stem.isalpha():
        return len(stem) == 1
    if _LETTERS_AND_STOPS.fullmatch(word):
        return True
    _, hyphen, tail = word.rpartition("-")
    return bool(hyphen) and keeps_stop(tail)


def split_stretches(stretches: list[str]) -> tuple[list[str], list[int]]:
    """The tokens of many stretches, one after the other, and how many each of them has.

    >>> split_stretches(["Stop,", "he", "said."])
    (['Stop', ',', 'he', 'said', '.'], [2, 1, 2])
    """
    tokens: list[str] = []
    counts: list[int] = []
    for stretch in stretches:
        # Half of them are words of English letters, of which few are split.
        is_english = stretch.isascii() and stretch.isalpha()
        if is_english and stretch.lower() not in _JOINED:
            tokens.append(stretch)
            counts.append(1)
            continue
        pieces = split_stretch(stretch)
        tokens += pieces
        counts.append(len(pieces))
    return tokens, counts


def split_stretch(stretch: str) -> list[str]:
    """The tokens of a stretch without white space; put together they are the stretch.

    >>> split_stretch("“Don't,”"), split_stretch("Blinken’s"), split_stretch("US$3.3")
    (['“', 'Do', "n't", ',', '”'], ['Blinken', '’s'], ['US', '$', '3.3'])
    >>> split_stretch("Donʼt")
    ['Do', 'nʼt']
    """
    if _LETTER_APOSTROPHE in stretch:
        return _split_anything(stretch)
    if stretch.isalpha():
        return _split_joined(stretch)
    return (
        _split_one_mark(stretch)
        or _split_marks_around(stretch)
        or _split_anything(stretch)
    )


def _split_one_mark(stretch: str) -> list[str]:
    """A word with a mark at its end, as most are that are more than a word; else nothing."""
    word = stretch[:-1]
    mark = stretch[-1]
    if not word.isalpha() or mark not in _TRAILING:
        return []
    if mark == "." and keeps_stop(stretch):
        return [stretch]
    return [*_split_joined(word), mark]


def _split_marks_around(stretch: str) -> list[str]:
    """A word or a number, or several hyphened, with the commonest marks around it; else nothing."""
    match = _MARKED.fullmatch(stretch)
    if match is None:
        return []
    before, word, possessive, mark, after = match.groups()
    if mark == "." and keeps_stop(word + possessive + mark):
        tokens = [before, word + possessive + mark, after]
    else:
        tokens = [before, *_split_joined(word), possessive, mark, after]
    return list(filter(None, tokens))


def _split_anything(stretch: str) -> list[str]:
    """Anything else, piece by piece."""
    tokens: list[str] = []
    for start, end in _split_pieces(_CURLY.sub("'", stretch)):
        tokens += _split_joined(stretch[start:end])
    return tokens


def _split_pieces(stretch: str) -> Spans:
    """Anything else: piece by piece, and two sentences without a space between them apart."""
    tokens: Spans = []
    may_be_address = any(sign in stretch for sign in _SIGNS_OF_ADDRESSES)
    pieces = _PIECES if may_be_address else _PIECES_WITHOUT_ADDRESS
    for match in pieces.finditer(stretch):
        piece = match[0]
        start, end = match.span()
        if len(piece) == 1 or piece.isalpha():
            tokens.append((start, end))
            continue
        glued = _GLUED.fullmatch(piece)
        if start and _GLUED_AFTER_MARK.fullmatch(piece):
            tokens += [(start, start + 1), (start + 1, end)]
        elif glued:
            stop = start + glued.end("before")
            tokens += _split_word(glued["before"], start)
            tokens.append((stop, stop + 1))
            tokens += _split_word(glued["after"], stop + 1)
        else:
            tokens += _split_word(piece, start)
    return tokens


def _split_word(word: str, offset: int) -> Spans:
    """A word without marks: its stop, its apostrophes and its clitic apart."""
    has_mark = word[0] == "'" and _LEADING.match(word) is not None
    start = 1 if has_mark else 0
    end = len(word)
    after: Spans = []
    while end - start > 1 and len(after) < MOST_ENDS:
        cut = _last_cut(word[start:end])
        if cut is None:
            break
        cut += start
        after.append((offset + cut, offset + end))
        end = cut
    tokens: Spans = []
    if has_mark:
        tokens.append((offset, offset + 1))
    tokens.append((offset + start, offset + end))
    tokens += reversed(after)
    return tokens


def _last_cut(stem: str) -> int | None:
    """Where the last token of a word begins: its stop, an apostrophe or a clitic; None for one token."""
    last = stem[-1]
    is_stop = last == "." and not keeps_stop(stem)
    is_end = is_stop or last == "'"
    if is_end and last != stem[-2]:
        return len(stem) - 1
    if "'" not in stem:
        return None
    clitic = _CLITIC.search(stem)
    if clitic and len(clitic[0]) < len(stem):
        return clitic.start()
    return None


def _split_joined(word: str) -> list[str]:
    """A word that is two words to the Treebank, such as "cannot", cut in two; any other as it is."""
    if len(word) > _LONGEST_JOINED:
        return [word]
    cut = _JOINED.get(word.lower())
    if cut is None:
        return [word]
    return [word[:cut], word[cut:]]
