"""The same copy in different partitions, by the runs of words that articles share.

The first pass keeps each article's runs as numbers. Here a quarter of them, the same quarter of every article
(Broder 1997, "0 mod p"), are brought together by Dask's shuffle, and those that the same articles share are
made one. These groups go to the blocks of partitions of their articles, where articles that share several are
candidates; all runs of an article then go to the blocks of its candidates, once to each, and are counted
there, as `find_copies` counts.
"""

from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa

from broadsheet.arrays import ranges
from broadsheet.outlets.copies import SAME_COPY, SAME_PROSE
from broadsheet.outlets.sequence import story_words

N = 5
SAMPLED = 4  # one run in so many is compared
LEAST = 0.2  # containment of the pairs that are written: what is less is no copy
NEXT = 30  # of the articles that have a run, how many later ones each is compared with
AT_ONCE = 2_000  # articles whose runs are laid out at once
CHOSEN = 30  # candidates of one article, those that share most
BINARY = pd.ArrowDtype(pa.large_binary())

RUNS = {"run": "uint64", "at": "int64", "size": "int32"}
SHARED = {"shared": "uint64"} | {"at": "int64", "size": "int32", "runs": "int32"}
AT_HOME = SHARED | {"home": "int32"}
HELD = {"a": "int64", "home": "int32", "article": "str", "runs": BINARY, "others": BINARY}
COPIES = {"partition_a": "int32", "partition_b": "int32", "article_a": "str", "article_b": "str"}
COPIES |= {"shared": "int64", "containment_a": "float64", "containment_b": "float64", "jaccard": "float64"}
COPIES |= {"prose": "float64", "same_copy": "bool"}


def article_runs(tokens: pd.DataFrame) -> pd.DataFrame:
    """The distinct runs of five words of each article, as sorted numbers, the same in every partition.

    One row is an article: `article`, `size` and `runs`, 64-bit numbers whose lowest bit is set where the run
    stands outside quotation marks.
    """
    words = story_words(tokens)
    code = pd.util.hash_array(words.text.astype(object))[words.code]
    whole = words.article[: -N + 1] == words.article[N - 1 :]
    article = words.article[: len(whole)][whole]
    run = np.zeros(len(whole), np.uint64)
    for shift in range(N):
        run = (run ^ code[shift : shift + len(whole)]) * np.uint64(0x9E3779B97F4A7C15)
        run ^= run >> np.uint64(29)
    quoted = np.r_[0, np.cumsum(tokens["quoted"].to_numpy()[words.row])]
    prose = (quoted[N:] == quoted[:-N])[: len(whole)][whole]
    run = run[whole] & ~np.uint64(1)
    order = np.lexsort((~prose, run, article))
    article, run, prose = article[order], run[order], prose[order]
    first = np.r_[True, (article[1:] != article[:-1]) | (run[1:] != run[:-1])][: len(run)]
    article, run = article[first], run[first] | prose[first]
    names = tokens["article"].cat.categories
    edges = np.searchsorted(article, np.arange(len(names) + 1))
    held = [run[low:high].astype("<u8").tobytes() for low, high in pairwise(edges.tolist())]
    return pd.DataFrame(
        {
            "article": pd.array(names, dtype="str"),
            "size": np.diff(edges).astype(np.int32),
            "runs": pd.array(held, dtype=BINARY),
        }
    )


def sampled_runs(part: int, frame: pd.DataFrame) -> pd.DataFrame:
    """One row for each sampled run of an article: `run`, `at` (partition and row), the article's `size`."""
    if frame.empty:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in RUNS.items()})
    run = np.frombuffer(b"".join(frame["runs"]), "<u8") >> np.uint64(1)
    size = frame["size"].to_numpy()
    at, sizes = np.repeat(np.arange(len(frame)), size) + (part << 32), np.repeat(size, size)
    chosen = run % np.uint64(SAMPLED) == 0
    return pd.DataFrame({"run": run[chosen], "at": at[chosen], "size": sizes[chosen]}).astype(RUNS)


def shared_runs(rows: pd.DataFrame) -> pd.DataFrame:
    """Runs that the same articles have as one: `shared`, the number of these articles, with each of them.

    `runs` says how many runs there are of the kind. A paragraph that a hundred articles print has many, and
    all pairs of the hundred would be counted for each.
    """
    rows = rows.astype(RUNS).sort_values(["run", "at"], ignore_index=True)
    run, at, size = (rows[name].to_numpy() for name in RUNS)
    starts = np.flatnonzero(np.r_[True, run[1:] != run[:-1]][: len(run)])
    held = np.diff(starts, append=len(run))
    article = at.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    article = (article ^ (article >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
    number = np.add.reduceat(article, starts) if len(starts) else article
    starts, held, number = (one[held > 1] for one in (starts, held, number))
    number, first, runs = np.unique(number, return_index=True, return_counts=True)
    starts, held = starts[first], held[first]
    place = ranges(starts, held)
    found = {"shared": np.repeat(number, held), "at": at[place], "size": size[place]}
    return pd.DataFrame(found | {"runs": np.repeat(runs, held)}).astype(SHARED)


def at_home(rows: pd.DataFrame, block: int) -> pd.DataFrame:
    """The groups in each block of partitions with some of their articles: these, and the next `NEXT`."""
    rows = rows.astype(SHARED).groupby(["shared", "at"], as_index=False).agg({"size": "first", "runs": "sum"})
    shared, home = rows["shared"].to_numpy(), rows["at"].to_numpy() // (block << 32)
    places, homes = [np.arange(len(rows))], [home]
    for lag in range(1, min(NEXT + 1, len(rows))):
        last = home[:-lag] != home[1 : len(home) - lag + 1]  # of the group in its block
        here = np.flatnonzero(last & (shared[lag:] == shared[:-lag]))
        places.append(here + lag)
        homes.append(home[here])
    found = rows.iloc[np.concatenate(places)].assign(home=np.concatenate(homes))
    return found.astype(AT_HOME)[list(AT_HOME)]


def candidates(rows: pd.DataFrame, block: int) -> tuple[np.ndarray, np.ndarray]:
    """Pairs that may be copies, of each article of one block with later ones, in order: their places."""
    rows = rows.astype(AT_HOME).sort_values(["shared", "at"], ignore_index=True)
    shared, at, size, runs, home = (rows[name].to_numpy() for name in AT_HOME)
    ours = at // (block << 32) == home
    articles, number = np.unique(at, return_inverse=True)
    keys, counts = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for lag in range(1, NEXT + 1):
        same = np.flatnonzero((shared[lag:] == shared[:-lag]) & ours[:-lag])
        if not len(same):
            break
        keys.append(number[same] * len(articles) + number[same + lag])
        counts.append(runs[same])
    pair, place = np.unique(np.concatenate(keys), return_inverse=True)
    sampled = np.bincount(place, np.concatenate(counts), len(pair))
    a, b = np.divmod(pair, max(len(articles), 1))
    sizes = np.zeros(len(articles), np.int32)
    sizes[number] = size
    # So many may have been met by chance where there are more: two standard deviations of the sample.
    at_most = sampled + 2 * np.sqrt(sampled) + 1
    alike = np.flatnonzero(at_most * SAMPLED >= LEAST * np.minimum(sizes[a], sizes[b]))
    alike = alike[np.lexsort((b[alike], -sampled[alike], a[alike]))]
    a = a[alike]
    first = np.searchsorted(a, a)  # of the article's pairs
    chosen = np.sort(alike[np.arange(len(a)) - first < CHOSEN])
    return tuple(articles[one] for one in np.divmod(pair[chosen], max(len(articles), 1)))


def held_runs(rows: pd.DataFrame, block: int, read) -> pd.DataFrame:
    """The articles of a block that have candidates, with all their runs, for each block of these.

    `others` are the places of the candidates there; `read` gives the runs of a partition.
    """
    a, b = candidates(rows, block)
    home = b // (block << 32)
    starts = np.flatnonzero(np.r_[True, (a[1:] != a[:-1]) | (home[1:] != home[:-1])][: len(a)])
    others = [piece.astype("<i8").tobytes() for piece in np.split(b, starts[1:])] if len(a) else []
    a, home = a[starts], home[starts]
    of_part = [
        read(part).iloc[a[a >> 32 == part] % 2**32][["article", "runs"]] for part in np.unique(a >> 32)
    ]
    runs = pd.concat(of_part or [pd.DataFrame(columns=["article", "runs"])], ignore_index=True)
    runs = runs.assign(a=a, home=home, others=pd.array(others, dtype=BINARY))
    return runs[list(HELD)].astype(HELD)


def count_shared(held: pd.DataFrame, read) -> pd.DataFrame:
    """`find_copies` of these pairs: a row for each whose larger containment is a fifth or more."""
    held = held.astype(HELD)
    order = np.argsort(held["a"].to_numpy(), kind="stable")
    parts = np.unique(np.frombuffer(b"".join(held["others"]), "<i8") >> 32)
    of_part = {part: read(part)[["article", "runs"]] for part in parts.tolist()}
    theirs = pd.concat([held[["article", "runs"]].iloc[:0], *of_part.values()])
    of_b, first = Runs(theirs["runs"]), np.cumsum([0, *map(len, of_part.values())])
    found = [pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in COPIES.items()})]
    for low in range(0, len(held), AT_ONCE):
        some = held.iloc[order[low : low + AT_ONCE]]
        others = [np.frombuffer(one, "<i8") for one in some["others"]]
        b, row = np.concatenate(others), np.repeat(np.arange(len(some)), list(map(len, others)))
        at = first[np.searchsorted(parts, b >> 32)] + b % 2**32
        a, name_a, name_b = some["a"].to_numpy()[row], some["article"].iloc[row], theirs["article"].iloc[at]
        places = {"partition_a": a >> 32, "partition_b": b >> 32, "article_a": name_a, "article_b": name_b}
        counts = _counts(Runs(some["runs"]), row, of_b, at)
        rows = pd.DataFrame({name: np.asarray(values) for name, values in (places | counts).items()})
        found.append(rows[rows[["containment_a", "containment_b"]].max(axis=1) >= LEAST].astype(COPIES))
    return pd.concat(found, ignore_index=True)


def _counts(of_a: "Runs", row: np.ndarray, of_b: "Runs", at: np.ndarray) -> dict[str, np.ndarray]:
    """The figures of `find_copies` for pairs of articles, those of one `row` together."""
    counter, edges = Counter(of_a, of_b), np.searchsorted(row, np.arange(len(of_a.size) + 1))
    counts = [counter.count(one, at[slice(*edges[one : one + 2])]) for one in range(len(of_a.size))]
    shared, own = np.concatenate(counts, axis=1)
    size_a, size_b = of_a.size[row], of_b.size[at]
    a, b = shared / size_a, shared / size_b
    prose = own / np.maximum(np.minimum(of_a.prose_size[row], of_b.prose_size[at]), 1)
    same = (np.maximum(a, b) >= SAME_COPY) & (prose >= SAME_PROSE)
    found = {"shared": shared, "containment_a": a, "containment_b": b}
    return found | {"jaccard": shared / (size_a + size_b - shared), "prose": prose, "same_copy": same}


class Runs:
    """The runs of several articles one after the other: their last bits, and whether they are prose."""

    def __init__(self, runs: pd.Series) -> None:
        both = np.frombuffer(b"".join(runs), "<u8")
        self.edges = np.cumsum([0, *(len(one) // 8 for one in runs)])
        self.run, self.prose = both >> np.uint64(1), both & np.uint64(1) == 1
        self.last = self.run.astype(np.uint16)
        self.size = np.diff(self.edges)
        self.prose_size = np.diff(np.r_[0, np.cumsum(self.prose)][self.edges])


class Counter:
    """How many runs one article shares with each of some others, and how many that both have as prose.

    Runs are hashes, so their last bits are a place in a table, and a look there is many times quicker than a
    search. The few runs of an article that fall on the same place are looked for by themselves.
    """

    def __init__(self, ours: Runs, theirs: Runs) -> None:
        self.ours, self.theirs = ours, theirs
        self.taken, self.number = np.zeros(1 << 16, bool), np.zeros(1 << 16, np.intp)

    def count(self, one: int, others: np.ndarray) -> np.ndarray:
        ours, theirs = self.ours, self.theirs
        piece = slice(*ours.edges[one : one + 2])
        own, last, prose = ours.run[piece], ours.last[piece], ours.prose[piece]
        numbers = np.arange(len(own))
        self.taken[last], self.number[last] = True, numbers
        pieces = [slice(*theirs.edges[other : other + 2]) for other in others.tolist()]
        low = np.concatenate([theirs.last[piece] for piece in pieces])
        met = np.flatnonzero(self.taken.take(low))
        run = np.concatenate([theirs.run[piece] for piece in pieces])[met]
        place = self.number.take(low[met])
        both = own[place] == run
        if len(lost := own[self.number[last] != numbers]):
            found = np.flatnonzero(~both)
            found = found[np.isin(run[found], lost)]
            place[found], both[found] = np.searchsorted(own, run[found]), True
        self.taken[last] = False
        met, place = met[both], place[both]
        as_prose = met[prose[place] & np.concatenate([theirs.prose[piece] for piece in pieces])[met]]
        edges = np.cumsum([0, *theirs.size[others]])
        return np.array([np.diff(np.searchsorted(one, edges)) for one in (met, as_prose)])
