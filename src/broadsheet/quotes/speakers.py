"""Who is quoted and how much, and what outlets made of the same quotation."""

import difflib
import re
from collections import defaultdict

import numpy as np
import pandas as pd

from broadsheet.text.norms import fold

WORD = r"\w+(?:[’'.,-]\w+)*"
RUN = 5  # words in a row that two quotations must share to be compared; shorter ones must agree whole
SHORTEST = 4  # words: what is shorter may well be said twice
CONTAINED = 0.5  # of the shorter one's runs of words, the share that the longer one must hold
NEIGHBOURS = 30  # of the quotations that hold the same run, how many each later one is compared with


def people(quotes: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """Say of each speaker how much of the coverage is theirs; one row a speaker, the most quoted first.

    `speaker`, `speaker_kind` and `role`; `quotations` and, of these, `direct`, `indirect` and `mixed`;
    `words` quoted, and their `share` of all words quoted (0 to 1); the number of `articles`; and, where
    `articles` are given, of `outlets`, with the `first` and `last` day. Someone unnamed is counted within
    an article, since "an official" elsewhere may be another. Quotations of nobody known are left out.

    >>> quotes = pd.DataFrame({"kind": ["direct", "indirect"], "content": ["We will.", "that she will"]})
    >>> quotes = quotes.assign(article="a", speaker="Ann Lee", speaker_kind="person", role="mayor")
    >>> people(quotes)[["speaker", "role", "quotations", "words", "share", "direct"]]
       speaker   role  quotations  words  share  direct
    0  Ann Lee  mayor           2      5    1.0       1
    """
    rows = quotes.assign(
        words=quotes["content"].astype("str").str.count(WORD).astype("int64"),
        speaker_kind=quotes["speaker_kind"].astype("str"),
        within=quotes["article"].astype("str").where(quotes["speaker_kind"].eq("unnamed"), ""),
        **{kind: quotes["kind"].eq(kind).astype("int64") for kind in ("direct", "indirect", "mixed")},
        **_about(quotes, articles),
    )
    found = rows.dropna(subset="speaker").groupby(["speaker", "within"], sort=False, observed=True)
    table = found.agg(
        speaker_kind=("speaker_kind", "first"),
        quotations=("words", "size"),
        words=("words", "sum"),
        **{kind: (kind, "sum") for kind in ("direct", "indirect", "mixed")},
        articles=("article", "nunique"),
        outlets=("outlet", "nunique"),
        first=("published", "min"),
        last=("published", "max"),
    )
    table = table.reset_index().drop(columns="within")
    table.insert(2, "role", table["speaker"].map(_commonest_role(rows)).astype("str"))
    table.insert(5, "share", table["words"] / max(rows["words"].sum(), 1))
    kinds = pd.CategoricalDtype(["person", "organisation", "group", "unnamed"])
    table = table.astype({"speaker_kind": kinds}).sort_values(
        ["quotations", "words", "speaker"], ascending=[False, False, True], kind="stable", ignore_index=True
    )
    return table if articles is not None else table.drop(columns=["outlets", "first", "last"])


def _commonest_role(rows: pd.DataFrame) -> pd.Series:
    counts = rows.groupby(["speaker", "role"], sort=False).size().sort_values(ascending=False, kind="stable")
    roles = counts.reset_index().drop_duplicates("speaker").set_index("speaker")["role"]
    return roles.astype("str")


def _about(quotes, articles) -> dict[str, pd.Series]:
    """Look up each quotation's outlet and day."""
    if articles is None:
        return {"outlet": pd.Series(pd.NA, quotes.index), "published": pd.Series(pd.NaT, quotes.index)}
    found = articles[["outlet", "published"]].reindex(quotes["article"].astype(articles.index.dtype))
    return {column: values.set_axis(quotes.index) for column, values in found.items()}


def reporting_verbs(quotes: pd.DataFrame) -> pd.DataFrame:
    """Count the words that report, by speaker: `speaker`, `verb`, `quotations`, the commonest first.

    `verb` is the cue's lemma ("say" for "said"), or the cue as written where its rule does not tell.
    """
    lemma = quotes["rule"].astype("str").str.extract(r":(.+)-(?:left|right|both)$")[0]
    cue = quotes["cue"].astype("str").str.lower()
    verb = lemma.fillna(cue).mask(cue.str.startswith("according"), "according to")
    rows = pd.DataFrame({"speaker": quotes["speaker"], "verb": verb}).dropna(subset="verb")
    counts = rows.groupby(["speaker", "verb"], dropna=False).size().reset_index(name="quotations")
    return counts.sort_values("quotations", ascending=False, kind="stable", ignore_index=True)


def shared_quotes(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Find the same quotation in several outlets, and how each cut it.

    One row is one outlet's version, the longest first within a quotation: `quotation` (a number; the one
    in most outlets is 0), `outlets` (how many have it), `speaker`, `outlet`, `article`, `start`, `end`,
    `content`, `words`, `kept` (the share of the longest version's words), `left_out` (those it lacks) and
    `changed` (those the longest lacks). Direct and mixed speech is compared by its runs of five words,
    after spelling is folded; two are the same where one holds half of the other's.
    """
    rows = quotes[quotes["kind"].isin(["direct", "mixed"])].reset_index(drop=True)
    rows = rows.assign(outlet=_about(rows, articles)["outlet"].astype("str"))
    words = [_words(*pair) for pair in zip(rows["content"], rows["kind"], strict=True)]
    rows = rows.assign(words=[len(found) for found in words], quotation=_clusters(words))
    rows["outlets"] = rows.groupby("quotation")["outlet"].transform("nunique")
    rows = rows[(rows["outlets"] > 1) & (rows["words"] >= SHORTEST)]
    rows = rows.sort_values(["outlets", "quotation", "words"], ascending=[False, True, False], kind="stable")
    rows["quotation"] = pd.factorize(rows["quotation"])[0]
    longest = rows.groupby("quotation").apply(lambda group: group.index[0], include_groups=False)
    cuts = [_cut(words[i], words[longest[number]]) for i, number in rows["quotation"].items()]
    cut = pd.DataFrame(cuts, columns=["kept", "left_out", "changed"], index=rows.index)
    columns = ["quotation", "outlets", "speaker", "outlet", "article", "start", "end", "content", "words"]
    return rows[columns].join(cut.astype({"kept": "float64"})).reset_index(drop=True)


def _words(content: str, kind: str) -> list[str]:
    """The words of a quotation, folded; of mixed speech those within quotation marks."""
    marked = re.findall(r"[“\"]([^”\"]+)", content) if kind == "mixed" else None
    return [fold(word) for word in re.findall(r"\w+(?:[’'-]\w+)*", " ".join(marked or [content]))]


def _clusters(words: list[list[str]]) -> np.ndarray:
    """Number the quotations so that those which share enough runs of words have one number."""
    runs, holders, common = [], defaultdict(list), defaultdict(int)
    for i, found in enumerate(words):
        size = min(RUN, max(len(found), SHORTEST))
        runs.append({tuple(found[k : k + size]) for k in range(len(found) - size + 1)})
        for run in sorted(runs[i]):
            for other in holders[run][:NEIGHBOURS]:
                common[other, i] += 1
            holders[run].append(i)
    head = list(range(len(words)))
    for (one, other), count in common.items():
        if count >= CONTAINED * min(len(runs[one]), len(runs[other])):
            low, high = sorted((_head(head, one), _head(head, other)))
            head[high] = low
    return np.array([_head(head, i) for i in range(len(words))], dtype="int64")


def _head(head: list[int], i: int) -> int:
    while head[i] != i:
        head[i] = i = head[head[i]]
    return i


def _cut(words: list[str], longest: list[str]) -> tuple[float, str, str]:
    """Compare a version with the longest: the share kept, what is left out, what is changed."""
    steps = difflib.SequenceMatcher(None, longest, words, autojunk=False).get_opcodes()
    kept = sum(b - a for step, a, b, _, _ in steps if step == "equal")
    left_out = " … ".join(" ".join(longest[a:b]) for step, a, b, _, _ in steps if a < b and step != "equal")
    changed = " … ".join(" ".join(words[c:d]) for step, _, _, c, d in steps if c < d and step != "equal")
    return kept / max(len(longest), 1), left_out, changed
