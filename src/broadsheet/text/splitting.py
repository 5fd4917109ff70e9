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
from itertools import pairwise

DATA = files("broadsheet.text")

# A piece of a stretch: an address, a mark that always stands alone, or a run of anything else.
_PIECES = re.compile(
    r"""
      (?:https?://|www\.) [^\s"“”<>]* [\w/]                     # a web address
    | (?<![\w.+-]) [\w.+-]+ @ [\w-]+ (?:\.[\w-]+)+            # a mail address, from its beginning on
    | \.{2,}                                                    # dots in place of words
    | -- | '' | ``                                              # a dash and quotation marks, typed
    | [][(){}<>;@\#$%&?!*"«»‹›“”„‚‘’`…‒–—―]                     # marks that stand alone
    | [:,] (?!\d)                                               # not within 10:30 or 3,000
    | (?: [^][(){}<>;@\#$%&?!*"«»‹›“”„‚‘’`…‒–—―.:,'-]
        | [:,] (?=\d) | - (?!-) | \. (?!\.) | ' (?!') )+        # the rest: words
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
# Most of what is more than a word: one word or several hyphened, with the commonest marks around it.
_MARKED = re.compile(r"""(["“(‘]?)([^\W\d_]+(?:-[^\W\d_]+)*)([.,;:?!]?)(["”)]?)""")
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
_CURLY = re.compile(r"(?<=\w)[’ʼ](?=[^\W\d_])")
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
LONGEST_JOINED = max(map(len, _JOINED))
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


def keeps_stop(word: str, before_number: bool = False) -> bool:
    """Whether the full stop at the end of `word` belongs to it.

    >>> keeps_stop("Sen."), keeps_stop("U.S."), keeps_stop("accord."), keeps_stop("No.")
    (True, True, False, False)
    >>> keeps_stop("No.", before_number=True)
    True
    """
    return (
        word in _keeping_their_stop()
        or (before_number and word in abbreviations()["before_a_number"])
        or bool(_LETTERS_AND_STOPS.fullmatch(word))
        or ("-" in word and keeps_stop(word.rsplit("-", 1)[1]))
    )


def split_stretch(stretch: str, before_number: bool = False) -> Spans:
    """The tokens of a stretch without white space, as offsets into it.

    >>> ["“Don't,”"[s:e] for s, e in split_stretch("“Don't,”")]
    ['“', 'Do', "n't", ',', '”']
    >>> ["Blinken’s"[s:e] for s, e in split_stretch("Blinken’s")]
    ['Blinken', '’s']
    >>> ["US$3.3"[s:e] for s, e in split_stretch("US$3.3")]
    ['US', '$', '3.3']
    """
    if stretch.isalpha():
        return _split_joined(stretch, [(0, len(stretch))])
    tokens = (
        _split_one_mark(stretch, before_number)
        or _split_marks_around(stretch, before_number)
        or _split_pieces(_CURLY.sub("'", stretch), before_number)
    )
    return _split_joined(stretch, tokens)


def _split_one_mark(stretch: str, before_number: bool) -> Spans:
    """A word with a mark at its end, as most are that are more than a word; else nothing."""
    stem = len(stretch) - 1
    if stretch[-1] not in _TRAILING or not stretch[:stem].isalpha():
        return []
    if stretch[-1] == "." and keeps_stop(stretch, before_number):
        return [(0, len(stretch))]
    return [(0, stem), (stem, len(stretch))]


def _split_marks_around(stretch: str, before_number: bool) -> Spans:
    """A word, or several hyphened, with the commonest marks around it; else nothing."""
    match = _MARKED.fullmatch(stretch)
    if match is None:
        return []
    edges = [0, match.start(2), match.end(2), match.end(3), len(stretch)]
    if match[3] == "." and keeps_stop(match[2] + ".", before_number):
        edges.remove(match.end(2))
    return [(start, end) for start, end in pairwise(edges) if start < end]


def _split_pieces(stretch: str, before_number: bool) -> Spans:
    """Anything else: piece by piece, and two sentences without a space between them apart."""
    tokens: Spans = []
    for match in _PIECES.finditer(stretch):
        start, end = match.span()
        glued = _GLUED.fullmatch(match[0])
        if end - start == 1 or match[0].isalpha():
            tokens.append((start, end))
        elif start and _GLUED_AFTER_MARK.fullmatch(match[0]):
            tokens += [(start, start + 1), (start + 1, end)]
        elif glued:
            stop = start + glued.end("before")
            tokens += _split_word(glued["before"], start, before_number)
            tokens.append((stop, stop + 1))
            tokens += _split_word(glued["after"], stop + 1, before_number)
        else:
            tokens += _split_word(match[0], start, before_number)
    return tokens


def _split_word(word: str, offset: int, before_number: bool) -> Spans:
    """A word without marks: its stop, its apostrophes and its clitic apart."""
    has_mark = word[0] == "'" and _LEADING.match(word) is not None
    start = 1 if has_mark else 0
    end = len(word)
    after: Spans = []
    while end - start > 1 and len(after) < MOST_ENDS:
        cut = _last_cut(word[start:end], before_number)
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


def _last_cut(stem: str, before_number: bool) -> int | None:
    """Where the last token of a word begins: its stop, an apostrophe or a clitic; None for one token."""
    last = stem[-1]
    is_stop = last == "." and not keeps_stop(stem, before_number)
    is_end = is_stop or last == "'"
    if is_end and last != stem[-2]:
        return len(stem) - 1
    clitic = _CLITIC.search(stem)
    if clitic and len(clitic[0]) < len(stem):
        return clitic.start()
    return None


def _split_joined(stretch: str, tokens: Spans) -> Spans:
    """Words that are two words to the Treebank, such as "cannot", cut in two."""
    split: Spans = []
    for start, end in tokens:
        is_short = end - start <= LONGEST_JOINED
        cut = _JOINED.get(stretch[start:end].lower()) if is_short else None
        if cut is None:
            split.append((start, end))
        else:
            split += [(start, start + cut), (start + cut, end)]
    return split
