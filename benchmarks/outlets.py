"""Copies, runs and rewording against counted and judged pairs, and the time of it all.

    python benchmarks/outlets.py FOLDER

FOLDER holds helsinki.jsonl and helsinki_pairs.jsonl (articles on one event, and every pair with its shared
5-grams), basil.jsonl (the same events reported independently) and msrp_train.jsonl (judged sentence pairs).
`datasketch`, if it is installed, is measured beside.
"""

import random
import re
import sys
import time
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import pandas as pd
from common import articles_frame, finish, read_lines, timed

import broadsheet as bs
from broadsheet.outlets.copies import article_ngrams, shared_counts
from broadsheet.outlets.sequence import shared_runs

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from rewording import cross_validate, pair_features

SEED = 7
# How the counted pairs were made: small letters and digits, an apostrophe within a word, all paragraphs.
WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")


def as_articles(records: list[dict], day: str) -> pd.DataFrame:
    """Records with paragraphs (of strings or of sentences) as an `articles` frame."""
    flat = [
        record
        | {
            "text": "\n".join(p if isinstance(p, str) else " ".join(p) for p in record["paragraphs"]),
            "publisher": record["outlet"].lower(),
            "date": record[day][:10],
        }
        for record in records
    ]
    return articles_frame(flat)


def counted_words(records: list[dict]) -> tuple[np.ndarray, np.ndarray]:
    texts = [WORD.findall(" ".join(record["paragraphs"]).lower()) for record in records]
    code = pd.factorize(np.array([word for text in texts for word in text], dtype=object))[0]
    return code, np.repeat(np.arange(len(texts)), [len(text) for text in texts])


def exact_containment(records: list[dict], counted: list[dict]) -> dict:
    """The counted pairs, found and equal, from the tokens they were counted in."""
    code, article = counted_words(records)
    began = time.process_time()
    grams, owner, _ = article_ngrams(code, article, 5)
    pairs = shared_counts(grams, owner, len(records))
    seconds = time.process_time() - began
    size = np.bincount(owner, minlength=len(records))
    contained = (pairs["shared"] / np.minimum(size[pairs["a"]], size[pairs["b"]])).round(4)
    jaccard = (pairs["shared"] / (size[pairs["a"]] + size[pairs["b"]] - pairs["shared"])).round(4)
    ids = [record["id"] for record in records]
    rows = zip(pairs["a"], pairs["b"], pairs["shared"], contained, jaccard, strict=True)
    found = {frozenset((ids[a], ids[b])): tuple(rest) for a, b, *rest in rows}
    equal = sum(
        found.get(frozenset((row["a"], row["b"]))) == (row["shared5"], row["containment5"], row["jaccard5"])
        for row in counted
    )
    return {"pairs_counted": len(counted), "pairs_equal": equal, "exact_index_s": seconds}


def copies_found(articles: pd.DataFrame, tokens: pd.DataFrame, counted: list[dict]) -> dict:
    """Recall of the counted pairs with containment of a quarter or more, from our own tokens."""
    pairs, seconds = timed(bs.find_copies, articles, tokens, repeat=3)
    found = set(map(frozenset, pairs[["article_a", "article_b"]].astype(str).to_numpy().tolist()))
    called = set(map(frozenset, pairs.loc[pairs["same_copy"], ["article_a", "article_b"]].astype(str).to_numpy().tolist()))
    wanted = [frozenset((row["a"], row["b"])) for row in counted if row["containment5"] >= 0.25]
    return {
        "copies_wanted": len(wanted),
        "copies_recall": sum(pair in found for pair in wanted) / len(wanted),
        "called_same_copy": sum(pair in called for pair in wanted) / len(wanted),
        "find_copies_s": seconds,
    }


def runs_found(records: list[dict], counted: list[dict]) -> list[dict]:
    """Words inside shared 5-word runs of forty pairs with containment of .2 to .9, ours and difflib's."""
    chosen = random.Random(SEED).sample([row for row in counted if 0.2 <= row["containment5"] <= 0.9], 40)
    place = {record["id"]: n for n, record in enumerate(records)}
    code, article = counted_words(records)
    texts = np.split(code, np.searchsorted(article, np.arange(1, len(records))))
    totals = {"broadsheet": np.zeros(4), "difflib": np.zeros(4)}
    for row in chosen:
        a, b = texts[place[row["a"]]], texts[place[row["b"]]]
        right = inside_shared(a, b), inside_shared(b, a)
        began = time.process_time()
        ours = [(run.a, run.b, run.length) for run in shared_runs(a, b)]
        middle = time.process_time()
        matcher = SequenceMatcher(None, a.tolist(), b.tolist(), autojunk=False)
        theirs = [tuple(block) for block in matcher.get_matching_blocks() if block.size >= 5]
        spent = {"broadsheet": middle - began, "difflib": time.process_time() - middle}
        for name, blocks in (("broadsheet", ours), ("difflib", theirs)):
            marked = [np.zeros(len(text), bool) for text in (a, b)]
            for start_a, start_b, length in blocks:
                marked[0][start_a : start_a + length] = marked[1][start_b : start_b + length] = True
            for found, wanted in zip(marked, right, strict=True):
                totals[name] += [(found & wanted).sum(), found.sum(), wanted.sum(), 0]
            totals[name][3] += spent[name]
    return [
        {"what": f"words in shared runs, {name}", "recall": hit / wanted, "precision": hit / found, "seconds": seconds}
        for name, (hit, found, wanted, seconds) in totals.items()
    ]


def inside_shared(a: np.ndarray, b: np.ndarray, n: int = 5) -> np.ndarray:
    """Whether each word of `a` stands in a run of `n` words that `b` has too, by plain sets."""
    runs = {tuple(b[k : k + n]) for k in range(len(b) - n + 1)}
    inside = np.zeros(len(a), bool)
    for k in range(len(a) - n + 1):
        if tuple(a[k : k + n]) in runs:
            inside[k : k + n] = True
    return inside


def minhash(records: list[dict], counted: list[dict]) -> dict:
    """datasketch's MinHash LSH at Jaccard .25 on the same words: recall of pairs that reach it, and time."""
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError:
        return {}
    code, article = counted_words(records)
    texts = np.split(code, np.searchsorted(article, np.arange(1, len(records))))
    began = time.process_time()
    index, found = MinHashLSH(threshold=0.25, num_perm=128), set()
    for record, text in zip(records, texts, strict=True):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([text[k : k + 5].tobytes() for k in range(len(text) - 4)])
        found.update(frozenset((record["id"], other)) for other in index.query(sketch))
        index.insert(record["id"], sketch)
    seconds = time.process_time() - began
    wanted = [frozenset((row["a"], row["b"])) for row in counted if row["containment5"] >= 0.25]
    return {"datasketch_recall_at_containment_.25": sum(p in found for p in wanted) / len(wanted), "datasketch_s": seconds}


def all_with_all(articles: pd.DataFrame, tokens: pd.DataFrame) -> dict:
    """Everything notebook 05 asks of a corpus, from tokens."""
    pairs, find_s = timed(bs.find_copies, articles, tokens)
    _, cluster_s = timed(bs.copy_clusters, pairs, articles, tokens)
    overlaps, compare_s = timed(bs.compare_outlets, articles, tokens)
    return {
        "articles": len(articles),
        "tokens": len(tokens),
        "all_with_all_s": find_s + cluster_s + compare_s,
        "pairs_aligned": len(overlaps[["article_a", "article_b"]].drop_duplicates()),
    }


def main(folder: str) -> None:
    folder = Path(folder)
    helsinki, counted = read_lines(folder / "helsinki.jsonl"), read_lines(folder / "helsinki_pairs.jsonl")
    basil, judged = read_lines(folder / "basil.jsonl"), read_lines(folder / "msrp_train.jsonl")
    figures = exact_containment(helsinki, counted)
    runs = runs_found(helsinki, counted)
    figures |= {f"runs_{row['what'].split()[-1]}_{name}": row[name] for row in runs for name in ("recall", "precision", "seconds")}

    articles = as_articles(helsinki, "scraped")
    figures |= copies_found(articles, bs.tokenize(articles), counted)
    independent = as_articles(basil, "date")
    pairs = bs.find_copies(independent, bs.tokenize(independent))
    figures |= {
        "basil_called_same_copy": int(pairs["same_copy"].sum()),
        "basil_most_contained": pairs[["containment_a", "containment_b"]].max(axis=None),
        "basil_most_prose": pairs["prose"].max(),
    }
    truth = np.array([record["paraphrase"] for record in judged], float)
    columns = pair_features(judged)
    figures |= {
        "rewording_accuracy": cross_validate(columns, truth),
        "stem_overlap_accuracy": cross_validate(columns[:, :2], truth),
    }
    both = pd.concat([articles, independent.iloc[:68]])
    figures |= all_with_all(both.assign(outlet=both["outlet"].astype("category")), bs.tokenize(both))
    figures |= minhash(helsinki, counted)
    finish([{"figure": name, "value": value} for name, value in figures.items()], figures, "Outlets")


if __name__ == "__main__":
    main(*sys.argv[1:])
