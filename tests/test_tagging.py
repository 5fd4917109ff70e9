"""The tagger against nltk's own scoring, on cases of our own, and on hostile input."""

import importlib.util
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.tag.perceptron import AveragedPerceptron

from broadsheet.text import tagging
from broadsheet.text.lemmas import find_lemma, lemmas
from broadsheet.text.letters import Words
from broadsheet.text.tagging import TAGS, load_model, tag

spec = importlib.util.spec_from_file_location(
    "train_pos", Path(__file__).parents[1] / "training" / "pos.py"
)
train_pos = importlib.util.module_from_spec(spec)
spec.loader.exec_module(train_pos)

SENTENCES = [
    line.split()
    for line in """
The minister said that the talks , which began on Monday , had been held in Mexico City .
Officials have planned a new US-led initiative that will cost $ 3.3 billion .
She has met the president twice since 2019 , but the deal was n't signed .
Ministers Sign Pact That Ends 20-Year Dispute
MAYOR TELLS COUNCIL TO REPEAT THE VOTE
They want to report the results before the report is published .
" I do not think that 's true , " he told reporters in the U.S. on Friday .
Börse : zweiundvierzig Prozent 🙂 ₿ ½ ٣٤ 中文 ...
The flooding killed at least 12 people and left thousands homeless , the agency 's spokeswoman added .
Prices rose faster than expected ; workers who lost jobs are moving north .
""".strip().split("\n")
]


def tag_sentences(sentences: list[list[str]], fixed=None) -> list[list[str]]:
    numbers: dict[str, int] = {}
    codes = [
        numbers.setdefault(word, len(numbers))
        for sentence in sentences
        for word in sentence
    ]
    ends = np.cumsum([len(sentence) for sentence in sentences])
    starts = np.concatenate([[0], ends[:-1]])
    tags = [
        TAGS[t]
        for t in tag(
            Words(list(numbers)), np.array(codes, dtype=np.int32), starts, fixed
        )
    ]
    return [tags[a:b] for a, b in zip(starts, ends, strict=True)]


class ShippedWeights(dict):
    """The shipped weights as nltk keeps them: feature → tag → weight."""

    def __init__(self, look: int):
        super().__init__()
        self.look = load_model().looks[look]
        self.numbers = load_model().vocabulary.numbers

    def __contains__(self, feature):
        return bool(self[feature])

    def __missing__(self, feature):
        try:
            group, key = train_pos.group_and_key(feature, self.numbers)
        except KeyError:  # a value that was never seen in training
            return {}
        row = self.look.groups[group][key]
        weights = self.look.weights[row] if row else []
        return {
            tag: float(weight)
            for tag, weight in zip(TAGS, weights, strict=False)
            if weight
        }


def nltk_tags(sentence: list[str]) -> list[str]:
    model = load_model()
    known = {unit: TAGS[t] for unit, t in model.known.items()}
    frequent = set(list(model.vocabulary.numbers["word"])[: tagging.FREQUENT])
    units = train_pos.as_units([train_pos.Token(word, None) for word in sentence])
    guesses = None
    for look in range(2):
        tagger = train_pos.WindowTagger(known, frequent)
        tagger.model.weights = ShippedWeights(look)
        guesses = tagger.look(units, guesses)
    return guesses


def test_arrays_give_the_tags_that_nltk_gives():
    assert tag_sentences(SENTENCES) == [nltk_tags(sentence) for sentence in SENTENCES]


def test_arrays_give_the_tags_that_nltk_gives_on_shuffled_words():
    chance = random.Random(1)
    words = [word for sentence in SENTENCES for word in sentence]
    shuffled = [chance.choices(words, k=chance.randint(1, 30)) for _ in range(60)]
    assert tag_sentences(shuffled) == [nltk_tags(sentence) for sentence in shuffled]


def test_matrix_perceptron_learns_the_weights_that_nltk_learns():
    chance = random.Random(2)
    names = [f"feature {i}" for i in range(40)]
    examples = [
        (chance.randrange(6), np.array(sorted(chance.sample(range(40), 7))))
        for _ in range(400)
    ]
    ours, nltks = train_pos.ArrayPerceptron(names), AveragedPerceptron()
    nltks.classes = set(TAGS)
    for truth, features in examples:
        named = {names[f]: 1 for f in features}
        guess, expected = ours.predict(features), nltks.predict(named)[0]
        assert TAGS[guess] == expected
        ours.update(truth, guess, features)
        nltks.update(TAGS[truth], expected, named)
    ours.average_weights()
    nltks.average_weights()
    assert ours.weights == {
        feature: weights for feature, weights in nltks.weights.items() if weights
    }


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The ministers met on Monday .", "met", "VBD"),
        ("The ministers have met twice .", "met", "VBN"),
        ("The plan announced by the minister failed .", "announced", "VBN"),
        ("The company announced a new plan .", "announced", "VBD"),
        ("They want to report the results .", "report", "VB"),
        ("The report was long .", "report", "NN"),
        ("They say the deal is close .", "say", "VBP"),
        ("He would say nothing .", "say", "VB"),
        ("He said that the talks failed .", "that", "IN"),
        ("The house that burned was empty .", "that", "WDT"),
        ("At that time , he was ill .", "that", "DT"),
        ("The minister went to Texas .", "to", "IN"),
        ("The minister wants to go .", "to", "TO"),
        ("The US-led mission ended .", "US-led", "JJ"),
        ("Secretary of State Antony Blinken arrived .", "Blinken", "NNP"),
        ("Two dozen people died .", "people", "NNS"),
        ("The agency 's chief resigned .", "'s", "POS"),
        ("It 's raining .", "'s", "VBZ"),
    ],
)
def test_words_in_context(text, word, expected):
    words = text.split()
    assert tag_sentences([words])[0][words.index(word)] == expected


def test_marks_have_their_penn_tags():
    marks = [
        ",",
        ".",
        "?",
        "!",
        "...",
        ":",
        ";",
        "--",
        "–",
        "(",
        ")",
        "[",
        "]",
        "$",
        "€",
        "%",
        "&",
        "#",
    ]
    expected = [
        ",",
        ".",
        ".",
        ".",
        ":",
        ":",
        ":",
        ":",
        ":",
        "-LRB-",
        "-RRB-",
        "-LRB-",
        "-RRB-",
        "$",
        "$",
        "NN",
        "CC",
        "#",
    ]
    assert tag_sentences([marks])[0] == expected


def test_given_tags_stay():
    words = ["'", "Yes", "'", "he", "said"]
    fixed = np.array([TAGS.index("``"), -1, TAGS.index("''"), -1, -1], dtype=np.int8)
    assert tag_sentences([words], fixed)[0] == ["``", "UH", "''", "PRP", "VBD"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=12),
        min_size=1,
        max_size=6,
    )
)
def test_sentences_do_not_touch_each_other(sentences):
    together = tag_sentences(sentences)
    assert together == [tag_sentences([sentence])[0] for sentence in sentences]
    assert together == tag_sentences(sentences)


def test_nothing_and_next_to_nothing():
    none = np.zeros(0, dtype=np.int32)
    assert tag(Words([]), none, none).tolist() == []
    assert lemmas(Words([]), none, none) == ([], pytest.approx([]))
    assert tag_sentences([["."]]) == [["."]]
    assert len(tag_sentences([["\ud800", "\x00", "^", "~", "~A", "\u200b"]])[0]) == 6


def test_one_endless_sentence_takes_linear_time(cpu_seconds, grows_with_size):
    words = Words([word for sentence in SENTENCES for word in sentence])

    def seconds(repeat):
        codes = np.tile(np.arange(len(words), dtype=np.int32), repeat)
        return cpu_seconds(tag, words, codes, np.array([0]))

    assert grows_with_size(seconds, 300, 3_000, slack=4)


@pytest.mark.parametrize(
    ("word", "tag", "lemma"),
    [
        ("Countries", "NNS", "country"),
        ("buses", "NNS", "bus"),
        ("women", "NNS", "woman"),
        ("spokesmen", "NNS", "spokesman"),
        ("crises", "NNS", "crisis"),
        ("politics", "NNS", "politics"),
        ("series", "NNS", "series"),
        ("Republicans", "NNPS", "Republican"),
        ("Texas", "NNP", "Texas"),
        ("met", "VBD", "meet"),
        ("has", "VBZ", "have"),
        ("goes", "VBZ", "go"),
        ("vowing", "VBG", "vow"),
        ("hoping", "VBG", "hope"),
        ("dying", "VBG", "die"),
        ("fined", "VBN", "fine"),
        ("planned", "VBD", "plan"),
        ("travelled", "VBD", "travel"),
        ("revitalised", "VBN", "revitalise"),
        ("re-elected", "VBN", "re-elect"),
        ("told", "VBD", "tell"),
        ("n’t", "RB", "not"),
        ("'ll", "MD", "will"),
        ("better", "JJR", "good"),
        ("biggest", "JJS", "big"),
        ("easier", "JJR", "easy"),
        ("Announced", "VBN", "announce"),
        ("whispered", "VBD", "whisper"),
        ("soothing", "VBG", "soothe"),
        ("colliding", "VBG", "collide"),
        ("clamoured", "VBD", "clamour"),
        ("griping", "VBG", "gripe"),
        ("gripping", "VBG", "grip"),
        ("putting", "VBG", "put"),
        ("lunged", "VBD", "lunge"),
        ("lungs", "NNS", "lung"),
        ("united", "VBN", "unite"),
        ("units", "NNS", "unit"),
    ],
)
def test_lemmas(word, tag, lemma):
    assert find_lemma(word, tag) == lemma


def test_lemmas_of_tokens_are_those_of_their_words():
    words, codes = ["saw", "Saw", "the"], np.array([0, 1, 0, 2, 0])
    tags = np.array([TAGS.index(t) for t in ("VBD", "VBD", "NN", "DT", "VBD")])
    names, found = lemmas(Words(words), codes, tags)
    assert [names[i] for i in found] == ["see", "see", "saw", "the", "see"]
    assert len(set(names)) == len(names)
