"""What is inside quotation marks."""

import pandas as pd
import pytest

from broadsheet.text import tokenize

# Marks and words in |bars| are quoted.
CASES = {
    "curly marks": "|“We sail,”| she said, |“at noon.”| Nobody did.",
    "straight marks": '|"We sail,"| she said, |"at noon."| Nobody did.',
    "typed marks": "|``We sail,''| she said.",
    "single marks": "|‘We sail,’| she said, and |'at noon'| it was.",
    "low marks": "|„Wir fahren“|, sagte sie.",
    "angled marks": "|«On part»| and |»Wir fahren«| and |‹so›|.",
    "within a quotation": "|“They call it ‘the barge’ here,”| she said.",
    "an apostrophe within": "|‘It’s the sailors’ choice’| was the answer.",
    "a possessive within": "|‘I saw Lucas’ boat,’| he said.",
    "a mark that nothing closes": "She said: |“We sail at noon and|\n\nNobody did.",
    "a speech of two paragraphs": "|“We sail.|\n\n|“We sail at noon,”| she said.",
    "possessives": "the Joneses' boat and the sailors' wives, Lucas’ too",
    "elisions": "fish 'n' chips, rock ’n’ roll, get 'em, the '80s and the ‘90s",
    "inches": 'a 12" gun, 6\' 2" tall, a 30"x40" sheet',
    "inches within a quotation": '|"Give me a 12" pipe,"| he said.',
    "between dashes": "It was—|“no”|—the end.",
    "a reply in brackets": "He answered (|‘never’|).",
    "an elision within": "|'I saw 'im sail,'| he said.",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES)
def test_what_is_quoted(marked):
    text = marked.replace("|", "")
    inside = []
    is_quoted = False
    for character in marked:
        if character == "|":
            is_quoted = not is_quoted
        else:
            inside.append(is_quoted)
    tokens = tokenize(pd.DataFrame({"text": [text]}, index=["a"]))
    expected = [inside[start] for start in tokens["start"]]
    assert tokens["quoted"].tolist() == expected


def test_paragraphs_with_plain_marks_are_read_as_others_are():
    plain = "“We sail,” she said, “at noon.”"
    odd = "‘So’ it was."
    articles = pd.DataFrame({"text": [plain, f"{odd} {plain}"]}, index=["a", "b"])
    tokens = tokenize(articles)
    alone = tokens.loc[tokens["article"] == "a", "quoted"].tolist()
    assert (
        tokens.loc[tokens["article"] == "b", "quoted"].tolist()[-len(alone) :] == alone
    )
