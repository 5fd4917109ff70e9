"""Frames that `broadsheet extract` wrote, read as far as they are asked for."""

import posixpath
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import pandas as pd

from broadsheet.collector import give_memory_back
from broadsheet.corpus.corpus import FRAME_NAMES, Corpus, Origin
from broadsheet.corpus.extraction import Extraction
from broadsheet.corpus.stored_frames import StoredFrames, with_new_names
from broadsheet.corpus.stored_tokens import (
    StoredTokens,
    tokens_of_table,
    without_names,
)
from broadsheet.frames import FRAMES
from broadsheet.outlets import compare_outlets, copy_clusters
from broadsheet.study import Study
from broadsheet.text import tokenize
from broadsheet.text.norms import choose_spellings
from broadsheet.timeline import select_events
from broadsheet.words.forms import mark_own
from broadsheet.words.parts import Tokens

MOST_COMPARED = 2_000  # articles compared sentence by sentence: about 200 MB of tokens
FIRST = 500  # articles in which the two that share most are looked for where no article is a copy
MANY = 2_000  # articles whose tokens take about 80 MB, in each of several processes at once
WORD_COLUMNS = ["word", "count", "articles", "is_stop"]
# What the names of speakers in the whole corpus are written into.
OF_SPEAKERS = ("article", "speaker", "speaker_kind", "speaker_rule", "speaker_score")
# What is kept of a frame beside its name, once it was asked for.
OF_FRAMES = ("articles", "_corrected_quotes", "_corrected_dates", "_corrected_events")
ARTICLE_COLUMNS = [
    name for name, column in FRAMES["articles"].columns.items() if not column.index
]


class ExtractedCorpus(Corpus):
    """A corpus whose frames stand in an extraction."""

    def __init__(
        self,
        extraction: Extraction,
        study: Study | None = None,
        corrections_path: Path | None = None,
    ) -> None:
        name = posixpath.basename(extraction.address.rstrip("/")) or extraction.address
        folder = Path(extraction.address)
        inputs = Origin(
            name,
            self._all_articles,
            extraction.fingerprint,
            folder.resolve() if folder.is_dir() else None,
        )
        super().__init__(inputs, study, corrections_path)
        self.extraction = extraction

    @cached_property
    def _stored(self) -> StoredFrames:
        return StoredFrames(self.extraction)

    def _read_passages(
        self,
        name: str,
        ids: Iterable[str] | None = None,
        columns: list[str] | None = None,
    ) -> pd.DataFrame:
        index = self.catalogue.index
        return self._stored.passages(name, index, ids, columns)

    def prepare(self, progress: Callable[[str], None] = lambda name: None) -> "Corpus":
        """Do nothing: the frames of an extraction are made already."""
        return self

    def let_go(self) -> None:
        """Let go of the frames that were read: they are read again where they are asked for."""
        for name in (*FRAME_NAMES, *OF_FRAMES):
            self.__dict__.pop(name, None)
        give_memory_back()

    def _all_articles(self) -> pd.DataFrame:
        return self._stored.articles(ARTICLE_COLUMNS)

    # The articles

    @cached_property
    def all_articles(self) -> pd.DataFrame:
        return self._all_articles()

    @cached_property
    def inventory(self) -> pd.DataFrame:
        return self._stored.articles(
            [name for name in ARTICLE_COLUMNS if name != "text"]
        )

    @property
    def characters(self) -> pd.Series:
        counts = []
        for path in self.extraction.files("articles"):
            texts = self.extraction.read(path, ["text"])["text"]
            counts.append(texts.str.len())
        return pd.concat(counts).set_axis(self.inventory.index)

    @cached_property
    def articles(self) -> pd.DataFrame:
        return self._chosen(self.all_articles)

    @cached_property
    def catalogue(self) -> pd.DataFrame:
        return self._chosen(self.inventory)

    def texts(self, ids: Iterable[str]) -> pd.DataFrame:
        wanted = list(ids)
        rows = []
        for partition in self._stored.partitions_of(wanted):
            articles = self._stored.articles(ARTICLE_COLUMNS, [partition])
            articles.attrs = {}
            rows.append(articles[articles.index.isin(wanted)])
        texts = pd.concat(rows)
        return texts.astype({"outlet": "category"})

    # The frames

    @cached_property
    def passages(self) -> pd.DataFrame:
        return self._read_passages("passages")

    def part_of(
        self,
        name: str,
        ids: Iterable[str] | None = None,
        columns: list[str] | None = None,
    ) -> pd.DataFrame:
        if any(self.study_corrections.change(each) for each in (name, "people")):
            return super().part_of(name, ids, columns)
        if name == "quotes":
            rows = self._read_quotes(ids, columns)
        else:
            rows = self._read_passages(name, ids, columns)
        if columns is not None:
            return rows[columns]
        return rows if name == "passages" else rows.assign(corrected=False)

    @cached_property
    def tokens(self) -> pd.DataFrame:
        if len(self.catalogue) > MANY:
            warnings.warn(
                f"All tokens of {len(self.catalogue):,} articles take about 40 KB an article: "
                "use corpus.token_parts, which the functions of words take too.",
                ResourceWarning,
                stacklevel=2,
            )
        if self.extraction.has("tokens"):
            return without_names(self._read_passages("tokens"))
        return tokenize(self.articles)

    @property
    def shared_frames(self) -> tuple[str, ...]:
        return ()

    @property
    def token_parts(self) -> Tokens:
        """The tokens in parts where there are many and they were written; else all of them."""
        is_many = len(self.catalogue) > MANY
        if is_many and self.extraction.has("tokens"):
            return self._stored_tokens
        return self.tokens

    @cached_property
    def _stored_tokens(self) -> StoredTokens:
        """The tokens of each partition that has articles to analyse."""
        parts = self._stored.parts(self.catalogue.index)

        def tokens(key: str) -> bytes:
            return self.extraction.content(f"tokens/part-{key}.parquet")

        def frame(name: str, key: str) -> pd.DataFrame:
            return self.extraction.frame(name, partitions=[key])

        def every() -> Iterator[pd.DataFrame]:
            for part in parts:
                yield tokens_of_table(tokens(part.key), part.ids)

        return StoredTokens(self.catalogue.index, every, parts, tokens, frame)

    def common_words(self, most: int) -> pd.DataFrame:
        """Return the commonest words but function words, from the sums of the extraction."""
        own = self.study.stop_words
        frames = []
        for path in self.extraction.files("words"):
            frames.append(
                _commonest(self.extraction.read(path, WORD_COLUMNS), own, most)
            )
        counts = pd.concat(frames, ignore_index=True)
        counts = counts.sort_values(["count", "word"], ascending=[False, True])
        counts = counts.head(most).reset_index(drop=True)
        return counts.assign(form=self._spelled(counts["word"]))

    def _spelled(self, words: pd.Series) -> pd.Series:
        """Return words as they are written most often."""
        wanted = set(words)
        rows = []
        for path in self.extraction.files("spellings"):
            spellings = self.extraction.read(path).drop(columns="partition")
            rows.append(spellings[spellings["norm"].isin(wanted)])
        every = pd.concat(rows)
        added = every.groupby(["norm", "written"], as_index=False).sum()
        return words.map(choose_spellings(added)).fillna(words)

    @cached_property
    def names(self) -> pd.DataFrame:
        """Every mention of a person, a body or a place, without the rows of the tokens that it has."""
        return self._read_passages("names")

    def _found_quotes(self) -> pd.DataFrame:
        return self._read_quotes()

    def _read_quotes(
        self, ids: Iterable[str] | None = None, columns: list[str] | None = None
    ) -> pd.DataFrame:
        """Return quotations, with at least these columns."""
        if columns is not None:
            columns = list(dict.fromkeys([*columns, *OF_SPEAKERS]))
        return self._with_speakers_of_all(self._read_passages("quotes", ids, columns))

    def _with_speakers_of_all(self, quotes: pd.DataFrame) -> pd.DataFrame:
        """Name speakers as the whole corpus does, everywhere or in the articles where that was shown."""
        renamed = self.extraction.frame("speakers")
        if not len(renamed):
            return quotes
        everywhere = renamed["partition"].eq("")
        keys = ["speaker", "speaker_kind"]
        quotes = with_new_names(quotes, renamed[everywhere], keys)
        here = renamed[~everywhere]
        if not len(here):
            return quotes
        here = here.assign(article=self._stored.named(here))
        return with_new_names(quotes, here, ["article", *keys])

    def _found_people(self) -> pd.DataFrame:
        rows = self.extraction.frame("people")
        rows = rows.sort_values(
            ["quotations", "words", "speaker"],
            ascending=[False, False, True],
            ignore_index=True,
        )
        return rows.astype(
            {"speaker_kind": FRAMES["people"].columns["speaker_kind"].dtype}
        )

    def _found_dates(self) -> pd.DataFrame:
        return self._read_passages("dates")

    def _found_events(self) -> pd.DataFrame:
        events = self._read_passages("events")
        events = events.sort_values(
            ["earliest", "latest", "article", "start"], ignore_index=True
        )
        for name, column in FRAMES["events"].columns.items():
            if column.type == "passages" and name in events:
                events[name] = self._stored.named_passages(events[name])
        events = select_events(events, **self.timeline_questions())
        events.insert(0, "event", pd.RangeIndex(len(events)).astype("int32"))
        return events

    def _found_copies(self) -> pd.DataFrame:
        copies = self.extraction.frame("copies")
        for side in ("a", "b"):
            keys = copies[[f"partition_{side}", f"article_{side}"]]
            keys = keys.set_axis(["partition", "article"], axis=1)
            ids = self._stored.named(keys)
            copies[f"article_{side}"] = pd.Categorical(ids, self.catalogue.index)
        copies["contained"] = copies[["containment_a", "containment_b"]].max(axis=1)
        copies = copies.sort_values(
            ["contained", "shared", "article_a", "article_b"],
            ascending=[False, False, True, True],
        )
        return copies.drop(
            columns=["partition_a", "partition_b", "contained"]
        ).reset_index(drop=True)

    @cached_property
    def compared(self) -> pd.DataFrame:
        """The articles that may be copies, with their text; where there is none, the first of all.

        Of very many, those that share most.
        """
        pairs = self.copies[["article_a", "article_b"]].astype("str").to_numpy()
        names = list(dict.fromkeys(pairs.ravel().tolist()))[:MOST_COMPARED]
        return self._chosen(self.texts(names or self.catalogue.index[:FIRST]))

    @cached_property
    def _tokens_of_compared(self) -> pd.DataFrame:
        return tokenize(self.compared)

    def _compared_tokens(self) -> pd.DataFrame:
        return self._tokens_of_compared

    def _found_clusters(self) -> pd.DataFrame:
        return self._make_clusters(self.copies)

    def _make_clusters(self, copies: pd.DataFrame) -> pd.DataFrame:
        articles = self.catalogue.join(self.compared["text"])
        clusters = copy_clusters(copies, articles, self._tokens_of_compared)
        if len(self.compared) == MOST_COMPARED:
            clusters.attrs["notes"] = [
                f"The {MOST_COMPARED:,} articles that share most are compared sentence by sentence."
            ]
        return clusters

    def _found_overlaps(self) -> pd.DataFrame:
        tokens = self._tokens_of_compared
        quotes = self.part_of("quotes", self.compared.index)
        return compare_outlets(self.compared, tokens, quotes=quotes)

    def _chosen(self, articles: pd.DataFrame) -> pd.DataFrame:
        kept = articles[articles.index.isin(self._stored.analysed)]
        return kept.assign(outlet=kept["outlet"].cat.remove_unused_categories())


def _commonest(rows: pd.DataFrame, own: Sequence[str], most: int) -> pd.DataFrame:
    """Add up the counts of outlets, and return the commonest words but function words."""
    ways = {"count": "sum", "articles": "sum", "is_stop": "max"}
    counts = rows.groupby("word", as_index=False).agg(ways)
    words = counts["word"].to_numpy(dtype=object)
    is_stop = mark_own(words, counts["is_stop"].to_numpy(), own)
    return counts[~is_stop].nlargest(most, "count", keep="all")
