"""The same quotation in several outlets, and how each cut it."""

import difflib
import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from broadsheet.arrays import Integers, components, ngram_ids, ranges, run_starts
from broadsheet.frames import checks_frames_without_text
from broadsheet.text.norms import fold

from .coverage import about

RUN = 5  # words in a row that two quotations must share to be compared; shorter ones must agree whole
SHORTEST = 4  # words: what is shorter may well be said twice
CONTAINED = (
    0.5  # of the shorter one's runs of words, the share that the longer one must hold
)
NEIGHBOURS = 30  # of the quotations that hold the same run, how many each later one is compared with
GAP = " … "  # between words that do not stand side by side
NO_WORD = 0  # the number that stands after the last word of each quotation
AT_ONCE = 1 << 21  # runs in common that are counted at once: 16 MB of numbers
SHOWN = ["speaker", "outlet", "article", "start", "end", "content"]


@checks_frames_without_text
def shared_quotes(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Find the same quotation in several outlets, and how each cut it.

    Direct and mixed speech is compared by its runs of five words, after spelling is folded; two are the same
    where one holds half of the other's.

    Args:
        quotes: what `find_quotes` returns.
        articles: the articles they are from.

    Returns:
        One row is one outlet's version, the longest first within a quotation: `quotation` (a number; the one
        in most outlets is 0), `outlets` (how many have it), `speaker`, `outlet`, `article`, `start`, `end`,
        `content`, `words`, `kept` (the share of the longest version's words), `left_out` (those it lacks) and
        `changed` (those the longest lacks).
    """
    needed = ["article", "start", "end", "speaker", "content", "kind"]
    is_quoted = quotes["kind"].isin(["direct", "mixed"])
    rows = quotes.loc[is_quoted, needed].reset_index(drop=True)
    quotations = zip(rows["content"], rows["kind"], strict=True)
    versions = _Versions.read(quotations)
    outlet = about(rows, articles)["outlet"].astype("str")
    shared = _in_several_outlets(versions, outlet)
    shown = rows.assign(outlet=outlet).loc[shared.index, SHOWN]
    counted = shared[["quotation", "outlets"]]
    frame = pd.concat([counted, shown, shared["words"]], axis=1)
    cuts = _cuts(shared["quotation"], versions)
    return frame.join(cuts).reset_index(drop=True)


@dataclass(frozen=True)
class _Versions:
    """The words of quotations as numbers: texts would take ten times the memory.

    Attributes:
        numbers: The number of each word, from 1, those of one quotation after the other, each with `NO_WORD`
            at its end.
        length: How many words each quotation has.
        vocabulary: The words; the first one stands for none.
    """

    numbers: Integers
    length: Integers
    vocabulary: list[str]

    @classmethod
    def read(cls, quotations: Iterable[tuple[str, str]]) -> "_Versions":
        """Read quotations, of which content and kind are given."""
        words = _Numbered()
        numbers = array("i")
        length = array("i")
        for content, kind in quotations:
            found = _words(content, kind)
            numbers.extend([words[word] for word in found])
            numbers.append(NO_WORD)
            length.append(len(found))
        return cls(np.array(numbers), np.array(length), list(words.folded))

    @property
    def starts(self) -> Integers:
        """Where the words of each quotation begin."""
        size = self.length.astype(np.int64) + 1
        return np.cumsum(size) - size

    def text(self, numbers: list[int]) -> str:
        """Return words as text."""
        return " ".join([self.vocabulary[number] for number in numbers])


class _Numbered(dict[str, int]):
    """The number of each word as it is written, which is that of the word as `fold` has it."""

    def __init__(self) -> None:
        self.folded = {"": NO_WORD}

    def __missing__(self, word: str) -> int:
        number = self.folded.setdefault(fold(word), len(self.folded))
        self[word] = number
        return number


def _words(content: str, kind: str) -> list[str]:
    """The words of a quotation; of mixed speech those within quotation marks."""
    if kind == "mixed":
        in_double_marks = re.findall(r"[“\"]([^”\"]+)", content)
        in_single_marks = re.findall(r"‘(.+?)’(?!\w)", content)
        marked = in_double_marks or in_single_marks or [content]
        content = " ".join(marked)
    return re.findall(r"\w+(?:[’'-]\w+)*", content)


def _in_several_outlets(versions: _Versions, outlet: pd.Series) -> pd.DataFrame:
    """Return the versions of quotations that several outlets have, in the order in which they are shown."""
    rows = pd.DataFrame(
        {
            "quotation": _clusters(versions),
            "words": versions.length.astype(np.int64),
            "outlet": outlet.astype("category"),
        }
    )
    of_quotation = rows.groupby("quotation")["outlet"]
    rows["outlets"] = of_quotation.transform("nunique")
    is_shared = rows["outlets"] > 1
    is_long = rows["words"] >= SHORTEST
    rows = rows[is_shared & is_long]
    order = ["outlets", "quotation", "words"]
    rows = rows.sort_values(order, ascending=[False, True, False], kind="stable")
    return rows.assign(quotation=pd.factorize(rows["quotation"])[0])


def _cuts(quotation: pd.Series, versions: _Versions) -> pd.DataFrame:
    """Compare each version with the longest one of its quotation, which comes first."""
    starts = versions.starts
    cuts = []
    longest: list[int] = []
    before = None
    for row, number in quotation.items():
        start = starts[row]
        end = start + versions.length[row]
        words = versions.numbers[start:end].tolist()
        if number != before:
            longest = words
            before = number
        cuts.append(_cut(words, longest, versions))
    frame = pd.DataFrame(
        cuts, columns=["kept", "left_out", "changed"], index=quotation.index
    )
    return frame.astype({"kept": "float64"})


def _clusters(versions: _Versions) -> Integers:
    """Number the quotations so that those which share enough runs of words have one number."""
    count = len(versions.length)
    version, run = _runs(versions)
    size = np.bincount(version, minlength=count)
    first: list[Integers] = [np.zeros(0, dtype=np.int64)]
    second: list[Integers] = [np.zeros(0, dtype=np.int64)]
    for earlier, later, common in _common_runs(version, run):
        shorter = np.minimum(size[earlier], size[later])
        is_same = common >= CONTAINED * shorter
        first.append(earlier[is_same])
        second.append(later[is_same])
    return components(np.concatenate(first), np.concatenate(second), count)


def _runs(versions: _Versions) -> tuple[Integers, Integers]:
    """Return which runs of words each quotation has, each once: numbers of quotations, and of runs.

    A quotation of four words has one run, its end included; a shorter one has none.
    """
    length = versions.length.astype(np.int64)
    runs = np.maximum(length - RUN + 1, 0)
    count = np.where(length == SHORTEST, 1, runs)
    if not count.any():
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing
    number = ngram_ids(versions.numbers, RUN)
    number = number[ranges(versions.starts, count)]
    width = number.max() + 1
    version = np.repeat(np.arange(len(length)), count)
    version *= width
    version += number
    return np.divmod(np.unique(version), width)


def _common_runs(
    version: Integers, run: Integers
) -> Iterator[tuple[Integers, Integers, Integers]]:
    """Yield pairs of quotations that share runs, the earlier and the later ones, and how many they share.

    Args:
        version: Numbers of quotations, in rising order.
        run: The number of a run that each has.
    """
    by_run = np.argsort(run, kind="stable")
    holders = version[by_run]
    begins = run_starts(run[by_run])
    holding = np.diff(begins, append=len(run))
    first = np.empty_like(by_run)
    first[by_run] = np.repeat(begins, holding)
    place = np.empty_like(by_run)
    nought = np.zeros(len(begins), dtype=np.int64)
    place[by_run] = ranges(nought, holding)
    compared = np.minimum(place, NEIGHBOURS)
    width = version.max(initial=0) + 1
    for rows in _blocks(version, compared):
        earlier = holders[ranges(first[rows], compared[rows])]
        later = np.repeat(version[rows], compared[rows])
        both = later * width + earlier
        pairs, common = np.unique(both, return_counts=True)
        later, earlier = np.divmod(pairs, width)
        yield earlier, later, common


def _blocks(version: Integers, weight: Integers) -> Iterator[slice]:
    """Yield the rows of some quotations at a time, whose weights are about `AT_ONCE` together."""
    begins = run_starts(version)
    up_to = np.cumsum(weight)[begins]
    before = up_to - weight[begins]
    starts = begins[run_starts(before // AT_ONCE)]
    edges = [*starts.tolist(), len(version)]
    for start, stop in pairwise(edges):
        yield slice(start, stop)


def _cut(
    words: list[int], longest: list[int], versions: _Versions
) -> tuple[float, str, str]:
    """Compare a version with the longest: the share kept, what is left out, what is changed."""
    if words == longest:
        return 1.0, "", ""
    matcher = difflib.SequenceMatcher(None, longest, words, autojunk=False)
    kept = 0
    left_out = []
    changed = []
    for step, start, stop, own_start, own_stop in matcher.get_opcodes():
        if step == "equal":
            kept += stop - start
            continue
        if start < stop:
            lacking = versions.text(longest[start:stop])
            left_out.append(lacking)
        if own_start < own_stop:
            own = versions.text(words[own_start:own_stop])
            changed.append(own)
    share = kept / len(longest)
    return share, GAP.join(left_out), GAP.join(changed)
