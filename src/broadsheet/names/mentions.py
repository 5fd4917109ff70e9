"""Where names stand: runs of capitalised tokens, cut into titles and names.

Tokens are judged by arrays over the whole corpus; only the distinct runs (some thousands) are looked at
one by one.
"""

import re
from typing import NamedTuple

import numpy as np
import pandas as pd

from .lexicon import fold, lexicon

# Never a name by themselves: "D-N.Y.", "Kremlin-friendly", "Reuters/AFP".
NO_NAME = re.compile(r"[RDI]-[A-Z][\w.]*$|[A-Z][\w.]*-[a-z][\w-]*$|.*\w/\w")
GIVEN = re.compile(r"[A-Z][a-z]{1,5}-[a-z]{1,5}$")  # "Jong-un", after a family name
HYPHENATED = re.compile(r"[a-z.]+-[a-z.-]+$")
INITIALS = re.compile(r"(?:[a-z]\.){1,2}")
JOINERS = ("of", "to", "the", "and", "for", "&")
LONGEST = 16  # words of a name; what is longer is a list or a headline


class Piece(NamedTuple):
    """A name within a run of tokens, from `low` to `high`, and what it tells by itself."""

    low: int
    high: int
    key: tuple[str, ...]  # folded, hyphens apart
    display: str
    kind: str  # empty where the name alone does not tell; "weak" if it is none unless somebody bears it
    title: str
    gender: str
    rare: int = 0  # how many of its words are never written small


def find_mentions(tokens: pd.DataFrame, starts: np.ndarray) -> tuple[pd.DataFrame, list[Piece]]:
    """Return one row a mention (`first`, `last`: rows of `tokens`; `piece`), and the distinct pieces."""
    code = tokens["token"].cat.codes.to_numpy()
    words = np.array(tokens["token"].cat.categories, dtype=object)
    opens = np.zeros(len(tokens), bool)
    opens[starts] = True
    traits = _traits(words)
    inside = _inside(tokens, code, traits, opens)
    shouted = traits["shouted"][code]
    cut = opens | (shouted & np.r_[True, ~shouted[:-1]])  # "Mary Miller BRACKENFORD"
    first = np.flatnonzero(inside & (np.r_[True, ~inside[:-1]] | cut))
    last = np.flatnonzero(inside & (np.r_[~inside[1:], True] | np.r_[cut[1:], True])) + 1
    short = last - first <= LONGEST
    first, last = first[short], last[short]
    written = code[traits["lower"][code]]  # small, somewhere
    rare = (np.bincount(traits["folded"][written], minlength=len(words))[traits["folded"]] == 0).tolist()
    codes, pieces, rows, known = code.tolist(), [], [], {}
    for at, end in zip(first.tolist(), last.tolist(), strict=True):
        run = tuple(codes[at:end])
        if run not in known:  # each distinct run is cut once
            cuts = _pieces([traits["folds"][i] for i in run], [words[i] for i in run])
            known[run] = range(len(pieces), len(pieces) + len(cuts))
            pieces += [cut._replace(rare=sum(rare[i] for i in run[cut.low : cut.high])) for cut in cuts]
        rows += [(at + pieces[n].low, at + pieces[n].high, n) for n in known[run]]
    return pd.DataFrame(rows, columns=["first", "last", "piece"], dtype=int), pieces


def _inside(tokens, code, traits, opens) -> np.ndarray:
    """Say which tokens are part of a run: proper words, and the small words that join them."""
    capital, low, folded = (traits[trait][code] for trait in ("capital", "lower", "folded"))
    pos, tags = tokens["pos"].cat.codes, tokens["pos"].cat.categories.astype(str)
    tagged = tags.isin(["NNP", "NNPS"])[pos]
    quote = tags.isin(["``", ":", "-LRB-", "("])[pos]
    styled = _styled(tokens, code, traits, opens)
    plain = ~(opens | np.r_[False, quote[:-1]] | styled)
    size = int(traits["folded"].max(initial=0)) + 1
    evidence = np.bincount(folded[capital & plain], minlength=size)
    seen, lower = evidence[folded], np.bincount(folded[low], minlength=size)[folded]
    never = traits["never"] | _pairs_of_names(traits["halves"], traits["folded"], evidence)
    able = capital & ~never[code]
    elsewhere = (seen > lower) | (traits["known"][code] & (seen >= lower))
    opening = elsewhere | (tagged & ~styled & (lower == 0))
    proper = able & np.where(plain, tagged | (seen > 2 * lower), opening)
    # "Bill Clinton" at a sentence's start, although bills are many.
    pair = folded[:-1] * size + folded[1:]
    attested = np.unique(pair[(proper & plain)[:-1] & (proper & plain)[1:]])
    again = np.flatnonzero(able[:-1] & able[1:] & ~(plain[:-1] & plain[1:]))
    again = again[np.isin(pair[again], attested)]
    proper[again] = proper[again + 1] = True
    closed = tags.str.match("RB|JJR|IN|CC|W|PR|EX|TO")[pos]
    new = ~styled & ~closed & (lower == 0)
    proper |= able & (new | (tagged & traits["first_name"][code])) & np.r_[proper[1:], False]
    dated = np.r_[False, traits["dating"][code][:-1]] | np.r_[(tags == "CD")[pos][1:], False]
    proper |= capital & traits["doubtful"][code] & ~dated & ~styled  # "Theresa May", but not "in May"
    proper |= traits["given"][code] & np.r_[False, (proper & traits["family"][code])[:-1]]  # "Kim Jong-un"
    return proper | _joiners(traits, code, proper)


def _styled(tokens, code, traits, opens) -> np.ndarray:
    """Say which tokens stand in a sentence Written Like This, OR LIKE THIS, where capitals tell nothing."""
    capital, low, long = (traits[trait][code] for trait in ("capital", "lower", "long"))
    tag, part = tokens["pos"].cat, tokens["part"].cat
    verb = tag.categories.astype(str).str.match("VB|MD")[tag.codes]
    sentence = np.cumsum(opens) - 1
    capitals, others = np.bincount(sentence, capital & long), np.bincount(sentence, low & (long | verb))
    loud = np.bincount(sentence, capital & ~traits["upper"][code]) + np.bincount(sentence, low) == 0
    title = np.bincount(sentence, (part.categories == "title")[part.codes]) > 0
    headline = capitals > np.where(title, others, 3 + 99 * others)
    return (headline | (loud & (np.bincount(sentence, capital) > 1)))[sentence]


def _pairs_of_names(halves, folded, evidence) -> np.ndarray:
    """Say which hyphenated words join two names, as in "the Trump-Putin summit", rather than being one."""
    both = np.zeros(len(folded), bool)
    for word, one, other in halves:
        both[word] = min(evidence[one], evidence[other]) >= max(evidence[folded[word]], 1)
    return both


def _traits(words: np.ndarray) -> dict[str, np.ndarray]:
    """Judge each distinct token once."""
    lex = lexicon()
    folds = [fold(word) if word != "US" else "u.s." for word in words]
    number = {}
    folded = np.array([number.setdefault(word, len(number)) for word in folds], int)
    single = {name[0] for name in lex.places_names | lex.organisations_known if len(name) == 1}
    places = {name[0] for name in lex.places_names if len(name) == 1}

    def listed(group) -> np.ndarray:
        return np.array([word in group for word in folds], bool)

    def shaped(test) -> np.ndarray:
        return np.array([test(word) for word in words], bool)

    split = ((i, *word.split("-")) for i, word in enumerate(folds) if word.count("-") == 1)
    halves = [(i, number[one], number[two]) for i, one, two in split if one in number and two in number]
    lower = shaped(lambda word: word[:1].islower())
    return {
        "folds": folds,
        "folded": folded,
        "capital": shaped(lambda word: word[:1].isupper()),
        "lower": lower,
        "upper": shaped(lambda word: word.isupper()),
        "long": shaped(lambda word: len(word) > 3),
        "shouted": shaped(lambda word: len(word) > 4 and word.isupper()) & listed(places),
        "halves": halves,
        "known": listed(single | set(lex.first_names) | lex.heads),
        "first_name": listed(lex.first_names),
        "family": listed(lex.family_first),
        "given": shaped(GIVEN.match),
        "doubtful": listed(lex.doubtful),
        "dating": listed(lex.dating),
        "never": (listed(lex.never | lex.doubtful) | shaped(NO_NAME.match)) & ~listed(lex.heads),
        "particle": listed(lex.particles) & lower,
        "heads": listed(lex.organisations_heads | lex.heads | lex.places_heads),
        "titles": listed(lex.heads),
        **{word: listed({word}) & (lower | (word == "&")) for word in JOINERS},
    }


def _joiners(traits, code, proper) -> np.ndarray:
    """Mark the lower-case words inside names: "de", "bin", "of", "of the", "for", "&"."""

    def before(mask):
        return np.r_[False, mask[:-1]] if len(mask) else mask

    def after(mask):
        return np.r_[mask[1:], False] if len(mask) else mask

    small = {word: traits[word][code] for word in JOINERS}
    particle = traits["particle"][code]
    joined = particle & after(proper)
    joined |= particle & after(joined)
    titled = before(proper & traits["titles"][code])
    of = (small["of"] | (small["for"] & ~titled)) & before(proper & traits["heads"][code])
    of |= small["to"] & titled
    of_the = of & after(small["the"] & after(proper))
    between = before(proper) & after(proper)
    joined |= (small["&"] & between) | (of & after(proper)) | of_the | before(of_the)
    for i in np.flatnonzero(small["and"] & between):  # "Health and Human Services"
        pair = f"{traits['folds'][code[i - 1]]}-{traits['folds'][code[i + 1]]}"
        joined[i] = pair in lexicon().organisations_pairs
    return joined


def _pieces(folded: list[str], words: list[str]) -> list[Piece]:
    """Cut a run into names: "US Secretary of State Antony Blinken" is a place and a person with a title."""
    lex = lexicon()
    end = len(folded)
    if end == 1 and folded[0] in lex.surnames | lex.demonyms | lex.doubtful:
        return [_piece(folded, words, 0, 1, "weak", [])]  # perhaps a surname: "King", "Dean", "German"
    if tuple(folded) in lex.organisations_known or folded[-1] in lex.organisations_heads:
        return [_piece(folded, words, 0, end, "organisation", [])]
    bearer = end > 1 and (folded[0] in lex.first_names or folded[end - 2] in lex.honorifics)
    surname = bearer and folded[-1] in lex.surnames  # "Mr. King"
    heads = [i for i, word in enumerate(folded) if word in lex.heads and not (surname and i == end - 1)]
    if not heads:
        return _named(folded, words, 0, end, [])
    before, start = heads[0], heads[-1] + 1
    while before and folded[before - 1] in lex.modifiers | lex.demonyms:
        before -= 1
    found = _named(folded, words, 0, before, [])
    if start < end and folded[start] in ("of", "to"):
        office, start = start + 1, _after_office(folded, start + 1, lex)
        if start is None:
            return found + _named(folded, words, office, end, [])
        if tuple(folded[office:start]) in lex.places_names:
            found += _named(folded, words, office, start, [])
    return found + _named(folded, words, start, end, folded[heads[0] : start])


def _after_office(folded: list[str], start: int, lex) -> int | None:
    """Find where the name begins after "Secretary of …", if one follows at all."""
    for size in (5, 4, 3, 2, 1):
        office = tuple(folded[start : start + size])
        if len(office) == size and (office in lex.offices or office in lex.places_names):
            return start + size
    rest = range(start + 1, len(folded) - 1)
    return next((i for i in rest if folded[i] in lex.first_names), None)


def _named(folded, words, start, end, title) -> list[Piece]:
    """Return what is named between two places of a run, without the nationality before it."""
    lex = lexicon()
    while start < end and (folded[start] in JOINERS or folded[start] in lex.modifiers):
        start += 1
    if end - start > 2 and (folded[start],) in lex.places_names and folded[start + 1] in lex.demonyms:
        start += 2
    places = lex.places_names
    while end - start > 1 and _adjective(folded[start], lex) and tuple(folded[start:end]) not in places:
        start += 1
    while end - start > 1 and folded[end - 1] in lex.demonyms and folded[end - 1].endswith("s"):
        end -= 1  # "Senate Republicans": the people are no part of the name
    rest = folded[start:end]
    idle = not title and all(_adjective(word, lex) or word in lex.heads | lex.places_starts for word in rest)
    if not rest or idle or (len(rest) == 1 and len(rest[0].strip(".'")) < 2):
        return []
    cut = _place_within(rest, lex)
    if cut:
        return _named(folded, words, start, start + cut, []) + _named(folded, words, start + cut, end, title)
    if len(rest) == 1 and title and title[-1] in lex.kept:
        start -= 1
    return [_piece(folded, words, start, end, _kind(folded[start:end], words[start:end], title, lex), title)]


def _place_within(name: list[str], lex) -> int:
    """Find where to cut "Finland Robert Pence" or "Council Russia"; 0 where there is nothing to cut."""
    if tuple(name) in lex.places_names or "of" in name or len(name) < 2:
        return 0
    for size in (3, 2, 1):
        named = len(name) > size + 1 and name[size] in lex.first_names
        if named and tuple(name[:size]) in lex.places_names | lex.offices:
            return size
    last = (name[-1],) in lex.places_names and name[0] not in lex.places_starts | set(lex.first_names)
    return len(name) - 1 if last else 0


def _adjective(word: str, lex) -> bool:
    parts = word.split("-") if HYPHENATED.match(word) else [word]
    place = len(parts) > 1 and (parts[0],) in lex.places_names
    return place or parts[0] in lex.demonyms or parts[-1] in lex.demonyms or word in lex.demonyms


def _kind(folded, words, title, lex) -> str:
    name = tuple(folded)
    of = folded.index("of") if "of" in folded[1:] else 0
    landmark = len(name) > 1 and (folded[-1] in lex.places_heads or folded[0] in lex.places_starts)
    if name in lex.places_names and not title:
        return "place"
    if name in lex.organisations_known or (of and folded[of - 1] in lex.organisations_heads):
        return "organisation"
    if not title and folded[-1] in lex.organisations_heads:
        return "organisation"
    initial = len(name) > 1 and INITIALS.fullmatch(folded[0]) and name[:1] not in lex.places_names
    if title or initial or (folded[0] in lex.first_names and not landmark):
        return "person"
    if landmark:
        return "" if folded[0] in lex.first_names else "place"
    if len(words) == 1 and words[0].isupper() and 2 <= len(words[0]) <= 5:
        return "organisation"
    return ""


def _piece(folded, words, start, end, kind, title) -> Piece:
    lex = lexicon()
    gender = "male" if lex.male & set(title) else "female" if lex.female & set(title) else ""
    head = next((word for word in reversed(title) if word in lex.heads), "")
    key = tuple(part for word in folded[start:end] for part in word.split("-") if part)
    return Piece(start, end, key[-LONGEST:], " ".join(words[start:end]), kind, head, gender)
