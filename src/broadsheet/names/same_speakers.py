"""Who is the same speaker in parts of a corpus that were read apart.

Full names and spellings are brought together everywhere. A surname alone is brought together with somebody
of another part only where something else agrees, as `find_names` has it within a part: the title or
calling, names that both articles share, the same story within some days.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias
from unicodedata import combining, normalize

import numpy as np
import pandas as pd

from broadsheet.names.across import Company, Surroundings, is_company
from broadsheet.names.find import learn_titles
from broadsheet.names.forms import Form
from broadsheet.names.lexicon import lexicon
from broadsheet.names.people import NO_LINK, NOBODY, Link, People, Short
from broadsheet.text.norms import fold

Who: TypeAlias = tuple[str, str]  # speaker and kind

EVERYWHERE = -1  # in place of an article: in all of them
COMPANY = 60  # names of an article that are kept as company, the commonest first: bounds live blogs
SELDOM = 6  # articles: a name in no more of them is company whatever the share (`across.COMMON_SHARE`)
COUNTED = ["article", "name", "kind", "title", "gender"]
MENTIONS = [*COUNTED, "count"]
NAMED_KINDS = ["person", "organisation"]


class Spoken(NamedTuple):
    """How often somebody is quoted in an article."""

    speaker: str
    kind: str
    partition: int
    article: int
    times: int


class Mention(NamedTuple):
    """How often an article names a person so, with which title."""

    article: int
    name: str
    title: str
    gender: str
    times: int


class Renamed(NamedTuple):
    """A speaker whom the corpus calls otherwise: in one article or EVERYWHERE, as whom, and why."""

    article: int
    speaker: str
    kind: str
    name: str
    rule: str


@dataclass
class Speaker:
    """A speaker as some parts of the corpus name it, how often, and which parts they are."""

    name: str
    kind: str
    count: int = 0
    partitions: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Coverage:
    """Where people are named, and what else stands there.

    Attributes:
        mentions: One row a name of a person in an article, its title and gender: `article` (a number),
            `last` (`last_word` of the name), `name`, `title`, `gender`, `count`.
        beside: The numbers (`numbers_of_names`) of the names of each article that count as company.
        articles_with: In how many articles the names stand that stand in more than SELDOM.
        days: The day of each article.
    """

    mentions: pd.DataFrame
    beside: Mapping[int, frozenset[int]]
    articles_with: Mapping[int, int]
    days: np.ndarray


def key_of(speaker: str) -> tuple[str, ...]:
    """Return a name as it is compared: folded words without accents, hyphens apart.

    >>> key_of("Andrés López-Obrador")
    ('andres', 'lopez', 'obrador')
    """
    letters = [letter for letter in normalize("NFD", speaker) if not combining(letter)]
    parts: list[str] = []
    for word in "".join(letters).split():
        folded = fold(word)
        parts += folded.split("-")
    return tuple(part for part in parts if part)


def last_word(speaker: str) -> str:
    """Return what all spellings of a name end with: the last word that is no "Jr.", without its stops.

    >>> last_word("Robert F. Kennedy Jr."), last_word("US officials")
    ('kennedy', 'officials')
    """
    suffixes = lexicon().suffixes
    words = [word for word in key_of(speaker) if word not in suffixes]
    if not words:
        return ""
    letters = [letter for letter in words[-1] if letter.isalnum()]
    return "".join(letters)


def numbers_of_names(names: Iterable[str]) -> list[int]:
    """Return a number for each name, the same in all parts and on all machines."""
    words = [" ".join(key_of(name)) for name in names]
    keys = np.array(words, dtype=object)
    hashes = pd.util.hash_array(keys, categorize=False)
    return hashes.astype(np.int64).tolist()


# What a part tells the others


def count_mentions(names: pd.DataFrame) -> pd.DataFrame:
    """Count the names of people and bodies by article, title (or calling) and gender (MENTIONS).

    Args:
        names: What `find_names_and_callings` returns.
    """
    title = names["title"].astype("str")
    calling = names["calling"].astype("str")
    has_title = title != ""
    title = title.where(has_title, calling)
    titled = names.assign(title=title)
    is_named = titled["kind"].isin(NAMED_KINDS)
    as_text = dict.fromkeys(COUNTED, "str")
    texts = titled[is_named].astype(as_text)
    groups = texts.groupby(COUNTED, sort=False)
    return groups.size().reset_index(name="count")


def company_of(mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of the names that count as company: one row an article and name."""
    names = mentions.groupby(["article", "name", "kind"], sort=False)
    rows = names["count"].sum().reset_index()
    distinct = rows["name"].unique()
    words_of = {name: len(key_of(name)) for name in distinct}
    counting = []
    for name, kind in rows[["name", "kind"]].itertuples(index=False):
        counting.append(is_company(kind, words_of[name]))
    is_counting = np.array(counting, bool)
    rows = rows[is_counting]
    rows = rows.sort_values("count", ascending=False, kind="stable")
    articles = rows.groupby("article", sort=False)
    rows = articles.head(COMPANY)
    distinct = rows["name"].unique()
    number_of = dict(zip(distinct, numbers_of_names(distinct), strict=True))
    numbers = rows["name"].map(number_of)
    beside = rows[["article"]]
    beside = beside.assign(beside=numbers.astype("int64"))
    return beside.reset_index(drop=True)


# All parts


def same_speakers(counts: pd.DataFrame, coverage: Coverage) -> list[Renamed]:
    """Return who is called otherwise in the whole corpus than in a part.

    Args:
        counts: `last` (`last_word` of the speaker), `speaker`, `speaker_kind`, `partition`, `article` (a
            number) and `count`.
        coverage: Where the people among them are named.
    """
    mentions_of = _mentions_by_last(coverage.mentions)
    renamed: list[Renamed] = []
    for last, rows in _spoken_by_last(counts).items():
        speakers = _speakers(rows)
        bodies = _bodies(speakers)
        for (name, kind), spelling in bodies.items():
            body = Renamed(EVERYWHERE, name, kind, spelling, "")
            renamed.append(body)
        mentions = mentions_of.get(last, [])
        renamed += _people(rows, mentions, coverage)
    return renamed


# A corpus has more last words than pandas takes groups in good time: they are lists of plain rows.


def _mentions_by_last(mentions: pd.DataFrame) -> dict[str, list[Mention]]:
    """Return the mentions of each last word, in their order."""
    by_last: dict[str, list[Mention]] = defaultdict(list)
    renamed = mentions.rename(columns={"count": "times"})
    columns = renamed[["last", *Mention._fields]]
    for last, *row in columns.itertuples(index=False, name=None):
        by_last[last].append(Mention(*row))
    return by_last


def _spoken_by_last(counts: pd.DataFrame) -> dict[str, list[Spoken]]:
    """Return what is quoted of each last word, in order, but for those without a name."""
    by_last: dict[str, list[Spoken]] = defaultdict(list)
    renamed = counts.rename(columns={"speaker_kind": "kind", "count": "times"})
    columns = renamed[["last", *Spoken._fields]]
    for last, *row in columns.itertuples(index=False, name=None):
        spoken = Spoken(*row)
        if spoken.kind != "unnamed":
            by_last[last].append(spoken)
    return by_last


def _speakers(rows: list[Spoken]) -> list[Speaker]:
    """Return the distinct speakers, the most quoted first."""
    speakers: dict[Who, Speaker] = {}
    for row in rows:
        who = (row.speaker, row.kind)
        if who not in speakers:
            speakers[who] = Speaker(row.speaker, row.kind)
        speaker = speakers[who]
        speaker.count += row.times
        speaker.partitions.add(row.partition)

    def order(speaker: Speaker) -> tuple[int, str, str]:
        return -speaker.count, speaker.name, speaker.kind

    return sorted(speakers.values(), key=order)


# Bodies and groups


def _bodies(speakers: list[Speaker]) -> dict[Who, str]:
    """Return the bodies and groups that are spelled otherwise, by capitals, stops or "U.S."."""
    others = [speaker for speaker in speakers if speaker.kind != "person"]
    names = {(speaker.name, speaker.kind): speaker.name for speaker in others}
    names |= _american_bodies(others)
    spellings: dict[Who, str] = {}
    renamed = {}
    # The commonest first.
    for who, name in names.items():
        same = (_letters(name), who[1])
        spelling = spellings.setdefault(same, name)
        if spelling != who[0]:
            renamed[who] = spelling
    return renamed


def _letters(name: str) -> str:
    """Return a name in small letters, without marks."""
    letters = [letter for letter in name.lower() if _is_compared(letter)]
    return "".join(letters)


def _is_compared(letter: str) -> bool:
    return letter == " " or letter.isalnum()


def _american_bodies(speakers: list[Speaker]) -> dict[Who, str]:
    """Return the bodies that others name without "U.S."."""
    bodies = {}
    for speaker in speakers:
        if speaker.kind == "organisation":
            bodies[key_of(speaker.name)] = speaker.name
    american = lexicon().words["american"]
    names: dict[Who, str] = {}
    for key, name in bodies.items():
        shorter = key[1:]
        is_american = bool(key) and key[0] in american
        if is_american and shorter in bodies:
            names[name, "organisation"] = bodies[shorter]
    return names


# People


def _people(
    rows: list[Spoken], mentions: list[Mention], coverage: Coverage
) -> list[Renamed]:
    """Bring together the people of one last word: full names everywhere, surnames where articles agree."""
    speaking = [row for row in rows if row.kind == "person"]
    if not speaking:
        return []
    mentions = mentions + _unlisted(speaking, mentions)
    people, shorts = _read_people(mentions)
    link_of = _link_articles(people, shorts, coverage)
    form_of = {form.display: number for number, form in enumerate(people.forms)}
    renamed: dict[Renamed, None] = {}
    for spoken in speaking:
        name = spoken.speaker
        form = form_of[name]
        where = spoken.article
        link = link_of.get((where, form), NO_LINK)
        if form in people.person_of:
            link = Link(people.person_of[form], "full name")
            where = EVERYWHERE
        if link.person == NOBODY:
            continue
        shown = people.shown[link.person]
        if shown != name:
            speaker = Renamed(where, name, "person", shown, link.rule)
            renamed[speaker] = None
    return list(renamed)


def _link_articles(
    people: People, shorts: list[Short], coverage: Coverage
) -> dict[tuple[int, int], Link]:
    """Return who is meant by each name in each article, where the articles tell."""
    numbers = numbers_of_names(form.display for form in people.forms)
    around = Surroundings(
        number_of=numbers,
        beside=coverage.beside,
        articles_with=coverage.articles_with,
        days=coverage.days,
    )
    company = Company(people, around)
    links = people.link(shorts, company)
    return _link_of(shorts, links)


def _unlisted(speaking: list[Spoken], mentions: list[Mention]) -> list[Mention]:
    """Return mentions for speakers whom no name of their article stands for, as "the author"."""
    listed = {(mention.article, mention.name) for mention in mentions}
    unlisted = []
    for spoken in speaking:
        if (spoken.article, spoken.speaker) not in listed:
            mention = Mention(spoken.article, spoken.speaker, "", "", spoken.times)
            unlisted.append(mention)
    return unlisted


def _read_people(mentions: list[Mention]) -> tuple[People, list[Short]]:
    """Return the people of some mentions, and the mentions as they are to be linked."""
    forms: dict[str, Form] = {}
    numbers: dict[str, int] = {}
    articles: dict[int, set[int]] = defaultdict(set)
    shorts = []
    for article, name, title, gender, times in mentions:
        number = numbers.setdefault(name, len(numbers))
        if name not in forms:
            forms[name] = _form(name)
        forms[name].count += times
        articles[number].add(article)
        short = Short(article, number, title, gender, times)
        shorts.append(short)
    people = People(list(forms.values()), articles)
    called = [
        (short.article, short.form, short.title, short.gender) for short in shorts
    ]
    learn_titles(people, called)
    return people, shorts


def _form(name: str) -> Form:
    return Form(
        key=key_of(name),
        rare=len(name.split()),
        kind="person",
        kinds=Counter(person=1),
        titles={""},
        genders={""},
        shown=Counter([name]),
        display=name,
    )


def _link_of(
    shorts: Iterable[Short], links: Iterable[Link]
) -> dict[tuple[int, int], Link]:
    """Return the link of each article and form; one by a title goes before one without."""
    titled = []
    untitled = []
    for short, link in zip(shorts, links, strict=True):
        if link.person == NOBODY:
            continue
        key = (short.article, short.form)
        if short.title or short.gender:
            titled.append((key, link))
        else:
            untitled.append((key, link))
    link_of: dict[tuple[int, int], Link] = {}
    for key, link in titled + untitled:
        link_of.setdefault(key, link)
    return link_of
