"""`read_articles`: from a path to the articles frame."""

import io
import json
import os
import re
import tomllib
from importlib import resources
from pathlib import Path

import pandas as pd

from broadsheet.articles.errors import ArticlesError, Skipped

COLUMNS = ["outlet", "published", "title", "byline", "agency", "dateline", "url", "file", "language", "text"]
STRINGS = ["title", "byline", "agency", "dateline", "url", "file", "language", "text"]
NAMES = tomllib.loads(resources.files(__package__).joinpath("columns.toml").read_text("utf-8"))
TABLES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
TEXTS = (".txt", ".text", ".md")


def read_articles(path="data", *, columns=None):
    """Read the articles of a table, a folder or a file into a frame, one row an article."""
    path, skipped = Path(path), []
    if not path.exists():
        raise ArticlesError(f"{path} does not exist; give a table, a folder or a file of articles.")
    tables = [path] if path.suffix.lower() in TABLES else []
    if path.is_dir():
        tables = sorted(p for p in path.iterdir() if p.suffix.lower() in TABLES)
    rows = [row for table in tables for row in _table_rows(table, columns or {}, skipped)]
    if not tables:
        files = sorted(p for p in path.rglob("*") if p.suffix.lower() in TEXTS) if path.is_dir() else [path]
        files = [p for p in files if not p.stem.lower().startswith("readme")]
        rows = [{"file": p.relative_to(path) if path.is_dir() else p.name, "_path": p} for p in files]
    articles = [article for row in rows if (article := _article(row, skipped))]
    if not articles:
        reasons = " ".join(f"{s['file']}: {s['reason']}." for s in skipped[:3])
        raise ArticlesError(f"No article could be read from {path}. {reasons}".strip())
    frame = _frame(articles, skipped)
    frame.attrs["skipped"] = Skipped.of(skipped)
    return frame


def _table_rows(table, columns, skipped):
    frame = _read_table(table)
    folded = {re.sub(r"[\W_]", "", str(name).lower()): name for name in reversed(frame.columns)}
    found = {}
    for ours, theirs in NAMES.items():
        keys = [columns[ours]] if ours in columns else theirs
        known = [folded[k] for k in (re.sub(r"[\W_]", "", key.lower()) for key in keys) if k in folded]
        if known and known[0] not in found:
            found[known[0]] = ours
    frame = frame.rename(columns=found)
    for number, row in enumerate(frame.to_dict("records"), start=1):
        row = {key: value for key, value in row.items() if isinstance(value, list | dict) or pd.notna(value)}
        if "text" not in row and "file" in row:
            row["_path"] = table.parent / str(row["file"])
        row.setdefault("file", f"{table.name}")
        yield row | {"_row": number}


def _read_table(table):
    suffix = table.suffix.lower()
    if suffix == ".parquet":
        return pd.read_parquet(table)
    text = table.read_bytes().decode("utf-8-sig")
    if suffix in (".jsonl", ".ndjson"):
        return pd.DataFrame([json.loads(line) for line in text.split("\n") if line.strip()])
    return pd.read_csv(io.StringIO(text), dtype=str, sep="\t" if suffix == ".tsv" else ",")


def _article(row, skipped):
    row = dict(row)
    path = row.pop("_path", None)
    name, position = str(row["file"]), str(row.pop("_row", ""))
    try:
        text = path.read_bytes().decode("utf-8-sig") if path else _joined(row.get("text"))
    except (OSError, UnicodeDecodeError) as error:
        reason = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else os.strerror(error.errno).lower()
        skipped.append({"file": name, "position": position, "reason": reason, "remedy": "mend or remove the row"})
        return None
    if not text or not text.strip():
        skipped.append({"file": name, "position": position, "reason": "has no text", "remedy": "give it a text"})
        return None
    row |= {"text": text.replace("\r\n", "\n").replace("\r", "\n"), "file": name}
    row.setdefault("article", Path(name).stem + ("" if path else f"-{int(position):03}"))
    return row


def _joined(text):
    if isinstance(text, list):
        return "\n\n".join(" ".join(p) if isinstance(p, list) else str(p) for p in text)
    return text


def _frame(articles, skipped):
    frame = pd.DataFrame(articles)
    frame["article"] = frame["article"].astype(str)
    again = frame.groupby("article").cumcount()
    frame["article"] = frame["article"].where(again == 0, frame["article"] + "-" + (again + 1).astype(str))
    frame = frame.set_index("article")
    frame = frame.reindex(columns=COLUMNS + [c for c in frame.columns if c not in COLUMNS])
    raw = frame["published"]
    days = pd.to_datetime(raw.astype("str").str.slice(0, 19), errors="coerce", format="ISO8601")
    for article in frame.index[days.isna() & raw.notna()]:
        skipped.append(
            {
                "file": frame.at[article, "file"],
                "position": article,
                "reason": f"day {raw[article]!r} could not be understood; the article is kept without a day",
                "remedy": "write days as 2021-10-08",
            }
        )
    frame["published"] = days.astype("datetime64[ns]")
    frame["language"] = frame["language"].fillna("en")
    frame[STRINGS] = frame[STRINGS].astype("str")
    frame["outlet"] = frame["outlet"].astype("str").astype("category")
    frame["title"] = frame["title"].fillna(frame["text"].map(_headline))
    return frame


def _headline(text):
    """The first paragraph, where it reads as a headline: short, more follows, no full stop at its end."""
    first, _, rest = text.strip().partition("\n")
    return first.strip() if rest.strip() and len(first) <= 200 and not first.rstrip().endswith(".") else None
