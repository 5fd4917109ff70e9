"""Measure how often each rule names the right speaker, and write the scores that ship.

    python training/speaker_scores.py ATTRIBUTIONS.jsonl src/broadsheet/names/speaker_scores.toml

`ATTRIBUTIONS.jsonl` is what the scorer of quotations reads: PolNeAR's articles, with the person who speaks
as `speaker_name` where a machine found one. Contents and sources are those of the annotation. The score of
a rule is the share of its speakers that are the annotated person, drawn towards that of `other` by
`PRIOR` attributions. A speaker without a name counts as right where the annotation has no name either.

The names were annotated by machine, so that a share is a little too low for rules that are nearly always
right; they are those of one country's political news.
"""

import sys
from collections import defaultdict
from pathlib import Path

import pandas as pd

import broadsheet as bs
from broadsheet.names.lexicon import fold_name

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
from common import articles_frame, read_lines
from names import attributions

PRIOR = 5.0  # attributions
GENERAL = (
    "role",
    "age",
    "relative",
    "description",
)  # what follows the colon is the description itself
INFERRED = ("pronoun", "role", "across articles", "continued")


def is_right(speaker: str | None, annotated: str | None, kind: str) -> bool:
    """Say whether speaker and annotation are one person, initials and titles forgiven."""
    if annotated is None:
        return kind != "person"
    found, wanted = (
        {word for word in fold_name(name or "").split() if "." not in word}
        for name in (speaker, annotated)
    )
    return bool(found & wanted) and (found <= wanted or wanted <= found)


def rule_of(rule: str) -> str:
    """Return the rule without the description that it read."""
    general = rule.partition(":")[0]
    return general if general in GENERAL else rule


def shares(resolved: pd.DataFrame) -> dict[str, float]:
    """Return the share that is right by rule, drawn towards the share over all."""
    outcomes = defaultdict(list)
    for row in resolved.itertuples():
        annotated = row.annotated if isinstance(row.annotated, str) else None
        speaker = row.speaker if isinstance(row.speaker, str) else None
        as_written = "as written" in row.speaker_rule or "unnamed" in row.speaker_rule
        if annotated is None and not (as_written and row.speaker_kind != "person"):
            continue  # the machine found no name: nothing is known of this speaker
        outcomes[rule_of(row.speaker_rule)].append(
            is_right(speaker, annotated, row.speaker_kind)
        )
    inferred = [
        right
        for rule, seen in outcomes.items()
        if rule.startswith(INFERRED)
        for right in seen
    ]
    share = sum(inferred) / max(len(inferred), 1)
    scores = {
        rule: (sum(seen) + PRIOR * share) / (len(seen) + PRIOR)
        for rule, seen in sorted(outcomes.items())
    }
    nobody = dict.fromkeys(("nobody named", "pronoun: nobody"), 0.0)
    return scores | nobody | {"other": share}


def main(path: str, target: str) -> None:
    """Measure on the file and write the table."""
    records = read_lines(path)
    articles = articles_frame(records)
    tokens = bs.tokenize(articles)
    resolved = bs.resolve_speakers(articles, tokens, attributions(records))
    lines = [
        "# The share of right speakers by rule, made by training/speaker_scores.py.",
        "[scores]",
    ]
    lines += [
        f'"{rule}" = {round(score, 3)}' for rule, score in shares(resolved).items()
    ]
    Path(target).write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
