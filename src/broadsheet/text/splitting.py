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
# Two sentences without a space between them: "half.Analysts".
_GLUED = re.compile(r"([a-z][a-z'-]+[a-z])\.((?!Com|Org|Net|Co|Js|Io\b)[A-Z][a-z'-]+)")
_CURLY = re.compile(r"(?<=\w)[’ʼ](?=[^\W\d_])")
_TRAILING = frozenset(
    '.,;:?!)”"'
)  # the commonest ends: most stretches need no more than a look at them
_JOINED = {  # words written as one that the Treebank counts as two: where to cut
    **{"cannot": 3, "gimme": 3, "gonna": 3, "gotta": 3, "lemme": 3, "wanna": 3},
    **{"d'ye": 2, "more'n": 4},
}


@cache
def abbreviations() -> dict[str, frozenset[str]]:
    """The abbreviations of abbreviations.toml, by where they stand."""
    with (DATA / "abbreviations.toml").open("rb") as file:
        return {
            place: frozenset(words.split())
            for place, words in tomllib.load(file).items()
        }


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


def split_stretch(stretch: str, before_number: bool = False) -> list[tuple[int, int]]:
    """The tokens of a stretch without white space, as offsets into it.

    >>> ["“Don't,”"[s:e] for s, e in split_stretch("“Don't,”")]
    ['“', 'Do', "n't", ',', '”']
    >>> ["Blinken’s"[s:e] for s, e in split_stretch("Blinken’s")]
    ['Blinken', '’s']
    >>> ["US$3.3"[s:e] for s, e in split_stretch("US$3.3")]
    ['US', '$', '3.3']
    """
    whole = (0, len(stretch))
    if stretch.isalpha() and stretch.lower() not in _JOINED:
        return [whole]
    if (
        (stem := stretch[:-1]).isalpha()
        and stretch[-1] in _TRAILING
        and stem.lower() not in _JOINED
    ):
        kept = stretch[-1] == "." and keeps_stop(stretch, before_number)
        return [whole] if kept else [(0, len(stem)), (len(stem), len(stretch))]
    if (marked := _MARKED.fullmatch(stretch)) and marked[2].lower() not in _JOINED:
        kept = marked[3] == "." and keeps_stop(marked[2] + ".", before_number)
        edges = [
            0,
            marked.start(2),
            *([] if kept else [marked.end(2)]),
            marked.end(3),
            len(stretch),
        ]
        return [(start, end) for start, end in pairwise(edges) if start < end]
    stretch, tokens = _CURLY.sub("'", stretch), []
    for match in _PIECES.finditer(stretch):
        start, end = match.span()
        if end - start == 1 or match[0].isalpha():
            tokens.append((start, end))
        elif glued := _GLUED.fullmatch(match[0]):
            stop = start + glued.end(1)
            tokens += [*_split_word(glued[1], start, before_number), (stop, stop + 1)]
            tokens += _split_word(glued[2], stop + 1, before_number)
        else:
            tokens += _split_word(match[0], start, before_number)
    return _split_joined(stretch, tokens)


def _split_word(word: str, offset: int, before_number: bool) -> list[tuple[int, int]]:
    """A word without marks: its stop, its apostrophes and its clitic apart."""
    start, end, after = 0, len(word), []
    if word[0] == "'" and _LEADING.match(word):
        start = 1
    while end - start > 1:
        stem = word[start:end]
        stop = stem[-1] == "." and not keeps_stop(stem, before_number)
        if (stop or stem[-1] == "'") and stem[-1] != stem[-2]:
            cut = end - 1
        elif (clitic := _CLITIC.search(stem)) and len(clitic[0]) < len(stem):
            cut = start + clitic.start()
        else:
            break
        after.append((offset + cut, offset + end))
        end = cut
        if len(after) > 2:
            break
    before = [(offset, offset + 1)] if start else []
    return [*before, (offset + start, offset + end), *reversed(after)]


def _split_joined(stretch: str, tokens: list[tuple[int, int]]) -> list[tuple[int, int]]:
    split = []
    for start, end in tokens:
        cut = _JOINED.get(stretch[start:end].lower()) if end - start < 7 else None
        split += [(start, start + cut), (start + cut, end)] if cut else [(start, end)]
    return split
