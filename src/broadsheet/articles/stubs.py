"""Texts that say at their end that they were cut."""

import re

# A text that its source cut: "… [+3190 chars]", "[…]", "Continue reading".
STUB = re.compile(
    r"""(\[\s*\+?\s*\d[\d,.]*\s*(more\s+)?(chars?|characters|words|signs)\s*\]
    | [\[(]\s*(…|\.\.\.|more|read\ more|continued?)\s*(…|\.\.\.)?\s*[\])]
    | (…|\.\.\.)\s*(read|see|show|view|learn)\ more\W{0,5}
    | (?:^|[.!?…"”’)\n])\s*(continue\ reading|read\ the\ full\ (story|article)|read\ more)\W{0,5}
    )\s*$""",
    re.X | re.I,
)
POINTER = "appeared first on"  # WordPress: "[…] The post Ferry sinks appeared first on The Echo."
POINTED = re.compile(
    r"[\[(](?:…|\.\.\.)[\])]\s*The post .{1,250} appeared first on", re.S
)
LONG_TAIL = 400  # characters
PAID = frozenset(
    [
        "ONLY AVAILABLE IN PAID PLANS",
        "ONLY AVAILABLE IN PROFESSIONAL AND CORPORATE PLANS",
    ]
)
ELLIPSIS = re.compile(r"(\w|,|\s)(…|\.\.\.)\s*$")
STUB_ENDS: tuple[str, ...] = (
    "…",
    "...",
    "]",
    ")",
    "→",
    "»",
    ">",
    "more",
    "More",
    "MORE",
    "more.",
    "reading",
    "story",
)
SHORT = 400  # characters: a text that is shorter and ends in an ellipsis is a cut one
TAIL = 80


def is_stub(text: str) -> bool:
    """Whether a text says at its end that it was cut.

    >>> is_stub("The ferry will not … [+1204 chars]"), is_stub("The ferry sails again.")
    (True, False)
    """
    tail = text[-TAIL:].rstrip()
    long_tail = text[-LONG_TAIL:]
    if POINTER in long_tail and POINTED.search(long_tail):
        return True
    if text.strip() in PAID:
        return True
    if not tail.endswith(STUB_ENDS):
        return False  # as nearly all: a look at the end is quicker than a search
    if STUB.search(tail):
        return True
    if len(text) >= SHORT:
        return False
    return bool(ELLIPSIS.search(tail))
