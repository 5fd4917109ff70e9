"""Frames that `broadsheet extract` wrote, read as far as they are asked for."""

import io
import json
import posixpath
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from broadsheet.corpus.corpus import Corpus, Inputs
from broadsheet.corpus.stored_tokens import (
    IN_ORDER,
    Part,
    StoredTokens,
    tokens_of_table,
    without_names,
)
from broadsheet.errors import BroadsheetError, Skipped
from broadsheet.frames import FRAMES
from broadsheet.outlets import compare_outlets, copy_clusters
from broadsheet.store.folder import Folder, digest
from broadsheet.store.manifest import UNFINISHED, Manifest, read_manifest
from broadsheet.study import Study
from broadsheet.text import tokenize
from broadsheet.text.norms import choose_spellings
from broadsheet.timeline import select_events
from broadsheet.words.forms import mark_own
from broadsheet.words.parts import Tokens

PLACE = ["partition", "article", "start", "end"]
MOST_COMPARED = 2_000  # articles compared sentence by sentence: about 200 MB of tokens
FIRST = 500  # articles in which the two that share most are looked for where no article is a copy
MANY = 2_000  # articles whose tokens take about 80 MB, in each of several processes at once
WORD_COLUMNS = ["word", "count", "articles", "is_stop"]
ARTICLE_COLUMNS = [
    name for name, column in FRAMES["articles"].columns.items() if not column.index
]


@dataclass(frozen=True)
class Extraction:
    """A folder of extracted frames, here or at any address that fsspec knows."""

    output: Folder
    manifest: Manifest

    @property
    def address(self) -> str:
        """Where it is."""
        return self.output.address

    def has(self, name: str) -> bool:
        """Say whether the extraction has this frame."""
        return bool(self.files(name))

    def files(self, name: str, partitions: Iterable[str] | None = None) -> list[str]:
        """Return the files of a frame, in the order of the corpus."""
        files = self.manifest.files
        wanted = self.manifest.partitions if partitions is None else list(partitions)
        of_partitions = [f"{name}/part-{key}.parquet" for key in wanted]
        own = [file for file in of_partitions if file in files]
        if own or partitions is not None:
            return own
        return [file for file in files if file.startswith(f"{name}/")]

    def frame(
        self,
        name: str,
        columns: list[str] | None = None,
        partitions: Iterable[str] | None = None,
    ) -> pd.DataFrame:
        """Return columns of a frame as it was written, of all partitions or of these."""
        paths = self.files(name, partitions)
        if not paths:
            raise BroadsheetError(
                f"{self.address} has no {name}: extract it again with this version."
            )
        parts = [self.read(path, columns) for path in paths]
        filled = [part for part in parts if len(part)]
        return pd.concat(filled or parts[:1], ignore_index=True)

    def read(self, path: str, columns: list[str] | None = None) -> pd.DataFrame:
        """Read columns of a file if it is as it was written."""
        return pd.read_parquet(io.BytesIO(self.content(path)), columns=columns)

    def content(self, path: str) -> bytes:
        """Return the content of a file if it is as it was written."""
        try:
            content = self.output.read(path)
        except OSError:
            content = b""
        if digest(content) != self.manifest.files[path]:
            raise BroadsheetError(
                f"{path} in {self.address} is missing or was changed: "
                "run the same `broadsheet extract` again."
            )
        return content

    def fingerprint(self) -> str:
        """Return a fingerprint of what was written."""
        return digest(
            *(
                f"{name} {checksum}"
                for name, checksum in sorted(self.manifest.files.items())
            )
        )


def find_extraction(address: str) -> Extraction | None:
    """Return the extraction at an address, or None where nothing was extracted.

    Raises:
        BroadsheetError: where an extraction was begun and not finished.
    """
    try:
        import fsspec  # noqa: F401 - without it nothing can have been extracted
    except ImportError:
        return None
    output = Folder(address)
    if output.has(UNFINISHED) or output.has("manifest.jsonl"):
        raise BroadsheetError(
            f"{address} is not finished: run the same `broadsheet extract` again."
        )
    manifest = read_manifest(output)
    return Extraction(output, manifest) if manifest else None


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
        inputs = Inputs(
            name,
            self._all_articles,
            extraction.fingerprint,
            folder.resolve() if folder.is_dir() else None,
        )
        super().__init__(inputs, study, corrections_path)
        self.extraction = extraction

    def prepare(self, progress: Callable[[str], None] = lambda name: None) -> "Corpus":
        """Do nothing: the frames of an extraction are made already."""
        return self

    def _all_articles(self) -> pd.DataFrame:
        return self._read_articles(ARTICLE_COLUMNS)

    # The articles

    @cached_property
    def all_articles(self) -> pd.DataFrame:
        return self._all_articles()

    @cached_property
    def inventory(self) -> pd.DataFrame:
        return self._read_articles([name for name in ARTICLE_COLUMNS if name != "text"])

    @cached_property
    def articles(self) -> pd.DataFrame:
        return self._chosen(self.all_articles)

    @cached_property
    def catalogue(self) -> pd.DataFrame:
        return self._chosen(self.inventory)

    def texts(self, ids: Iterable[str]) -> pd.DataFrame:
        wanted = list(ids)
        partitions = (
            self._ids.index[self._ids.isin(wanted)]
            .get_level_values("partition")
            .unique()
        )
        if not len(partitions):
            partitions = [self._ids.index[0][0]]
        rows = self._read_articles(ARTICLE_COLUMNS, partitions)
        return rows[rows.index.isin(wanted)]

    # The frames

    @cached_property
    def passages(self) -> pd.DataFrame:
        return self._read_passages("passages")

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
        parts = []
        analysed = set(self.catalogue.index)
        for key, ids in self._ids.groupby(level="partition", sort=False):
            names = zip(ids.index.get_level_values("article"), ids, strict=True)
            own = {
                name: name_here for name, name_here in names if name_here in analysed
            }
            if own:
                parts.append(Part(str(key), own))
        place = {key: n for n, key in enumerate(self.extraction.manifest.partitions)}
        parts.sort(key=lambda part: place[part.key])

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
        added = pd.concat(rows).groupby(["norm", "written"], as_index=False).sum()
        return words.map(choose_spellings(added)).fillna(words)

    @cached_property
    def names(self) -> pd.DataFrame:
        """Every mention of a person, a body or a place, without the rows of the tokens that it has."""
        return self._read_passages("names")

    def _found_quotes(self) -> pd.DataFrame:
        quotes = self._read_passages("quotes")
        quotes["pieces"] = [
            [[int(offset) for offset in piece] for piece in row]
            for row in quotes["pieces"]
        ]
        return self._with_speakers_of_all(quotes)

    def _with_speakers_of_all(self, quotes: pd.DataFrame) -> pd.DataFrame:
        """Name speakers as the whole corpus does, everywhere or in the articles where that was shown."""
        renamed = self.extraction.frame("speakers")
        if not len(renamed):
            return quotes
        everywhere = renamed["partition"].eq("")
        keys = ["speaker", "speaker_kind"]
        quotes = _renamed(quotes, renamed[everywhere], keys)
        here = renamed[~everywhere]
        if not len(here):
            return quotes
        here = here.assign(article=self._named(here))
        return _renamed(quotes, here, ["article", *keys])

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
            if column.type == "strings" and name in events:
                events[name] = pd.Series(list(map(list, events[name])), dtype="object")
            if column.type == "passages" and name in events:
                events[name] = self._named_passages(events[name])
        events = select_events(events, **self.timeline_questions())
        events.insert(0, "event", pd.RangeIndex(len(events)).astype("int32"))
        return events

    def _named_passages(self, cells: Sequence[Any]) -> list[list[tuple[str, int, int]]]:
        """Return passages with the ids that articles have here, in place of partition and id."""
        keys = pd.DataFrame(
            [passage for cell in cells for passage in cell], columns=PLACE
        )
        named = iter(
            zip(
                self._named(keys),
                keys["start"].tolist(),
                keys["end"].tolist(),
                strict=True,
            )
        )
        return [[next(named) for _ in cell] for cell in cells]

    def _found_copies(self) -> pd.DataFrame:
        copies = self.extraction.frame("copies")
        for side in ("a", "b"):
            keys = copies[[f"partition_{side}", f"article_{side}"]].set_axis(
                ["partition", "article"], axis=1
            )
            copies[f"article_{side}"] = pd.Categorical(
                self._named(keys), self.catalogue.index
            )
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
        return compare_outlets(self.compared, tokens, quotes=self.quotes)

    # Reading

    @cached_property
    def _ids(self) -> pd.Series:
        """Ids are unique in a partition; here each article has one of its own, by partition and that id."""
        ids = self.extraction.frame("articles", ["partition", "article"])
        names = ids["article"].tolist()
        if not ids["article"].is_unique:
            names = _made_unique(names)
        return pd.Series(names, pd.MultiIndex.from_frame(ids), dtype="str")

    @cached_property
    def _analysed(self) -> pd.Index:
        """The ids of the articles that were analysed."""
        rows = self.extraction.frame("articles", ["partition", "article", "analysed"])
        return self._named(rows[rows["analysed"].to_numpy()])

    def _chosen(self, articles: pd.DataFrame) -> pd.DataFrame:
        kept = articles[articles.index.isin(self._analysed)]
        return kept.assign(outlet=kept["outlet"].cat.remove_unused_categories())

    def _named(self, rows: pd.DataFrame) -> pd.Index:
        """Return the id of the article of each row, which names it by partition and id."""
        if self._ids.index.get_level_values("article").is_unique:
            return pd.Index(rows["article"], dtype="str")
        keys = pd.MultiIndex.from_frame(rows[["partition", "article"]])
        return pd.Index(self._ids.reindex(keys), dtype="str")

    def _read_articles(
        self, columns: list[str], partitions: Iterable[str] | None = None
    ) -> pd.DataFrame:
        articles = self.extraction.frame(
            "articles", ["partition", "article", *columns, "more"], partitions
        )
        articles.index = self._named(articles).rename("article")
        more = articles["more"]
        articles = articles.drop(columns=["partition", "article", "more"]).astype(
            {"outlet": "category"}
        )
        if more.ne("{}").any():
            own = [json.loads(cell) for cell in more]
            articles = articles.join(pd.DataFrame(own, index=articles.index))
        skipped = self.extraction.frame("skipped").drop(columns="partition")
        articles.attrs = {
            "skipped": Skipped.of(skipped.to_dict("records")),
            "notes": list(self.extraction.manifest.notes),
        }
        return articles

    def _read_passages(
        self, name: str, partitions: Iterable[str] | None = None
    ) -> pd.DataFrame:
        """Return a frame of passages with the types that it was made with."""
        rows = self.extraction.frame(name, partitions=partitions)
        rows["article"] = pd.Categorical(self._named(rows), self.catalogue.index)
        rows = rows.drop(columns="partition")
        types: dict[str, Any] = {}
        for label, column in FRAMES[name].columns.items():
            if label not in rows or label == "article" or column.dtype == "object":
                continue
            if label in IN_ORDER:
                rows[label] = pd.Categorical.from_codes(*pd.factorize(rows[label]))
            else:
                types[label] = column.dtype
        return rows.astype(types)


def _commonest(rows: pd.DataFrame, own: Sequence[str], most: int) -> pd.DataFrame:
    """Add up the counts of outlets, and return the commonest words but function words."""
    ways = {"count": "sum", "articles": "sum", "is_stop": "max"}
    counts = rows.groupby("word", as_index=False).agg(ways)
    words = counts["word"].to_numpy(dtype=object)
    is_stop = mark_own(words, counts["is_stop"].to_numpy(), own)
    return counts[~is_stop].nlargest(most, "count", keep="all")


def _made_unique(names: list[str]) -> list[str]:
    """Give every name but the first of its kind a number that no other has.

    >>> _made_unique(["one", "two", "one"])
    ['one', 'two', 'one-1']
    """
    taken: set[str] = set()
    unique = []
    for name in names:
        candidate, number = name, 0
        while candidate in taken:
            number += 1
            candidate = f"{name}-{number}"
        taken.add(candidate)
        unique.append(candidate)
    return unique


def _renamed(
    quotes: pd.DataFrame, renamed: pd.DataFrame, keys: list[str]
) -> pd.DataFrame:
    """Return quotations with the names of `renamed`; its rule and score too, where it is of one article."""
    index = pd.MultiIndex.from_frame(renamed[keys].astype("str"))
    wanted = pd.MultiIndex.from_frame(quotes[keys].astype("str"))
    row = index.get_indexer(wanted)
    is_renamed = row >= 0
    chosen = renamed.iloc[row[is_renamed]]
    speaker = quotes["speaker"].to_numpy(object, copy=True)
    speaker[is_renamed] = chosen["name"]
    quotes = quotes.assign(speaker=pd.array(speaker, dtype="str"))
    if "article" in keys:
        rule = quotes["speaker_rule"].to_numpy(object, copy=True)
        rule[is_renamed] = chosen["rule"]
        score = quotes["speaker_score"].to_numpy(float, copy=True)
        score[is_renamed] = chosen["score"]
        quotes = quotes.assign(speaker_rule=pd.Categorical(rule), speaker_score=score)
    return quotes
