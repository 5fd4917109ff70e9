"""Words in their places: keyword in context, where in an article a word falls, how its rate changes."""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from broadsheet.text.norms import fold
from broadsheet.words import measures
from broadsheet.words.counting import Words, group_articles, running_words


def find_words(words: Words, query: str, unit: str = "norm") -> tuple[np.ndarray, int]:
    """Which running words begin a match of `query`, and how many words it has.

    `*` stands for any letters in a word, or alone for any word; a phrase must stand in one stretch, as an
    n-gram does, so that a concordance has as many lines as the count says.
    """
    pieces = re.sub(r"['’]s\b|['’](?=\s|$)", "", query).split()
    if unit == "norm":
        pieces = [piece.casefold() if "*" in piece else fold(piece) for piece in pieces]
    if not pieces:
        raise ValueError("Give a word, a phrase or a pattern such as migra* to look for.")
    starts = np.arange(max(len(words.code) - len(pieces) + 1, 0))
    starts = starts[words.run[starts] == words.run[starts + len(pieces) - 1]]
    for place, piece in enumerate(pieces):
        pattern = re.compile(".*".join(map(re.escape, piece.split("*"))), re.DOTALL)
        matches = np.array([pattern.fullmatch(word) is not None for word in words.spelled], dtype=bool)
        starts = starts[matches[words.code[starts + place]]]
    return starts, len(pieces)


def concordance(
    tokens: pd.DataFrame,
    query: str,
    by: str | None = None,
    context: int = 60,
    unit: str = "norm",
    parts: Sequence[str] = ("body",),
) -> pd.DataFrame:
    """Every place of a word, phrase or pattern, with about `context` characters to either side.

    `query` is compared with the `unit` ("norm", "lemma", "token"); `*` stands for any letters, alone for any
    word. Lines are in the order of the articles, or `by="left"` or `by="right"` in that of the neighbouring
    words. Columns: `article`, `part`, `paragraph`, `sentence`, `start`, `end`, `left`, `keyword`, `right`.
    """
    if by not in (None, "left", "right"):
        raise ValueError(f'by is {by!r}; it may be "left", "right" or None.')
    words = running_words(tokens, unit, parts)
    found, length = find_words(words, query, unit)
    if by:
        found = found[_order_by_neighbours(words, found, length, by)]
    first, last = words.first[found], words.last[found + length - 1]
    reach = _reach(tokens, first, last, context)
    place = ["article", "part", "paragraph", "sentence", "start"]
    lines = tokens.iloc[first][place].reset_index(drop=True)
    lines["end"] = tokens["end"].to_numpy()[last - 1]
    edges = pairwise((reach[0], first, last, reach[1]))
    for name, (begin, end) in zip(("left", "keyword", "right"), edges, strict=True):
        lines[name] = pd.array(_strings(tokens, begin, end), dtype="str")
    # What closed the sentence before says nothing at the edge of a line.
    lines["left"] = lines["left"].str.lstrip(".,;:!?)]”’\"' ")
    return lines


def _order_by_neighbours(words: Words, found: np.ndarray, length: int, by: str) -> list[int]:
    steps = [-1, -2, -3] if by == "left" else [length, length + 1, length + 2]

    def neighbours(line: int) -> list[str]:
        beside = [found[line] + step for step in steps if 0 <= found[line] + step < len(words.code)]
        here = [place for place in beside if words.article[place] == words.article[found[line]]]
        return [words.spelled[words.code[place]].casefold() for place in here] or ["\uffff"]  # none: last

    return sorted(range(len(found)), key=neighbours)


def _reach(tokens: pd.DataFrame, first, last, context: int) -> tuple[np.ndarray, np.ndarray]:
    """The first and the last row within so many characters, in the same article and part."""
    article, part = (tokens[name].cat.codes.to_numpy() for name in ("article", "part"))
    start, end = tokens["start"].to_numpy(), tokens["end"].to_numpy()
    block = np.cumsum((np.diff(article, prepend=-1) != 0) | (np.diff(part, prepend=-1) != 0))
    span = 2 * (int(end.max(initial=0)) + context + 1)
    left = np.searchsorted(block * span + start, block[first] * span + start[first] - context)
    last = last - 1
    return left, np.searchsorted(block * span + end, block[last] * span + end[last] + context, side="right")


def _strings(tokens: pd.DataFrame, begin: np.ndarray, end: np.ndarray) -> list[str]:
    """The text of rows `begin` to `end`, joined as it was: a space where there was any."""
    spelled = tokens["token"].cat.categories.to_numpy(dtype=object)
    code = tokens["token"].cat.codes.to_numpy()
    start, stop = tokens["start"].to_numpy(), tokens["end"].to_numpy()
    texts = []
    for low, high in zip(begin, end, strict=True):
        apart = start[low + 1 : high] > stop[low : max(high - 1, low)]
        gaps = np.append("", np.where(apart, " ", ""))[: high - low]
        texts.append("".join(gap + word for gap, word in zip(gaps, spelled[code[low:high]], strict=True)))
    return texts


def places(
    tokens: pd.DataFrame, query: str | Sequence[str], unit: str = "norm", parts: Sequence[str] = ("body",)
) -> pd.DataFrame:
    """Where in its article each match falls.

    Columns: `article`, `word` (the query), `start`, `end`, and `position`, the share of the article's words
    that come before it (0 to 1).
    """
    words = running_words(tokens, unit, parts)
    size = np.bincount(words.article, minlength=len(tokens["article"].cat.categories))
    before = np.cumsum(size) - size
    queries = [query] if isinstance(query, str) else list(query)
    frames = []
    for one in queries:
        first, length = find_words(words, one, unit)
        article, last = words.article[first], words.last[first + length - 1] - 1
        place = {"article": pd.Categorical.from_codes(article, dtype=tokens["article"].dtype)}
        place |= {"word": pd.Categorical([one] * len(first), categories=queries)}
        place |= {"start": tokens["start"].to_numpy()[words.first[first]]}
        place |= {"end": tokens["end"].to_numpy()[last]}
        frames.append(pd.DataFrame(place | {"position": (first - before[article]) / size[article]}))
    return pd.concat(frames).sort_values(["word", "article", "start"], ignore_index=True)


def trend(
    tokens: pd.DataFrame,
    query: str | Sequence[str],
    articles: pd.DataFrame,
    by: str = "month",
    unit: str = "norm",
    parts: Sequence[str] = ("body",),
    level: float = 0.95,
) -> pd.DataFrame:
    """The rate of a word, phrase or pattern by day, week, month or year, with a confidence band.

    The band is Wilson's, with the number of words divided by the design effect of the articles: words come in
    bunches, and where the articles of a period differ more than chance has it, the band widens accordingly.
    Columns: `word`, the period's first day named as `by`, `count`, `total` (words), `articles`,
    `per_thousand`, `low`, `high`, and `p_change`, the p that the rate is one and the same in all periods
    (chi-squared over the same design effect). Periods without an article have no row.
    """
    words = running_words(tokens, unit, parts)
    periods = group_articles(tokens, by, articles)
    size = np.bincount(words.article, minlength=len(periods))
    use = (periods.codes >= 0) & (size > 0)
    found_in, period = np.unique(periods.codes[use], return_inverse=True)
    size, days = size[use], periods.categories[found_in]
    total, held_by = np.bincount(period, weights=size), np.bincount(period)
    frames = []
    for one in [query] if isinstance(query, str) else query:
        found, _ = find_words(words, one, unit)
        held = np.bincount(words.article[found], minlength=len(use))[use]
        count = np.bincount(period, weights=held, minlength=len(total))
        rate, effect = count / total, _design_effect(held, size, period, count / total)
        low, high = measures.wilson(count / effect, total / effect, level)
        frame = {"word": one, by: days, "count": count.astype(np.int64), "total": total.astype(np.int64)}
        frame |= {"articles": held_by, "per_thousand": rate * 1000, "low": low * 1000, "high": high * 1000}
        frames.append(pd.DataFrame(frame | {"p_change": _chance_of_change(count, total, effect)}))
    return pd.concat(frames, ignore_index=True)


def _design_effect(held, size, period, rate) -> float:
    """How many times more the articles of a period differ than words thrown one by one would; 1 at least."""
    free = len(held) - len(rate)
    chance = float((size * rate[period] * (1 - rate[period])).sum())
    if free < 1 or not chance:
        return 1.0
    return max(1.0, float(((held - rate[period] * size) ** 2).sum()) * len(held) / free / chance)


def _chance_of_change(count, total, effect: float) -> float:
    share = count.sum() / max(total.sum(), 1)
    if len(count) < 2 or not 0 < share < 1:
        return 1.0
    squared = ((count - share * total) ** 2 / (share * (1 - share) * total)).sum()
    return float(measures.chance([squared / effect], len(count) - 1)[0])
