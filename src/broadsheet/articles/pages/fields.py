"""Title, authors, outlet and day of a page, as a reader would write them down."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from broadsheet.articles.days import read_day
from broadsheet.articles.pages.structured import Facts, page_rules

# Between a headline and what sites append to it; longer alternatives first.
SEPARATOR = re.compile(r"\s+(?:\||-|–|—|»|«|·|•|\*|::|:|›|>|/)\s+")
ADDRESS = re.compile(r"https?://|www\.|@\w|\w@\w|\.(?:com|org|net|html?)\b", re.I)
BY = re.compile(r"^(?:(?:written|reported|posted|story|words?|text) )?by:?\s+", re.I)
PLACE = re.compile(r"\s+(?:in|at|for|of)\s+[A-Z].*$")
SUFFIXES = {
    "co",
    "com",
    "org",
    "net",
    "gov",
    "ac",
    "edu",
    "news",
    "info",
}  # second-level parts of a host
SHORTEST_TITLE = 3  # words: what is left of a headline after its suffixes must be one
# A site that lengthens a headline on its page keeps the headline proper for links; a shorter beginning than
# this is a kicker. Tuned on the 87 annotated pages of two collections.
SHORTEST_PROPER = 6  # words
# After one of these words, a title for links was cut to a length.
UNFINISHED = frozenset(page_rules()["unfinished"])
BETWEEN_NAMES = re.compile(r"\s*(?:[;,|/•]|\band\b|&|\bwith\b)\s*")
NAME_BEHIND_MAIL = re.compile(r"\S+@\S+ \(([^()]+)\)")  # as RSS has authors
NO_NAME = re.compile(r"[:()\[\]{}<>\d]")
LONGEST_NAME = 60  # characters: a longer author is a sentence


def bare_letters(text: str) -> str:
    """Letters and digits alone, in small letters, without a leading article."""
    folded = "".join(filter(str.isalnum, text.casefold()))
    return folded.removeprefix("the")


def host_of(url: str | None) -> str:
    """The host of an address without "www.", empty where there is none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:  # such as an unclosed bracket
        return ""
    return str(host or "").removeprefix("www.")


def site_of(url: str | None) -> str:
    """The part of an address that names a site: "echo" in https://www.echo.co.uk/news.

    >>> site_of("https://www.echo.co.uk/news"), site_of(None)
    ('echo', '')
    """
    parts = host_of(url).split(".")[:-1]
    while len(parts) > 1 and parts[-1] in SUFFIXES:
        parts.pop()
    if parts:
        return parts[-1]
    return ""


def choose_outlet(
    candidates: Iterable[str], titles: Iterable[str], url: str | None
) -> str:
    """The site's name: as the site writes it, corrected by what its address spells.

    Args:
        candidates: names that the page gives, the likeliest first.
        titles: headlines as the page has them, with the site's name after them.
        url: the page's address.

    >>> choose_outlet(["dailyecho"], ["Dam drained | The Daily Echo"], "https://dailyecho.example/a")
    'The Daily Echo'
    """
    site = site_of(url)
    names = [name for name in candidates if _is_outlet(name)]
    written = [name for name in names if not _is_slug(name)]
    possible = written + _endings_of(titles)
    confirmed = [name for name in possible if _confirms(site, name)]
    if not written:
        unwritten = [*confirmed, *names]
        return unwritten[0] if unwritten else host_of(url)
    first = written[0]
    if _confirms(site, first):
        return first
    plain_site = bare_letters(site)
    spelled = [name for name in confirmed if bare_letters(name) == plain_site]
    return spelled[0] if spelled else first


def _endings_of(titles: Iterable[str]) -> list[str]:
    """What follows a headline, such as the site's name, in each title."""
    endings = []
    for title in titles:
        pieces = SEPARATOR.split(title)
        endings += pieces[1:]
    return endings


def _is_outlet(name: str) -> bool:
    if not 1 < len(name) <= LONGEST_NAME:
        return False
    return ADDRESS.search(name) is None


def _confirms(site: str, name: str) -> bool:
    """Whether a name is what the address abbreviates or spells."""
    folded = bare_letters(name)
    plain_site = bare_letters(site)
    if len(plain_site) < 3:
        return False
    if len(folded) < 3:
        return False
    return plain_site in folded


def _is_slug(name: str) -> bool:
    if name != name.lower():
        return False
    return " " not in name


def choose_title(
    candidates: list[str],
    outlets: list[str],
    sections: list[str],
    authors: list[str],
) -> str:
    """The headline: the first candidate that is one, whole where it was cut.

    Names of the site, the section and the author at its end are left out.

    >>> choose_title(["Dam drained at last - Norway | The Echo"], ["The Echo"], [], [])
    'Dam drained at last'
    """
    headlines = []
    for title in filter(None, candidates):
        headline = _headline(title, outlets, sections, authors)
        if headline:
            headlines.append(headline)
    return _whole(headlines) if headlines else ""


def proper_title(shown: str, linked: str) -> str:
    """The headline as links to the page have it, where the page only lengthens it; else as the page shows it.

    Args:
        shown: the headline on the page.
        linked: the title that the page gives to those who link to it.

    >>> proper_title("Rivals draw at Oxley Park in rain after late goal", "Rivals draw at Oxley Park in rain")
    'Rivals draw at Oxley Park in rain'
    >>> proper_title("Rivals draw at Oxley Park in the rain", "Rivals draw at Oxley Park in the")
    'Rivals draw at Oxley Park in the rain'
    """
    words = linked.split()
    beginning = shown.split()[: len(words)]
    if beginning != words:
        return shown
    if len(words) < SHORTEST_PROPER:
        return shown
    last = words[-1]
    if not last[-1].isalnum():
        return shown
    is_unfinished = last.casefold() in UNFINISHED
    return shown if is_unfinished else linked


def _headline(
    title: str, outlets: list[str], sections: list[str], authors: list[str]
) -> str:
    """A headline without what a site appends to it; empty if it is the site's name alone."""
    if _is_among(title, outlets):
        return ""
    title = _without_site_before(title, outlets)
    ends = [match.start() for match in SEPARATOR.finditer(title)]
    is_cut = False
    for end in reversed(ends):
        rest = title[:end]
        pieces = SEPARATOR.split(title[end:])
        suffix = pieces[-1]
        # A section that the site does not name stands before the site's own name alone.
        is_section = is_cut and _is_section_behind(rest, suffix)
        if not is_section and not _is_suffix(suffix, outlets, sections, authors):
            break
        title = rest
        is_cut = True
    return title


def _is_among(text: str, names: Iterable[str]) -> bool:
    """Whether a text is one of some names, whatever their case and their marks."""
    folded = bare_letters(text)
    return folded in map(bare_letters, names)


def _is_section_behind(headline: str, suffix: str) -> bool:
    """Whether what follows a headline has the form of a section, and leaves a headline."""
    if not _looks_like_section(suffix):
        return False
    words = headline.split()
    return len(words) >= SHORTEST_TITLE


def _without_site_before(title: str, outlets: list[str]) -> str:
    """A headline without the site's name before it: "The Echo | Dam drained"."""
    separator = SEPARATOR.search(title)
    if separator is None:
        return title
    before = title[: separator.start()]
    after = title[separator.end() :]
    return after if _is_among(before, outlets) else title


def _is_suffix(
    piece: str, outlets: list[str], sections: list[str], authors: list[str]
) -> bool:
    """Whether the end of a page's title is the site, one of its sections or the author."""
    if _is_site(piece, outlets):
        return True
    if _is_among(piece, sections):
        return True
    if BY.match(piece) is None:
        return False
    author = BY.sub("", piece)
    return _is_among(author, authors)


def _is_site(piece: str, outlets: list[str]) -> bool:
    """Whether a text is the name of the site, or of an edition of it."""
    folded = bare_letters(piece)
    for outlet in outlets:
        name = bare_letters(outlet)
        if name and folded == name:
            return True
        if _is_edition(folded, name):
            return True
    return False


def _is_edition(folded: str, name: str) -> bool:
    """ "Daily Echo Online" for "Daily Echo", and "Echo" for "Echo News"."""
    longer = max(folded, name, key=len)
    shorter = min(folded, name, key=len)
    if len(shorter) <= 3:
        return False
    added = len(longer) - len(shorter)
    return longer.startswith(shorter) and added <= 8


def _looks_like_section(piece: str) -> bool:
    words = piece.split()
    if len(words) > 2:
        return False
    return all(word[:1].isupper() or word in ("&", "and") for word in words)


def _whole(headlines: list[str]) -> str:
    """The first headline, or the one that goes on where it was cut with dots."""
    first = headlines[0]
    cut = first.rstrip(".… ")
    if cut == first:
        return first
    for other in headlines[1:]:
        is_longer = len(other) > len(first)
        if is_longer and other.startswith(cut):
            return other
    return first


def choose_authors(
    linked: Facts, head: Facts, outlets: list[str], others: list[str]
) -> list[str]:
    """The authors' names: persons before organisations, each once, publishers never.

    The source that names persons first counts: JSON-LD, then the head, then what was found in the page.
    """
    turned = [_turned(name) for name in head.surname_first]
    sources = (linked.people, linked.authors, turned, head.authors, others)
    readings = [_clean_names(source, outlets) for source in sources]
    named = [names for names in readings if names]
    for names in named:
        people = [name for name in names if not _is_organisation(name)]
        if people:
            return people
    return named[0] if named else []


def _turned(name: str) -> str:
    """Put a surname that comes first where it is spoken: "Doe, Jane" is Jane Doe."""
    if name.count(",") != 1:
        return name
    surname, first = name.split(",")
    return f"{first.strip()} {surname.strip()}"


def _clean_names(names: list[str], outlets: list[str]) -> list[str]:
    """Each author once: no outlet, and neither roles nor accounts where there are names."""
    folded_outlets = set(map(bare_letters, outlets))
    pieces = []
    for name in names:
        for piece in _split_names(name):
            if not _is_of_outlet(piece, folded_outlets):
                pieces.append(piece)
    people = [piece for piece in pieces if not _is_role(piece)]
    distinct = _without_repeats(people or pieces)
    written = [name for name in distinct if not _is_slug(name)]
    if written:
        return written
    spelled = map(_spelled_out, distinct)
    return [name for name in spelled if name]


def _without_repeats(names: list[str]) -> list[str]:
    """Each name as it is first written, whatever its case and its marks."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(bare_letters(name), name)
    return [name for folded, name in first.items() if folded]


def _is_of_outlet(piece: str, outlets: set[str]) -> bool:
    """Whether a byline is the outlet, or those who work there: "Echo Staff"."""
    if bare_letters(piece) in outlets:
        return True
    first, _, last = piece.rpartition(" ")
    roles = page_rules()["authors"]["roles"]
    if last.lower() not in roles:
        return False
    return bare_letters(first) in outlets


def _split_names(raw: str) -> list[str]:
    """The names in a byline: no "By", no address, no place."""
    raw = raw.strip()
    named = NAME_BEHIND_MAIL.fullmatch(raw)
    if named:
        raw = named[1]
    raw = BY.sub("", raw)
    if ADDRESS.search(raw):
        return []
    if len(raw) > 5 * LONGEST_NAME:
        return []
    if _is_turned(raw):
        return [_turned(raw)]
    names = []
    for piece in BETWEEN_NAMES.split(raw):
        without_place = PLACE.sub("", piece)
        name = without_place.strip(" .-–—")
        if _can_be_name(name):
            names.append(_without_role(name))
    return names


def _without_role(piece: str) -> str:
    """A name without what its bearer is: "Jane Doe Chief Reporter" is Jane Doe."""
    roles = page_rules()["authors"]["roles"]
    words = piece.split()
    end = len(words)
    while end > 2 and words[end - 1].lower().strip(".,") in roles:
        end -= 1
    if end < len(words):
        return " ".join(words[:end])
    return piece


def _is_turned(raw: str) -> bool:
    """ "Doe, Jane", where neither half could stand alone."""
    surname, _, first = raw.partition(",")
    if len(surname.split()) != 1:
        return False
    if len(first.split()) != 1:
        return False
    return not _is_role(first)


def _can_be_name(piece: str) -> bool:
    if not 1 < len(piece) <= LONGEST_NAME:
        return False
    return NO_NAME.search(piece) is None


def _is_role(piece: str) -> bool:
    """ "Political Editor", "Staff": what stands beside a name, and what an account is called."""
    rule = page_rules()["authors"]
    words = re.findall(r"[\w’'-]+", piece.lower())
    roles = rule["roles"]
    if not words:
        return True
    first = words[0]
    if len(words) == 1:
        return first in rule["accounts"] or first in roles
    if words[-1] not in roles:
        return False
    between = ("of", "the", "for", "and")
    return all(word in roles or word in between for word in words[1:])


def _is_organisation(name: str) -> bool:
    organisations = page_rules()["authors"]["organisations"]
    words = re.findall(r"\w+", name.lower())
    return any(word in organisations for word in words)


def _spelled_out(slug: str) -> str:
    """The name that a slug stands for: "jane-doe" is Jane Doe; "jdoe7" is nobody."""
    if not _is_slug(slug):
        return slug
    parts = [part for part in re.split(r"[-._]", slug) if part]
    if len(parts) < 2:
        return ""
    if not all(part.isalpha() for part in parts):
        return ""
    return " ".join(part.capitalize() for part in parts)


def choose_day(linked: Facts, head: Facts, estimate: str | None) -> str | None:
    """When the article was first published: never when it was last changed.

    A day with an hour goes before the same day without one.

    Args:
        linked: what JSON-LD says.
        head: what the head of the page says.
        estimate: the day that was found in the page otherwise.
    """
    written = [*linked.published[:1], *head.published, *linked.published[1:]]
    readings = [(raw, read_day(raw)) for raw in written]
    days = [(raw, reading[0]) for raw, reading in readings if reading]
    if not days:
        return estimate
    first_raw, first = days[0]
    for raw, moment in days:
        is_same_day = moment.date() == first.date()
        has_hour = moment.hour or moment.minute
        if is_same_day and has_hour:
            return raw
    return first_raw
