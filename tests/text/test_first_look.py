"""The first look at all paragraphs at once misses nothing that the rules find one by one."""

import re

import pandas as pd
import pyarrow as pa
import pytest

import broadsheet as bs
from broadsheet.text import first_look
from broadsheet.text.aside_rules import expressions_of, load_rules
from broadsheet.text.first_look import loosen
from broadsheet.text.paragraphs import match_each

PARTS = ("promotion", "listing", "byline", "dateline", "first_dateline")
# Letters beyond English, and words at the edge of what the rules allow.
HEADS = [
    "Follow Zoë Ångström on Twitter",
    "FOLLOW ZOË ÅNGSTRÖM ON TWITTER",
    "ÉVREUX, 8 août (Reuters) - The quay was closed.",
    "Évreux-sur-Mer, 8 août 2012 (Sound) – The quay was closed.",
    "ŁÓDŹ — The quay was closed.",
    "Évreux: Police closed the quay.",
    "By Zoë Ångström and Łukasz Żak",
    "More from Évreux",
    "٤ comments",
    "Samedi 8 août 2012",
    "Sat., 8 August 2012 at 9:10 a.m.",
    "— Zoë Ångström (@zoe) June 4, 2012",
]


def examples(part: str) -> list[str]:
    found = list(HEADS)
    for entry in load_rules()[part]:
        for example in entry["yes"] + entry["no"]:
            found += example.replace("[", "").replace("]", "").split("\n\n")
            found.append(example)
    return found


@pytest.mark.parametrize("part", PARTS)
def test_what_a_rule_finds_a_loosened_one_finds(part):
    texts = examples(part)
    ignore_case = part in ("promotion", "listing")
    is_found = dict.fromkeys(texts, False)
    for expression, is_verbose in expressions_of(part):
        flags = re.VERBOSE if is_verbose else re.NOFLAG
        rule = re.compile(expression, flags)
        loosened = f"^(?:{loosen(expression, is_verbose)})"
        in_arrow = match_each(pa.array(texts, pa.large_string()), loosened, ignore_case)
        for text, is_candidate in zip(texts, in_arrow, strict=True):
            readings = (text, text.lower()) if ignore_case else (text,)
            if any(rule.match(reading) for reading in readings):
                assert is_candidate, (text, expression)
                is_found[text] = True
    assert any(is_found.values())


@pytest.mark.parametrize(
    ("expression", "loosened"),
    [
        (r"got a (?:tip|story)\b", "got a (?:tip|story)"),
        (r"a(?=b(?:c|d))e", "ae"),
        (r"(?<!x)a|b.{0,80}c|d", "a|b.*|d"),
        (r"(?>a{1,3})++b", "(?:a{1,3})+b"),
        (r"(?:a.{2,40}b)c", "(?:a.*b)c"),
        (r"[^\w]\w", r"[^\w][\w\x{80}-\x{10FFFF}]"),
        (r"[.\d-]", r"[.\x{80}-\x{10FFFF}\d-]"),
        (r"\(a\[", r"\(a\["),
    ],
)
def test_loosened(expression, loosened):
    assert loosen(expression, is_verbose=False) == loosened


def test_layout_is_left_out():
    assert loosen(r"a [ ] \ b", is_verbose=True) == r"a[ ]\ b"
    assert loosen(r"a [ ]b", is_verbose=False) == "a [ ]b"


def test_many_paragraphs_are_read_as_few_are(monkeypatch):
    texts = []
    for part in PARTS:
        lines = examples(part)
        texts += ["\n\n".join(lines), "\n\n".join(reversed(lines))]
        texts += lines
    articles = pd.DataFrame({"text": texts, "outlet": "The Sound"})
    articles["byline"] = "Zoë Ångström"
    frames = []
    for enough in (0, 10**9):
        monkeypatch.setattr(first_look, "ENOUGH", enough)
        frames.append(bs.split_passages(articles))
    pd.testing.assert_frame_equal(*frames)
    parts = set(frames[0]["part"])
    assert {"promotion", "byline", "dateline", "body"} <= parts
