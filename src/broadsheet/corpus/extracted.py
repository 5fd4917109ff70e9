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
from broadsheet.errors import BroadsheetError, Skipped
from broadsheet.frames import FRAMES
from broadsheet.outlets import compare_outlets, copy_clusters
from broadsheet.store.folder import Folder, digest
from broadsheet.store.manifest import UNFINISHED, Manifest, read_manifest
from broadsheet.study import Study
from broadsheet.text import tokenize
from broadsheet.timeline import select_events
from broadsheet.words.parts import TokenParts, Tokens

PLACE = ["partition", "article", "start", "end"]
FIRST = 500  # articles in which the two that share most are looked for where no article is a copy
MANY = 5_000  # articles whose tokens take more memory than a small machine has to spare
IN_ORDER = (
    "token",
    "norm",
    "lemma",
)  # categories in the order of their first occurrence
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
        return bool(self._files(name))

    def _files(self, name: str, partitions: Iterable[str] | None = None) -> list[str]:
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
        paths = self._files(name, partitions)
        if not paths:
            raise BroadsheetError(
                f"{self.address} has no {name}: extract it again with this version."
            )
        parts = [self._read(path, columns) for path in paths]
        filled = [part for part in parts if len(part)]
        return pd.concat(filled or parts[:1], ignore_index=True)

    def _read(self, path: str, columns: list[str] | None) -> pd.DataFrame:
        """Read a file if it is as it was written."""
        try:
            content = self.output.read(path)
        except OSError:
            content = b""
        if digest(content) != self.manifest.files[path]:
            raise BroadsheetError(
                f"{path} in {self.address} is missing or was changed: "
                "run the same `broadsheet extract` again."
            )
        return pd.read_parquet(io.BytesIO(content), columns=columns)

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
            return self._read_passages("tokens")
        return tokenize(self.articles)

    @property
    def shared_frames(self) -> tuple[str, ...]:
        return ()

    @property
    def token_parts(self) -> Tokens:
        """The tokens in parts where there are many and they were written; else all of them."""
        is_many = len(self.catalogue) > MANY
        if is_many and self.extraction.has("tokens"):
            return TokenParts(self.catalogue.index, self._token_parts)
        return self.tokens

    def _token_parts(self) -> Iterator[pd.DataFrame]:
        """Yield the tokens of each partition that has articles to analyse."""
        ids = self.catalogue.index
        partition = self._ids.index.get_level_values("partition")
        for key in self.extraction.manifest.partitions:
            own = ids[ids.isin(self._ids[partition == key])]
            if len(own):
                tokens = self._read_passages("tokens", [key])
                names = tokens["article"].astype("str")
                yield tokens.assign(article=pd.Categorical(names, own))

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
        """The articles that may be copies, with their text; where there is none, the first of all."""
        names = {*self.copies["article_a"], *self.copies["article_b"]}
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
        return copy_clusters(copies, articles, self._tokens_of_compared)

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
