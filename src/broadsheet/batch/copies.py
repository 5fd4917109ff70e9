"""The same copy in different partitions, by the runs of words that articles share.

The first pass keeps each article's runs as numbers. Here a quarter of them, the same quarter of every article
(Broder 1997, "0 mod p"), are brought together by Dask's shuffle; articles that share several are candidates;
and each candidate pair is then counted over all its runs, as `find_copies` counts.
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
PAIRS = {"a": "int64", "b": "int64", "sampled": "int32", "size": "int32"}
SIDES = {"a": "int64", "b": "int64", "side": "int8", "home": "int32"}
HELD = {"a": "int64", "b": "int64", "side": "int8", "article": "str", "runs": BINARY}


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


def pair_up(rows: pd.DataFrame) -> pd.DataFrame:
    """Pairs of articles that have these runs, with the number of runs that both have."""
    rows = rows.astype(RUNS).sort_values(["run", "at"], ignore_index=True)
    run, at, size = (rows[name].to_numpy() for name in RUNS)
    found = []
    for lag in range(1, NEXT + 1):
        same = np.flatnonzero(run[lag:] == run[:-lag])
        if not len(same):
            break
        least = np.minimum(size[same], size[same + lag])
        found.append(pd.DataFrame({"a": at[same], "b": at[same + lag], "sampled": 1, "size": least}))
    pairs = pd.concat(found) if found else pd.DataFrame(columns=list(PAIRS))
    return _summed(pairs)


def _summed(pairs: pd.DataFrame) -> pd.DataFrame:
    pairs = pairs.astype(PAIRS).groupby(["a", "b"], as_index=False).agg({"sampled": "sum", "size": "first"})
    return pairs.astype(PAIRS)


def candidates(pairs: pd.DataFrame) -> pd.DataFrame:
    """Both sides of each pair that may be copies: `a`, `b`, `side` (0, 1) and the partition it is in."""
    pairs = _summed(pairs)
    # So many may have been met by chance where there are more: two standard deviations of the sample.
    at_most = pairs["sampled"] + 2 * np.sqrt(pairs["sampled"]) + 1
    pairs = pairs[at_most * SAMPLED >= LEAST * pairs["size"]]
    pairs = pairs.sort_values(["sampled", "b"], ascending=[False, True]).groupby("a").head(CHOSEN)
    sides = [
        pairs[["a", "b"]].assign(side=side, home=pairs[name].to_numpy() >> 32)
        for side, name in enumerate("ab")
    ]
    return pd.concat(sides, ignore_index=True).astype(SIDES)


def held_runs(sides: pd.DataFrame, read) -> pd.DataFrame:
    """The runs of each side of each pair; `read` gives those of a partition."""
    found = []
    for home, rows in sides.astype(SIDES).groupby("home"):
        place = np.where(rows["side"] == 0, rows["a"], rows["b"]) % 2**32
        runs = read(home).iloc[place][["article", "runs"]].reset_index(drop=True)
        found.append(rows[["a", "b", "side"]].reset_index(drop=True).join(runs))
    return pd.concat(found or [pd.DataFrame(columns=list(HELD))], ignore_index=True).astype(HELD)


def _in_both(one: np.ndarray, other: np.ndarray) -> int:
    """How many numbers two sorted arrays share."""
    if not len(one) or not len(other):
        return 0
    place = np.searchsorted(other, one)
    return int((other[np.minimum(place, len(other) - 1)] == one).sum())


def count_shared(held: pd.DataFrame) -> pd.DataFrame:
    """`find_copies` of these pairs: a row for each whose larger containment is a fifth or more."""
    held = held.astype(HELD).sort_values(["a", "b", "side"])
    places = held[["a", "b"]].iloc[::2].to_numpy() >> 32
    names, runs = held["article"].tolist(), [np.frombuffer(one, "<u8") for one in held["runs"]]
    plain = [one >> np.uint64(1) for one in runs]
    prose = [part[one & np.uint64(1) == 1] for part, one in zip(plain, runs, strict=True)]
    rows = []
    for at, (home_a, home_b) in zip(range(0, len(runs), 2), places.tolist(), strict=True):
        pair = slice(at, at + 2)
        sizes, own = [len(one) for one in plain[pair]], min(max(len(one), 1) for one in prose[pair])
        shared, own = _in_both(*plain[pair]), _in_both(*prose[pair]) / own
        contained = [shared / max(size, 1) for size in sizes]
        if max(contained) >= LEAST:
            same = max(contained) >= SAME_COPY and own >= SAME_PROSE
            counts = (shared, *contained, shared / (sum(sizes) - shared), own, same)
            rows.append((home_a, home_b, *names[pair], *counts))
    columns = ["partition_a", "partition_b", "article_a", "article_b", "shared", "containment_a"]
    columns += ["containment_b", "jaccard", "prose", "same_copy"]
    types = {"partition_a": "int32", "partition_b": "int32", "article_a": "str", "article_b": "str"}
    types |= {"shared": "int64", "same_copy": "bool"}
    types |= dict.fromkeys(["containment_a", "containment_b", "jaccard", "prose"], "float64")
    return pd.DataFrame(rows, columns=columns).astype(types)
