"""What the search on the front page finds: articles, speakers, words and events, as data in the page.

The index is part of the page, so that it is found without a request, and kept small: what is rarest is left
out first, and the page says so.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
from markupsafe import Markup

from broadsheet.errors import one_line
from broadsheet.report.failure import Failure
from broadsheet.report.structure import shorten
from broadsheet.show.anchors import list_anchor, passage_anchor, read_passage
from broadsheet.show.choose import in_written_form
from broadsheet.show.live import Links, data_block, to_json
from broadsheet.show.sentences import times
from broadsheet.show.templating import without_controls
from broadsheet.show.values import cut, day
from broadsheet.timeline import day_label
from broadsheet.words.parts import Tokens, parts_of

if TYPE_CHECKING:
    from broadsheet.report.kept import Kept

KEPT_AS = "search"

# Bytes of the index for up to a thousand articles; of more, in proportion.
BYTES = 262_000
PER = 1000

# The rest of an article's address, about: see `file_name` in texts.py.
PAGE_ADDRESS = "article_pages/0001-.html"
SHOWN = 32

ARTICLES = "Articles"

# Entries of each kind at first; so many fit for a thousand ordinary articles.
MOST = {ARTICLES: 2000, "Speakers": 2000, "Words": 4000, "Events": 1000}

# How long an entry is beside a word's, about: the kind that takes most room is shortened first.
LENGTH = {ARTICLES: 4, "Speakers": 2, "Words": 1, "Events": 4}

# Passages that an entry leads to.
PASSAGES = 2

# Letters of a title or an event.
LONGEST = 70
LONGEST_ROLE = 40
LONGEST_REASON = 200  # of what went wrong


@dataclass
class Entry:
    """Something that can be found: what it is called, what is said beside it, and where it leads."""

    text: str
    about: (
        str | list[int]
    )  # of a word two numbers, which the script writes out: how often, in how many articles
    anchors: list[str] = field(default_factory=list)

    def leading_to(self, links: Mapping[str, str]) -> "Entry":
        """Return the entry with those of its addresses that a page shows."""
        shown = [anchor for anchor in self.anchors if anchor in links]
        best = shown[:PASSAGES]
        return Entry(self.text, self.about, best)

    def row(self, links: Links) -> list[Any]:
        """Return the entry as the page's script reads it, its addresses by number."""
        numbers = [links.number(anchor) for anchor in self.anchors]
        return [self.text, self.about, *numbers]


@dataclass
class Group:
    """The most telling entries of one kind, and how many there are of it in all."""

    entries: list[Entry]
    number: int


@dataclass
class Index:
    """What can be found, by kind, the most telling of each kind first."""

    groups: dict[str, list[Entry]]
    left_out: dict[str, int] = field(default_factory=dict)

    @classmethod
    def from_plain(cls, value: dict[str, Any]) -> "Index":
        """Return the index of which these are the plain values, as `asdict` gives them."""
        groups = {}
        for name, entries in value["groups"].items():
            groups[name] = [Entry(**each) for each in entries]
        return cls(groups, value["left_out"])

    @property
    def anchors(self) -> set[str]:
        """All places that the index leads to."""
        anchors: set[str] = set()
        for entries in self.groups.values():
            for entry in entries:
                anchors.update(entry.anchors)
        return anchors

    def data(self) -> dict[str, Any]:
        """Return the index as the page's script reads it."""
        links = Links()
        groups = []
        for name, entries in self.groups.items():
            rows = [entry.row(links) for entry in entries]
            group = {"name": name, "entries": rows}
            groups.append(group)
        return {"groups": groups, "links": links.anchors}

    def leading_to(self, links: Mapping[str, str]) -> "Index":
        """Return the index with only those addresses that a page shows, the best of each entry first.

        Args:
            links: The address of each place that a page shows.
        """
        groups = {}
        for name, entries in self.groups.items():
            groups[name] = [entry.leading_to(links) for entry in entries]
        return Index(groups, self.left_out)

    def html(self) -> Markup:
        """Return the index as data in the page."""
        return data_block(self.data())

    def note(self) -> str:
        """Say what was left out, if anything was."""
        if not self.left_out:
            return ""
        parts = []
        for name, count in self.left_out.items():
            kind = name.lower()
            parts.append(f"{count:,} {kind}")
        listed = ", ".join(parts)
        return f"The search leaves out what is rarest: {listed}."


def find_index(corpus: Any, failures: list[Failure], kept: "Kept | None") -> Index:
    """Return the index of a corpus as it is kept, or make it and keep it if nothing failed.

    Args:
        corpus: The articles and their frames.
        failures: Where to tell what could not be made.
        kept: Where it is kept.
    """
    stored = kept.read(KEPT_AS) if kept else None
    if stored is not None:
        with suppress(KeyError, TypeError, AttributeError):  # damaged
            return Index.from_plain(stored)
    failed_before = len(failures)
    index = build_index(corpus, failures)
    if kept is not None and len(failures) == failed_before:
        kept.keep(KEPT_AS, partial(asdict, index))
    return index


def build_index(corpus: Any, failures: list[Failure]) -> Index:
    """Make the index of a corpus; a kind whose frame cannot be made is left out and listed.

    Args:
        corpus: The articles and their frames.
        failures: Where to tell what could not be made.
    """
    makers: dict[str, Callable[[Any], Group]] = {
        ARTICLES: find_articles,
        "Speakers": find_speakers,
        "Words": find_words,
        "Events": find_events,
    }
    groups = {}
    for name, make in makers.items():
        try:
            groups[name] = make(corpus)
        except Exception as error:  # whatever it is, the rest can be searched
            message = one_line(str(error))
            shown = message[:LONGEST_REASON]
            reason = f"cannot be searched ({shown})"
            failure = Failure("Search", name.lower(), reason)
            failures.append(failure)
            groups[name] = Group([], 0)
    return fit(groups, len(corpus.catalogue))


def fit(groups: dict[str, Group], articles: int) -> Index:
    """Leave out the last entries until the index is small enough, articles only where nothing else is left.

    Args:
        groups: The entries of each kind, the most telling first.
        articles: How many articles there are.
    """
    thousands = max(articles / PER, 1)
    limit = BYTES * thousands
    found = {name: group.entries[: MOST[name]] for name, group in groups.items()}
    lengths = {name: len(entries) for name, entries in found.items()}
    choices = list(_ever_fewer(lengths))

    def is_small(choice: dict[str, int]) -> bool:
        index = Index(_cut(found, choice))
        return estimate_size(index) <= limit

    # The first that is small enough: each is smaller than the one before.
    first = bisect_left(choices, True, key=is_small)
    smallest = len(choices) - 1
    chosen = choices[min(first, smallest)]
    shown = _cut(found, chosen)
    left_out = {}
    for name, group in groups.items():
        number = group.number - len(shown[name])
        if number:
            left_out[name] = number
    return Index(shown, left_out)


def _cut(
    groups: dict[str, list[Entry]], lengths: dict[str, int]
) -> dict[str, list[Entry]]:
    """Return the first entries of each kind, as many as is said."""
    shown = {}
    for name, entries in groups.items():
        length = lengths[name]
        shown[name] = entries[:length]
    return shown


def _ever_fewer(lengths: dict[str, int]) -> Iterator[dict[str, int]]:
    """Yield how many entries of each kind are shown: all, then a fifth less of the longest kind each time."""
    lengths = dict(lengths)
    yield dict(lengths)
    while any(lengths.values()):
        name = _longest_group(lengths)
        lengths[name] = lengths[name] * 4 // 5
        yield dict(lengths)


def _longest_group(lengths: dict[str, int]) -> str:
    """Return the kind that takes most room; articles only where there is nothing else."""
    longest = ARTICLES
    most = 0
    for name, count in lengths.items():
        if name == ARTICLES:
            continue
        length = count * LENGTH[name]
        if length > most:
            longest = name
            most = length
    return longest


def estimate_size(index: Index) -> int:
    """Return about how many bytes an index takes on its page, where an article's address stands once."""
    data = index.data()
    hrefs: list[str | None] = []
    for anchor in data["links"]:
        article, start = read_passage(anchor) or (anchor, 0)
        page = PAGE_ADDRESS + cut(article, SHOWN)
        hrefs.append(f"{page}#article-here-{start}")
    addresses = shorten(hrefs)
    written = to_json({**data, **addresses})
    encoded = written.encode("utf-8", "replace")
    return len(encoded)


def find_articles(corpus: Any) -> Group:
    """Return an entry for each article: its title, its outlet and its day."""
    entries = []
    rows = corpus.catalogue[["title", "outlet", "published"]]
    for row in rows.head(MOST[ARTICLES]).itertuples():
        title = row.Index
        if isinstance(row.title, str) and row.title:
            title = row.title
        about = []
        if pd.notna(row.outlet):
            about.append(str(row.outlet))
        if pd.notna(row.published):
            about.append(day(row.published))
        described = ", ".join(about)
        anchor = passage_anchor(row.Index, 0)
        entries.append(entry(title, described, [anchor]))
    return Group(entries, len(rows))


def find_speakers(corpus: Any) -> Group:
    """Return an entry for each named speaker: the list of what they said, else passages."""
    people = corpus.people
    is_named = people["speaker_kind"].isin(["person", "organisation"])
    named = people[is_named]
    most_quoted = named.head(MOST["Speakers"])
    quotes = corpus.part_of("quotes", columns=["article", "start", "speaker"])
    is_of_them = quotes["speaker"].isin(most_quoted["speaker"])
    places = first_places(quotes[is_of_them], "speaker")
    entries = []
    for row in most_quoted.itertuples():
        name = row.speaker
        about = f"quoted {times(row.quotations)}"
        if isinstance(row.role, str) and row.role:
            role = cut(row.role, LONGEST_ROLE)
            about = f"{role}, {about}"
        list_of_quotes = list_anchor("speaker", name)
        passages = places.get(name, [])
        anchors = [list_of_quotes, *passages]
        entries.append(entry(name, about, anchors))
    return Group(entries, len(named))


def find_words(corpus: Any) -> Group:
    """Return an entry for each word but function words: how often it is used, and some passages."""
    counts = corpus.common_words(MOST["Words"])
    places = places_of_words(corpus.token_parts, counts)
    written = in_written_form(counts)["word"]
    entries = []
    for row, form in zip(counts.itertuples(), written, strict=True):
        concordance = list_anchor("word", form)
        passages = places.get(row.word, [])
        anchors = [concordance, *passages]
        counted = [int(row.count), int(row.articles)]
        entries.append(entry(form, counted, anchors))
    return Group(entries, len(entries))


def places_of_words(tokens: Tokens, counts: pd.DataFrame) -> dict[str, list[str]]:
    """Return the addresses of the first passages of each word, each in another article.

    Of tokens in parts, no more are read than it takes to find them.

    Args:
        tokens: The tokens, or their parts.
        counts: The words, with the number of articles that have each.
    """
    words = counts["word"].astype("str")
    wanted = counts["articles"].clip(upper=PASSAGES)
    missing = dict(zip(words, wanted, strict=True))
    places: dict[str, list[str]] = {}
    for part in parts_of(tokens):
        is_body = (part["part"] == "body") & part["is_word"]
        is_missing = part["norm"].isin(list(missing))
        columns = ["article", "start", "norm"]
        body = part.loc[is_body & is_missing, columns]
        for word, anchors in first_places(body, "norm").items():
            listed = places.get(word, []) + anchors
            places[word] = listed[:PASSAGES]
            if len(listed) >= missing[word]:
                del missing[word]
        if not missing:
            break
    return places


def find_events(corpus: Any) -> Group:
    """Return an entry for each event, the weightiest first."""
    events = corpus.events.sort_values("importance", ascending=False, kind="stable")
    entries = []
    for row in events.head(MOST["Events"]).itertuples():
        when = day_label(row.earliest, row.latest, row.precision)
        anchors = []
        for article, start, _ in row.passages[:PASSAGES]:
            anchors.append(passage_anchor(article, start))
        entries.append(entry(row.what, when, anchors))
    return Group(entries, len(events))


def entry(text: object, about: str | list[int], anchors: list[str]) -> Entry:
    """Return an entry whose texts a page can hold."""
    shown = without_controls(cut(text, LONGEST))
    if isinstance(about, str):
        about = str(without_controls(about))
    return Entry(str(shown), about, anchors)


def first_places(rows: pd.DataFrame, column: str) -> dict[str, list[str]]:
    """Return for each value of a column the addresses of its first rows, each in another article."""
    named = rows[[column, "article", "start"]].dropna(subset=column)
    first = named.astype(object).drop_duplicates([column, "article"])
    places: dict[str, list[str]] = {}
    for name, article, start in first.itertuples(index=False, name=None):
        listed = places.setdefault(name, [])
        if len(listed) < PASSAGES:
            listed.append(passage_anchor(article, start))
    return places
