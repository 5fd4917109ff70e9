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
from broadsheet.names.people import Link, People, Short
from broadsheet.text.norms import fold

Who: TypeAlias = tuple[str, str]  # speaker and kind

EVERYWHERE = -1  # in place of an article: in all of them
COMPANY = 60  # names of an article that are kept as company, the commonest first: bounds live blogs
SELDOM = 6  # articles: a name in no more of them is company whatever the share (`across.COMMON_SHARE`)
MENTIONS = ["article", "name", "kind", "title", "gender", "count"]


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
        beside: The numbers (`number_of_name`) of the names of each article that count as company.
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
    words = [fold(word) for word in "".join(letters).split()]
    return tuple(part for word in words for part in word.split("-") if part)


def last_word(speaker: str) -> str:
    """Return what all spellings of a name end with: the last word that is no "Jr.", without its stops.

    >>> last_word("Robert F. Kennedy Jr."), last_word("US officials")
    ('kennedy', 'officials')
    """
    suffixes = lexicon().suffixes
    words = [word for word in key_of(speaker) if word not in suffixes] or [""]
    return "".join(filter(str.isalnum, words[-1]))


def number_of_name(name: str) -> int:
    """Return a number for a name, the same in all parts and on all machines."""
    key = np.array([" ".join(key_of(name))], dtype=object)
    return int(pd.util.hash_array(key)[0].astype(np.int64))


# What a part tells the others


def count_mentions(names: pd.DataFrame) -> pd.DataFrame:
    """Count the names of people and bodies by article, title (or calling) and gender (MENTIONS).

    Args:
        names: What `find_names_and_callings` returns.
    """
    title = names["title"].astype("str")
    calling = names["calling"].astype("str")
    told = names.assign(title=title.where(title.ne(""), calling))
    of_interest = told[told["kind"].isin(["person", "organisation"])]
    texts = of_interest.astype(dict.fromkeys(MENTIONS[:-1], "str"))
    counted = texts.groupby(MENTIONS[:-1], sort=False).size()
    return counted.reset_index(name="count")


def company_of(mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of the names that count as company: one row an article and name."""
    counts = mentions.groupby(["article", "name", "kind"], sort=False)["count"].sum()
    rows = counts.reset_index()
    pairs = zip(rows["name"], rows["kind"], strict=True)
    counting = [is_company(kind, len(key_of(name))) for name, kind in pairs]
    rows = rows[np.array(counting, bool)].sort_values(
        "count", ascending=False, kind="stable"
    )
    kept = rows.groupby("article", sort=False).head(COMPANY)
    number_of = {name: number_of_name(name) for name in kept["name"].unique()}
    beside = kept.assign(beside=kept["name"].map(number_of).astype("int64"))
    return beside[["article", "beside"]].reset_index(drop=True)


# All parts


def same_speakers(counts: pd.DataFrame, coverage: Coverage) -> list[Renamed]:
    """Return who is called otherwise in the whole corpus than in a part.

    Args:
        counts: `last` (`last_word` of the speaker), `speaker`, `speaker_kind`, `partition`, `article` (a
            number) and `count`.
        coverage: Where the people among them are named.
    """
    by_last = {
        last: rows for last, rows in coverage.mentions.groupby("last", sort=False)
    }
    nobody = coverage.mentions.iloc[:0]
    renamed: list[Renamed] = []
    named = counts[counts["speaker_kind"].ne("unnamed")]
    for last, rows in named.groupby("last", sort=False):
        mentions = by_last.get(last, nobody)
        speakers = _speakers(rows)
        bodies = _bodies(speakers)
        renamed += [Renamed(EVERYWHERE, *who, name, "") for who, name in bodies.items()]
        renamed += _people(rows, mentions, coverage)
    return renamed


def _speakers(rows: pd.DataFrame) -> list[Speaker]:
    """Return the distinct speakers, the most quoted first."""
    speakers: dict[Who, Speaker] = {}
    columns = ["speaker", "speaker_kind", "partition", "count"]
    for name, kind, partition, count in rows[columns].itertuples(
        index=False, name=None
    ):
        speaker = speakers.setdefault((name, kind), Speaker(name, kind))
        speaker.count += count
        speaker.partitions.add(partition)
    return sorted(
        speakers.values(), key=lambda each: (-each.count, each.name, each.kind)
    )


# Bodies and groups


def _bodies(speakers: list[Speaker]) -> dict[Who, str]:
    """Return the bodies and groups that are spelled otherwise, by capitals, stops or "U.S."."""
    others = [speaker for speaker in speakers if speaker.kind != "person"]
    names = {(speaker.name, speaker.kind): speaker.name for speaker in others}
    names |= _american_bodies(others)
    spelled: dict[Who, str] = {}
    for who, name in names.items():  # the commonest first
        names[who] = spelled.setdefault((_letters(name), who[1]), name)
    return {who: name for who, name in names.items() if name != who[0]}


def _letters(name: str) -> str:
    letters = [letter for letter in name.lower() if letter.isalnum() or letter == " "]
    return "".join(letters)


def _american_bodies(speakers: list[Speaker]) -> dict[Who, str]:
    """Return the bodies that others name without "U.S."."""
    bodies = {
        key_of(each.name): each.name for each in speakers if each.kind == "organisation"
    }
    american = lexicon().words["american"]
    names: dict[Who, str] = {}
    for key, name in bodies.items():
        if key[:1] and key[0] in american and key[1:] in bodies:
            names[name, "organisation"] = bodies[key[1:]]
    return names


# People


def _people(
    rows: pd.DataFrame, mentions: pd.DataFrame, coverage: Coverage
) -> list[Renamed]:
    """Bring together the people of one last word: full names everywhere, surnames where articles agree."""
    speaking = rows[rows["speaker_kind"].eq("person")]
    if not len(speaking):
        return []
    mentions = _with_unlisted(mentions, speaking)
    people, shorts = _read_people(mentions)
    around = Surroundings(
        number_of=[number_of_name(form.display) for form in people.forms],
        beside=coverage.beside,
        articles_with=coverage.articles_with,
        days=coverage.days,
    )
    links = people.link(shorts, Company(people, around))
    link_of = _link_of(shorts, links)
    numbers = {form.display: number for number, form in enumerate(people.forms)}
    renamed = []
    for article, name in speaking[["article", "speaker"]].itertuples(index=False):
        number = numbers[name]
        person = people.person_of.get(number)
        if person is not None:
            article, rule = EVERYWHERE, "full name"
        else:
            person, rule = link_of.get((article, number), Link(-1, ""))
        if person >= 0 and people.shown[person] != name:
            shown = people.shown[person]
            renamed.append(Renamed(int(article), name, "person", shown, rule))
    return list(dict.fromkeys(renamed))


def _with_unlisted(mentions: pd.DataFrame, speaking: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions with speakers whom no name of their article stands for, as "the author"."""
    pairs = pd.MultiIndex.from_frame(mentions[["article", "name"]])
    wanted = pd.MultiIndex.from_frame(speaking[["article", "speaker"]])
    unlisted = speaking[~wanted.isin(pairs)].rename(columns={"speaker": "name"})
    added = unlisted[["article", "name", "count"]].assign(title="", gender="")
    return pd.concat([mentions, added], ignore_index=True)


def _read_people(mentions: pd.DataFrame) -> tuple[People, list[Short]]:
    """Return the people of some mentions, and the mentions as they are to be linked."""
    forms: dict[str, Form] = {}
    numbers: dict[str, int] = {}
    articles: dict[int, set[int]] = defaultdict(set)
    shorts = []
    columns = ["article", "name", "title", "gender", "count"]
    for article, name, title, gender, count in mentions[columns].itertuples(
        index=False, name=None
    ):
        number = numbers.setdefault(name, len(numbers))
        form = forms.setdefault(name, _form(name))
        form.count += count
        articles[number].add(article)
        shorts.append(Short(article, number, title, gender, count))
    people = People(list(forms.values()), articles)
    called = [(each.article, each.form, each.title, each.gender) for each in shorts]
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
    link_of: dict[tuple[int, int], Link] = {}
    pairs = sorted(
        zip(shorts, links, strict=True),
        key=lambda pair: not (pair[0].title or pair[0].gender),
    )
    for short, link in pairs:
        if link.person >= 0:
            link_of.setdefault((short.article, short.form), link)
    return link_of
