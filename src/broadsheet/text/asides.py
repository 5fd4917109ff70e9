"""What in a paragraph is not the body: the patterns of passages.toml, tried on one paragraph."""

import re
from dataclasses import dataclass

from .aside_rules import (
    PARTS,
    Caption,
    captions,
    ending_credits,
    expression,
    hints,
    labels,
    opening_rules,
    whole_credits,
    whole_rules,
)
from .first_look import Hints

__all__ = ["PARTS", "Article", "Stretch", "split_paragraph"]

LEAD = 6  # a byline or a dateline stands among the first so many paragraphs of the body
LONGEST_BYLINE = 200  # characters
LONGEST_HEADLINE = 160
LONGEST_LISTING = 80  # of a heading over headlines of other articles
LONGEST_ASIDE = 700  # a longer paragraph is no caption, credit or promotion
LONGEST_CREDIT = 150
SHORT = 60  # of a paragraph in which a credit is looked for without a hint
TAIL = 600  # characters at the end, where notes on the author stand
MOST_HEADLINES = 10  # of other articles, under a heading such as "Related Articles"
_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’)\]]*$")

_END_AND_GAP = re.compile(r"""[.!?)”"’]\s+""")
Stretch = tuple[str, int, int]  # part, start, end


@dataclass
class Article:
    """An article while its paragraphs are read from the first to the last."""

    text: str
    title: str
    byline: str
    hints: Hints
    small: str = ""  # the text in small letters
    body_paragraphs: int = 0
    headlines_left: int = 0  # of other articles, after a heading that announces them
    has_title: bool = False
    tail: int = 0  # where its end begins

    def __post_init__(self) -> None:
        small = self.text.lower()
        # a few capitals lengthen in small letters: places would no longer be the same
        self.small = small if len(small) == len(self.text) else self.text
        self.tail = max(1, len(self.text) - TAIL)

    def last_hint(self, start: int, end: int, short: int = SHORT) -> int:
        """The last hint at a caption or a credit in a paragraph, -1 for none; a short one is a hint."""
        if end - start <= short:
            return end - 1
        hint = -1
        if start in self.hints.captions:
            hint = max(self.small.rfind(word, start, end) for word in hints())
        if short and start >= self.tail:
            return max(start, hint)
        return hint

    def is_plain(self, start: int, end: int) -> bool:
        """Whether a paragraph is of the body since nothing hints at anything else, or else a promotion."""
        if self.body_paragraphs < LEAD or self.headlines_left:
            return False
        if start in self.hints.captions or start >= self.tail:
            return False
        return end - start > LONGEST_LISTING


def split_paragraph(article: Article, start: int, end: int) -> list[Stretch]:
    """The parts of a paragraph that stands between two places of an article."""
    if article.is_plain(start, end) and not _is_promotion(article, start, end):
        article.body_paragraphs += 1
        return [("body", start, end)]
    stretches = _split(article, start, end)
    last = stretches[-1][0]
    article.body_paragraphs += last == "body"
    article.has_title = article.has_title or last == "title"
    return stretches


def _split(article: Article, start: int, end: int) -> list[Stretch]:
    if article.body_paragraphs == 0:
        part = _part_of_head(article, start, end)
        if part:
            return [(part, start, end)]
    if _is_other_headline(article, start, end):
        return [("promotion", start, end)]
    if article.body_paragraphs < LEAD:
        stretches = _byline_or_dateline(article, start, end)
        if stretches:
            return stretches
    if _is_promotion(article, start, end):
        return [("promotion", start, end)]
    hint = article.last_hint(start, end)
    if hint >= start:
        return _captions_and_credits(article, start, end, hint)
    return [("body", start, end)]


def _part_of_head(article: Article, start: int, end: int) -> str:
    """What a paragraph before the body is, where its form alone tells: a title or a name."""
    paragraph = article.text[start:end]
    if article.title and _is_title(paragraph, article.title):
        return "title"
    if not article.text[end:].strip():
        return ""  # the only paragraph, or the last
    if end - start > LONGEST_HEADLINE or _SENTENCE_END.search(paragraph):
        return ""
    if _is_name(paragraph) or _is_any(article, "head_byline", start, end):
        return "byline"
    words = paragraph.split()
    may_be_headline = len(words) > 3 and paragraph[0].isupper()
    if may_be_headline and not _is_marked(article, start, end):
        return "title"
    return ""


def _is_name(paragraph: str) -> bool:
    """Whether a paragraph is a name, and no label of a section."""
    if not expression("name_alone").fullmatch(paragraph):
        return False
    words = paragraph.lower().split()
    return labels().isdisjoint(words)


def _is_marked(article: Article, start: int, end: int) -> bool:
    """Whether a rule knows the paragraph as something else."""
    if article.last_hint(start, end, short=0) >= start:
        return True
    if _is_promotion(article, start, end):
        return True
    patterns = (opening_rules("byline"), opening_rules("dateline"))
    return any(pattern.match(article.text, start, end) for pattern in patterns)


def _is_any(article: Article, part: str, start: int, end: int) -> bool:
    """Whether a paragraph, as a whole, is what one of the rules of a part says."""
    return whole_rules(part).match(article.text, article.small, start, end)


def _is_title(paragraph: str, title: str) -> bool:
    """Whether a first paragraph is the title, or the outset of a title that was given whole elsewhere."""
    if len(paragraph) > len(title) + 40:
        return False
    ours = _folded(paragraph)
    theirs = _folded(title)
    if ours == theirs:
        return bool(ours)
    if len(ours) <= 20:
        return False
    return theirs.startswith(ours) or ours.startswith(theirs)


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _is_other_headline(article: Article, start: int, end: int) -> bool:
    """Whether a paragraph announces other articles, or is a headline under one that does."""
    if _announces_others(article, start, end):
        article.headlines_left = MOST_HEADLINES
        return True
    if not article.headlines_left:
        return False
    article.headlines_left -= 1
    is_short = end - start <= LONGEST_HEADLINE
    if is_short and article.text[end - 1] not in ".”’\"'":
        return True
    article.headlines_left = 0
    return False


def _announces_others(article: Article, start: int, end: int) -> bool:
    """Whether a paragraph is a heading over headlines of other articles."""
    if end - start > LONGEST_LISTING:
        return False
    if start not in article.hints.promotions:
        return False
    return _is_any(article, "listing", start, end)


def _byline_or_dateline(article: Article, start: int, end: int) -> list[Stretch]:
    if end - start < LONGEST_BYLINE and _is_byline(article, start, end):
        return [("byline", start, end)]
    parts = ["dateline"]
    if article.body_paragraphs == 0:
        parts.append("first_dateline")
    for part in parts:
        match = opening_rules(part).match(article.text, start, end)
        if match:
            return _split_dateline(article.text, start, match.end(), end)
    return []


def _split_dateline(text: str, start: int, stop: int, end: int) -> list[Stretch]:
    """A dateline and the rest of its paragraph, if there is any."""
    if stop == end:
        return [("dateline", start, end)]
    rest = text[stop:end]
    begin = end - len(rest.lstrip())
    return [("dateline", start, _stripped(text, start, stop)), ("body", begin, end)]


def _is_byline(article: Article, start: int, end: int) -> bool:
    if article.byline:
        ours = _folded(article.text[start:end])
        theirs = _folded(article.byline)
        if ours.removeprefix("by") == theirs.removeprefix("by"):
            return True
    return _is_any(article, "byline", start, end)


def _is_promotion(article: Article, start: int, end: int) -> bool:
    if end - start > LONGEST_ASIDE:
        return False
    if start not in article.hints.promotions:
        return False
    if not _is_any(article, "promotion", start, end):
        return False
    return not expression("reported").search(article.small, start, end)


def _stripped(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _captions_and_credits(
    article: Article, start: int, end: int, hint: int
) -> list[Stretch]:
    text = article.text
    if end - start > LONGEST_ASIDE:
        return _bracketed_captions(text, start, end)
    caption = _find_caption(text, start, end)
    match = _find_credit(article, start, end, hint)
    if caption and (match is None or caption.is_first):
        return [("caption", start, end)]
    if match is None:
        return _bracketed_captions(text, start, end)
    if match.start() == start:
        return [("credit", start, end)]
    return [
        ("caption", start, _stripped(text, start, match.start())),
        ("credit", match.start(), end),
    ]


def _find_caption(text: str, start: int, end: int) -> Caption | None:
    """The first rule for captions that a paragraph, or a stretch in brackets, follows."""
    for caption in captions():
        if caption.holds and not caption.holds.search(text, start, end):
            continue
        if caption.pattern.fullmatch(text, start, end):
            return caption
    return None


def _find_credit(
    article: Article, start: int, end: int, hint: int
) -> re.Match[str] | None:
    """A credit that is the paragraph or ends it."""
    text = article.text
    if hint >= end - LONGEST_CREDIT:
        match = _at_the_end(text, start, end)
        if match:
            return match
    match = whole_credits(in_tail=False).fullmatch(text, start, end)
    if match or start < article.tail:
        return match
    return whole_credits(in_tail=True).fullmatch(text, start, end)


def _at_the_end(text: str, start: int, end: int) -> re.Match[str] | None:
    """A credit that ends the paragraph and begins it or follows a sentence's end or a bracket."""
    first = max(start, end - LONGEST_CREDIT)
    begins = _begins_of_credits(text, first, end)
    if first == start:
        begins.insert(0, start)
    for pattern in ending_credits():
        for begin in begins:
            match = pattern.fullmatch(text, begin, end)
            if match:
                return match
    return None


def _begins_of_credits(text: str, first: int, end: int) -> list[int]:
    """Where a credit may begin: after the end of a sentence or of a bracket, or with a bracket of its own."""
    begins = [match.end() for match in _END_AND_GAP.finditer(text, first, end)]
    bracket = text.find("(", first, end)
    while bracket >= 0:
        begins.append(bracket)
        bracket = text.find("(", bracket + 1, end)
    return sorted(begins)


def _bracketed_captions(text: str, start: int, end: int) -> list[Stretch]:
    """The body with captions in brackets taken out: "… Ebrard. (Pictured: …)"."""
    stretches: list[Stretch] = []
    begin = start
    for opening in expression("bracketed").finditer(text, start, end):
        first = opening.start()
        last = _end_of_bracketed(text, first, end)
        if not last:
            continue
        if text[begin:first].strip():
            stretches.append(("body", begin, _stripped(text, begin, first)))
        stretches.append(("caption", first, last))
        rest = text[last:end]
        begin = end - len(rest.lstrip())
    if begin < end:
        stretches.append(("body", begin, end))
    return stretches


def _end_of_bracketed(text: str, first: int, end: int) -> int:
    """Where a caption ends that begins with a bracket; 0 if it is none."""
    closing = ")" if text[first] == "(" else "]"
    stop = min(end, first + LONGEST_ASIDE)
    last = text.find(closing, first, stop) + 1
    if not last:
        return 0
    return last if _is_caption_or_credit(text, first, last) else 0


def _is_caption_or_credit(text: str, start: int, end: int) -> bool:
    if _find_caption(text, start, end):
        return True
    patterns = [whole_credits(in_tail=False), whole_credits(in_tail=True)]
    patterns += ending_credits()
    return any(pattern.fullmatch(text, start, end) for pattern in patterns)
