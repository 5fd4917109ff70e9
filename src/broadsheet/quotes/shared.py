"""The same quotation in several outlets, and how each cut it."""

import difflib
import re
from collections import defaultdict

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
Run = tuple[str, ...]


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
    words = [_words(content, kind) for content, kind in pairs]
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


def _words(content: str, kind: str) -> list[str]:
    """The words of a quotation, folded; of mixed speech those within quotation marks."""
    if kind == "mixed":
        in_double_marks = re.findall(r"[“\"]([^”\"]+)", content)
        in_single_marks = re.findall(r"‘(.+?)’(?!\w)", content)
        marked = in_double_marks or in_single_marks or [content]
        content = " ".join(marked)
    words = re.findall(r"\w+(?:[’'-]\w+)*", content)
    return [fold(word) for word in words]


def _clusters(words: list[list[str]]) -> np.ndarray:
    """Number the quotations so that those which share enough runs of words have one number."""
    runs = [_runs(version) for version in words]
    first = []
    second = []
    for pair, count in _common_runs(runs).items():
        earlier, later = pair
        earlier_size = len(runs[earlier])
        later_size = len(runs[later])
        shorter = min(earlier_size, later_size)
        if count >= CONTAINED * shorter:
            first.append(earlier)
            second.append(later)
    earlier_ones = np.array(first, dtype=int)
    later_ones = np.array(second, dtype=int)
    return components(earlier_ones, later_ones, len(words))


def _runs(words: list[str]) -> set[Run]:
    at_least = max(len(words), SHORTEST)
    size = min(RUN, at_least)
    count = len(words) - size + 1
    runs = set()
    for start in range(count):
        stop = start + size
        run = tuple(words[start:stop])
        runs.add(run)
    return runs


def _common_runs(runs: list[set[Run]]) -> dict[tuple[int, int], int]:
    """How many runs two quotations share, for those that share any."""
    holders: dict[Run, list[int]] = defaultdict(list)
    common: dict[tuple[int, int], int] = defaultdict(int)
    for number, own in enumerate(runs):
        for run in sorted(own):
            before = holders[run]
            neighbours = before[:NEIGHBOURS]
            for other in neighbours:
                pair = (other, number)
                common[pair] += 1
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
