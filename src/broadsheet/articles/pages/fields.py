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
    endings = [part for title in titles for part in SEPARATOR.split(title)[1:]]
    confirmed = [name for name in [*written, *endings] if _confirms(site, name)]
    spelled = [name for name in confirmed if bare_letters(name) == bare_letters(site)]
    if not written:
        return next(iter([*confirmed, *names]), host_of(url))
    if _confirms(site, written[0]):
        return written[0]
    if not spelled:
        return written[0]
    return spelled[0]


def _is_outlet(name: str) -> bool:
    return 1 < len(name) <= LONGEST_NAME and not ADDRESS.search(name)


def _confirms(site: str, name: str) -> bool:
    """Whether a name is what the address abbreviates or spells."""
    folded = bare_letters(name)
    plain_site = bare_letters(site)
    if len(plain_site) < 3:
        return False
    if len(folded) < 3:
        return False
    return folded.startswith(plain_site) or plain_site == folded or plain_site in folded


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
    for title in candidates:
        if title:
            headlines.append(_headline(title, outlets, sections, authors))
    headlines = [headline for headline in headlines if headline]
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
    is_beginning = shown.split()[: len(words)] == words
    if not is_beginning:
        return shown
    if len(words) < SHORTEST_PROPER:
        return shown
    is_unfinished = words[-1].casefold() in UNFINISHED
    is_finished = words[-1][-1].isalnum() and not is_unfinished
    return linked if is_finished else shown


def _headline(
    title: str, outlets: list[str], sections: list[str], authors: list[str]
) -> str:
    """A headline without what a site appends to it; empty if it is the site's name alone."""
    if bare_letters(title) in map(bare_letters, outlets):
        return ""
    title = _without_site_before(title, outlets)
    ends = [match.start() for match in SEPARATOR.finditer(title)]
    is_cut = False
    for end in reversed(ends):
        suffix = SEPARATOR.split(title[end:])[-1]
        is_section = (
            is_cut
            and _looks_like_section(suffix)
            and len(title[:end].split()) >= SHORTEST_TITLE
        )
        if not is_section and not _is_suffix(suffix, outlets, sections, authors):
            break
        title = title[:end]
        is_cut = True
    return title


def _without_site_before(title: str, outlets: list[str]) -> str:
    """A headline without the site's name before it: "The Echo | Dam drained"."""
    separator = SEPARATOR.search(title)
    if separator and bare_letters(title[: separator.start()]) in map(
        bare_letters, outlets
    ):
        return title[separator.end() :]
    return title


def _is_suffix(
    piece: str, outlets: list[str], sections: list[str], authors: list[str]
) -> bool:
    """Whether the end of a page's title is the site, one of its sections or the author."""
    folded = bare_letters(piece)
    names = [bare_letters(name) for name in outlets]
    is_site = any(
        name and (folded == name or _is_edition(folded, name)) for name in names
    )
    is_section = folded in map(bare_letters, sections)
    by_author = BY.match(piece) and bare_letters(BY.sub("", piece)) in map(
        bare_letters, authors
    )
    return is_site or is_section or bool(by_author)


def _is_edition(folded: str, name: str) -> bool:
    """ "Daily Echo Online" for "Daily Echo", and "Echo" for "Echo News"."""
    longer = max(folded, name, key=len)
    shorter = min(folded, name, key=len)
    return (
        len(shorter) > 3
        and longer.startswith(shorter)
        and len(longer) - len(shorter) <= 8
    )


def _looks_like_section(piece: str) -> bool:
    words = piece.split()
    if len(words) > 2:
        return False
    return all(word[:1].isupper() or word in ("&", "and") for word in words)


def _whole(headlines: list[str]) -> str:
    """The first headline, or the one that goes on where it was cut with dots."""
    first = headlines[0]
    cut = first.rstrip(".… ")
    if cut != first:
        longer = []
        for other in headlines[1:]:
            if other.startswith(cut) and len(other) > len(first):
                longer.append(other)
        return longer[0] if longer else first
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
    with_people = [names for names in named if not all(map(_is_organisation, names))]
    best = next(iter([*with_people, *named]), [])
    return [name for name in best if not _is_organisation(name)] or best


def _turned(name: str) -> str:
    """Put a surname that comes first where it is spoken: "Doe, Jane" is Jane Doe."""
    surname, comma, first = name.partition(",")
    if comma and "," not in first:
        return f"{first.strip()} {surname.strip()}"
    return name


def _clean_names(names: list[str], outlets: list[str]) -> list[str]:
    """Each author once: no outlet, and neither roles nor accounts where there are names."""
    known_outlets = set(map(bare_letters, outlets))
    pieces = [piece for name in names for piece in _split_names(name)]
    pieces = [piece for piece in pieces if not _is_of_outlet(piece, known_outlets)]
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
    first, _, last = piece.rpartition(" ")
    is_staff = last.lower() in page_rules()["authors"]["roles"]
    if bare_letters(piece) in outlets:
        return True
    if not is_staff:
        return False
    return bare_letters(first) in outlets


def _split_names(raw: str) -> list[str]:
    """The names in a byline: no "By", no address, no place."""
    named = NAME_BEHIND_MAIL.fullmatch(raw.strip())
    raw = BY.sub("", named[1] if named else raw.strip())
    if ADDRESS.search(raw):
        return []
    if len(raw) > 5 * LONGEST_NAME:
        return []
    if _is_turned(raw):
        return [_turned(raw)]
    pieces = [PLACE.sub("", piece).strip(" .-–—") for piece in BETWEEN_NAMES.split(raw)]
    return [_without_role(piece) for piece in pieces if _can_be_name(piece)]


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
    return len(surname.split()) == 1 and len(first.split()) == 1 and not _is_role(first)


def _can_be_name(piece: str) -> bool:
    return 1 < len(piece) <= LONGEST_NAME and not NO_NAME.search(piece)


def _is_role(piece: str) -> bool:
    """ "Political Editor", "Staff": what stands beside a name, and what an account is called."""
    rule = page_rules()["authors"]
    words = re.findall(r"[\w’'-]+", piece.lower())
    if len(words) < 2:
        return not words or words[0] in rule["accounts"] or words[0] in rule["roles"]
    between = ("of", "the", "for", "and")
    if words[-1] not in rule["roles"]:
        return False
    return all(word in rule["roles"] or word in between for word in words[1:])


def _is_organisation(name: str) -> bool:
    words = re.findall(r"\w+", name.lower())
    return any(word in page_rules()["authors"]["organisations"] for word in words)


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
    with_hour = [
        raw
        for raw, moment in days
        if moment.date() == first.date() and (moment.hour or moment.minute)
    ]
    return next(iter(with_hour), first_raw)
