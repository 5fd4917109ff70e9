"""The same quotation in several outlets, and how each cut it."""

import difflib
import re
from collections import defaultdict
from itertools import chain

import numpy as np
import pandas as pd

from broadsheet.arrays import components
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
    rows = quotes[quotes["kind"].isin(["direct", "mixed"])].reset_index(drop=True)
    pairs = zip(rows["content"], rows["kind"], strict=True)
    folded = _Folded()
    words = [_words(content, kind, folded) for content, kind in pairs]
    rows = rows.assign(
        outlet=about(rows, articles)["outlet"].astype("str"),
        words=[len(version) for version in words],
        quotation=_clusters(words),
    )
    rows["outlets"] = rows.groupby("quotation")["outlet"].transform("nunique")
    rows = rows[(rows["outlets"] > 1) & (rows["words"] >= SHORTEST)]
    order = ["outlets", "quotation", "words"]
    rows = rows.sort_values(order, ascending=[False, True, False], kind="stable")
    rows["quotation"] = pd.factorize(rows["quotation"])[0]
    columns = [
        "quotation",
        "outlets",
        "speaker",
        "outlet",
        "article",
        "start",
        "end",
        "content",
        "words",
    ]
    return rows[columns].join(_cuts(rows, words)).reset_index(drop=True)


def _cuts(rows: pd.DataFrame, words: list[list[str]]) -> pd.DataFrame:
    """Compare each version with the longest one of its quotation, which comes first."""
    longest = dict(zip(rows["quotation"][::-1], rows.index[::-1], strict=True))
    cuts = [
        _cut(words[row], words[longest[number]])
        for row, number in rows["quotation"].items()
    ]
    frame = pd.DataFrame(
        cuts, columns=["kept", "left_out", "changed"], index=rows.index
    )
    return frame.astype({"kept": "float64"})


class _Folded(dict[str, str]):
    """Words as `fold` has them, each distinct one kept once."""

    def __missing__(self, word: str) -> str:
        self[word] = fold(word)
        return self[word]


def _words(content: str, kind: str, folded: _Folded) -> list[str]:
    """The words of a quotation, folded; of mixed speech those within quotation marks."""
    if kind == "mixed":
        in_double_marks = re.findall(r"[“\"]([^”\"]+)", content)
        in_single_marks = re.findall(r"‘(.+?)’(?!\w)", content)
        marked = in_double_marks or in_single_marks or [content]
        content = " ".join(marked)
    words = re.findall(r"\w+(?:[’'-]\w+)*", content)
    return [folded[word] for word in words]


def _clusters(words: list[list[str]]) -> np.ndarray:
    """Number the quotations so that those which share enough runs of words have one number."""
    runs = _runs(words)
    size = np.bincount(runs["version"], minlength=len(words))
    first = []
    second = []
    for (earlier, later), count in _common_runs(runs).items():
        shorter = min(size[earlier], size[later])
        if count >= CONTAINED * shorter:
            first.append(earlier)
            second.append(later)
    earlier_ones = np.array(first, dtype=int)
    later_ones = np.array(second, dtype=int)
    return components(earlier_ones, later_ones, len(words))


def _runs(words: list[list[str]]) -> pd.DataFrame:
    """Return which runs of words each quotation has: `version` and `run`, each run by a number of its own."""
    length = np.array([len(version) for version in words], dtype=np.int64)
    size = np.minimum(RUN, np.maximum(length, SHORTEST))
    count = np.maximum(length - size + 1, 0)
    version = np.repeat(np.arange(len(words)), count)
    place_in_version = np.arange(len(version)) - (np.cumsum(count) - count)[version]
    first = (np.cumsum(length) - length)[version] + place_in_version
    word, vocabulary = pd.factorize(
        np.array(list(chain.from_iterable(words)), dtype=object)
    )
    run = np.zeros(len(version), dtype=np.int64)
    for place in range(RUN):
        # 0 stands for no word, at the end of a short quotation.
        is_in_run = place < size[version]
        following = np.zeros(len(version), dtype=np.int64)
        following[is_in_run] = word[first[is_in_run] + place] + 1
        run, _ = pd.factorize(run * (len(vocabulary) + 1) + following)
    return pd.DataFrame({"version": version, "run": run}).drop_duplicates()


def _common_runs(runs: pd.DataFrame) -> dict[tuple[int, int], int]:
    """How many runs two quotations share, for those that share any."""
    holders: dict[int, list[int]] = defaultdict(list)
    common: dict[tuple[int, int], int] = defaultdict(int)
    recurring = runs[runs["run"].duplicated(keep=False)]
    pairs = zip(recurring["version"].tolist(), recurring["run"].tolist(), strict=True)
    for number, run in pairs:
        before = holders[run]
        neighbours = before[:NEIGHBOURS]
        for other in neighbours:
            common[other, number] += 1
        before.append(number)
    return common


def _cut(words: list[str], longest: list[str]) -> tuple[float, str, str]:
    """Compare a version with the longest: the share kept, what is left out, what is changed."""
    matcher = difflib.SequenceMatcher(None, longest, words, autojunk=False)
    kept = 0
    left_out = []
    changed = []
    for step, start, stop, own_start, own_stop in matcher.get_opcodes():
        if step == "equal":
            kept += stop - start
            continue
        if start < stop:
            lacking = longest[start:stop]
            left_out.append(" ".join(lacking))
        if own_start < own_stop:
            own = words[own_start:own_stop]
            changed.append(" ".join(own))
    length = max(len(longest), 1)
    share = kept / length
    return share, GAP.join(left_out), GAP.join(changed)
