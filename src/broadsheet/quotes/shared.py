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
        marked = re.findall(r"[“\"]([^”\"]+)", content) or re.findall(
            r"‘(.+?)’(?!\w)", content
        )
        content = " ".join(marked or [content])
    return [fold(word) for word in re.findall(r"\w+(?:[’'-]\w+)*", content)]


def _clusters(words: list[list[str]]) -> np.ndarray:
    """Number the quotations so that those which share enough runs of words have one number."""
    runs = [_runs(version) for version in words]
    first, second = [], []
    for (earlier, later), count in _common_runs(runs).items():
        if count >= CONTAINED * min(len(runs[earlier]), len(runs[later])):
            first.append(earlier)
            second.append(later)
    return components(
        np.array(first, dtype=int), np.array(second, dtype=int), len(words)
    )


def _runs(words: list[str]) -> set[Run]:
    size = min(RUN, max(len(words), SHORTEST))
    return {
        tuple(words[start : start + size]) for start in range(len(words) - size + 1)
    }


def _common_runs(runs: list[set[Run]]) -> dict[tuple[int, int], int]:
    """How many runs two quotations share, for those that share any."""
    holders: dict[Run, list[int]] = defaultdict(list)
    common: dict[tuple[int, int], int] = defaultdict(int)
    for number, own in enumerate(runs):
        for run in sorted(own):
            for other in holders[run][:NEIGHBOURS]:
                common[other, number] += 1
            holders[run].append(number)
    return common


def _cut(words: list[str], longest: list[str]) -> tuple[float, str, str]:
    """Compare a version with the longest: the share kept, what is left out, what is changed."""
    steps = difflib.SequenceMatcher(None, longest, words, autojunk=False).get_opcodes()
    kept = sum(stop - start for step, start, stop, _, _ in steps if step == "equal")
    changes = [step for step in steps if step[0] != "equal"]
    left_out = [
        " ".join(longest[start:stop])
        for _, start, stop, _, _ in changes
        if start < stop
    ]
    changed = [
        " ".join(words[start:stop]) for _, _, _, start, stop in changes if start < stop
    ]
    return kept / max(len(longest), 1), " … ".join(left_out), " … ".join(changed)
