"""Timelines beside those that journalists wrote (Timeline17).

    python benchmarks/timeline.py EVAL/timeline

For each topic's folder (`articles.jsonl`, `timelines.jsonl`) and each timeline in it, in the usual set-up:
the number of days and the mean number of sentences a day are given, and articles and days outside the
timeline's range are left out. Scored by date F1 and alignment-based ROUGE (AR1, AR2), beside the plain count
of the sentences that name a day.
"""

import argparse
from collections import Counter
from pathlib import Path

import pandas as pd
from common import articles_frame, finish, load_scorer, read_lines, timed

import broadsheet as bs

UNDONE = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"', "\\/": "/", "`": "'"}


def readable(sentence: str) -> str:
    """A tokenised sentence as it would be printed, as far as the date tagger minds."""
    for old, new in UNDONE.items():
        sentence = sentence.replace(old, new)
    return sentence


def frames(records: list[dict]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, list[dict[int, str]]]:
    """Articles, tokens, dates, and for each article its sentences by where they begin in the text."""
    places = []
    for record in records:
        lines = [readable(sentence) for sentence in record["sentences"]]
        at, begins = 0, {}
        for line, sentence in zip(lines, record["sentences"], strict=True):
            begins[at] = sentence
            at += len(line) + 2
        record["text"] = "\n\n".join(lines)
        places.append(begins)
    articles = articles_frame(records)
    tokens = bs.tokenize(articles)
    return articles, tokens, bs.find_dates(articles, tokens), dict(zip(articles.index, places, strict=True))


def original(article: str, start: int, places: dict) -> str:
    """The sentence of the data in which a place lies."""
    begins = places[article]
    return begins[max(begin for begin in begins if begin <= start)]


def within(dates: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    end = pd.Timestamp(last) + pd.Timedelta(days=1)
    return dates[(dates["earliest"] >= first) & (dates["latest"] <= end)]


def counted(dates: pd.DataFrame, days: int) -> set[str]:
    """The days that most sentences name: what a timeline without a method would give."""
    exact = dates[(dates["latest"] - dates["earliest"]) <= pd.Timedelta(days=1)]
    return {str(day.date()) for day in exact["earliest"].dt.floor("D").value_counts().index[:days]}


def main(folder: str) -> None:
    gold, ours, rows, plain, words, seconds = [], [], [], [], 0, 0.0
    for topic in sorted(path for path in Path(folder).iterdir() if (path / "timelines.jsonl").exists()):
        records = read_lines(topic / "articles.jsonl")
        for timeline in read_lines(topic / "timelines.jsonl"):
            days = sorted(entry["date"][:10] for entry in timeline["entries"])
            per_day = max(1, round(sum(len(entry["summary"]) for entry in timeline["entries"]) / len(days)))
            inside = [record for record in records if days[0] <= record["date"][:10] <= days[-1]]
            articles, tokens, dates, places = frames(inside)
            dates = within(dates, days[0], days[-1])
            events, took = timed(bs.build_timeline, articles, tokens, dates, days=len(days), per_day=per_day)
            seconds, words = seconds + took, words + int(tokens["is_word"].sum())
            entries = [
                {
                    "date": str(day.date()),
                    "summary": [original(row.article, row.start, places) for row in group.itertuples()],
                }
                for day, group in events.groupby("earliest")
            ]
            gold.append(timeline)
            ours.append({"topic": timeline["topic"], "timeline": timeline["timeline"], "entries": entries})
            hits = len(counted(dates, len(days)) & set(days)) / len(days)
            plain.append(hits)
            rows.append(
                {
                    "topic": topic.name,
                    "timeline": timeline["timeline"][:28],
                    "articles": len(inside),
                    "days": len(days),
                }
            )
    scorer = load_scorer("score_timeline", Path(folder) / "timelines")
    figures: dict[str, object] = {"seconds_build": seconds, "words_per_second": words / max(seconds, 1e-9)}
    sums: Counter = Counter()
    for row, truth, entry, hits in zip(rows, gold, ours, plain, strict=True):
        told, wanted = scorer.D(entry["entries"]), scorer.D(truth["entries"])
        aligned, days = scorer.align(told, wanted), scorer.dates(told, wanted)
        row |= {"date_f1": days[2], "ar1": aligned[1][2], "ar2": aligned[2][2], "date_f1_by_counting": hits}
        for name, (precision, recall, _) in {"date": days, "ar1": aligned[1], "ar2": aligned[2]}.items():
            sums[name, "p"] += precision / len(rows)
            sums[name, "r"] += recall / len(rows)
        figures[f"{row['topic']} {row['timeline']}"] = {name: row[name] for name in ("date_f1", "ar1", "ar2")}
    for name in ("date", "ar1", "ar2"):
        figures[f"{name}_f1"] = scorer.f(sums[name, "p"], sums[name, "r"])
    figures["date_f1_by_counting"] = sum(plain) / len(plain)
    rows.append(
        {"topic": "all", "date_f1": figures["date_f1"], "ar1": figures["ar1_f1"], "ar2": figures["ar2_f1"]}
        | {"date_f1_by_counting": figures["date_f1_by_counting"]}
    )
    rows = [
        {name: round(value, 4) if isinstance(value, float) else value for name, value in row.items()}
        for row in rows
    ]
    finish(rows, figures, "Timelines (F of mean precision and recall over timelines)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", help="a folder of topics, each with articles.jsonl and timelines.jsonl")
    main(parser.parse_args().data)
