"""How fast names are found and sources resolved, and how often the speaker named is the right one.

    python benchmarks/names.py ATTRIBUTIONS.jsonl

`ATTRIBUTIONS.jsonl` is what the scorer of quotations reads. Contents and sources are taken from there, so
that only the resolution is measured: `name` as the scorer has it, against `speaker_name` where an attribution
has one. Those were made by machine: beside "same name" stands "same person", which forgives initials, titles
and a name in full where the annotation has the surname. Times are CPU seconds of this process.
"""

import sys

import pandas as pd
from common import articles_frame, finish, load_scorer, read_lines, timed

import broadsheet as bs
from broadsheet.names.lexicon import fold_name

BINS = [0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 1.01]


def attributions(records: list[dict]) -> pd.DataFrame:
    """The annotated attributions as a `quotes` frame, speakers left out."""
    rows = [
        {
            "article": record["id"],
            "start": said["content"][0][0],
            "end": said["content"][-1][1],
            "kind": said["type"],
            "source": " ".join(record["text"][a:b] for a, b in said["source"]),
            "source_start": said["source"][0][0] if said["source"] else None,
            "source_end": said["source"][-1][1] if said["source"] else None,
            "annotated": said.get("speaker_name"),
        }
        for record in records
        for said in record["attributions"]
    ]
    return pd.DataFrame(rows).astype(
        {"source_start": "Int32", "source_end": "Int32", "article": "category"}
    )


def same_person(found: str, annotated: str) -> bool:
    names = [
        {word for word in fold_name(name).split() if "." not in word}
        for name in (found, annotated)
    ]
    return bool(names[0] & names[1]) and (names[0] <= names[1] or names[1] <= names[0])


def calibration(told: pd.DataFrame, right: pd.Series) -> pd.DataFrame:
    """Return, for each range of `speaker_score`, the rows, their mean score and the share that is right."""
    ranges = pd.cut(told["speaker_score"], BINS, right=False)
    rows = pd.DataFrame(
        {"score": told["speaker_score"].to_numpy(), "right": right.to_numpy()}
    )
    rows["range"] = ranges.to_numpy()
    return rows.groupby("range", observed=True).agg(
        rows=("right", "size"), score=("score", "mean"), right=("right", "mean")
    )


def main(path: str) -> None:
    records = read_lines(path)
    articles, quotes, scorer = (
        articles_frame(records),
        attributions(records),
        load_scorer("score_quotes", path),
    )
    tokens = bs.tokenize(articles)
    names, finding = timed(bs.find_names, tokens, repeat=3)
    resolved, resolving = timed(
        bs.resolve_speakers, articles, tokens, quotes, names, repeat=3
    )
    told = resolved[resolved["annotated"].notna() & resolved["source_start"].notna()]
    pairs = list(zip(told["speaker"].fillna("nobody"), told["annotated"], strict=True))
    right = pd.DataFrame(
        {
            "same name": [scorer.norm_name(a) == scorer.norm_name(b) for a, b in pairs],
            "same person": [same_person(a, b) for a, b in pairs],
            "pronoun": told["source"]
            .str.lower()
            .isin(["he", "she", "his", "her", "they"])
            .to_numpy(),
        }
    )
    print(calibration(told, right["same person"]).round(3).to_string())
    share = right.groupby("pronoun")[["same name", "same person"]].mean()
    figures = {
        "tokens a second, find_names": len(tokens) / finding,
        "tokens a second, resolve_speakers": len(tokens) / resolving,
        "attributions with an annotated name": len(told),
        **{f"{column}, all": right[column].mean() for column in share},
        **{f"{column}, pronouns": value for column, value in share.loc[True].items()},
    }
    rows = [
        {"figure": key, "value": round(float(value), 3)}
        for key, value in figures.items()
    ]
    finish(
        rows,
        figures,
        f"{len(records)} articles, {len(tokens):,} tokens, {len(names):,} mentions of names",
    )


if __name__ == "__main__":
    main(sys.argv[1])
