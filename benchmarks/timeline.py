"""Timelines beside those that journalists wrote (Timeline17).

    python benchmarks/timeline.py EVAL/timeline
    python benchmarks/timeline.py EVAL/quotes/polnear.train.jsonl --growth

For each topic's folder (`articles.jsonl`, `timelines.jsonl`) and each timeline in it, in the usual set-up:
the number of days and the mean number of sentences a day are given, and articles and days outside the
timeline's range are left out. Scored by date F1 and alignment-based ROUGE (AR1, AR2), beside the plain count
of the sentences that name a day. With `--growth`, articles put together from the paragraphs of a file's
(`text`, `date`), 500 to 4,000 of them, are timed from their tokens.
"""

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
from common import articles_frame, finish, load_scorer, read_lines, timed

import broadsheet as bs

UNDONE = {
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "``": '"',
    "''": '"',
    "\\/": "/",
    "`": "'",
}


def readable(sentence: str) -> str:
    """A tokenised sentence as it would be printed, as far as the date tagger minds."""
    for old, new in UNDONE.items():
        sentence = sentence.replace(old, new)
    return sentence


def frames(
    records: list[dict],
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, list[dict[int, str]]]:
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
    return (
        articles,
        tokens,
        bs.find_dates(articles, tokens),
        dict(zip(articles.index, places, strict=True)),
    )


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
    return {
        str(day.date())
        for day in exact["earliest"].dt.floor("D").value_counts().index[:days]
    }


def recombined(records: list[dict], number: int) -> pd.DataFrame:
    """So many articles, each of two halves of others, on a day within a month of the first."""
    rng = np.random.default_rng(number)
    halves = [record["text"].split("\n") for record in records]
    made = []
    places = rng.integers(0, [[len(records)]] * 2 + [[30]], (3, number)).T.tolist()
    for at, (one, other, days) in enumerate(places):
        text = (
            halves[one][: len(halves[one]) // 2]
            + halves[other][len(halves[other]) // 2 :]
        )
        day = pd.Timestamp(records[one]["date"]) + pd.Timedelta(days=days)
        made.append(
            records[one]
            | {"id": f"made-{at}", "date": str(day.date()), "text": "\n".join(text)}
        )
    return articles_frame(made)


def growth(file: str) -> None:
    """CPU seconds of dates and events, from tokens, for ever more articles."""
    rows = []
    for number in (500, 1000, 2000, 4000):
        articles = recombined(read_lines(file), number)
        tokens = bs.tokenize(articles)
        dates, dating = timed(bs.find_dates, articles, tokens)
        events, building = timed(bs.build_timeline, articles, tokens, dates)
        rows.append(
            {
                "articles": number,
                "words": int(tokens["is_word"].sum()),
                "events": len(events),
            }
        )
        rows[-1] |= {
            "seconds_dates": round(dating, 1),
            "seconds_events": round(building, 1),
        }
        rows[-1]["per_n_log_n"] = round(1e6 * building / (number * np.log2(number)), 1)
    finish(
        rows,
        {f"seconds_{row['articles']}": row["seconds_events"] for row in rows},
        "From tokens to events",
    )


def main(folder: str) -> None:
    gold, ours, rows, plain, words, seconds = [], [], [], [], 0, 0.0
    for topic in sorted(
        path for path in Path(folder).iterdir() if (path / "timelines.jsonl").exists()
    ):
        records = read_lines(topic / "articles.jsonl")
        for timeline in read_lines(topic / "timelines.jsonl"):
            days = sorted(entry["date"][:10] for entry in timeline["entries"])
            per_day = max(
                1,
                round(
                    sum(len(entry["summary"]) for entry in timeline["entries"])
                    / len(days)
                ),
            )
            inside = [
                record
                for record in records
                if days[0] <= record["date"][:10] <= days[-1]
            ]
            articles, tokens, dates, places = frames(inside)
            dates = within(dates, days[0], days[-1])
            period = {"start": days[0], "end": days[-1]}
            events, took = timed(
                bs.build_timeline,
                articles,
                tokens,
                dates,
                days=len(days),
                per_day=per_day,
                **period,
            )
            seconds, words = seconds + took, words + int(tokens["is_word"].sum())
            entries = [
                {
                    "date": str(day.date()),
                    "summary": [
                        original(row.article, row.start, places)
                        for row in group.itertuples()
                    ],
                }
                for day, group in events.groupby("earliest")
            ]
            gold.append(timeline)
            ours.append(
                {
                    "topic": timeline["topic"],
                    "timeline": timeline["timeline"],
                    "entries": entries,
                }
            )
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
    figures: dict[str, object] = {
        "seconds_build": seconds,
        "words_per_second": words / max(seconds, 1e-9),
    }
    sums: Counter = Counter()
    for row, truth, entry, hits in zip(rows, gold, ours, plain, strict=True):
        told, wanted = scorer.D(entry["entries"]), scorer.D(truth["entries"])
        aligned, days = scorer.align(told, wanted), scorer.dates(told, wanted)
        row |= {
            "date_f1": days[2],
            "ar1": aligned[1][2],
            "ar2": aligned[2][2],
            "date_f1_by_counting": hits,
        }
        for name, (precision, recall, _) in {
            "date": days,
            "ar1": aligned[1],
            "ar2": aligned[2],
        }.items():
            sums[name, "p"] += precision / len(rows)
            sums[name, "r"] += recall / len(rows)
        figures[f"{row['topic']} {row['timeline']}"] = {
            name: row[name] for name in ("date_f1", "ar1", "ar2")
        }
    for name in ("date", "ar1", "ar2"):
        figures[f"{name}_f1"] = scorer.f(sums[name, "p"], sums[name, "r"])
    figures["date_f1_by_counting"] = sum(plain) / len(plain)
    rows.append(
        {
            "topic": "all",
            "date_f1": figures["date_f1"],
            "ar1": figures["ar1_f1"],
            "ar2": figures["ar2_f1"],
        }
        | {"date_f1_by_counting": figures["date_f1_by_counting"]}
    )
    rows = [
        {
            name: round(value, 4) if isinstance(value, float) else value
            for name, value in row.items()
        }
        for row in rows
    ]
    finish(rows, figures, "Timelines (F of mean precision and recall over timelines)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "data", help="a folder of topics, or with --growth a file of articles"
    )
    parser.add_argument(
        "--growth",
        action="store_true",
        help="time it on recombined articles of one file",
    )
    options = parser.parse_args()
    (growth if options.growth else main)(options.data)
