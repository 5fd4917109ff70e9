"""A first look at all paragraphs at once: which of them a rule of passages.toml may describe at all.

Arrow searches thousands of paragraphs in the time in which Python's expressions search a few. It reads
simpler expressions, so each rule is loosened: it finds all that the rule describes, and a little more.
"""

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from broadsheet.arrays import Flags

from .aside_rules import expressions_of, hint_pattern
from .boilerplate import Paragraphs
from .paragraphs import match_each

# Tuned on news articles: from here on a first look takes less time than it saves.
ENOUGH = 3000  # paragraphs
# Counts that reach so far are read as any number: Arrow writes out each repetition.
_WIDE = 5
# To Arrow, "\w", "\d" and "\s" are of ASCII alone.
_BEYOND_ASCII = r"\x{80}-\x{10FFFF}"
_ANY_SET = re.compile(r"\\[wds]")
_TOKEN = re.compile(
    r"""(?P<set>    \[ \^? \]? (?: \\. | [^]\\] )* \] )
      | (?P<edge>   \\[bB] )
      | (?P<kind>   \\[wds] )
      | (?P<escape> \\. )
      | (?P<look>   \(\? <? [=!] )
      | (?P<atom>   \(\?> )
      | (?P<open>   \( (?: \? [a-z]* : )? )
      | (?P<close>  \) )
      | (?P<count>  \{ \d* , \d+ \} )
      | (?P<keeps>  (?<= [*+?}] ) \+ )
      | (?P<space>  \s+ )
      | (?P<other>  . )""",
    re.VERBOSE | re.DOTALL,
)


class Hints(NamedTuple):
    """Where those paragraphs of an article begin that may be more than its body."""

    captions: set[int]  # or may hold a credit
    promotions: set[int]  # or announce other articles


def find_hints(paragraphs: Paragraphs, count: int) -> list[Hints]:
    """For each of `count` articles, which of its paragraphs need a closer look."""
    may_be_captions = match_each(paragraphs.texts, hint_pattern(), ignore_case=True)
    captions = _starts_by_article(paragraphs, may_be_captions, count)
    may_be_promotions = _may_be_promotions(paragraphs.texts)
    promotions = _starts_by_article(paragraphs, may_be_promotions, count)
    return list(map(Hints, captions, promotions))


def _may_be_promotions(texts: pa.LargeStringArray) -> Flags:
    """Which paragraphs may be promotions or announce other articles: all of them where they are few."""
    if len(texts) < ENOUGH:
        return np.ones(len(texts), dtype=bool)
    return match_each(texts, _first_look(("promotion", "listing")), ignore_case=True)


def _starts_by_article(
    paragraphs: Paragraphs, is_hint: Flags, count: int
) -> list[set[int]]:
    """Where some paragraphs begin, for each of `count` articles."""
    articles = np.arange(count + 1)
    bounds = np.searchsorted(paragraphs.owner[is_hint], articles).tolist()
    starts = paragraphs.starts[is_hint].tolist()
    return [set(starts[first:end]) for first, end in pairwise(bounds)]


@cache
def _first_look(parts: tuple[str, ...]) -> str:
    """A pattern that finds all that begins as one of the rules of some parts says."""
    beginnings: list[str] = []
    for part in parts:
        for expression, is_verbose in expressions_of(part):
            beginnings.append(loosen(expression, is_verbose))
    return "^(?:" + "|".join(beginnings) + ")"


def loosen(expression: str, is_verbose: bool) -> str:
    r"""Rewrite an expression so that Arrow can read it; it finds all that it found at the head of a text.

    Args:
        expression: what Python's `re` reads.
        is_verbose: whether white space in it is only layout.

    >>> loosen(r"ask (?!why)(?:us|me)\b.{0,80}@", False)
    'ask (?:us|me).*'
    """
    parts: list[str] = []
    depth = 0  # of the brackets that are open
    stop = 0  # the depth of a look ahead or behind, which is left out
    is_cut = False  # what follows any number of characters is left out
    for match in _TOKEN.finditer(expression):
        kind = match.lastgroup
        token = match[0]
        depth += kind in ("open", "atom", "look")
        if kind == "look":
            stop = stop or depth
        is_left_out = bool(stop)
        if kind == "close":
            stop = 0 if stop == depth else stop
            depth -= 1
        begins_again = token == "|" and depth == 0
        is_cut = is_cut and not begins_again
        if is_left_out or is_cut:
            continue
        loosened = _loosened(token, kind, is_verbose)
        parts.append(loosened)
        is_cut = depth == 0 and kind == "count" and loosened == "*"
    return "".join(parts)


def _loosened(token: str, kind: str | None, is_verbose: bool) -> str:
    """One piece of an expression as Arrow is to read it."""
    if kind in ("edge", "keeps"):
        return ""
    if kind == "space" and is_verbose:
        return ""
    if kind == "atom":
        return "(?:"
    if kind == "kind":
        return f"[{token}{_BEYOND_ASCII}]"
    if kind == "set":
        return _widened(token)
    if kind == "count":
        most = token.rstrip("}").rpartition(",")[2]
        return "*" if int(most) >= _WIDE else token
    return token


def _widened(characters: str) -> str:
    """A set of characters with all that is not ASCII, where it has letters, figures or space."""
    is_of_others = characters.startswith("[^")
    if is_of_others or not _ANY_SET.search(characters):
        return characters
    return _ANY_SET.sub(lambda match: _BEYOND_ASCII + match[0], characters, count=1)
