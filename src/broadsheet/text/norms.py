"""One spelling for a word, however an outlet spells it.

`norm` folds case, the apostrophe, spelling variants (programme and program) and the stops of initials
(U.N. and UN), so that two outlets' words can be compared: without it their differences are their spelling.
"""

import re
from functools import cache

import numpy as np
import pandas as pd

from broadsheet.arrays import changes

from .letters import BEYOND_ASCII, OTHER, SMALL, Words
from .splitting import DATA, RARE_APOSTROPHES, abbreviations, read_word_list

_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]?\.?")
# Spelt as a common word would be without its stops, so both ways of writing the name take them.
_WITH_STOPS = {"US": "u.s.", "USA": "u.s."}
_CLITICS = {"n't": "not", "ca": "can", "wo": "will", "sha": "shall"}
_INVISIBLE = str.maketrans(
    "",
    "",
    "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e",
)
_APOSTROPHES = f"’‘`{RARE_APOSTROPHES}"
_QUOTES = "“”«»„"
_DASHES = "—―–‒‐‑"
_MARKS = dict.fromkeys(map(ord, _APOSTROPHES), "'")
_MARKS |= dict.fromkeys(map(ord, _QUOTES), '"')
_MARKS |= dict.fromkeys(map(ord, _DASHES), "-")
# After these a word may have a capital without being a name.
OPENING = (":", '"', "“", "„", "«", "‘", "'", "•")
# Letters that fonts join, as texts from PDF have them.
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)


@cache
def spellings() -> dict[str, str]:
    """British spellings and the American ones they fold to, from spelling.tsv."""
    text = (DATA / "spelling.tsv").read_text(encoding="utf-8")
    american = {}
    for line in text.splitlines():
        british, folded = line.split("\t")
        american[british] = folded
    return american


@cache
def stop_words() -> frozenset[str]:
    """The function words of stopwords.txt, as `norm` spells them."""
    return read_word_list("stopwords.txt")


def fold(word: str) -> str:
    """`word` as `norm` has it.

    >>> [fold(word) for word in ("Programme", "US", "U.S.", "us", "U.N.", "US-made", "n’t", "neighbours")]
    ['program', 'u.s.', 'u.s.', 'us', 'un', 'u.s.-made', 'not', 'neighbors']
    """
    if word.isascii() and word.isalpha() and word not in _WITH_STOPS:
        return _american(word.lower())
    plain = word if word.isascii() else _with_plain_marks(word)
    if "-" in plain.strip("-"):
        parts = [_fold_part(part) for part in plain.split("-")]
        return "-".join(parts)
    return _fold_part(plain)


def fold_all(words: Words) -> list[str]:
    """Fold many words, which is faster than one by one.

    >>> fold_all(Words(["Programme", "US", "n’t"]))
    ['program', 'u.s.', 'not']
    """
    low = words.small
    norms = list(map(_folded_words().get, low, low))
    # Of words of small English letters, and those with a capital, nothing else is folded.
    is_odd = words.have(OTHER | BEYOND_ASCII) | ~words.have(SMALL)
    for number in np.flatnonzero(is_odd).tolist():
        norms[number] = fold(words.strings[number])
    return norms


def _with_plain_marks(word: str) -> str:
    """A word with one kind of apostrophe and hyphen, and without what cannot be seen."""
    visible = word.translate(_INVISIBLE)
    marked = visible.translate(_MARKS)
    return marked.translate(_LIGATURES) or word


def _american(lower: str) -> str:
    """A word in small letters as it is spelled in American English; a clitic as the word it stands for."""
    return _folded_words().get(lower, lower)


@cache
def _folded_words() -> dict[str, str]:
    return _CLITICS | spellings()


def _fold_part(word: str) -> str:
    if _INITIALS.fullmatch(word) and len(word) > 2:
        word = word.replace(".", "")
    if word in _WITH_STOPS:
        return _WITH_STOPS[word]
    lower = word.lower()
    stem = lower.removesuffix(".")
    if stem != lower and stem in abbreviations()["without_stop"]:
        return stem
    return _american(lower)


def written_form(tokens: pd.DataFrame) -> pd.Series:
    """How each word is written most often, so that it can be shown as a reader knows it.

    Spellings at the head of a sentence, of a quotation or after a colon count only for words that stand
    nowhere else, since a capital there tells nothing. Among equally frequent ones small letters are taken,
    then the first in the alphabet.

    Args:
        tokens: the tokens of a corpus.

    Returns:
        The commonest `token` for each `norm`, by norm.

    >>> from broadsheet.text import tokenize
    >>> articles = pd.DataFrame({"text": ["The talks in the U.S. began. Talks ended."]}, index=["a"])
    >>> written_form(tokenize(articles))[["u.s.", "talks", "the"]].tolist()
    ['U.S.', 'talks', 'the']
    """
    spelled = commonest_spellings(tokens)
    index = pd.Index(list(spelled), name="norm", dtype="str")
    return pd.Series(list(spelled.values()), index, name="token", dtype="str")


def commonest_spellings(tokens: pd.DataFrame) -> dict[str, str]:
    """Return what `written_form` returns as a dictionary, which is faster to look up."""
    return choose_spellings(count_spellings(tokens))


def count_spellings(tokens: pd.DataFrame) -> pd.DataFrame:
    """Count how each norm is written: `norm`, `written`, `running` (within a sentence of the body), `all`."""
    is_body = (tokens["part"] == "body").to_numpy()
    is_running = is_body & ~_may_begin_sentence(tokens)
    norms = tokens["norm"].cat
    spellings = tokens["token"].cat
    size = np.int64(max(len(spellings.categories), 1))
    keys = norms.codes.to_numpy() * size + spellings.codes.to_numpy()
    number, distinct = pd.factorize(keys)
    norm, spelling = np.divmod(distinct, size)
    return pd.DataFrame(
        {
            "norm": norms.categories.to_numpy(dtype=object)[norm],
            "written": spellings.categories.to_numpy(dtype=object)[spelling],
            "running": np.bincount(number[is_running], minlength=len(distinct)),
            "all": np.bincount(number, minlength=len(distinct)),
        }
    )


def choose_spellings(counts: pd.DataFrame) -> dict[str, str]:
    """Return the most frequent spelling of each norm; only where there are several, they are sorted.

    Args:
        counts: rows of `count_spellings`, each spelling of a norm once.
    """
    is_alone = ~counts["norm"].duplicated(keep=False)
    several = counts[~is_alone]
    written = several["written"].astype("str")
    # Heads of sentences count for spellings that stand nowhere else, and never tip the balance of others.
    elsewhere = several["all"].where(several["running"] == 0, 0)
    ranked = several.assign(
        elsewhere=elsewhere,
        is_small=written == written.str.lower(),
    )
    ordered = ranked.sort_values(
        ["norm", "running", "elsewhere", "is_small", "written"],
        ascending=[True, False, False, False, True],
    )
    best = pd.concat([counts[is_alone], ordered.drop_duplicates("norm")])
    norms = best["norm"].tolist()
    written_forms = best["written"].tolist()
    return dict(zip(norms, written_forms, strict=True))


def _may_begin_sentence(tokens: pd.DataFrame) -> np.ndarray:
    """Mark the first word of each sentence, and what follows a colon or a mark of quotation."""
    is_word = tokens["is_word"].to_numpy(dtype=bool)
    article = tokens["article"].cat.codes.to_numpy()
    sentence = tokens["sentence"].to_numpy()
    is_first = np.zeros(len(tokens), dtype=bool)
    is_first[is_word] = changes(article[is_word], sentence[is_word])
    is_opening = tokens["token"].isin(OPENING).to_numpy()
    follows = np.zeros(len(tokens), dtype=bool)
    follows[1:] = is_opening[:-1]
    return is_first | follows
