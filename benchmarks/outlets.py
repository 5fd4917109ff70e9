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
from broadsheet.outlets.alignment import lay_out
from broadsheet.outlets.editor import Editor
from broadsheet.outlets.ngrams import article_ngrams, shared_counts

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
            "text": "\n".join(
                p if isinstance(p, str) else " ".join(p) for p in record["paragraphs"]
            ),
            "publisher": record["outlet"].lower(),
            "date": record[day][:10],
        }
        for record in records
    ]
    return articles_frame(flat)


def counted_words(records: list[dict]) -> tuple[np.ndarray, np.ndarray]:
    texts = [WORD.findall(" ".join(record["paragraphs"]).lower()) for record in records]
    code = pd.factorize(
        np.array([word for text in texts for word in text], dtype=object)
    )[0]
    return code, np.repeat(np.arange(len(texts)), [len(text) for text in texts])


def exact_containment(records: list[dict], counted: list[dict]) -> dict:
    """The counted pairs, found and equal, from the tokens they were counted in."""
    code, article = counted_words(records)
    began = time.process_time()
    ngrams = article_ngrams(code, article, 5)
    pairs = shared_counts(ngrams, len(records))
    seconds = time.process_time() - began
    size = ngrams.sizes(len(records)).tolist()
    ids = [record["id"] for record in records]
    found = {
        frozenset((ids[a], ids[b])): (
            shared,
            round(shared / min(size[a], size[b]), 4),
            round(shared / (size[a] + size[b] - shared), 4),
        )
        for a, b, shared in pairs.itertuples(index=False)
    }
    equal = sum(
        found.get(frozenset((row["a"], row["b"])))
        == (row["shared5"], row["containment5"], row["jaccard5"])
        for row in counted
    )
    return {
        "pairs_counted": len(counted),
        "pairs_equal": equal,
        "exact_index_s": seconds,
    }


def copies_found(
    articles: pd.DataFrame, tokens: pd.DataFrame, counted: list[dict]
) -> dict:
    """Recall of the counted pairs with containment of a quarter or more, from our own tokens."""
    pairs, seconds = timed(bs.find_copies, articles, tokens, repeat=3)
    found = set(
        map(
            frozenset, pairs[["article_a", "article_b"]].astype(str).to_numpy().tolist()
        )
    )
    called = set(
        map(
            frozenset,
            pairs.loc[pairs["same_copy"], ["article_a", "article_b"]]
            .astype(str)
            .to_numpy()
            .tolist(),
        )
    )
    wanted = [
        frozenset((row["a"], row["b"]))
        for row in counted
        if row["containment5"] >= 0.25
    ]
    return {
        "copies_wanted": len(wanted),
        "copies_recall": sum(pair in found for pair in wanted) / len(wanted),
        "called_same_copy": sum(pair in called for pair in wanted) / len(wanted),
        "find_copies_s": seconds,
    }


def runs_found(
    articles: pd.DataFrame, tokens: pd.DataFrame, counted: list[dict]
) -> list[dict]:
    """Words inside shared 5-word runs of forty pairs with containment of .2 to .9, by three ways.

    `shared` are the words that overlaps count in `shared_a` and `shared_b`, `aligned` those that stand
    unchanged in versions of one sentence, and difflib's the matching blocks of five words or more.
    """
    chosen = random.Random(SEED).sample(
        [row for row in counted if 0.2 <= row["containment5"] <= 0.9], 40
    )
    corpus = lay_out(tokens)
    editor = Editor(corpus, articles, tokens)
    pairs = pd.DataFrame(
        {f"article_{side}": [row[side] for row in chosen] for side in "ab"}
    )
    overlaps, seconds = timed(bs.compare_outlets, articles, tokens, pairs)
    totals = {"shared": np.zeros(3), "aligned": np.zeros(3), "difflib": np.zeros(3)}
    difflib_s = 0.0
    for pair in pairs.itertuples():
        numbers = [
            articles.index.get_loc(name) for name in (pair.article_a, pair.article_b)
        ]
        words = [
            np.arange(*corpus.word_starts[corpus.sentence_starts[n : n + 2]])
            for n in numbers
        ]
        texts = [corpus.words.code[span] for span in words]
        right = inside_shared(*texts), inside_shared(*texts[::-1])
        of_pair = overlaps[
            (overlaps["article_a"] == pair.article_a)
            & (overlaps["article_b"] == pair.article_b)
        ]
        began = time.process_time()
        matcher = SequenceMatcher(
            None, *(text.tolist() for text in texts), autojunk=False
        )
        blocks = [block for block in matcher.get_matching_blocks() if block.size >= 5]
        difflib_s += time.process_time() - began
        for side, text, span, wanted in zip("ab", texts, words, right, strict=True):
            place = editor.start[span]
            aligned, matched = np.zeros(len(text), bool), np.zeros(len(text), bool)
            versions = of_pair[
                of_pair["kind"].isin(["verbatim", "reworded", "merged", "split"])
            ]
            for row in versions.itertuples():
                aligned |= (place >= getattr(row, f"start_{side}")) & (
                    place < getattr(row, f"end_{side}")
                )
            for change in (
                change for changes in versions["changes"] for change in changes
            ):
                aligned &= (place < getattr(change, f"start_{side}")) | (
                    place >= getattr(change, f"end_{side}")
                )
            for block in blocks:
                matched[getattr(block, side) : getattr(block, side) + block.size] = True
            totals["aligned"] += [(aligned & wanted).sum(), aligned.sum(), wanted.sum()]
            totals["difflib"] += [(matched & wanted).sum(), matched.sum(), wanted.sum()]
            sentences = of_pair.drop_duplicates(f"sentence_{side}")[
                f"shared_{side}"
            ].sum()
            totals["shared"] += [min(sentences, wanted.sum()), sentences, wanted.sum()]
    spent = {"shared": seconds, "aligned": seconds, "difflib": difflib_s}
    return [
        {
            "how": how,
            "recall": hit / wanted,
            "precision": hit / found,
            "seconds": spent[how],
        }
        for how, (hit, found, wanted) in totals.items()
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
    wanted = [
        frozenset((row["a"], row["b"]))
        for row in counted
        if row["containment5"] >= 0.25
    ]
    return {
        "datasketch_recall_at_containment_.25": sum(p in found for p in wanted)
        / len(wanted),
        "datasketch_s": seconds,
    }


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
    helsinki, counted = (
        read_lines(folder / "helsinki.jsonl"),
        read_lines(folder / "helsinki_pairs.jsonl"),
    )
    basil, judged = (
        read_lines(folder / "basil.jsonl"),
        read_lines(folder / "msrp_train.jsonl"),
    )
    figures = exact_containment(helsinki, counted)
    articles = as_articles(helsinki, "scraped")
    tokens = bs.tokenize(articles)
    figures |= copies_found(articles, tokens, counted)
    for row in runs_found(articles, tokens, counted):
        figures |= {
            f"runs_{row['how']}_{name}": row[name]
            for name in ("recall", "precision", "seconds")
        }
    independent = as_articles(basil, "date")
    pairs = bs.find_copies(independent, bs.tokenize(independent))
    figures |= {
        "basil_called_same_copy": int(pairs["same_copy"].sum()),
        "basil_most_contained": pairs[["containment_a", "containment_b"]].max(
            axis=None
        ),
        "basil_most_prose": pairs["prose"].max(),
    }
    truth = np.array([record["paraphrase"] for record in judged], float)
    columns = pair_features(judged)
    figures |= {
        "rewording_accuracy": cross_validate(columns, truth),
        "stem_overlap_accuracy": cross_validate(columns[:, :2], truth),
    }
    both = pd.concat([articles, independent.iloc[:68]])
    figures |= all_with_all(
        both.assign(outlet=both["outlet"].astype("category")), bs.tokenize(both)
    )
    figures |= minhash(helsinki, counted)
    finish(
        [{"figure": name, "value": value} for name, value in figures.items()],
        figures,
        "Outlets",
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
