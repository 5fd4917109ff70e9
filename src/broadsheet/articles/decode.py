"""Bytes to text, and text to what may stand in a frame."""

import codecs
import re

from ftfy import fix_encoding
from ftfy.badness import is_bad

from broadsheet.errors import need

MARKS: dict[str, tuple[bytes, ...]] = {
    "utf-8-sig": (codecs.BOM_UTF8,),
    "utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
}
# Western text in Windows-1252 has an accent or a curly quotation mark now and then; Cyrillic, Greek or
# Chinese in their own encodings are nearly all high bytes, and those are left to charset-normalizer.
WESTERN_SHARE = 0.07
# A file cut in the middle of a character, or pasted together, is still UTF-8.
BROKEN_SHARE = 0.1
SAMPLE = 200_000
SHORT = 100  # bytes: of less there is no telling

LINE_END = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Never text: control characters, marks of byte order, half characters, and the marks that make text read
# in another direction than it is written. No-break and zero-width spaces are left: they are the publisher's.
NEVER = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufeff\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]"
)
SUSPECT = re.compile("[^\x00-\x7f]{2}")  # mojibake makes two characters or more of one
HALF = re.compile("[\ud800-\udfff]")
# All of these in one class, which is looked for in a quarter of the time.
CLASSES = (LINE_END.pattern.split("|")[1], NEVER.pattern, HALF.pattern)
UNUSUAL = re.compile("[\r" + "".join(each[1:-1] for each in CLASSES) + "]")


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Bytes as text, and the name of the encoding they were in.

    >>> decode("“Café” costs €2".encode("cp1252"))
    ('“Café” costs €2', 'cp1252')
    >>> decode("Café".encode("utf-16"))
    ('Café', 'utf-16')
    """
    for encoding, marks in MARKS.items():
        if data.startswith(marks):
            return data.decode(encoding, "replace"), encoding.removesuffix("-sig")
    even_zeros = data[:SAMPLE:2].count(0)
    odd_zeros = data[1:SAMPLE:2].count(0)
    if max(even_zeros, odd_zeros) > len(data[:SAMPLE]) / 5:
        encoding = "utf-16-le" if odd_zeros > even_zeros else "utf-16-be"
        return data.decode(encoding, "replace"), encoding
    for name in ("utf-8", declared or "ascii"):
        try:
            return data.decode(name), name
        except (UnicodeDecodeError, LookupError):
            continue
    return _guess(data)


def _guess(data: bytes) -> tuple[str, str]:
    """Text in another encoding than UTF-8, or in a broken one."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    high = len(data.translate(None, bytes(range(128))))
    if wrong <= BROKEN_SHARE * (high - wrong):
        return _broken_utf8(data)
    if high > WESTERN_SHARE * len(data) and len(data) > SHORT:
        detect = need("charset_normalizer", "its encoding is not UTF-8").from_bytes
        best = detect(data[:SAMPLE]).best()
        if best is not None:
            return data.decode(best.encoding, "replace"), best.encoding
    return data.decode("cp1252", "replace"), "cp1252"


def _broken_utf8(data: bytes) -> tuple[str, str]:
    """UTF-8 with lines in Windows-1252, as where files were pasted together, or with broken bytes."""
    lines = []
    western = wrong = 0
    for line in data.split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
            continue
        except UnicodeDecodeError as error:
            is_cut = error.end == len(line) and "unexpected end" in error.reason
        text = line.decode("utf-8", "replace")
        has_utf8 = any(letter > "\x7f" and letter != "\ufffd" for letter in text)
        if has_utf8 or is_cut:
            wrong += text.count("\ufffd")
        else:
            text = line.decode("cp1252", "replace")
            western += 1
        lines.append(text)
    faults = [f"{wrong} unreadable bytes"] if wrong else []
    faults += [f"{western} lines in cp1252"] if western else []
    return "\n".join(lines), "utf-8 with " + " and ".join(faults)


def clean(text: str) -> str:
    """Text with `\\n` for every line end and without what is never text; all else stays as published.

    >>> clean("one\\r\\ntwo\\x00\\ufeff")
    'one\\ntwo'
    """
    if not UNUSUAL.search(text):
        return text
    return HALF.sub("\ufffd", NEVER.sub("", LINE_END.sub("\n", text)))


def mend(text: str) -> tuple[str, bool]:
    """Text with mojibake undone (`â€œ` for `“`), and whether there was any.

    Line by line, and only where nothing spoilt is left of the line: half mended is harder to read.
    """
    if text.isascii() or not SUSPECT.search(text):
        return text, False
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.isascii() or not SUSPECT.search(line):
            continue
        if not is_bad(line):
            continue
        fixed = fix_encoding(line)
        if not is_bad(fixed):
            lines[number] = fixed
    mended = "\n".join(lines)
    return mended, mended != text
