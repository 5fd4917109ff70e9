"""The `quotes` frame: attributions as character offsets and text."""

import tomllib
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from ..text import spelled
from .find import CONTENT, CUE, SOURCE
from .marks import CLOSES, INSIDE, OPENS, UNCLOSED, last_true, paragraph_starts

DIRECT = 0.95  # the share of letters and digits in quotation marks from which content is direct, not mixed
KINDS = ["direct", "indirect", "mixed"]


def continue_quotations(spans: pd.DataFrame, tokens: pd.DataFrame, marks: np.ndarray) -> pd.DataFrame:
    """Give a paragraph that is all quotation and nobody's to whoever said the quotation just before it."""
    content = spans[spans["kind"] == CONTENT]
    owner = np.full(len(tokens), -1)
    for attribution, first, last in content[["attribution", "first", "last"]].itertuples(index=False):
        owner[first:last] = attribution
    starts = paragraph_starts(tokens)
    first = np.flatnonzero(starts)
    quoted = np.isin(marks, (INSIDE, UNCLOSED, OPENS, CLOSES)) | ~tokens["is_word"].to_numpy()
    taken = np.isin(np.arange(len(tokens)), spans["first"])
    if not len(first):
        return spans
    free = np.logical_and.reduceat(quoted & (owner < 0) & ~taken, first)
    free &= (marks[first] == OPENS) & (np.add.reduceat(tokens["is_word"].to_numpy().astype(int), first) > 2)
    article = tokens["article"].cat.codes.to_numpy()[first]
    # What ends the paragraph before, marks and stops aside, is the quotation that may go on.
    inner = tokens["is_word"].to_numpy()
    latest = last_true(inner)
    more = []
    edge = np.append(first, len(tokens))
    for k in np.flatnonzero(free):
        before = latest[first[k] - 1] if first[k] else -1
        if (
            k
            and article[k - 1] == article[k]
            and before >= 0
            and owner[before] >= 0
            and marks[before] in (INSIDE, UNCLOSED)
        ):
            rows = np.flatnonzero(inner[edge[k] : edge[k + 1]]) + edge[k]
            owner[rows[0] : rows[-1] + 1] = owner[before]
            more.append((owner[before], CONTENT, rows[0], rows[-1] + 1))
    return pd.concat(
        [spans, pd.DataFrame(more, columns=["attribution", "kind", "first", "last"], dtype=int)],
        ignore_index=True,
    )


def with_marks(
    content: pd.DataFrame, tokens: pd.DataFrame, marks: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """First and last rows of pieces, with the quotation marks (and the comma within) that enclose them."""
    first, last = content["first"].to_numpy().copy(), content["last"].to_numpy().copy()
    article = tokens["article"].cat.codes.to_numpy()
    comma = tokens["token"].isin([",", ".", "?", "!", "…", "..."]).to_numpy()
    state = np.append(marks, 0)
    opened = (first > 0) & (marks[first - 1] == OPENS)
    first[opened] -= 1
    stop = last + np.append(comma, False)[last]
    closed = (state[np.minimum(stop, len(marks))] == CLOSES) & (
        article[np.minimum(stop, len(marks) - 1)] == article[first]
    )
    last[closed] = stop[closed] + 1
    return first, last


def quotes_frame(
    articles: pd.DataFrame, tokens: pd.DataFrame, found: pd.DataFrame, spans: pd.DataFrame, marks: np.ndarray
) -> pd.DataFrame:
    """One row an attribution, in the order of the articles."""
    codes, start, end = (np.asarray(x) for x in (tokens["article"].cat.codes, tokens["start"], tokens["end"]))
    texts = articles["text"].to_dict()
    names = tokens["article"].cat.categories
    content = spans[spans["kind"] == CONTENT].sort_values(["attribution", "first"], kind="stable")
    content = _tidy(content, spans, tokens)
    first, last = with_marks(content, tokens, marks)
    owner = content["attribution"].to_numpy()
    begins = np.flatnonzero(np.append(True, owner[1:] != owner[:-1])[: len(owner)])
    offsets = np.stack([start[first], end[last - 1]], axis=1)
    pieces = [part.tolist() for part in np.split(offsets, begins)[1:]]
    article = codes[found["anchor"]]
    text = [texts[names[code]] for code in article]
    kinds = _kinds(content, tokens, marks, len(found))
    contents = [" … ".join(whole[a:b] for a, b in part) for whole, part in zip(text, pieces, strict=True)]
    frame = pd.DataFrame(
        {
            "article": pd.Categorical.from_codes(article, names),
            "content": pd.array(contents, dtype="str"),
            "pieces": pd.Series(pieces, dtype=object),
            "kind": kinds,
            "speech": _is_speech(found, content, kinds, tokens),
        }
    )
    for name, kind in (("cue", CUE), ("source", SOURCE)):
        rows = _nearest(spans[spans["kind"] == kind], found["anchor"].to_numpy())
        rows = _whole_cue(rows, found["anchor"].to_numpy(), tokens) if kind == CUE else _closed(rows, tokens)
        here = rows[:, 0] >= 0
        frame[f"{name}_start"] = pd.array(np.where(here, start[rows[:, 0]], 0), dtype="Int32")
        frame[f"{name}_end"] = pd.array(np.where(here, end[rows[:, 1] - 1], 0), dtype="Int32")
        frame.loc[~here, [f"{name}_start", f"{name}_end"]] = pd.NA
        frame[name] = pd.array(
            [
                t[a:b] if h else None
                for t, a, b, h in zip(text, start[rows[:, 0]], end[rows[:, 1] - 1], here, strict=True)
            ],
            dtype="str",
        )
    flat = np.array([[part[0][0], part[-1][1]] for part in pieces], dtype=np.int32).reshape(-1, 2)
    frame["start"] = np.fmin(
        flat[:, 0], frame[["cue_start", "source_start"]].min(axis=1).to_numpy(float)
    ).astype(np.int32)
    frame["end"] = np.fmax(flat[:, 1], frame[["cue_end", "source_end"]].max(axis=1).to_numpy(float)).astype(
        np.int32
    )
    frame["rule"] = _rules(frame, tokens, found)
    frame["score"] = found["score"].to_numpy()
    return frame.sort_values(["article", "start", "end"], kind="stable", ignore_index=True)


def _kinds(content: pd.DataFrame, tokens: pd.DataFrame, marks: np.ndarray, count: int) -> pd.Categorical:
    """Direct, mixed or indirect, by the share of the content's letters and digits in quotation marks."""
    spelt = tokens["token"].cat.categories
    ink = np.array([sum(map(str.isalnum, word)) for word in spelt])[tokens["token"].cat.codes.to_numpy()]
    quoted = np.where(np.isin(marks, (INSIDE, UNCLOSED)), ink, 0)
    total = np.zeros((2, count))
    for k, weight in enumerate((ink, quoted)):
        summed = np.append(0, np.cumsum(weight))
        np.add.at(total[k], content["attribution"], summed[content["last"]] - summed[content["first"]])
    share = total[1] / np.maximum(total[0], 1)
    return pd.Categorical.from_codes(np.select([share >= DIRECT, share > 0], [0, 2], 1), KINDS)


def _nearest(spans: pd.DataFrame, anchor: np.ndarray) -> np.ndarray:
    """For each anchor the span of it that lies nearest, as first and last row; -1 where there is none."""
    rows = np.full((len(anchor), 2), -1)
    at = anchor[spans["attribution"]]
    away = np.maximum(spans["first"] - at, at - spans["last"] + 1).clip(lower=0)
    best = (
        spans.assign(away=away).sort_values(["away", "first"], kind="stable").drop_duplicates("attribution")
    )
    rows[best["attribution"]] = best[["first", "last"]]
    return rows


def _whole_cue(rows: np.ndarray, anchor: np.ndarray, tokens: pd.DataFrame) -> np.ndarray:
    """From the word that carries a cue on, without where or when it was said: of "has also said in a
    tweet:", "said"."""
    apart = (rows[:, 0] > anchor) | (rows[:, 1] <= anchor)
    last = np.where(apart, anchor + 1, rows[:, 1])
    tag, word = spelled(tokens["pos"]), tokens["is_word"].to_numpy()
    for k in np.flatnonzero(last - anchor > 2):
        tags = tag[anchor[k] : last[k]]
        prepositions, nouns = (
            np.flatnonzero(tags == "IN"),
            np.flatnonzero([tag.startswith("NN") for tag in tags]),
        )
        if tags[0].startswith("VB") and len(prepositions) and len(nouns) and nouns[-1] > prepositions[0]:
            last[k] = anchor[k] + prepositions[0]
    return np.stack([anchor, last - ((last - anchor > 1) & ~word[last - 1])], axis=1)


def _closed(rows: np.ndarray, tokens: pd.DataFrame) -> np.ndarray:
    """With the bracket that closes one opened within: "Eva Berg (D-Mass.)"."""
    brackets = (tokens["token"] == "(").to_numpy().astype(int) - (tokens["token"] == ")").to_numpy()
    depth = np.append(0, np.cumsum(brackets))
    closes = np.append(brackets < 0, False)
    longer = (rows[:, 0] >= 0) & (depth[rows[:, 1]] > depth[rows[:, 0]]) & closes[rows[:, 1]]
    return rows + np.stack([np.zeros_like(longer), longer], axis=1)


def _tidy(content: pd.DataFrame, spans: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Content without the conjunction that opens it ("said *that* it rains"), without a lone adverb of the
    saying ("officials say *privately*"), and with what ", as well as" goes on to."""
    norm, tag = spelled(tokens["norm"]), spelled(tokens["pos"])
    first, last = content["first"].to_numpy(), content["last"].to_numpy().copy()
    pieces = content["attribution"].map(content["attribution"].value_counts()).to_numpy()
    adverb = (pieces > 1) & (last - first == 1) & (tag[first] == "RB")
    that = (norm[first] == "that") & (tag[first] == "IN") & (last - first > 1)
    later = last + (np.append(norm, "")[last] == ",")
    words = np.append(norm, [""] * 3)
    goes_on = (words[later] == "as") & (words[later + 1] == "well") & (words[later + 2] == "as")
    sentence, word = tokens["sentence"].to_numpy(), tokens["is_word"].to_numpy()
    starts = np.flatnonzero(np.append(sentence[1:] != sentence[:-1], True)) + 1  # where the next one begins
    for k in np.flatnonzero(goes_on):
        end = starts[np.searchsorted(starts, later[k], side="right")]
        others = spans.loc[spans["attribution"] == content["attribution"].iat[k], "first"]
        if not others.between(last[k], end).any():
            last[k] = np.flatnonzero(word[:end])[-1] + 1
    return content.assign(first=first + that, last=last)[~adverb]


@cache
def _cues() -> dict[str, list[str]]:
    return tomllib.loads(files("broadsheet.quotes").joinpath("cues.toml").read_text(encoding="utf-8"))


def _is_speech(
    found: pd.DataFrame, content: pd.DataFrame, kinds: pd.Categorical, tokens: pd.DataFrame
) -> np.ndarray:
    """Whether something is said: no belief, and not just a topic named."""
    lists = _cues()
    at, tag = found["anchor"].to_numpy().copy(), spelled(tokens["pos"])
    for k in np.flatnonzero(np.isin(tag[at], ["DT", "PRP$", "JJ"])):  # "a vocal critic of": "critic"
        near = (row for row in range(at[k], min(at[k] + 4, len(tag))) if tag[row].startswith("NN"))
        at[k] = next(near, at[k])
    pos, lemma = (tokens[name].iloc[at] for name in ("pos", "lemma"))
    noun = pos.cat.categories.str.startswith("NN")[pos.cat.codes]
    topic = np.where(noun, lemma.isin(lists["topic_nouns"]), lemma.isin(lists["topics"]))
    opens = content.drop_duplicates("attribution")["first"].to_numpy()
    clause = tokens["norm"].iloc[opens].isin(lists["clauses"]).to_numpy()
    return (found["speech"] >= 0.5).to_numpy() & ~(topic & ~clause & (np.asarray(kinds) == "indirect"))


def _rules(frame: pd.DataFrame, tokens: pd.DataFrame, found: pd.DataFrame) -> pd.Categorical:
    """How the content lies to its cue: "model:say-right" is "she said that …"."""
    lemma = spelled(tokens["lemma"].iloc[found["anchor"]])
    first = np.array([part[0][0] for part in frame["pieces"]], dtype=int)
    last = np.array([part[-1][0] for part in frame["pieces"]], dtype=int)
    cue = frame["cue_start"].to_numpy(dtype=int)
    side = np.select([first > cue, last < cue], ["right", "left"], "both")
    rules = pd.Series([f"model:{word}-{where}" for word, where in zip(lemma, side, strict=True)], dtype="str")
    return pd.Categorical(rules.where(found["rule"].isna(), found["rule"]))
