"""A corpus: the articles of a study, and the frames that are made of them when they are first asked for."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from broadsheet.corpus.corrected import CorrectedFrames
from broadsheet.dates import find_dates
from broadsheet.frames import check_articles_frame, conform
from broadsheet.names import find_names
from broadsheet.outlets import compare_outlets, copy_clusters, find_copies
from broadsheet.quotes import find_quotes, people
from broadsheet.selection import apply_aliases, select_articles
from broadsheet.show.citation import Citations
from broadsheet.store import Cache, cache_folder, fingerprint_package
from broadsheet.study import Study
from broadsheet.text import split_passages, tokenize
from broadsheet.timeline import build_timeline
from broadsheet.validation import Material, Record, kinds, read_record
from broadsheet.validation.sample import rows_of, state_of
from broadsheet.words import count_words
from broadsheet.words.parts import Tokens
from broadsheet.words.running import mark_names

# The frames of a corpus, in an order in which each needs only those before it.
FRAME_NAMES = (
    "all_articles",
    "tokens",
    "passages",
    "names",
    "quotes",
    "people",
    "dates",
    "events",
    "copies",
    "clusters",
    "overlaps",
)


# Frames that the cache has under another name.
STORED_AS = {"all_articles": "articles"}


@dataclass(frozen=True)
class Origin:
    """Where the articles come from."""

    label: str  # names of files or folders, without their place on this machine
    read: Callable[[], pd.DataFrame]
    fingerprint: Callable[[], str]
    folder: Path | None = None  # of the study: where the articles are, on this machine


class Corpus(CorrectedFrames):
    """The articles of a study and their frames, each made or read from the cache when it is first asked for.

    `all_articles` are those that were read, `inventory` the same without `text`; `articles` are those that
    are analysed (in English, and chosen by the study), `catalogue` the same without `text`. Corrections
    that readers keep beside the articles hold in every frame, and are listed in `corrections`.
    """

    def __init__(
        self,
        inputs: Origin,
        study: Study | None = None,
        corrections_path: Path | None = None,
    ) -> None:
        self.inputs = inputs
        self.study = study or Study()
        self.corrections_path = corrections_path

    @property
    def label(self) -> str:
        """What the articles are called in a report: names of files or folders."""
        return self.inputs.label

    @cached_property
    def fingerprint(self) -> str:
        """A fingerprint of the inputs: with the same one, the study and the version, frames are the same."""
        return self.inputs.fingerprint()

    @cached_property
    def _cache(self) -> Cache:
        return self._cache_with("")

    @property
    def cache(self) -> Cache:
        """Where the frames are kept, and what is made of them alone."""
        return self._cache

    def _cache_with(self, further: str) -> Cache:
        """Return the cache of frames that depend on something further, such as corrections."""
        folder = cache_folder()
        if folder is None:
            return Cache(None, "")
        given = self.study.changed()
        given.pop("corrections", None)  # which change nothing that is found
        settings = json.dumps(given, sort_keys=True, default=str)
        parts = [self.fingerprint, settings, fingerprint_package()]
        if further:
            parts.append(further)
        key = hashlib.blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()
        return Cache(folder, key)

    def _frame(self, name: str, make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        return self._cache.get(name, make)

    def is_stored(self, name: str) -> bool:
        """Say whether a frame is in the cache, so that asking for it only reads it."""
        return self._cache.has(STORED_AS.get(name, name))

    def let_go(self) -> None:
        """Let go of the frames that can be read again, which those that were made here need not be."""

    def prepare(self, progress: Callable[[str], None] = lambda name: None) -> "Corpus":
        """Make every frame now, in the order in which each needs only those before it.

        Args:
            progress: is called with the name of each frame before it is made.
        """
        for name in FRAME_NAMES:
            progress(name)
            getattr(self, name)
        return self

    # The articles

    @cached_property
    def all_articles(self) -> pd.DataFrame:
        """Everything that was read, with `attrs["skipped"]` and `attrs["notes"]`."""
        return self._frame("articles", self._read)

    def _read(self) -> pd.DataFrame:
        articles = check_articles_frame(self.inputs.read())
        if self.study.outlet_aliases:
            articles = apply_aliases(articles, self.study.outlet_aliases)
        return conform(articles, "articles")

    @cached_property
    def inventory(self) -> pd.DataFrame:
        """Everything that was read, without the texts."""
        return self.all_articles.drop(columns="text")

    @property
    def characters(self) -> pd.Series:
        """How many characters the text of each article has, of everything that was read."""
        return self.all_articles["text"].str.len()

    @cached_property
    def articles(self) -> pd.DataFrame:
        """The articles that are analysed."""
        if (
            self.study.mentioning
        ):  # for which every article is searched: kept for the next notebook
            return check_articles_frame(self._frame("analysed", self._select))
        return check_articles_frame(self._select())

    def _select(self) -> pd.DataFrame:
        return select_articles(self.all_articles, self.study)

    @cached_property
    def catalogue(self) -> pd.DataFrame:
        """The articles that are analysed, without the texts."""
        return self.articles.drop(columns="text")

    def _quotes(self) -> pd.DataFrame:
        model = self.study.model
        return find_quotes(self.articles, self.tokens, model=model, names=self.names)

    def texts(self, ids: Iterable[str]) -> pd.DataFrame:
        """Return these articles with their text, in the order of the corpus."""
        return self.articles[self.articles.index.isin(list(ids))]

    @cached_property
    def validation(self) -> Record:
        """What readers measured of these articles: `validation.json` in the folder of the study."""
        return read_record(self.inputs.folder)

    @cached_property
    def citations(self) -> Citations:
        """What cites a passage of an article, or the article."""
        return Citations(self.inventory, self.passages)

    def found(self, name: str) -> pd.DataFrame:
        """Return a frame as it was found, before readers corrected it: what a sample is drawn from."""
        if name == "articles":
            return self.articles
        frame: pd.DataFrame = getattr(self, f"_found_{name}")()
        return frame

    def state(self, kind: str) -> str:
        """Return a fingerprint of what a kind of sample is drawn from, as it is now; of what was measured."""
        if kind not in self.validation.samples:
            return ""
        asked = kinds()[kind]
        rows = self.found(asked.frame)
        material = Material(self.articles, self.passages, rows)
        return state_of(rows_of(asked, material))

    @cached_property
    def names(self) -> pd.DataFrame:
        """What `find_names` gives: every mention of a person, a body or a place."""
        return self._cache.get("names", lambda: find_names(self.tokens, self.articles))

    def part_of(
        self,
        name: str,
        ids: Iterable[str] | None = None,
        columns: list[str] | None = None,
    ) -> pd.DataFrame:
        """Return a part of a frame of passages; of an extraction no more than that is read.

        Args:
            name: `passages`, `quotes`, `dates` or `names`.
            ids: The articles whose rows are wanted; without it those of all.
            columns: The columns that are wanted; without it all.
        """
        rows: pd.DataFrame = getattr(self, name)
        if columns is not None:
            rows = rows[columns]
        if ids is not None:
            rows = rows[rows["article"].isin(list(ids))]
        return rows

    # The frames

    @cached_property
    def tokens(self) -> pd.DataFrame:
        """What `tokenize` gives."""
        return self._frame("tokens", lambda: tokenize(self.articles))

    @property
    def token_parts(self) -> Tokens:
        """The tokens as functions of words take them: in parts where they are in an extraction."""
        return self._marked_tokens

    @cached_property
    def _marked_tokens(self) -> pd.DataFrame:
        """The tokens with the places of names, which are not looked for again at each count."""
        return mark_names(self.tokens, self.names)

    def common_words(self, most: int) -> pd.DataFrame:
        """Return the commonest words but function words: `word`, `form`, `count`, `articles`."""
        own = self.study.stop_words
        counts = count_words(self.tokens, by=None, dispersion=False, stop_words=own)
        return counts[~counts["is_stop"]].head(most)

    @property
    def shared_frames(self) -> tuple[str, ...]:
        """The frames that are worth making once before several processes ask for them."""
        return FRAME_NAMES

    @cached_property
    def passages(self) -> pd.DataFrame:
        """What `split_passages` gives."""
        return self._frame(
            "passages", lambda: split_passages(self.articles, self.tokens)
        )

    # What the analysis finds; `CorrectedFrames` makes the public frames of it.

    def _found_quotes(self) -> pd.DataFrame:
        return self._frame("quotes", lambda: self._quotes())

    def _found_people(self) -> pd.DataFrame:
        return self._frame("people", lambda: people(self.quotes, self.catalogue))

    def _found_dates(self) -> pd.DataFrame:
        return self._frame("dates", lambda: find_dates(self.articles, self.tokens))

    def _found_events(self) -> pd.DataFrame:
        return self._frame("events", lambda: self._make_events(self._found_dates()))

    def _make_events(self, dates: pd.DataFrame) -> pd.DataFrame:
        return build_timeline(
            self.articles, self.tokens, dates, **self.timeline_questions()
        )

    def timeline_questions(self) -> dict[str, Any]:
        """Return which events the study asks for, as the arguments of `build_timeline`."""
        return {
            "days": self.study.timeline_days,
            "start": self.study.timeline_start,
            "end": self.study.timeline_end,
            "topic": self.study.timeline_topic,
            "name": self.study.timeline_name,
        }

    def _found_copies(self) -> pd.DataFrame:
        return self._frame("copies", lambda: find_copies(self.articles, self.tokens))

    def _found_clusters(self) -> pd.DataFrame:
        return self._frame(
            "clusters", lambda: self._make_clusters(self._found_copies())
        )

    def _make_clusters(self, copies: pd.DataFrame) -> pd.DataFrame:
        return copy_clusters(copies, self.articles, self.tokens)

    @property
    def compared(self) -> pd.DataFrame:
        """The articles, with their text, that `overlaps` compares."""
        return self.articles

    def _compared_tokens(self) -> pd.DataFrame:
        return self.tokens

    def _found_overlaps(self) -> pd.DataFrame:
        return self._frame(
            "overlaps",
            lambda: compare_outlets(self.compared, self.tokens, quotes=self.quotes),
        )
