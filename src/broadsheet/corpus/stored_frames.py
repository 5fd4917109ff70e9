"""Frames of an extraction with the ids and the types that they have in a corpus."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from broadsheet.corpus.extraction import Extraction
from broadsheet.corpus.stored_tokens import IN_ORDER, Part
from broadsheet.frames import FRAMES
from broadsheet.skipped import Skipped

PLACE = ["partition", "article", "start", "end"]


@dataclass(frozen=True)
class StoredFrames:
    """The frames of an extraction, read when they are asked for.

    Ids are unique in a partition; here each article has one of its own, by partition and that id.
    """

    extraction: Extraction

    @cached_property
    def ids(self) -> pd.Series:
        """The id of each article, by its partition and its id there."""
        ids = self.extraction.frame("articles", ["partition", "article"])
        names = ids["article"].tolist()
        if not ids["article"].is_unique:
            names = _made_unique(names)
        return pd.Series(names, pd.MultiIndex.from_frame(ids), dtype="str")

    @cached_property
    def analysed(self) -> pd.Index:
        """The ids of the articles that were analysed."""
        rows = self.extraction.frame("articles", ["partition", "article", "analysed"])
        return self.named(rows[rows["analysed"].to_numpy()])

    def named(self, rows: pd.DataFrame) -> pd.Index:
        """Return the id of the article of each row, which names it by partition and id."""
        if self.ids.index.get_level_values("article").is_unique:
            return pd.Index(rows["article"], dtype="str")
        keys = pd.MultiIndex.from_frame(rows[["partition", "article"]])
        return pd.Index(self.ids.reindex(keys), dtype="str")

    def named_passages(self, cells: Sequence[Any]) -> list[list[tuple[str, int, int]]]:
        """Return passages with the ids that articles have here, in place of partition and id."""
        passages = [passage for cell in cells for passage in cell]
        keys = pd.DataFrame(passages, columns=PLACE)
        starts = keys["start"].tolist()
        ends = keys["end"].tolist()
        named = iter(zip(self.named(keys), starts, ends, strict=True))
        return [[next(named) for _ in cell] for cell in cells]

    def partitions_of(self, ids: Collection[str]) -> list[str]:
        """Return the partitions of these articles; the first one where there are no articles."""
        partitions = self.ids.index.get_level_values("partition")
        own = partitions[self.ids.isin(list(ids)).to_numpy()]
        if not len(own):
            own = partitions[:1]
        return list(own.unique())

    def parts(self, analysed: Iterable[str]) -> list[Part]:
        """Return the partitions that have articles to analyse, in the order of the corpus."""
        wanted = set(analysed)
        parts = {}
        for key, ids in self.ids.groupby(level="partition", sort=False):
            own = {}
            for name, name_here in zip(
                ids.index.get_level_values("article"), ids, strict=True
            ):
                if name_here in wanted:
                    own[name] = name_here
            if own:
                parts[str(key)] = Part(str(key), own)
        order = self.extraction.manifest.partitions
        return [parts[key] for key in order if key in parts]

    def articles(
        self, columns: list[str], partitions: Iterable[str] | None = None
    ) -> pd.DataFrame:
        """Return columns of the articles, and what more their sources said of them."""
        read = ["partition", "article", *columns, "more"]
        rows = self.extraction.frame("articles", read, partitions)
        rows.index = self.named(rows).rename("article")
        more = rows["more"]
        articles = rows.drop(columns=["partition", "article", "more"])
        articles = articles.astype({"outlet": "category"})
        if more.ne("{}").any():
            own = [json.loads(cell) for cell in more]
            articles = articles.join(pd.DataFrame(own, index=articles.index))
        skipped = self.extraction.frame("skipped").drop(columns="partition")
        articles.attrs = {
            "skipped": Skipped.of(skipped.to_dict("records")),
            "notes": list(self.extraction.manifest.notes),
        }
        return articles

    def passages(
        self,
        name: str,
        analysed: pd.Index,
        ids: Iterable[str] | None = None,
        columns: list[str] | None = None,
    ) -> pd.DataFrame:
        """Return a frame of passages with the types that it was made with.

        Args:
            name: The frame.
            analysed: The articles that are analysed, which are the categories of the column `article`.
            ids: The articles whose rows are wanted; all without it.
            columns: The columns that are read beside the article; all of them without any.
        """
        if columns is not None:
            columns = list(dict.fromkeys(["partition", "article", *columns]))
        if ids is None:
            rows = self.extraction.frame(name, columns)
        else:
            rows = self._rows_of(name, list(ids), columns)
        rows["article"] = pd.Categorical(self.named(rows), analysed)
        rows = rows.drop(columns="partition")
        types: dict[str, Any] = {}
        for label, column in FRAMES[name].columns.items():
            if label not in rows or label == "article":
                continue
            if column.dtype == "object":
                continue
            if label in IN_ORDER:
                codes, values = pd.factorize(rows[label])
                rows[label] = pd.Categorical.from_codes(codes, values)
            else:
                types[label] = column.dtype
        return rows.astype(types)

    def _rows_of(
        self, name: str, ids: list[str], columns: list[str] | None
    ) -> pd.DataFrame:
        """Return the rows of some articles, of which no more than a partition's others are held meanwhile."""
        parts = []
        for partition in self.partitions_of(ids):
            rows = self.extraction.frame(name, columns, [partition])
            is_wanted = self.named(rows).isin(ids)
            parts.append(rows[is_wanted])
        filled = [part for part in parts if len(part)]
        return pd.concat(filled or parts[:1], ignore_index=True)


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


def with_new_names(
    quotes: pd.DataFrame, renamed: pd.DataFrame, keys: list[str]
) -> pd.DataFrame:
    """Return quotations with the names of `renamed`; its rule and score too, where it is of one article."""
    index = pd.MultiIndex.from_frame(renamed[keys].astype("str"))
    # Most names stay: only quotations of the others are looked up.
    candidates = np.flatnonzero(quotes["speaker"].isin(renamed["speaker"]))
    to_look_up = quotes[keys].iloc[candidates]
    wanted = pd.MultiIndex.from_frame(to_look_up.astype("str"))
    row = index.get_indexer(wanted)
    is_renamed = row >= 0
    rows = candidates[is_renamed]
    chosen = renamed.iloc[row[is_renamed]]
    speaker = quotes["speaker"].copy()
    speaker.iloc[rows] = chosen["name"].to_numpy()
    quotes = quotes.assign(speaker=speaker)
    if "article" in keys:
        rule = quotes["speaker_rule"].to_numpy(object, copy=True)
        rule[rows] = chosen["rule"]
        score = quotes["speaker_score"].to_numpy(float, copy=True)
        score[rows] = chosen["score"]
        quotes = quotes.assign(speaker_rule=pd.Categorical(rule), speaker_score=score)
    return quotes
