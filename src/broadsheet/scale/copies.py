"""Copies in different partitions: which pairs of articles are worth counting.

Where there are few articles, all pairs that share a run of words are counted, as `find_copies` does. Of many,
a quarter of the runs is looked at, the same quarter of every article (Broder 1997, "0 mod p"): articles that
share enough of these are candidates, which are then counted over all their runs.
"""

from itertools import pairwise

import numpy as np
import pandas as pd

from broadsheet.arrays import run_starts
from broadsheet.outlets.copies import measure_copies
from broadsheet.outlets.runs import PROSE, count_pairs, ngrams_of, unpack_runs

ALL_PAIRS = 5_000  # articles: up to so many, all pairs are counted
SAMPLED = 4  # one run in so many is looked at
LEAST = 0.02  # containment of the pairs that are written, as in `find_copies`
LEAST_OF_MANY = 0.2  # the same where a sample is looked at: what is less is no copy
NEXT = 30  # of the articles that have a run, how many later ones each is compared with
CHOSEN = 30  # candidates of one article, those that share most
MEASURES = ["shared", "containment_a", "containment_b", "jaccard", "prose", "same_copy"]
PART = 1 << 32  # an article's number is that of its partition times this, and its row


def all_copies(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return the copies among few articles.

    Args:
        rows: What `article_runs` gives for all partitions, with `part`, the number of the partition.
        keys: The key of each partition.
    """
    ngrams = ngrams_of(rows)
    pairs = measure_copies(ngrams, len(rows))
    return _named(pairs, rows, keys, LEAST)


def _named(
    pairs: pd.DataFrame, rows: pd.DataFrame, keys: list[str], least: float
) -> pd.DataFrame:
    """Return the pairs that share enough, by partition and article."""
    contained = pairs[["containment_a", "containment_b"]].max(axis=1)
    pairs = pairs[contained >= least].reset_index(drop=True)
    partitions = [keys[part] for part in rows["part"]]
    partition = pd.Series(partitions, dtype="str")
    article = rows["article"].astype("str")
    named = pd.DataFrame(index=pairs.index)
    for side in ("a", "b"):
        row = pairs[side].to_numpy()
        own_partition = partition.iloc[row]
        own_article = article.iloc[row]
        named[f"partition_{side}"] = own_partition.array
        named[f"article_{side}"] = own_article.array
    measures = pairs[MEASURES]
    return named.join(measures)


def sample_runs(rows: pd.DataFrame, part: int) -> pd.DataFrame:
    """Return one row for each sampled run of an article: `run`, `number` of the article, and its `size`."""
    run = unpack_runs(rows) >> PROSE
    remainder = run % np.uint64(SAMPLED)
    is_sampled = remainder == 0
    size = rows["size"].to_numpy()
    row_numbers = np.arange(len(rows))
    row_of_run = np.repeat(row_numbers, size)
    row = row_of_run[is_sampled]
    return pd.DataFrame(
        {
            "run": run[is_sampled],
            "number": row + part * PART,
            "size": size[row],
        }
    )


def pair_runs(rows: pd.DataFrame) -> pd.DataFrame:
    """Count the sampled runs that pairs of articles share, each with the next `NEXT` that have the run.

    A paragraph that a thousand articles print would otherwise give half a million pairs.

    Args:
        rows: Rows of `sample_runs`, all that there are of each run.

    Returns:
        `a` and `b` (numbers of articles), `sampled` and the smaller `size` of the two.
    """
    rows = rows.sort_values(["run", "number"], ignore_index=True)
    run = rows["run"].to_numpy()
    numbers, article = np.unique(rows["number"].to_numpy(), return_inverse=True)
    size_of = np.zeros(len(numbers), np.int64)
    size_of[article] = rows["size"]
    met = [np.zeros(0, np.int64)]
    for lag in range(1, NEXT + 1):
        is_shared = run[lag:] == run[:-lag]
        first = np.flatnonzero(is_shared)
        if not len(first):
            break
        # Both articles in one number: so many pairs take a third of the memory.
        pair = article[first] * len(numbers) + article[first + lag]
        met.append(pair)
    pairs, sampled = np.unique(np.concatenate(met), return_counts=True)
    a, b = np.divmod(pairs, len(numbers))
    return pd.DataFrame(
        {
            "a": numbers[a],
            "b": numbers[b],
            "sampled": sampled,
            "size": np.minimum(size_of[a], size_of[b]),
        }
    )


def choose_candidates(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs that may be copies, by number.

    Args:
        pairs: Rows of `pair_runs`, all that there are of each article `a`.
    """
    ways = {"sampled": "sum", "size": "first"}
    by_pair = pairs.groupby(["a", "b"], as_index=False)
    added = by_pair.agg(ways)
    sampled = added["sampled"]
    # So many may have been met by chance where there are more: two standard deviations of the sample.
    by_chance = 2 * np.sqrt(sampled) + 1
    at_most = SAMPLED * (sampled + by_chance)
    wanted = LEAST_OF_MANY * added["size"]
    alike = added[at_most >= wanted]
    alike = alike.sort_values(["a", "sampled", "b"], ascending=[True, False, True])
    return alike.groupby("a").head(CHOSEN)


def in_order(candidates: list[pd.DataFrame]) -> pd.DataFrame:
    """Return the candidates of several partitions as `count_candidates` takes them, sorted by `b`."""
    chosen = pd.concat(candidates, ignore_index=True)
    return chosen.sort_values(["b", "a"], ignore_index=True)


class RunsOf:
    """The runs of articles by their numbers, read partition by partition."""

    def __init__(self, read, keys: list[str]) -> None:
        self.read = read
        self.keys = keys

    def rows(self, numbers: np.ndarray) -> pd.DataFrame:
        """Return the rows of these articles, sorted by number, with `number` and `part`."""
        numbers = np.unique(numbers)
        parts = numbers // PART
        pieces = []
        for part in np.unique(parts).tolist():
            own = numbers[parts == part]
            key = self.keys[part]
            runs = self.read(key)
            rows = runs.iloc[own % PART]
            piece = rows.assign(number=own, part=part)
            pieces.append(piece)
        return pd.concat(pieces, ignore_index=True)


def count_candidates(pairs: pd.DataFrame, runs: RunsOf) -> pd.DataFrame:
    """Count the candidates over all their runs, those of one partition of `b` at a time.

    Args:
        pairs: Rows of `in_order`.
        runs: Where the runs of articles are.
    """
    if pairs.empty:
        return _no_copies(runs.keys)
    numbers_of_a = pairs["a"].to_numpy()
    of_a = runs.rows(numbers_of_a)
    part_of_b = pairs["b"].to_numpy() // PART
    first_rows = run_starts(part_of_b).tolist()
    edges = [*first_rows, len(pairs)]
    counted = []
    for start, end in pairwise(edges):
        some = pairs.iloc[start:end]
        copies = _count_some(some, of_a, runs)
        counted.append(copies)
    return pd.concat(counted, ignore_index=True)


def _count_some(pairs: pd.DataFrame, of_a: pd.DataFrame, runs: RunsOf) -> pd.DataFrame:
    """Count candidates whose `b` are of one partition.

    Args:
        pairs: Rows of `in_order`.
        of_a: The rows of their articles `a` and of others, as `RunsOf.rows` returns them.
        runs: Where the runs of articles are.
    """
    numbers_of_b = pairs["b"].to_numpy()
    of_b = runs.rows(numbers_of_b)
    both = pd.concat([of_a, of_b], ignore_index=True)
    a = np.searchsorted(of_a["number"], pairs["a"])
    b = np.searchsorted(of_b["number"], pairs["b"])
    b += len(of_a)  # in both, those of `b` stand behind
    measured = count_pairs(both, a, b)
    return _named(measured, both, runs.keys, LEAST_OF_MANY)


def _no_copies(keys: list[str]) -> pd.DataFrame:
    """Return the frame of copies without rows."""
    types = dict.fromkeys(["a", "b", *MEASURES], "float64")
    types |= {"a": "int64", "b": "int64", "shared": "int64", "same_copy": "bool"}
    pairs = pd.DataFrame([], columns=list(types))
    pairs = pairs.astype(types)
    rows = pd.DataFrame([], columns=["part", "article", "size", "runs"])
    rows = rows.astype({"part": "int64"})
    return _named(pairs, rows, keys, LEAST_OF_MANY)
