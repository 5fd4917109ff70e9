"""Feed broadsheet what no publisher would: fuzzing, and how the time grows with hostile text.

    python benchmarks/fuzz.py read  -max_total_time=300     # any bytes through read_articles
    python benchmarks/fuzz.py text  -max_total_time=300     # any text through every step and the page
    python benchmarks/fuzz.py growth                        # CPU seconds at n and 4 n characters, each step

Fuzzing needs atheris; what follows `read` or `text` goes to libFuzzer. What must hold: nothing raises but
broadsheet's own errors, every offset slices, and no markup of an article reaches the page. The
first byte chooses the ending that the bytes of `read` are stored under. Findings are left in the current
folder as crash-*.
"""

import re
import sys
import tempfile
import zipfile
from html import unescape
from io import BytesIO
from pathlib import Path

import pandas as pd
from common import timed

import broadsheet as bs

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
]
# A damaged file may upset the parsers of others as it likes (Word, pages, Excel); these errors would be ours.
OURS = re.compile(
    r"as (?:text|table|ninjs|Nexis text|Factiva) \((AttributeError|KeyError|IndexError|NameError|TypeError)"
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
        "zip": word().replace(b"[Content_Types]", b"[Xontent_Types]"),
    }
    factiva = bytes([ENDINGS.index("html")]) + FACTIVA.encode()
    return [
        factiva,
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
    quotes, seconds["quotes"] = timed(bs.find_quotes, articles, tokens, beliefs=True)
    page, seconds["page"] = timed(
        bs.show_article, articles, articles.index[0], quotes, dates
    )
    html, seconds["page"] = timed(page.html)
    _, seconds["timeline"] = timed(bs.build_timeline, articles, tokens, dates)
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


def growth(small=25_000, factor=4):
    """Time at `small` characters and at `factor` times as many: far more than so many times is a fault."""
    for name, unit in HOSTILE.items():
        try:
            few, many = (
                steps("The talks were held.\n\n" + unit * (n // len(unit)))
                for n in (small, small * factor)
            )
        except Exception as error:
            print(f"{name:18} {type(error).__name__}: {error}  <-- raises", flush=True)
            continue
        for step in many:
            times = many[step] / max(few[step], 1e-3)
            flag = (
                "  <-- grows faster than the text"
                if times > factor * 2 and many[step] > 0.2
                else ""
            )
            print(
                f"{name:18} {step:9} {few[step]:8.3f} s {many[step]:8.3f} s  x{times:5.1f}{flag}",
                flush=True,
            )


def main():
    kind = sys.argv[1] if len(sys.argv) > 1 else "growth"
    if kind == "growth":
        growth()
        return
    import atheris

    target = {"read": fuzz_read, "text": fuzz_text}[kind]
    atheris.instrument_func(target)
    with atheris.instrument_imports(include=["broadsheet"]):
        steps(TEXTS[0])  # imports every room while it can be instrumented
    corpus = Path(tempfile.mkdtemp())
    for number, seed in enumerate(seeds(kind)):
        (corpus / f"seed{number}").write_bytes(seed)
    atheris.Setup(
        [sys.argv[0], *sys.argv[2:], "-max_len=4096", "-timeout=30", str(corpus)],
        target,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
