"""Which part of an article is what: headline, byline, dateline, body, captions, credits, promotions.

An article comes as one text, and what is around the body would be counted, quoted and dated with it. The
patterns are in passages.toml, each with examples.
"""

import re
import tomllib
from bisect import bisect_left
from functools import cache

import numpy as np
import pandas as pd

from .splitting import DATA

PARTS = ("title", "byline", "dateline", "body", "caption", "credit", "promotion")
_LEAD = 6  # a byline or a dateline stands among the first so many paragraphs
_LONGEST_ASIDE = 700  # characters: a longer paragraph is no caption, credit or promotion
_LONGEST_CREDIT = 150
_LINE = re.compile(r"[^\n]+")
_BLANK = re.compile(r"\n[ \t\r\f\v\u00a0]*\n")


@cache
def _rules() -> dict[str, list]:
    with (DATA / "passages.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _patterns() -> dict[str, list[tuple[re.Pattern, bool]]]:
    """The patterns of each part, with whether they must hold from the paragraph's first character."""
    return {
        part: [(re.compile(rule["pattern"], re.VERBOSE), rule.get("whole", False)) for rule in entries]
        for part, entries in _rules().items()
        if part in PARTS
    }


def split_passages(articles: pd.DataFrame, tokens: pd.DataFrame | None = None) -> pd.DataFrame:
    """Split each article into stretches of one part.

    A title is what the article's `title` says it is; a dateline stands at the head of a paragraph of the
    body; a caption may be a paragraph, or a stretch in brackets within one; a credit ends its caption.

    Returns one row a stretch, in order; together they cover all but the white space:

    - `article`: the article's id (category)
    - `part`: title, byline, dateline, body, caption, credit or promotion (category)
    - `paragraph`: number of the paragraph in the article, from 0
    - `start`, `end`: character offsets into the article's `text`, half-open
    - `words`: how many words it holds, if `tokens` are given

    >>> text = "Talks\\n\\nThe hall. PHOTO: AP\\n\\nPARIS (AP) - They met.\\n\\nFollow us on Twitter"
    >>> passages = split_passages(pd.DataFrame({"title": ["Talks"], "text": [text]}, index=["a"]))
    >>> [(row.part, text[row.start : row.end]) for row in passages.itertuples()]
    [('title', 'Talks'), ('caption', 'The hall.'), ('credit', 'PHOTO: AP'), ('dateline', 'PARIS (AP) -'),
     ('body', 'They met.'), ('promotion', 'Follow us on Twitter')]
    """
    columns = [
        articles[name] if name in articles else pd.Series(None, index=articles.index, dtype="str")
        for name in ("title", "byline")
    ]
    titles, bylines = (column.fillna("").tolist() for column in columns)
    rows = []
    for number, (text, title, byline) in enumerate(
        zip(articles["text"].fillna(""), titles, bylines, strict=True)
    ):
        rows += [(number, *row) for row in _split_article(text, title, byline)]
    article, part, paragraph, start, end = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    passages = pd.DataFrame(
        {
            "article": pd.Categorical.from_codes(article, pd.Index(articles.index, dtype="str")),
            "part": pd.Categorical.from_codes(part, PARTS),
            "paragraph": paragraph.astype(np.int32),
            "start": start.astype(np.int32),
            "end": end.astype(np.int32),
        }
    )
    return passages if tokens is None else passages.assign(words=_words_in(passages, tokens))


def _words_in(passages: pd.DataFrame, tokens: pd.DataFrame) -> np.ndarray:
    """How many words begin in each passage: by article and place, all passages are in one order."""
    words = tokens[tokens["is_word"]]
    article = words["article"].cat.set_categories(passages["article"].cat.categories)
    places = [
        (of.cat.codes.to_numpy(dtype=np.int64) << 32) + start
        for of, start in ((passages["article"], passages["start"]), (article, words["start"]))
    ]
    order = np.argsort(places[0], kind="stable")
    at = np.searchsorted(places[0][order], places[1][(article.cat.codes >= 0).to_numpy()], "right") - 1
    return np.bincount(order[at], minlength=len(passages)).astype(np.int32)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Where the paragraphs of `text` are, without the white space around them.

    A line is a paragraph, but where blank lines part paragraphs and the lines between are wrapped.

    >>> paragraphs("One.\\nTwo.\\n\\n Three.")
    [(0, 4), (5, 9), (12, 18)]
    """
    lines = [match.span() for match in _LINE.finditer(text)]
    if _BLANK.search(text) and _is_wrapped(text, lines):
        ends = [match.span() for match in _BLANK.finditer(text)]
        lines = list(
            zip([0, *(end for _, end in ends)], [*(start for start, _ in ends), len(text)], strict=True)
        )
    found = []
    for start, end in lines:
        stretch = text[start:end]
        if ink := stretch.strip():
            start += len(stretch) - len(stretch.lstrip())
            found.append((start, start + len(ink)))
    return found


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether most lines followed by another line stop short of a sentence's end, near a common margin."""
    inner = [
        (end - start, text[end - 1])
        for start, end in lines
        if end + 1 < len(text) and text[end + 1] not in "\n\r \t"
    ]
    if len(inner) < 5 or max(length for length, _ in inner) > 120:
        return False
    return sum(last not in '.!?"”’)' for _, last in inner) > len(inner) / 2


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _split_article(text: str, title: str, byline: str) -> list[tuple[int, int, int, int]]:
    """(part, paragraph, start, end) of each stretch."""
    small = (
        text.lower() if len(text.lower()) == len(text) else text
    )  # a few capitals lengthen in small letters
    hints, rows, body_begun = _hints(small), [], 0
    for paragraph, (start, end) in enumerate(paragraphs(text)):
        last = hints[bisect_left(hints, end) - 1]  # the last hint before the paragraph's end
        if body_begun == 0 and title and _is_title(text[start:end], title):
            found = [("title", start, end)]
        else:
            found = _split_paragraph(text, small, start, end, byline if body_begun < _LEAD else None, last)
            body_begun += found[-1][0] == "body"
        rows += [(PARTS.index(part), paragraph, s, e) for part, s, e in found]
    return rows


@cache
def _needles() -> dict[str, tuple[str, ...]]:
    """The hints by what those that begin alike have in common: one search finds them all."""
    alike: dict[str, list[str]] = {}
    for hint in _rules()["hints"]:
        alike.setdefault(hint[:4], []).append(hint)
    shared = {}
    for hints in alike.values():
        first, last = min(hints), max(hints)
        same = (k for k in range(len(first)) if first[: k + 1] != last[: k + 1])
        shared[first[: next(same, len(first))]] = tuple(hints)
    return shared


def _hints(small: str) -> list[int]:
    """Where in the article something speaks of pictures or rights, in order; the first is -1."""
    places = [-1]
    for needle, hints in _needles().items():
        at = small.find(needle)
        while at >= 0:
            if small.startswith(hints, at):
                places.append(at)
            at = small.find(needle, at + 1)
    return sorted(places)


def _is_title(paragraph: str, title: str) -> bool:
    """Whether a first paragraph is the title, or the outset of a title that was given whole elsewhere."""
    if len(paragraph) > len(title) + 40:
        return False
    ours, theirs = _folded(paragraph), _folded(title)
    return bool(ours) and (
        ours == theirs or (len(ours) > 20 and (theirs.startswith(ours) or ours.startswith(theirs)))
    )


def _split_paragraph(
    text: str, small: str, start: int, end: int, byline: str | None, hint: int
) -> list[tuple[str, int, int]]:
    """The parts of a paragraph; `byline` is None where neither a byline nor a dateline can stand any more,
    and `hint` the last place before its end that speaks of pictures or rights."""
    patterns = _patterns()
    if byline is not None:
        if end - start < 200 and (
            (byline and _folded(text[start:end]).removeprefix("by") == _folded(byline).removeprefix("by"))
            or any(pattern.fullmatch(text, start, end) for pattern, _ in patterns["byline"])
        ):
            return [("byline", start, end)]
        for pattern, _ in patterns["dateline"]:
            if (match := pattern.match(text, start, end)) and match.end() < end:
                rest = match.end() + len(text[match.end() : end]) - len(text[match.end() : end].lstrip())
                return [("dateline", start, _stripped(text, start, match.end())), ("body", rest, end)]
    if end - start <= _LONGEST_ASIDE and small.startswith(tuple(_rules()["inviting"]), start):
        for pattern, _ in patterns["promotion"]:
            if pattern.fullmatch(text, start, end):
                return [("promotion", start, end)]
    if hint >= start:
        return _captions_and_credits(text, start, end, hint)
    return [("body", start, end)]


def _stripped(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _captions_and_credits(text: str, start: int, end: int, hint: int) -> list[tuple[str, int, int]]:
    patterns = _patterns()
    if end - start <= _LONGEST_ASIDE:
        for pattern, whole in patterns["credit"]:
            if whole:
                match = pattern.fullmatch(text, start, end)
            else:
                match = hint >= end - _LONGEST_CREDIT and _at_the_end(pattern, text, start, end)
            if match and match.start() == start:
                return [("credit", start, end)]
            if match:
                return [
                    ("caption", start, _stripped(text, start, match.start())),
                    ("credit", match.start(), end),
                ]
        if any(pattern.fullmatch(text, start, end) for pattern, _ in patterns["caption"]):
            return [("caption", start, end)]
    return _bracketed_captions(text, start, end)


def _at_the_end(pattern: re.Pattern, text: str, start: int, end: int) -> re.Match | None:
    """A credit that ends the paragraph and begins it or follows a sentence's end or a bracket."""
    for match in pattern.finditer(text, max(start, end - _LONGEST_CREDIT), end):
        before = text[start : match.start()].rstrip()
        if match.end() == end and (not before or before[-1] in '.!?)”"’' or match[0][0] == "("):
            return match
    return None


def _bracketed_captions(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """The body with captions in brackets taken out: "… Ebrard. (Pictured: …)"."""
    found, at = [], start
    for opening in re.finditer(r"[(\[](?=(?i:pictured|photo|image|picture|file)\b)", text[start:end]):
        begin = start + opening.start()
        close = text.find(")" if text[begin] == "(" else "]", begin, end) + 1
        if close and any(
            p.fullmatch(text, begin, close) for p, _ in [*_patterns()["caption"], *_patterns()["credit"]]
        ):
            found += [("body", at, _stripped(text, at, begin))] if text[at:begin].strip() else []
            found.append(("caption", begin, close))
            at = close + len(text[close:end]) - len(text[close:end].lstrip())
    return [*found, ("body", at, end)] if at < end else found
