"""A corpus and its frames, each made, or read from where `extract` wrote it, when it is first asked for."""

import json
import posixpath
from functools import cached_property

import pandas as pd

import broadsheet as bs
from broadsheet.articles.read import COLUMNS
from broadsheet.errors import BroadsheetError, Skipped
from broadsheet.text import PARTS
from broadsheet.text.tagging import TAGS

KINDS = {
    "part": PARTS,
    "pos": TAGS,
    "kind": ["direct", "indirect", "mixed"],
    "speaker_kind": ["person", "organisation", "group", "unnamed"],
    "type": ["DATE", "TIME", "DURATION", "SET"],
}
REPEATED = ["rule", "precision", "certainty"]
PLACE = ["partition", "article", "start", "end"]
FIRST = 500  # articles in which the two that share most are looked for where no article is a copy
IN_ORDER = ["token", "norm", "lemma"]  # of their first occurrence


def open_corpus(path="data") -> "Corpus":
    """The articles at `path`, or what `broadsheet extract` wrote there, with their frames as attributes.

    `articles`, `inventory` (the same without `text`), `english` (those that the analyses can read),
    `catalogue` (the same without `text`), `passages`, `tokens`, `quotes`, `people`, `dates`, `events`,
    `copies`, `clusters` and `overlaps` are what the functions give. Each is made when it is first asked for,
    from a folder of extracted frames by reading the columns and partitions that hold it; what was not written
    there (`tokens` without ``--tokens``) is made from its articles. `read(names)` gives single articles with
    their text.

    >>> corpus = open_corpus("data")
    >>> len(corpus.articles), len(corpus.quotes) > 10
    (2, True)
    """
    fs, base = _place(path)
    if fs is None or not fs.exists(posixpath.join(base, "manifest.jsonl")):
        return Corpus(path)
    if not fs.exists(posixpath.join(base, "joined")):
        raise BroadsheetError(f"{path} is not finished: run the same `broadsheet extract` again.")
    return Extracted(path, fs, base)


def _place(path) -> tuple:
    """The file system and the folder of an address; none without fsspec, where nothing was extracted."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        return None, ""
    return url_to_fs(str(path))


class Corpus:
    """Articles as files, and the frames that are made of them."""

    def __init__(self, path):
        self.path = path

    @cached_property
    def articles(self) -> pd.DataFrame:
        return bs.read_articles(self.path)

    @cached_property
    def inventory(self) -> pd.DataFrame:
        return self.articles.drop(columns="text")

    @cached_property
    def english(self) -> pd.DataFrame:
        return bs.in_english(self.articles)

    @cached_property
    def catalogue(self) -> pd.DataFrame:
        return bs.in_english(self.inventory)

    def read(self, names) -> pd.DataFrame:
        """These articles, with their text, in the order of the corpus."""
        return self.english[self.english.index.isin(list(names))]

    @cached_property
    def tokens(self) -> pd.DataFrame:
        return bs.tokenize(self.english)

    @cached_property
    def passages(self) -> pd.DataFrame:
        return bs.split_passages(self.english, self.tokens)

    @cached_property
    def quotes(self) -> pd.DataFrame:
        return bs.find_quotes(self.english, self.tokens)

    @cached_property
    def people(self) -> pd.DataFrame:
        return bs.people(self.quotes, self.catalogue)

    @cached_property
    def dates(self) -> pd.DataFrame:
        return bs.find_dates(self.english, self.tokens)

    @cached_property
    def events(self) -> pd.DataFrame:
        return bs.build_timeline(self.english, self.tokens, self.dates)

    @cached_property
    def copies(self) -> pd.DataFrame:
        return bs.find_copies(self.english, self.tokens)

    @cached_property
    def clusters(self) -> pd.DataFrame:
        return bs.copy_clusters(self.copies, self.english, self.tokens)

    @property
    def compared(self) -> pd.DataFrame:
        """The articles, with their text, that `overlaps` compares."""
        return self.english

    @cached_property
    def overlaps(self) -> pd.DataFrame:
        return bs.compare_outlets(self.compared, self.tokens, quotes=self.quotes)


class Extracted(Corpus):
    """Frames that `extract` wrote, read as far as they are asked for."""

    def __init__(self, path, fs, base: str):
        super().__init__(path)
        self.fs, self.base = fs, base

    def frame(self, name: str, columns: list[str] | None = None, parts=None) -> pd.DataFrame:
        """Columns of a frame as it was written, of all partitions or of these."""
        paths = sorted(self.fs.glob(posixpath.join(self.base, name, "part-*.parquet")))
        wanted = None if parts is None else {f"part-{part:05}.parquet" for part in parts}
        paths = [path for path in paths if wanted is None or posixpath.basename(path) in wanted]
        if not paths:
            raise BroadsheetError(f"{self.path} has no {name}: extract it again with this version.")
        found = []
        for path in paths:
            with self.fs.open(path, "rb") as file:
                found.append(pd.read_parquet(file, columns=columns))
        return pd.concat(found, ignore_index=True)

    def written(self, name: str) -> bool:
        return self.fs.exists(posixpath.join(self.base, name))

    @cached_property
    def articles(self) -> pd.DataFrame:
        return self._articles(COLUMNS)

    @cached_property
    def inventory(self) -> pd.DataFrame:
        return self._articles([name for name in COLUMNS if name != "text"])

    def read(self, names) -> pd.DataFrame:
        names = list(names)
        parts = self._ids.index[self._ids.isin(names)].get_level_values("partition").unique()
        found = self._articles(COLUMNS, parts if len(parts) else [self._ids.index[0][0]])
        return found[found.index.isin(names)]

    @cached_property
    def passages(self) -> pd.DataFrame:
        return self._read("passages")

    @cached_property
    def tokens(self) -> pd.DataFrame:
        return self._read("tokens") if self.written("tokens") else super().tokens

    @cached_property
    def quotes(self) -> pd.DataFrame:
        quotes = self._read("quotes")
        quotes["pieces"] = [[[int(at) for at in piece] for piece in row] for row in quotes["pieces"]]
        same = self.frame("speakers").itertuples(index=False, name=None)
        if same := {(speaker, kind): name for speaker, kind, name in same}:
            told = zip(quotes["speaker"], quotes["speaker_kind"].astype(object), strict=True)
            quotes["speaker"] = pd.array([same.get(who, who[0]) for who in told], dtype="str")
        return quotes

    @cached_property
    def people(self) -> pd.DataFrame:
        order = {"quotations": False, "words": False, "speaker": True}
        people = self.frame("people").sort_values(
            list(order), ascending=list(order.values()), ignore_index=True
        )
        return people.astype({"speaker_kind": pd.CategoricalDtype(KINDS["speaker_kind"])})

    @cached_property
    def events(self) -> pd.DataFrame:
        events = self._read("events").sort_values(
            ["earliest", "latest", "article", "start"], ignore_index=True
        )
        for name in ("outlets", "disagreements"):
            events[name] = pd.Series(list(map(list, events[name])), dtype="object")
        for column in ("passages", "disagreeing"):
            keys = pd.DataFrame([place for row in events[column] for place in row], columns=PLACE)
            names = iter(zip(self._named(keys), keys["start"].tolist(), keys["end"].tolist(), strict=True))
            events[column] = [[next(names) for _ in row] for row in events[column]]
        events.insert(0, "event", pd.RangeIndex(len(events)).astype("int32"))
        return events

    @cached_property
    def copies(self) -> pd.DataFrame:
        copies = self.frame("copies")
        for side in "ab":
            keys = copies[[f"partition_{side}", f"article_{side}"]].set_axis(["partition", "article"], axis=1)
            copies[f"article_{side}"] = pd.Categorical(self._named(keys), self.catalogue.index)
        contained = copies[["containment_a", "containment_b"]].max(axis=1)
        order = {"contained": False, "shared": False, "article_a": True, "article_b": True}
        copies = copies.assign(contained=contained).sort_values(list(order), ascending=list(order.values()))
        return copies.drop(columns=["partition_a", "partition_b", "contained"]).reset_index(drop=True)

    @cached_property
    def compared(self) -> pd.DataFrame:
        """The articles that may be copies, with their text; where there is none, the first of all."""
        names = {*self.copies["article_a"], *self.copies["article_b"]}
        return bs.in_english(self.read(names or self.catalogue.index[:FIRST]))

    @cached_property
    def _compared_tokens(self) -> pd.DataFrame:
        return bs.tokenize(self.compared)

    @cached_property
    def clusters(self) -> pd.DataFrame:
        articles = self.catalogue.join(self.compared["text"])
        return bs.copy_clusters(self.copies, articles, self._compared_tokens)

    @cached_property
    def overlaps(self) -> pd.DataFrame:
        return bs.compare_outlets(self.compared, self._compared_tokens, quotes=self.quotes)

    @cached_property
    def dates(self) -> pd.DataFrame:
        return self._read("dates")

    @cached_property
    def _ids(self) -> pd.Series:
        """Ids are unique in a partition; here each article has one of its own, by partition and that id."""
        ids = self.frame("articles", ["partition", "article"])
        names, taken = ids["article"].tolist(), set()
        if not ids["article"].is_unique:
            for place, name in enumerate(names):
                number = 0
                while names[place] in taken:
                    number += 1
                    names[place] = f"{name}-{number}"
                taken.add(names[place])
        index = pd.MultiIndex.from_frame(ids)
        return pd.Series(names, index, dtype="str")

    def _named(self, frame: pd.DataFrame) -> pd.Index:
        if len(self._ids.array) == len(set(self._ids.index.get_level_values("article"))):
            return pd.Index(frame["article"], dtype="str")
        return pd.Index(
            self._ids.reindex(pd.MultiIndex.from_frame(frame[["partition", "article"]])), dtype="str"
        )

    def _articles(self, columns: list[str], parts=None) -> pd.DataFrame:
        articles = self.frame("articles", ["partition", "article", *columns, "more"], parts)
        articles.index = self._named(articles).rename("article")
        if articles["more"].ne("{}").any():
            own = list(map(json.loads, articles["more"]))
            articles = articles.join(pd.DataFrame(own, index=articles.index))
        articles = articles.drop(columns=["partition", "article", "more"]).astype({"outlet": "category"})
        skipped = self.frame("skipped").drop(columns="partition")
        articles.attrs = {"skipped": Skipped.of(skipped.to_dict("records")), "notes": self._notes()}
        return articles

    def _notes(self) -> list[str]:
        done = sorted(self.fs.glob(posixpath.join(self.base, "done", "*.json")))
        return list(dict.fromkeys(note for path in done for note in json.loads(self.fs.cat(path))["notes"]))

    def _read(self, name: str, columns: list[str] | None = None) -> pd.DataFrame:
        """A frame of passages with the types that it was made with."""
        frame = self.frame(name, columns)
        frame["article"] = pd.Categorical(self._named(frame), self.catalogue.index)
        frame = frame.drop(columns="partition")
        times = frame.columns[frame.dtypes == "datetime64[ms]"]  # Parquet has no whole seconds
        frame = frame.astype(dict.fromkeys(times, "datetime64[s]"))
        for column in IN_ORDER:
            if column in frame:
                frame[column] = pd.Categorical.from_codes(*pd.factorize(frame[column]))
        known = {column: pd.CategoricalDtype(list(KINDS[column])) for column in KINDS if column in frame}
        return frame.astype(known | {column: "category" for column in REPEATED if column in frame})
