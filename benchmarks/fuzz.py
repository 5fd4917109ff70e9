"""Feed broadsheet what no publisher would: fuzzing, and how the time grows with hostile text.

    python benchmarks/fuzz.py read --seconds 300     # damaged files of every format through read_articles
    python benchmarks/fuzz.py text --seconds 300     # spoilt texts through every step and the page
    python benchmarks/fuzz.py growth                 # CPU seconds at n and 4 n characters, each step
    python benchmarks/fuzz.py characters             # as growth: every printable character, and pairs

What is fed are small files and texts, changed at random: bytes flipped, parts cut out, doubled, moved to
another file, hostile pieces put in. `--seed` makes a run that can be repeated. What must hold: nothing
raises but broadsheet's own errors, every offset slices, no markup of an article reaches the page, and
nothing takes longer than `SLOWEST`. Each failure is printed once for each kind, with its input.
"""

import argparse
import json
import random
import re
import string
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable
from html import unescape
from io import BytesIO
from itertools import product
from pathlib import Path

import pandas as pd
from common import timed

import broadsheet as bs

SLOWEST = 30  # seconds of CPU for one input of a few thousand characters
LONGEST = 20_000  # bytes of an input
CHANGES = 6  # at most, for one input
# What upsets parsers: put into files and texts at random.
PIECES = [
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x1b[31m",
    b"\r\n",
    b"\n\n",
    b'"',
    b"'",
    b"<",
    b">",
    b"</p>",
    b"<!--",
    b"<![CDATA[",
    b"&#0;",
    b"&lt;script&gt;",
    b"{",
    b"[",
    b"]}",
    b",",
    b";",
    b"=cmd|'/c'!A1",
    b"\\",
    b"---\n",
    b"%00",
    b"9999999999999999999",
    b"-1",
    b"NaN",
    b"null",
    b"1e400",
    b"2021-99-99",
    b"2021-W54",
    b"\xe2\x80\x9c",
    b"\xe2\x80\x9d",
    b"\xe2\x80\xae",
    b"\xf0\x9f\x98\x80",
    b"he said ",
    b"last month ",
    b" 1 of 2 DOCUMENTS\n",
    b"LENGTH: ",
    b"TY  - ",
    b"From: a@b\n",
    b"Content-Type: text/html\n",
    b'id="x" data-place',
    b"|---|---|\n",
    b"\t",
    b"a" * 300,
    b"(" * 300,
]

ENDINGS = [
    "txt",
    "html",
    "csv",
    "json",
    "jsonl",
    "docx",
    "zip",
    "md",
    "tsv",
    "TXT",
    "txt.gz",
    "xlsx",
    "xml",
    "eml",
    "ris",
    "rtf",
    "pdf",
    "wet",
]
# A damaged file may upset the parsers of others as it likes (Word, pages, Excel); these errors would be ours.
OURS = re.compile(
    r"as (?!Word|PDF|EPUB|OpenDocument)[^()]{1,40} \((AttributeError|KeyError|IndexError|NameError|TypeError)"
)
MARK = "<x-marked>"

TEXTS = [
    "Accord reached\n\nMEXICO CITY (Reuters) - “It is time,” Blinken said on Friday (Oct 8), “to talk.”",
    'By Jo Reed\n\nThe U.S. met Mr. Diaz last month. "No," he told Reuters. Photo: AP\n\nRead more: accord',
    "Officials said the plan, which cost $3.3 billion since 2007, would end in two weeks' time.\n\n© 2021",
    "“““ said ”” '' \" said said 10/8/21 2021-10-08 the next day the day after tomorrow (((((",
    "He said: \u2018I won\u2019t.\u2019 She didn't say so, according to an aide who declined to be named.",
]
NEXIS = (
    " 1 of 1 DOCUMENTS\n\n Echo\n\n May 2, 2002\n\nBridge\n\n"
    "LENGTH: 9 words\n\nIt is open.\n\nLOAD-DATE: May"
)
FACTIVA = (
    "<html><title>Factiva</title><div id='article-1' class='article'><div><div id='hd'>Bridge</div>"
    "<div>9 Mai 2021</div><div>Echo</div><div>Englisch</div><p class='articleParagraph'>Open.</p></div></div>"
)


def word():
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            "<w:document><w:body><w:p><w:t>End of Document</w:t></w:p></w:body>",
        )
    return buffer.getvalue()


def seeds(kind):
    """The corpus to begin with: a little of every format, or of every kind of sentence."""
    if kind == "text":
        return [text.encode() for text in TEXTS]
    files = {
        "txt": TEXTS[0].encode(),
        "md": b"---\ntitle: A\ndate: 10/8/21\n---\n# A\n\n[b](c) **d**",
        "html": b"<!doctype html><html><title>A</title><body><article><p>It is open.</p></article>",
        "csv": b'text,outlet,date\n"It is open.",Echo,10/8/21\n',
        "json": b'{"uri": "a/b", "headline": "A", "body_text": "It.", "versioncreated": "2021-10-08"}',
        "jsonl": b'{"text": ["It is", ["open.", "Yes."]], "authors": ["Jo"], "date": 1633680000}\n',
        "TXT": NEXIS.encode(),
        "docx": word(),
        "xml": b"<?xml version='1.0'?><rss version='2.0'><channel><title>Echo</title><item><title>A</title>"
        b"<pubDate>Fri, 08 Oct 2021 07:00:00 GMT</pubDate>"
        b"<description>It is open.</description></item></channel></rss>",
        "eml": b"From: Echo <a@b.example>\nSubject: A\nMIME-Version: 1.0\n"
        b"Date: Fri, 08 Oct 2021 09:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\nIt is open.\n",
        "ris": b"TY  - NEWS\nTI  - A\nT2  - Echo\nDA  - 2021/10/08\nAB  - It is open.\nER  - \n",
        "rtf": b"{\\rtf1\\ansi Bridge\\par It is open, they said on Friday.\\par}",
        "tsv": b"outlet\tdate\ttext\nEcho\t2021-W40\t'It is open.'\n",
        "wet": b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://e.example/a\r\n"
        b"Content-Length: 11\r\n\r\nIt is open.\r\n\r\n",
        "zip": word().replace(b"[Content_Types]", b"[Xontent_Types]"),
    }
    others = [
        ("html", FACTIVA.encode()),
        (
            "html",
            b"<table><tr><th>outlet<th>date</th><th>text</th></tr><tr><td>Echo</td><td>2021</td><td>Open.</table>",
        ),
        (
            "html",
            b'<html><script type=\'application/ld+json\'>{"@type": "NewsArticle", "headline": "A", "author":'
            b' {"name": "Jo"}, "articleBody": "It is open."}</script>'
            b"<h1>A</h1><p>It is open again.</p></html>",
        ),
        (
            "md",
            b"| outlet | date | text |\n|---|---|---|\n| Echo | 2021-10-08 | It is open. |\n",
        ),
        (
            "csv",
            b"outlet,Echo,Mail\ndate,2021-10-08,2021-10-09\ntext,It is open.,'It is shut.'\n",
        ),
        (
            "jsonl",
            b'["outlet", "date", "text"]\n["Echo", "2021-10-08", "It is open."]\n',
        ),
        (
            "txt",
            b"Title: A\nSource: Echo\nDate: 2021-10-08\n\nIt is open.\n\n____________________\n\nTitle: B\n",
        ),
        (
            "txt",
            b'<doc id="7" source="Echo" date="2021-10-08" title="A">\nIt is open.\n</doc>\n',
        ),
        (
            "json",
            b'{"type": "article-newspaper", "issued": {"date-parts": [[2021, 10, 8]]}, "abstract": "It is."}',
        ),
    ]
    return [
        *(bytes([ENDINGS.index(ending)]) + content for ending, content in others),
        *(
            bytes([ENDINGS.index(ending)]) + content
            for ending, content in files.items()
        ),
    ]


def fuzz_read(data):
    with tempfile.TemporaryDirectory() as folder:
        path = (
            Path(folder, "file." + ENDINGS[data[0] % len(ENDINGS)])
            if data
            else Path(folder, "file")
        )
        path.write_bytes(data[1:])
        try:
            articles = bs.read_articles(path)
        except bs.BroadsheetError as error:
            if OURS.search(str(error)) and "xlsx" not in path.name:
                raise AssertionError(error) from error
            return
    assert articles.index.is_unique
    assert articles["text"].str.strip().str.len().gt(0).all()
    for reason in articles.attrs["skipped"]["reason"]:
        assert not OURS.search(reason) or "xlsx" in path.name, reason


def fuzz_text(data):
    text = data.decode("utf-8", "replace").replace("|", MARK)
    if text.strip():
        steps(text, check=True)


def frame_of(text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "article.txt")
        path.write_text(text, "utf-8", newline="")
        articles = bs.read_articles(path)
    return articles.assign(language="en", published=pd.Timestamp("2021-10-08"))


def steps(text, check=False):
    """Every step on one article, timed."""
    seconds = {}
    try:
        articles, seconds["read"] = timed(frame_of, text)
    except bs.BroadsheetError:
        return seconds
    tokens, seconds["tokens"] = timed(bs.tokenize, articles)
    dates, seconds["dates"] = timed(bs.find_dates, articles, tokens)
    _, seconds["names"] = timed(bs.find_names, tokens, articles)
    quotes, seconds["quotes"] = timed(bs.find_quotes, articles, tokens, beliefs=True)
    page, seconds["page"] = timed(
        bs.show_article, articles, articles.index[0], quotes, dates
    )
    html, seconds["page"] = timed(page.html)
    _, seconds["timeline"] = timed(bs.build_timeline, articles, tokens, dates)
    _, seconds["words"] = timed(bs.count_words, tokens)
    _, seconds["people"] = timed(bs.people, quotes)
    if check:
        check_offsets(articles["text"].iloc[0], tokens, dates, quotes)
        assert MARK not in html
        assert "<script" not in html.lower()
        shown = re.sub(r"\s+", "", unescape(re.sub(r"<[^<>]*>", "", html)))
        assert all(
            word in shown
            for word in articles["text"].iloc[0].split()[:20]
            if word.isalpha()
        )
    return seconds


def check_offsets(text, tokens, dates, quotes):
    assert (tokens["start"] < tokens["end"]).all()
    assert all(
        text[s:e] == token
        for s, e, token in zip(
            tokens["start"], tokens["end"], tokens["token"], strict=True
        )
    )
    assert tokens["start"].is_monotonic_increasing
    assert all(
        text[s:e] == found
        for s, e, found in zip(dates["start"], dates["end"], dates["text"], strict=True)
    )
    for frame, names in [(quotes, ("cue", "source")), (quotes, ())]:
        for prefix in ["", *(f"{name}_" for name in names)]:
            placed = frame[[f"{prefix}start", f"{prefix}end"]].dropna().astype(int)
            assert (
                (placed.iloc[:, 0] >= 0) & (placed.iloc[:, 0] < placed.iloc[:, 1])
            ).all()
            assert (placed.iloc[:, 1] <= len(text)).all()


HOSTILE = {
    "quotation marks": '"',
    "opening marks": "“",
    "marks and words": '"a ',
    "said": "he said ",
    "quotations": '"No," he said. ',
    "brackets": "(",
    "one word": "a",
    "days": "2021-10-08 ",
    "months": "last May ",
    "numbers": "1,000 ",
    "full stops": "U.S. ",
    "ellipses": ". . . ",
    "paragraphs": "No.\n\n",
    "captions": "(Pictured: a) ",
    "names": "Ann Thorley ",
    "addresses": "http://a.b/c?d ",
    "direction marks": "\u202e\u200b",
    "accents": "a\u0301",
    "markup": "<p>",
}


# What every step is timed on beside these: words that one of them looks for, repeated.
WORDS = [
    *(
        "said ",
        "Mr. ",
        "Mayor ",
        "Mayor Ann Lee ",
        "ANN LEE ",
        "Lee, ",
        "and ",
        ", and ",
    ),
    *(
        "of the ",
        "the Ministry of ",
        "on May 2, ",
        "May ",
        "2 May ",
        "2021 ",
        "10/8/21 ",
    ),
    *(
        "3 days ago ",
        "last Friday ",
        "Friday ",
        "next week ",
        "the day after ",
        "since ",
    ),
    *(
        "5 p.m. ",
        "a spokesman for ",
        "according to ",
        "told reporters that ",
        "who said ",
    ),
    *(
        "“No”, ",
        "“No,” she said — ",
        "A: ",
        "Q: No. A: Yes. ",
        "LEE: No.\n\n",
        "- No.\n\n",
    ),
    *(
        "(Reuters) ",
        "By Ann Lee and ",
        "a@b.c ",
        "$3.3 billion ",
        "1st ",
        "we ",
        "they ",
    ),
    *(
        "Ann's ",
        "don't ",
        "... ",
        "former ",
        "van der ",
        "O'Neil ",
        "will meet ",
        "killed ",
    ),
    *(
        "between ",
        "from May to ",
        "until ",
        "twenty-one ",
        "today ",
        "Christmas ",
        "noon ",
    ),
]
TYPOGRAPHY = "“”‘’«»„‚—–―…•©½€漢é\u00a0\u00ad\u200b\u202e\ufeff"
# Characters that mean something to the tokenizer; every pair of them is tried.
MEANINGFUL = [
    "-",
    ".",
    "'",
    '"',
    "’",
    "“",
    "”",
    "(",
    ")",
    "[",
    "/",
    "@",
    "#",
    "$",
    "%",
    "&",
    "*",
]
MEANINGFUL += [
    ",",
    ";",
    ":",
    "!",
    "?",
    "—",
    "…",
    "\n",
    "\n\n",
    " ",
    "\u00ad",
    "A",
    "a",
    "1",
]


# How files begin, and what they go on with without end.
FILES = {
    "csv, open marks": ("csv", "outlet,text\n", 'Echo,"It is open.\n'),
    "csv, single marks": ("csv", "outlet,text\n", "'Echo','It is open.\n"),
    "csv, spaces": ("csv", "outlet,text\n", ',      "'),
    "csv, one row": ("csv", "outlet,text\n", "Echo,"),
    "bars": ("md", "| outlet | text |\n|---|---|\n", "| "),
    "rules": ("md", "| outlet | text |\n", "|---"),
    "rows of a page": ("html", "<html><table>", "<tr>"),
    "cells of a page": (
        "html",
        "<table><tr><td>outlet<td>date<td>text</tr>",
        "<tr><td>",
    ),
    "open tags": ("html", "<html><body>", "<div>"),
    "attributes": ("html", "<html><body><p ", "a=1 "),
    "open comments": ("html", "<html><body>", "<!-- "),
    "JSON-LD": ("html", "<script type='application/ld+json'>", '{"a":['),
    "XML": ("xml", "<?xml version='1.0'?><rss><channel>", "<item>"),
    "brackets": ("json", "", "["),
    "objects": ("json", "", '{"text": "It is open."} '),
    "rows of lists": ("jsonl", '["outlet", "text"]\n', '["Echo", "It is open."]\n'),
    "heads of mails": (
        "eml",
        "From: a@b\nMIME-Version: 1.0\n",
        "Content-Type: text/html\n",
    ),
    "references": ("ris", "", "TY  - NEWS\n"),
    "groups": ("rtf", "{\\rtf1 ", "{\\b "),
    "Nexis": ("txt", "", " 1 of 2 DOCUMENTS\n"),
    "head lines": ("txt", "", "Title: A\nSource: B\n"),
    "a dump": ("txt", "-- dump", "\n"),
    "insertions": ("txt", "insert into a ", "insert into "),
    "rules of a text": ("txt", "It is open.\n\n", "=====\n\n"),
}


def read_file(ending, content):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"file.{ending}")
        path.write_text(content, "utf-8", newline="")
        try:
            bs.read_articles(path)
        except bs.BroadsheetError:
            return


def growth_of_files(small=50_000, factor=4):
    """Time to read files of `small` characters and of `factor` times as many."""
    slow = []
    for name, (ending, start, unit) in FILES.items():
        contents = [start + unit * (n // len(unit)) for n in (small, small * factor)]
        few, many = (timed(read_file, ending, content)[1] for content in contents)
        is_slow = many > 2 * factor * max(few, 1e-3) and many > 0.5
        slow += [name] if is_slow else []
        flag = "  <-- grows faster than the file" if is_slow else ""
        print(f"{name:18} read      {few:8.3f} s {many:8.3f} s{flag}", flush=True)
    print(json.dumps({"growth of files": len(FILES), "slow": slow}))


def growth(small=25_000, factor=4):
    """Time at `small` characters and at `factor` times as many: far more than so many times is a fault."""
    units = HOSTILE | {unit: unit for unit in WORDS}
    slow = []
    for name, unit in units.items():
        slow += growth_of(name, unit, steps, small, factor, is_told=True)
    print(json.dumps({"growth of steps": len(units), "slow": slow}))


def growth_of_characters(small=4_000, factor=4):
    """`tokenize` on rows of each printable character and of each pair; every step on each character."""
    single = [*string.printable, *TYPOGRAPHY]
    pairs = ["".join(pair) for pair in product(MEANINGFUL, repeat=2)]
    slow = []
    for unit in [*single, *pairs]:
        slow += growth_of(repr(unit), unit, tokens_alone, small, factor)
    for character in single:
        for unit in (character, f"He said {character} "):
            slow += growth_of(repr(unit), unit, steps, small, factor)
    print(json.dumps({"growth of characters": [len(single), len(pairs)], "slow": slow}))


def growth_of(name, unit, measure, small, factor, is_told=False):
    """The steps that take far more than `factor` times as long for so much more of a unit."""
    try:
        few, many = (
            measure("The talks were held.\n\n" + unit * (n // len(unit)))
            for n in (small, small * factor)
        )
    except Exception as error:
        print(f"{name:18} {type(error).__name__}: {error}  <-- raises", flush=True)
        return [f"{name}: raises"]
    slow = []
    for step in many:
        times = many[step] / max(few.get(step, 0), 1e-3)
        is_slow = times > factor * 2 and many[step] > 0.5
        slow += [f"{name}: {step}"] if is_slow else []
        if is_told or is_slow:
            flag = "  <-- grows faster than the text" if is_slow else ""
            seconds = f"{few.get(step, 0):8.3f} s {many[step]:8.3f} s  x{times:5.1f}"
            print(f"{name:18} {step:9} {seconds}{flag}", flush=True)
    return slow


def tokens_alone(text):
    articles = pd.DataFrame(
        {"text": [text], "title": ["Talks"], "outlet": ["Echo"]}, index=["a"]
    )
    _, seconds = timed(bs.tokenize, articles)
    return {"tokens": seconds}


def changed(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """An input with some changes at random."""
    for _ in range(chance.randint(1, CHANGES)):
        start = chance.randint(0, len(data))
        end = min(len(data), start + chance.choice([1, 2, 8, 40, 200]))
        part = data[start:end]
        kind = chance.choice(["flip", "cut", "double", "piece", "piece", "splice"])
        if kind == "flip":
            part = bytes(byte ^ (1 << chance.randrange(8)) for byte in part)
        elif kind == "cut":
            part = b""
        elif kind == "double":
            part *= chance.choice([2, 3, 50])
        elif kind == "piece":
            part += chance.choice(PIECES)
        else:
            other = chance.choice(others)
            place = chance.randint(0, len(other))
            part = other[place : place + chance.choice([5, 50, 500])]
        data = data[:start] + part + data[end:]
    return data[:LONGEST]


def fuzz(name: str, feed: Callable[[bytes], None], seconds: float, seed: int) -> None:
    """Feed changed inputs for so many seconds, and print what went wrong."""
    chance = random.Random(seed)
    pool = seeds(name)
    failures: dict[str, int] = {}
    tries = 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        data = changed(chance.choice(pool), pool, chance)
        tries += 1
        problem = problem_of(feed, data)
        if problem is None:
            # What was read without complaint is changed further at times.
            if chance.random() < 0.02 and len(pool) < 500:
                pool.append(data)
            continue
        if problem not in failures:
            print(f"{problem}\n    {data[:2000]!r}", flush=True)
        failures[problem] = failures.get(problem, 0) + 1
    print(
        json.dumps({"fuzz": name, "seed": seed, "inputs": tries, "failures": failures})
    )


def problem_of(feed: Callable[[bytes], None], data: bytes) -> str | None:
    """What went wrong with an input, and where; None where nothing did."""
    start = time.process_time()
    try:
        feed(data)
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        message = str(error).splitlines()[:1]
        place = f"{Path(last.filename).name}:{last.lineno}"
        return f"{type(error).__name__} at {place}: {' '.join(message)[:200]}"
    took = time.process_time() - start
    return f"takes more than {SLOWEST} s" if took > SLOWEST else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "kind", choices=["read", "text", "growth", "characters"], default="growth"
    )
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int, default=1)
    choice = parser.parse_args()
    if choice.kind == "growth":
        growth_of_files()
        growth()
        return
    if choice.kind == "characters":
        growth_of_characters()
        return
    feed = {"read": fuzz_read, "text": fuzz_text}[choice.kind]
    fuzz(choice.kind, feed, choice.seconds, choice.seed)


if __name__ == "__main__":
    main()
