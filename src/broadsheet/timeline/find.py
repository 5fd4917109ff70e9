"""The sentences that say what happened on a day, each with its days and how sure it is.

A date is tied to the clause it stands in ("… last October when US agents arrested …"), since that clause, not
the whole sentence, says whether what it dates has happened, is planned, or is only said.
"""

import tomllib
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from broadsheet.text import sentence_starts, tokens_of
from broadsheet.timeline.days import PRECISIONS, precision

COLUMNS = [
    *("article", "outlet", "start", "end", "what", "earliest", "latest", "precision", "certainty"),
    *("expression", "dated", "place", "length", "gap", "published", "words", "strength", "figures"),
]
DAY = np.timedelta64(1, "D")
FINITE, NAME = ("VBD", "VBZ", "VBP", "MD"), ("NNP", "NNPS")
MOST_DATES = 12  # a sentence with more is a list of days, and tells nothing of any
NAMES = 1.5  # who is in it tells an event better than other words do
ASIDE, NEAR = 0.5, 12  # in another clause than the date, or so many words off, a word tells less of the day
LEAST_WORDS = 3  # fewer, besides the date, tell no event ("Updated July 15, 2018")
LEAD = 3  # an article's news stands in its first sentences


@cache
def language() -> dict[str, frozenset[str]]:
    """The word lists of language.toml."""
    text = (files("broadsheet.timeline") / "language.toml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text).items()}


def find_mentions(articles: pd.DataFrame, tokens: pd.DataFrame, dates: pd.DataFrame) -> pd.DataFrame:
    """Sentences of the body that tell something of a day, one row for each sentence and interval of it.

    A row holds all that `merge_mentions` needs, so that mentions of separately read parts of a corpus can be
    written down and merged later.

    Columns: `article`, `outlet`, `start`, `end` (of the sentence), `what` (its words), `earliest`, `latest`
    (datetime64[s], half-open), `precision`, `certainty`, `expression` (the date as the text has it, "" where
    only the article's own day dates the sentence), `dated` (whether there is one), `place` (number of the
    sentence among those of the body), `length` (in tokens), `gap` (days from what is told to the telling, NaN
    where the article has no day), `words` (its content words, folded, without those of dates), `strength` (of
    each word: a name counts more, a word outside the date's clause less), `figures` ("12 villagers").

    >>> import broadsheet as bs
    >>> articles = bs.read_articles("data")
    >>> tokens = bs.tokenize(articles)
    >>> mentions = find_mentions(articles, tokens, bs.find_dates(articles, tokens))
    >>> mentions["expression"].tolist()[:3]
    ['Friday', '2007', 'last October']
    """
    tokens = tokens_of(articles, tokens)
    sentences = _body_sentences(tokens)
    words = _Words(tokens, dates)
    rows = _dated(words, dates, sentences)
    rows = pd.concat([rows, _undated_leads(articles, tokens, sentences, rows)], ignore_index=True)
    rows = rows.sort_values(["article", "first", "earliest", "latest"], ignore_index=True)
    places = rows[["first", "last", "begin", "stop"]].itertuples(index=False)
    told = [words.told(*(int(place) for place in row)) for row in places]
    told = pd.DataFrame(
        told, columns=["words", "strength", "figures", "tells"], index=rows.index, dtype=object
    )
    rows = rows.join(told)[told["tells"].astype(bool) & (told["words"].map(set).map(len) >= LEAST_WORDS)]
    return _with_articles(rows, articles)


def _with_articles(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The rows with their article's id and outlet, the sentence, and the days from told to telling."""
    number = rows["article"].to_numpy(dtype=int)
    day = articles["published"].to_numpy().astype("datetime64[s]")[number]
    later = rows["earliest"].to_numpy().astype("datetime64[s]") > day
    texts, ids = articles["text"].tolist(), articles.index.astype("str")
    outlets = articles["outlet"].astype("str").fillna("unknown").to_numpy(dtype=object)
    spans = zip(number.tolist(), rows["start"], rows["end"], strict=True)
    return rows.assign(
        article=pd.Categorical.from_codes(number, categories=ids),
        outlet=pd.Categorical(outlets[number]),
        what=pd.array([" ".join(texts[at][start:end].split()) for at, start, end in spans], dtype="str"),
        gap=(day + DAY - rows["latest"].to_numpy().astype("datetime64[s]")) / DAY,
        published=day,
        certainty=rows["certainty"].where(~later, "planned"),
        length=rows["last"] - rows["first"],
    )[COLUMNS].reset_index(drop=True)


def _body_sentences(tokens: pd.DataFrame) -> pd.DataFrame:
    """One row a sentence of the body: article, first, last, start, end, place."""
    first = sentence_starts(tokens)
    last = np.append(first[1:], len(tokens))[: len(first)]
    body = (tokens["part"].to_numpy() == "body")[first] if len(first) else np.zeros(0, dtype=bool)
    first, last = first[body], last[body]
    article = tokens["article"].cat.codes.to_numpy()[first].astype(np.int64)
    return pd.DataFrame(
        {
            "article": article,
            "first": first,
            "last": last,
            "start": tokens["start"].to_numpy()[first],
            "end": tokens["end"].to_numpy()[last - 1],
            "place": np.arange(len(first)) - np.searchsorted(article, article),
        }
    )


def _dated(words: "_Words", dates: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Sentences with a date in them, but for dates that date nothing."""
    dates = dates[dates["type"].isin(["DATE", "TIME"]) & dates["earliest"].notna() & dates["latest"].notna()]
    span = (dates["latest"] - dates["earliest"]) / np.timedelta64(1, "D")
    dates = dates[(span <= PRECISIONS["year"]).to_numpy()]
    at, after = words.rows(dates)
    home = np.searchsorted(sentences["first"].to_numpy(), at, side="right") - 1
    firsts, lasts = sentences["first"].to_numpy(), sentences["last"].to_numpy()
    earliest, latest = _days(dates)
    crowded = np.bincount(np.maximum(home, 0), minlength=len(sentences)) > 4 * MOST_DATES
    found = []
    columns = (at.tolist(), after.tolist(), home.tolist(), dates["value"].tolist(), dates["text"].tolist())
    for number, (row, follows, sentence, value, text) in enumerate(zip(*columns, strict=True)):
        if sentence < 0 or row >= lasts[sentence] or crowded[sentence]:
            continue
        first, last = int(firsts[sentence]), int(lasts[sentence])
        if words.only_names(row, follows, last, value):
            continue
        begin, stop = words.clause(row, first, last)
        told = (earliest[number], latest[number], text, words.certainty(begin, stop))
        found.append((sentence, *told, max(begin, row - NEAR), min(stop, follows + NEAR)))
    rows = pd.DataFrame(
        found, columns=["sentence", "earliest", "latest", "expression", "certainty", "begin", "stop"]
    )
    rows = rows.astype({"earliest": "datetime64[s]", "latest": "datetime64[s]"})
    rows = rows.drop_duplicates(["sentence", "earliest", "latest"])
    rows = _narrowest(rows[rows.groupby("sentence")["sentence"].transform("size") <= MOST_DATES])
    rows["precision"] = [
        precision(days) for days in (rows["latest"] - rows["earliest"]) / np.timedelta64(1, "D")
    ]
    rows["dated"] = True
    return rows.join(sentences, on="sentence").drop(columns="sentence")


def _days(dates: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Whole days: an hour is its day; the start, the middle and the end of an interval are thirds of it."""
    earliest = dates["earliest"].dt.floor("D").to_numpy().astype("datetime64[s]")
    latest = dates["latest"].dt.ceil("D").to_numpy().astype("datetime64[s]")
    third = ((latest - earliest) // 3).astype("timedelta64[D]")
    mod = np.where(third > np.timedelta64(0, "D"), dates["mod"].astype("object").fillna(""), "")
    begin = np.where(mod == "END", latest - third, np.where(mod == "MID", earliest + third, earliest))
    end = np.where(mod == "START", earliest + third, np.where(mod == "MID", latest - third, latest))
    return begin, end


def _narrowest(rows: pd.DataFrame) -> pd.DataFrame:
    """Of a sentence's intervals, those that hold none of its others ("on Friday … in October")."""
    pairs = rows.reset_index().merge(rows.reset_index(), on="sentence", suffixes=("", "_in"))
    holds = (
        (pairs["index"] != pairs["index_in"])
        & (pairs["earliest"] <= pairs["earliest_in"])
        & (pairs["latest"] >= pairs["latest_in"])
    )
    return rows.drop(index=pairs.loc[holds, "index"].unique())


def _undated_leads(articles, tokens, sentences, rows) -> pd.DataFrame:
    """First sentences without a date, in the past tense: the article's own day dates them."""
    leads = sentences[(sentences["place"] < LEAD) & ~sentences["first"].isin(rows["first"])]
    published = articles["published"].dt.floor("D").to_numpy().astype("datetime64[s]")[leads["article"]]
    past = tokens["pos"].cat.categories.get_indexer(["VBD"])[0]
    is_past = np.append(0, np.cumsum(tokens["pos"].cat.codes.to_numpy() == past))
    quoted = tokens["pos"].cat.categories.get_indexer(["``"])[0]
    is_quoted = np.append(0, np.cumsum(tokens["pos"].cat.codes.to_numpy() == quoted))
    first, last = leads["first"].to_numpy(), leads["last"].to_numpy()
    tells = (is_past[last] > is_past[first]) & (is_quoted[last] == is_quoted[first]) & ~np.isnat(published)
    return leads[tells].assign(
        earliest=published[tells],
        latest=published[tells] + np.timedelta64(1, "D"),
        certainty="happened",
        precision="day",
        dated=False,
        expression="",
        begin=first[tells],
        stop=last[tells],
    )


class _Words:
    """The tokens as arrays, for looking at the few around a date."""

    def __init__(self, tokens: pd.DataFrame, dates: pd.DataFrame) -> None:
        self.norms = tokens["norm"].cat.categories.tolist()
        self.lemmas = [lemma.lower() for lemma in tokens["lemma"].cat.categories]
        self.tags = tokens["pos"].cat.categories.tolist()
        self.norm, self.lemma = tokens["norm"].cat.codes.to_numpy(), tokens["lemma"].cat.codes.to_numpy()
        self.pos = tokens["pos"].cat.codes.to_numpy()
        self.ids = tokens["article"].cat.categories
        # articles and offsets as one number each, so that a place is found by bisection
        self.width = int(tokens["end"].max()) + 1 if len(tokens) else 1
        self.places = (
            tokens["article"].cat.codes.to_numpy().astype(np.int64) * self.width + tokens["start"].to_numpy()
        )
        begins, ends = self.rows(dates)
        of_dates = np.zeros(len(tokens) + 1, dtype=int)
        np.add.at(of_dates, begins, 1)
        np.add.at(of_dates, ends, -1)
        self.of_dates = np.cumsum(of_dates)[:-1] > 0
        self.content = (tokens["is_word"] & ~tokens["is_stop"]).to_numpy() & ~self.of_dates

    def rows(self, dates: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        """The first token of each date, and the first after it."""
        article = self.ids.get_indexer(dates["article"].astype(str)).astype(np.int64)
        start, end = (
            np.searchsorted(self.places, article * self.width + dates[name].to_numpy())
            for name in ("start", "end")
        )
        return start, end

    def told(self, first: int, last: int, begin: int, stop: int) -> tuple[list, list, list, bool]:
        """A sentence's content words, their strength, its figures, and whether it does more than name."""
        words, strength, figures, tells = [], [], [], False
        for at in range(first, last):
            tag = self.tags[self.pos[at]]
            if self.content[at]:
                words.append(self.norms[self.norm[at]])
                tells = tells or (tag not in NAME and words[-1] not in language()["stamp_words"])
                strength.append((NAMES if tag in NAME else 1.0) * (1.0 if begin <= at < stop else ASIDE))
            if tag == "CD" and at + 1 < last and self.tags[self.pos[at + 1]] == "NNS":
                figures.append(f"{self.norms[self.norm[at]]} {self.norms[self.norm[at + 1]]}")
        return words, strength, figures, tells

    def clause(self, row: int, first: int, last: int) -> tuple[int, int]:
        """The clause around a token, or its sentence where the clause has no finite verb of its own."""
        begins = language()["begins_clause"]
        cuts = [
            at
            for at in range(first, last)
            if self.norms[self.norm[at]] in begins and self._has_verb(at, last)
        ]
        begin = max([first, *(at for at in cuts if at < row)])
        end = min([last, *(at for at in cuts if at > row)])
        return (begin, end) if self._has_verb(begin, end) else (first, last)

    def _has_verb(self, first: int, last: int) -> bool:
        return any(self.tags[self.pos[at]] in FINITE for at in range(first, last))

    def only_names(self, row: int, after: int, last: int, value: str) -> bool:
        """Whether a year stands before a noun, and so names a thing and dates nothing."""
        before = self.norms[self.norm[row - 1]] if row else ""
        follows = self.tags[self.pos[after]] if after < last else "."
        return (
            len(value) == 4 and before not in language()["prepositions"] and follows.startswith(("NN", "JJ"))
        )

    def certainty(self, first: int, last: int) -> str:
        """Whether a clause tells what happened, what is planned, or what is only said."""
        # neither "May 7" nor Theresa May is only possible
        here = [
            at for at in range(first, last) if not self.of_dates[at] and self.tags[self.pos[at]] not in NAME
        ]
        words = {self.norms[self.norm[at]] for at in here} | {self.lemmas[self.lemma[at]] for at in here}
        if words & language()["said_words"]:
            return "said"
        if words & {"will", "shall", "'ll"} or (
            words & language()["planned_words"] and "VBD" not in self._tags(first, last)
        ):
            return "planned"
        return "happened"

    def _tags(self, first: int, last: int) -> set[str]:
        return {self.tags[code] for code in self.pos[first:last]}
