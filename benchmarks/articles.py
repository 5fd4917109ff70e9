"""How well articles are read: bodies of web pages against annotated ones, and counts for exports.

    python benchmarks/articles.py FOLDER

FOLDER holds `html/` (pages under gzip and `ground-truth.json`, as in the article extraction benchmark of
Scrapinghub, whose measure this is: precision, recall and F1 over runs of four words, each page weighing the
same) and folders of exports, for which is printed how many articles each file gives, and how many of them
with a title, an outlet and a day.
"""

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from statistics import mean

from common import finish, read_lines, timed

import broadsheet as bs


def runs(text, length=4):
    words = re.findall(r"\w+", text or "")
    return Counter(
        tuple(words[n : n + length]) for n in range(max(1, len(words) - length + 1))
    )


def shares(true, found):
    """True positives, false positives and false negatives as shares of all runs of four words."""
    true, found = runs(true), runs(found)
    counts = [(true & found).total(), (found - true).total(), (true - found).total()]
    return [count / (sum(counts) or 1) for count in counts]


def scores(rows):
    precision = mean(tp / (tp + fp) for tp, fp, _ in rows if tp + fp)
    recall = mean(tp / (tp + fn) for tp, _, fn in rows if tp + fn)
    return precision, recall, 2 * precision * recall / (precision + recall)


def page_scores(folder):
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    articles, seconds = timed(bs.read_articles, folder / "*.html*")
    found = {
        Path(f).name.split(".")[0]: t
        for f, t in zip(articles["file"], articles["text"], strict=True)
    }
    names = [path.name.split(".")[0] for path in sorted(folder.glob("*.html*"))]
    rows = [shares(truth[name]["articleBody"], found.get(name, "")) for name in names]
    precision, recall, f1 = scores(rows)
    return {
        "pages": len(names),
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "seconds": seconds,
    }


def field_scores(folder):
    """Pages of which title, authors and day are annotated as well, in `truth.jsonl`."""
    truth = {record["file"]: record for record in read_lines(folder / "truth.jsonl")}
    articles, seconds = timed(bs.read_articles, folder)
    found = {Path(row.file).name: row for row in articles.itertuples()}
    rows = [
        shares(record["body"], found[name].text if name in found else "")
        for name, record in truth.items()
    ]
    precision, recall, f1 = scores(rows)
    pairs = [(truth[name], row) for name, row in found.items() if name in truth]
    title = sum(record["title"].strip() == row.title for record, row in pairs)
    day = sum(
        record["published"][:10] == str(row.published)[:10] for record, row in pairs
    )
    authors = sum(
        sorted(record["authors"]) == sorted(names_of(row.byline))
        for record, row in pairs
    )
    counts = {"title": title, "day": day, "authors": authors}
    return {
        "pages": len(truth),
        "precision": precision,
        "recall": recall,
        "f1": f1,
        **counts,
        "seconds": seconds,
    }


def names_of(byline):
    return byline.split("; ") if isinstance(byline, str) else []


def export_counts(path):
    articles, seconds = timed(bs.read_articles, path)
    given = {
        name: int(articles[name].notna().sum())
        for name in ("title", "outlet", "published")
    }
    languages = ", ".join(
        f"{n} {code}" for code, n in articles["language"].value_counts().items()
    )
    return {
        "file": path.name,
        "articles": len(articles),
        **given,
        "languages": languages,
        "seconds": seconds,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "formats", type=Path, help="the folder with html/ and folders of exports"
    )
    folder = parser.parse_args().formats
    pages = page_scores(folder / "html")
    finish([pages], pages, "Bodies of web pages")
    described = [path.parent for path in sorted(folder.glob("*/truth.jsonl"))]
    for pages_folder in described:
        row = field_scores(pages_folder)
        finish(
            [row],
            row,
            f"Bodies, titles, days and authors of web pages: {pages_folder.name}",
        )
    apart = {"html", *(path.name for path in described)}
    files = [
        path
        for path in sorted(folder.rglob("*.*"))
        if path.is_file() and path.parent.name not in apart
    ]
    rows = [export_counts(path) for path in files]
    finish(rows, {row["file"]: row["articles"] for row in rows}, "Exports")


if __name__ == "__main__":
    main()
