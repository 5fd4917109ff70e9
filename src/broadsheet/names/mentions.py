"""Where names stand: runs of capitalised tokens, cut into titles and names.

Tokens are judged by arrays over the whole corpus; only the distinct runs (some thousands) are looked at
one by one.
"""

import re

import numpy as np
import pandas as pd

from .lexicon import fold, lexicon

PARTY = re.compile(r"[rdi]-[a-z.]+$")  # "D-N.Y."
HYPHENATED = re.compile(r"[a-z.]+-[a-z.-]+$")
JOINERS = ("of", "to", "the", "and", "for", "&")
POSITIONS = np.random.default_rng(7).integers(1, 2**63, 64, dtype=np.uint64) | np.uint64(1)


def find_mentions(tokens: pd.DataFrame, starts: np.ndarray) -> pd.DataFrame:
    """Return one row a mention: `first`, `last` (rows of `tokens`), `key`, `display`, `kind`, `title`, `gender`.

    `key` is the folded name as a tuple, `kind` is empty where the name alone does not tell.
    """
    code = tokens["token"].cat.codes.to_numpy()
    words = np.array(tokens["token"].cat.categories, dtype=object)
    opens = np.zeros(len(tokens), bool)
    opens[starts] = True
    inside = _inside(tokens, code, words, opens)
    first = np.flatnonzero(inside & (np.r_[True, ~inside[:-1]] | opens))
    last = np.flatnonzero(inside & (np.r_[~inside[1:], True] | np.r_[opens[1:], True])) + 1
    if not len(first):
        return pd.DataFrame({c: [] for c in ("first", "last", "key", "display", "kind", "title", "gender")})
    sample, which = _distinct_runs(code, first, last)
    pieces = []
    for run in sample:
        run_words = list(words[code[first[run] : last[run]]])
        pieces.append(_pieces([fold(word) for word in run_words], run_words))
    counts = np.array([len(found) for found in pieces])
    table = pd.DataFrame(
        [piece for found in pieces for piece in found],
        columns=["low", "high", "key", "display", "kind", "title", "gender"],
    )
    begin = np.r_[0, np.cumsum(counts)[:-1]]
    repeat = counts[which]
    nth = np.arange(repeat.sum()) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    piece = np.repeat(begin[which], repeat) + nth
    mentions = table.take(piece).reset_index(drop=True)
    at = np.repeat(first, repeat)
    return mentions.assign(first=at + mentions["low"], last=at + mentions["high"]).drop(
        columns=["low", "high"]
    )


def _inside(tokens, code, words, opens) -> np.ndarray:
    """Say which tokens are part of a run: proper words, and the small words that join them."""
    traits = _traits(words)
    capital = traits["capital"][code]
    folded = traits["folded"][code]
    pos = tokens["pos"].cat.categories.astype(str)
    proper_tag = pos.isin(["NNP", "NNPS"])[tokens["pos"].cat.codes]
    open_tag = pos.str.match("NN|JJ|VB|RB|FW|IN$")[tokens["pos"].cat.codes]
    quote = pos.isin(["``", ":", "-LRB-", "("])[tokens["pos"].cat.codes]
    sentence = np.cumsum(opens) - 1
    capitals = np.bincount(sentence, capital & traits["long"][code])
    others = np.bincount(sentence, traits["lower"][code] & traits["long"][code])
    title = (tokens["part"].cat.categories == "title")[tokens["part"].cat.codes]
    headline = capitals > np.where(np.bincount(sentence, title) > 0, others, 3 + 99 * others)
    styled = headline[sentence]
    plain = ~(opens | np.r_[False, quote[:-1]] | styled)
    size = folded.max() + 1
    seen = np.bincount(folded[capital & plain], minlength=size)[folded]
    lower = np.bincount(folded[traits["lower"][code]], minlength=size)[folded]
    known = traits["known"][code]
    proper = (
        capital
        & ~traits["never"][code]
        & np.where(
            plain,
            proper_tag | (open_tag & (seen > 2 * lower) & (seen > 0)),
            ((seen > lower) | (known & (seen >= lower))) | (proper_tag & ~styled & (lower == 0)),
        )
    )
    return proper | _joiners(traits, code, proper)


def _traits(words: np.ndarray) -> dict[str, np.ndarray]:
    """Judge each distinct token once."""
    lex = lexicon()
    folds = [fold(word) if word != "US" else "u.s." for word in words]
    single = {name[0] for name in lex.places_names | lex.organisations_known if len(name) == 1}
    known = single | set(lex.first_names) | lex.heads
    joined = lex.organisations_heads | lex.heads | lex.places_heads
    never = lex.never | {"'s", "’s"}
    return {
        "folded": pd.factorize(np.array(folds, dtype=object))[0],
        "capital": np.array([word[:1].isupper() for word in words]),
        "lower": np.array([word[:1].islower() for word in words]),
        "long": np.array([len(word) > 3 for word in words]),
        "known": np.array([word in known for word in folds]),
        "never": np.array([word in never or bool(PARTY.match(word)) for word in folds]),
        "particle": np.array(
            [w in lex.particles and not word[:1].isupper() for w, word in zip(folds, words, strict=True)]
        ),
        "heads": np.array([word in joined for word in folds]),
        "of": np.array([word in ("of", "for") for word in words]),
        "for": np.array([word == "for" for word in words]),
        "to": np.array([word == "to" for word in words]),
        "titles": np.array([word in lex.heads for word in folds]),
        "the": np.array([word == "the" for word in words]),
        "ampersand": np.array([word == "&" for word in words]),
    }


def _joiners(traits, code, proper) -> np.ndarray:
    """Mark the lower-case words inside names: "de", "bin", "of", "of the", "for", "&"."""

    def before(mask, by=1):
        return np.r_[np.zeros(by, bool), mask[:-by]]

    def after(mask, by=1):
        return np.r_[mask[by:], np.zeros(by, bool)]

    particle = traits["particle"][code]
    joined = particle & after(proper)
    joined |= particle & after(joined)
    head = before(proper & traits["heads"][code])
    titled = before(traits["titles"][code])
    of = (traits["of"][code] & head & ~(traits["for"][code] & titled)) | (
        traits["to"][code] & titled & before(proper)
    )
    the = traits["the"][code]
    of_the = of & after(the) & after(proper, 2)
    ampersand = traits["ampersand"][code] & before(proper) & after(proper)
    return joined | (of & after(proper)) | of_the | before(of_the) | ampersand


def _distinct_runs(code, first, last) -> tuple[np.ndarray, np.ndarray]:
    """Number the runs by their tokens: one run of each kind, and the kind of every run."""
    length = last - first
    total = length.sum()
    nth = np.arange(total) - np.repeat(np.cumsum(length) - length, length)
    rows = np.repeat(first, length) + nth
    mixed = (code[rows].astype(np.uint64) + np.uint64(1)) * POSITIONS[nth % 64]
    mixed ^= mixed >> np.uint64(29)
    keys = np.add.reduceat(mixed * POSITIONS[63], np.cumsum(length) - length)
    _, sample, which = np.unique(keys, return_index=True, return_inverse=True)
    return sample, which


def _pieces(folded: list[str], words: list[str]) -> list[tuple]:
    """Cut a run into names: "US Secretary of State Antony Blinken" is a place and a person with a title."""
    lex = lexicon()
    end = len(folded)
    if _is_body(folded, lex):
        start = 2 if folded[0] in lex.heads and end > 3 and folded[1] == "of" else 0
        return [_piece(folded, words, start, end, "organisation", [])]
    surname = folded[0] in lex.first_names and end > 1  # "Billie Jean King"
    heads = [i for i, word in enumerate(folded) if word in lex.heads and not (surname and i == end - 1)]
    if not heads:
        return _named(folded, words, 0, end, [])
    found = _named(folded, words, 0, _strip_back(folded, heads[0], lex), []) if heads[0] else []
    start = heads[-1] + 1
    if start < end and folded[start] in ("of", "to"):
        start = _after_office(folded, start + 1, lex)
        if start is None:
            return found + _named(folded, words, heads[-1] + 2, end, [])
    return found + _named(folded, words, start, end, folded[heads[0] : start])


def _is_body(folded: list[str], lex) -> bool:
    if tuple(folded) in lex.organisations_known:
        return True
    end = next((i for i, word in enumerate(folded) if word in ("of", "for") and i), len(folded))
    return folded[-1] in lex.organisations_heads or (
        end < len(folded) and folded[end - 1] in lex.organisations_heads and folded[end - 1] not in lex.heads
    )


def _after_office(folded: list[str], start: int, lex) -> int | None:
    """Find where the name begins after "Secretary of …", if one follows at all."""
    for size in (5, 4, 3, 2, 1):
        office = tuple(folded[start : start + size])
        if len(office) == size and (office in lex.offices or office in lex.places_names):
            return start + size
    rest = range(start + 1, len(folded) - 1)
    return next((i for i in rest if folded[i] in lex.first_names), None)


def _strip_back(folded: list[str], end: int, lex) -> int:
    while end and (folded[end - 1] in lex.modifiers or folded[end - 1] in lex.demonyms):
        end -= 1
    return end


def _named(folded, words, start, end, title) -> list[tuple]:
    """Return the name between two places of a run, without the nationality before it."""
    lex = lexicon()
    while start < end and (folded[start] in JOINERS or folded[start] in lex.modifiers):
        start += 1
    if end - start > 2 and (folded[start],) in lex.places_names and folded[start + 1] in lex.demonyms:
        start += 2
    while (
        end - start > 1
        and _adjective(folded[start], lex)
        and tuple(folded[start:end]) not in lex.places_names
    ):
        start += 1
    while end - start > 1 and folded[end - 1] in lex.demonyms and folded[end - 1].endswith("s"):
        end -= 1  # "Senate Republicans": the people are no part of the name
    if start >= end or all(_adjective(word, lex) or word in lex.heads for word in folded[start:end]):
        return []
    if end - start == 1 and len(folded[start].strip(".'")) < 2:
        return []
    if end - start == 1 and title and title[-1] in lex.kept:
        start -= 1
    return [_piece(folded, words, start, end, _kind(folded[start:end], words[start:end], title, lex), title)]


def _adjective(word: str, lex) -> bool:
    if word in lex.demonyms:
        return True
    parts = word.split("-") if HYPHENATED.match(word) else []
    return bool(parts) and (
        (parts[0],) in lex.places_names or parts[0] in lex.demonyms or parts[-1] in lex.demonyms
    )


def _kind(folded, words, title, lex) -> str:
    name = tuple(folded)
    if name in lex.places_names and not title:
        return "place"
    if name in lex.organisations_known:
        return "organisation"
    if title or (len(name) > 1 and folded[0] in lex.first_names and folded[-1] not in lex.places_heads):
        return "person"
    if len(name) > 1 and (folded[-1] in lex.places_heads or folded[0] in lex.places_starts):
        return "place"
    if len(name) > 1 and len(folded[0]) == 2 and folded[0][1] == ".":
        return "person"
    if len(words) == 1 and words[0].isupper() and 2 <= len(words[0]) <= 5:
        return "organisation"
    return ""


def _piece(folded, words, start, end, kind, title) -> tuple:
    lex = lexicon()
    gender = "male" if lex.male & set(title) else "female" if lex.female & set(title) else ""
    head = next((word for word in reversed(title) if word in lex.heads), "")
    key = tuple(part for word in folded[start:end] for part in word.split("-") if part)
    return start, end, key, " ".join(words[start:end]), kind, head, gender
