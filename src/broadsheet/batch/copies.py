"""The same copy in different partitions, by the runs of words that articles share.

The first pass keeps each article's runs as numbers. Here a quarter of them, the same quarter of every article
(Broder 1997, "0 mod p"), are brought together by Dask's shuffle, those that the same articles share are made
one, articles that share several are candidates, and each candidate pair is then counted over all its runs, as
`find_copies` counts.
"""

from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa

from broadsheet.outlets.copies import SAME_COPY, SAME_PROSE
from broadsheet.outlets.sequence import inside_quotes, story_words

N = 5
SAMPLED = 4  # one run in so many is compared
LEAST = 0.2  # containment of the pairs that are written: what is less is no copy
NEXT = 30  # of the articles that have a run, how many later ones each is compared with
CHOSEN = 30  # candidates of one article, those that share most
BINARY = pd.ArrowDtype(pa.large_binary())

RUNS = {"run": "uint64", "at": "int64", "size": "int32"}
SHARED = {"shared": "uint64"} | {"at": "int64", "size": "int32", "runs": "int32"}
PAIRS = {"a": "int64", "b": "int64", "sampled": "int32", "size": "int32"}
ASKED = {"a": "int64", "b": "int64", "home": "int32"}
HELD = ASKED | {"article": "str", "runs": BINARY}


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
    quoted = np.r_[0, np.cumsum(inside_quotes(tokens)[words.row])]
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
    place = np.repeat(starts - np.r_[0, np.cumsum(held)[:-1]][: len(held)], held) + np.arange(held.sum())
    found = {"shared": np.repeat(number, held), "at": at[place], "size": size[place]}
    return pd.DataFrame(found | {"runs": np.repeat(runs, held)}).astype(SHARED)


def pair_up(rows: pd.DataFrame) -> pd.DataFrame:
    """Pairs of articles that share runs, with the number of the runs that both have."""
    rows = rows.astype(SHARED).groupby(["shared", "at"], as_index=False).agg({"size": "first", "runs": "sum"})
    shared, size, runs = (rows[name].to_numpy() for name in ("shared", "size", "runs"))
    articles, number = np.unique(rows["at"].to_numpy(), return_inverse=True)
    keys, counts = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for lag in range(1, NEXT + 1):
        same = np.flatnonzero(shared[lag:] == shared[:-lag])
        if not len(same):
            break
        keys.append(number[same] * len(articles) + number[same + lag])
        counts.append(runs[same])
    pair, place = np.unique(np.concatenate(keys), return_inverse=True)
    sizes = np.zeros(len(articles), np.int32)
    sizes[number] = size
    a, b = np.divmod(pair, max(len(articles), 1))
    sampled = np.bincount(place, np.concatenate(counts), len(pair))
    found = {"a": articles[a], "b": articles[b], "sampled": sampled, "size": np.minimum(sizes[a], sizes[b])}
    return pd.DataFrame(found).astype(PAIRS)


def candidates(pairs: pd.DataFrame) -> pd.DataFrame:
    """Pairs that may be copies, with the partition of the first: `a`, `b`, `home`."""
    pairs = pairs.astype(PAIRS).groupby(["a", "b"], as_index=False).agg({"sampled": "sum", "size": "first"})
    # So many may have been met by chance where there are more: two standard deviations of the sample.
    at_most = pairs["sampled"] + 2 * np.sqrt(pairs["sampled"]) + 1
    pairs = pairs[at_most * SAMPLED >= LEAST * pairs["size"]]
    pairs = pairs.sort_values(["sampled", "b"], ascending=[False, True]).groupby("a").head(CHOSEN)
    return pairs[["a", "b"]].assign(home=pairs["a"].to_numpy() >> 32).astype(ASKED)


def held_runs(asked: pd.DataFrame, read) -> pd.DataFrame:
    """Pairs with the runs of the first, and the partition of the second; `read` gives a partition's runs."""
    found = []
    for home, rows in asked.astype(ASKED).groupby("home"):
        runs = read(home).iloc[rows["a"].to_numpy() % 2**32][["article", "runs"]].reset_index(drop=True)
        found.append(rows.assign(home=rows["b"].to_numpy() >> 32).reset_index(drop=True).join(runs))
    return pd.concat(found or [pd.DataFrame(columns=list(HELD))], ignore_index=True).astype(HELD)


def count_shared(held: pd.DataFrame, read) -> pd.DataFrame:
    """`find_copies` of these pairs: a row for each whose larger containment is a fifth or more."""
    found = []
    for home, rows in held.astype(HELD).sort_values(["b", "a"]).groupby("home"):
        runs, at = read(home), rows["b"].to_numpy() % 2**32
        others = zip(runs["article"].iloc[at], runs["runs"].iloc[at], strict=True)
        for a, name, of_a, (other, of_b) in zip(
            rows["a"], rows["article"], rows["runs"], others, strict=True
        ):
            counts = _counted(np.frombuffer(of_a, "<u8"), np.frombuffer(of_b, "<u8"))
            if max(counts[1:3]) >= LEAST:
                found.append((a >> 32, home, name, other, *counts))
    columns = ["partition_a", "partition_b", "article_a", "article_b", "shared", "containment_a"]
    columns += ["containment_b", "jaccard", "prose", "same_copy"]
    types = {"partition_a": "int32", "partition_b": "int32", "article_a": "str", "article_b": "str"}
    types |= {"shared": "int64", "same_copy": "bool"}
    types |= dict.fromkeys(["containment_a", "containment_b", "jaccard", "prose"], "float64")
    return pd.DataFrame(found, columns=columns).astype(types)


def _counted(one: np.ndarray, other: np.ndarray) -> tuple[int, float, float, float, float, bool]:
    """What two articles share, by their runs: the figures of `find_copies`."""
    prose, others = one & np.uint64(1) == 1, other & np.uint64(1) == 1
    place = np.minimum(np.searchsorted(other >> np.uint64(1), one >> np.uint64(1)), len(other) - 1)
    both = other[place] >> np.uint64(1) == one >> np.uint64(1)
    shared, own = int(both.sum()), int((both & prose & others[place]).sum())
    own /= max(min(int(prose.sum()), int(others.sum())), 1)
    contained = shared / len(one), shared / len(other)
    same = max(contained) >= SAME_COPY and own >= SAME_PROSE
    return shared, *contained, shared / (len(one) + len(other) - shared), own, same
