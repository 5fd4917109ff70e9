"""Train the part-of-speech tagger and make the lemma lists:  python training/pos.py FOLDER

FOLDER holds ewt.train.conllu.gz, gum-ccby.train.conllu.gz (Universal Dependencies, Penn tags in the fifth
column) and polnear.train.silver.jsonl.gz (CoreNLP's tags). Writes pos.npz, lemmas.tsv and bases.txt beside
broadsheet/text/tagging.py; base_forms.py says what it needs for the last. The seed is fixed: the same data
make the same files.
"""

import argparse
import gzip
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache, partial
from itertools import chain
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple

import numpy as np
from nltk.tag.perceptron import AveragedPerceptron, PerceptronTagger

sys.path.append(str(Path(__file__).parent))
from base_forms import mend, write_bases

from broadsheet.text import lemmas, tagging
from broadsheet.text.features import (
    CUTS,
    DIGITS,
    MARKS,
    PLAIN_SHAPE,
    SHAPES,
    TEMPLATES,
    Units,
)
from broadsheet.text.letters import Words
from broadsheet.text.splitting import split_stretch

OUT = Path(tagging.__file__).parent
TREEBANKS, SILVER = ("ewt", "gum-ccby"), "polnear.train.silver.jsonl.gz"
HELD_OUT, SEED = 40, 7  # articles of the silver data kept for the benchmark
GOLD_WEIGHT, EPOCHS, RUNS, FOLD_EPOCHS, FOLDS, PROCESSES = 3, 5, 2, 2, 3, 3
RECASED = 0.06  # so many gold sentences are learnt from as headlines as well
KNOWN_COUNT, KNOWN_SHARE = (
    10,
    0.99,
)  # how often a word is seen, with one tag, that is never scored
RARE = 2  # features seen less often are left out
SCALE = 25  # weights are kept as whole numbers of this part of 1 …
LEAST, WORTH = 8, 32  # … from 8 of them on, and features that have at least one of 32

TO_PENN = {
    "-LSB-": "-LRB-",
    "-RSB-": "-RRB-",
    "HYPH": ":",
    "NFP": ":",
    "AFX": "NN",
    "XX": "FW",
}
BRACKETS = {
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "-LCB-": "{",
    "-RCB-": "}",
}
NOUNS = ("NN", "NNS", "NNP", "NNPS", "JJ")


class Token(NamedTuple):
    word: str
    tag: str | None  # None: not to be learnt from
    lemma: str | None = None


# --- Reading -------------------------------------------------------------------------------------------


def read_treebank(path: Path) -> list[list[Token]]:
    """The sentences of a CoNLL-U file, in our tokens."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        blocks = lines.read().split("\n\n")
    return [tokens for block in blocks if (tokens := _as_tokens(_read_block(block)))]


def _read_block(block: str) -> list[tuple[str, str, str, bool]]:
    """The syntactic words of a sentence: form, tag, lemma, and whether a space follows."""
    words, glued = [], {}
    for line in block.split("\n"):
        fields = line.split("\t")
        if len(fields) < 10 or "." in fields[0]:
            continue
        space = "SpaceAfter=No" not in fields[9]
        if "-" in fields[0]:  # words written as one: the space is that after the last
            first, last = map(int, fields[0].split("-"))
            glued |= dict.fromkeys(range(first, last), False) | {last: space}
        else:
            form, number = (
                fields[1].replace("’", "'").replace("‘", "'").replace(" ", "_"),
                int(fields[0]),
            )
            words.append((form, fields[4], fields[2], glued.get(number, space)))
    tags = [tag for _, tag, _, _ in words]
    for i in reversed(range(len(words))):
        if tags[i] == "GW":  # a part of a word written apart
            tags[i] = tags[i + 1] if i + 1 < len(tags) else "NN"
        elif tags[i] == "ADD":
            tags[i] = "NNP" if words[i][0][0] == "@" else "NN"
    return [
        (form, TO_PENN.get(tag, tag), lemma, space)
        for (form, _, lemma, space), tag in zip(words, tags, strict=True)
    ]


def _as_tokens(words: list[tuple[str, str, str, bool]]) -> list[Token]:
    """Treebank words split and joined as `broadsheet.text.tokenize` does."""
    text, ends = "", []
    for form, _, _, space in words:
        ends.append((len(text), len(text) + len(form)))
        text += form + " " * space
    tokens, j = [], 0
    for stretch in re.finditer(r"\S+", text):
        end = stretch.start()
        for token in split_stretch(stretch[0]):
            start, end, parts = end, end + len(token), []
            while j < len(ends) and ends[j][0] < end:
                if ends[j][1] > start:
                    parts.append(j)
                if ends[j][1] > end:
                    break
                j += 1
            if parts:
                following = (
                    words[parts[-1] + 1][1] if parts[-1] + 1 < len(words) else ""
                )
                exact = ends[parts[0]][0] == start and ends[parts[-1]][1] == end
                tokens.append(
                    _merge(text[start:end], [words[p] for p in parts], following, exact)
                )
    return tokens


def _merge(token: str, parts: list, following: str, exact: bool) -> Token:
    """One token from the treebank's parts of it ("US", "-", "made" is an adjective)."""
    tags = [tag for form, tag, _, _ in parts if any(map(str.isalnum, form))] or [
        parts[-1][1]
    ]
    lemma = "".join([form for form, _, _, _ in parts[:-1]] + [parts[-1][2]])
    last, hyphen = tags[-1], len(tags) > 1 and ("-" in token or "–" in token)
    if (
        hyphen
        and set(tags) - {"NNP", "NNPS"}
        and len(set(tags)) + len({"NN", "NNS"} & set(tags)) > 1
    ):
        before_noun = following in NOUNS and last in (
            "NN",
            "RP",
            "IN",
            "RB",
            "CD",
            "VB",
        )
        if before_noun or last in ("VBN", "VBG", "VBD"):
            last, lemma = "JJ", token.lower()
        elif last in ("RP", "IN", "VB") and tags[0] in ("NN", "VB", "JJ"):
            last = "NN"
    return Token(token, _known_or(token, last), lemma if exact else None)


def _known_or(word: str, tag: str) -> str:
    """The tag of a mark; quotation marks keep what the annotators saw, the others have one each."""
    if tag in ("``", "''", "POS") or tagging.mark_tag(word) is None:
        return tag
    return tagging.mark_tag(word)


def read_silver(path: Path) -> dict[str, list[list[Token]]]:
    """CoreNLP's sentences by article. It tags every "to" TO, which would unteach the treebanks' IN."""
    articles = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            articles[record["id"]] = [
                [
                    _silver_token(BRACKETS.get(word, word).replace("’", "'"), tag)
                    for _, _, word, tag, _ in sentence
                ]
                for sentence in record["sentences"]
            ]
    return articles


def _silver_token(word: str, tag: str) -> Token:
    muted = tag == "TO" or (tag not in tagging.TAGS and tag not in TO_PENN)
    return Token(word, None if muted else _known_or(word, TO_PENN.get(tag, tag)))


def split_silver(articles: dict) -> tuple[list, list]:
    """Sentences to learn from and those of the held-out articles."""
    held = set(random.Random(SEED).sample(sorted(articles), HELD_OUT))
    return [s for a in articles if a not in held for s in articles[a]], [
        s for a in held for s in articles[a]
    ]


def recase(sentences: list[list[Token]]) -> list[list[Token]]:
    """Some sentences again, in the capitals of headlines."""
    chance, recased = random.Random(SEED), []
    for sentence in sentences:
        if 3 <= len(sentence) <= 25 and chance.random() < RECASED:
            upper = chance.random() < 0.25
            small = ("IN", "DT", "CC", "TO")
            recased.append(
                [
                    t._replace(
                        word=t.word.upper()
                        if upper
                        else t.word
                        if t.tag in small and len(t.word) < 5
                        else t.word[:1].upper() + t.word[1:]
                    )
                    for t in sentence
                ]
            )
    return recased


# --- The tagger ----------------------------------------------------------------------------------------


@cache
def unit_features(unit: str) -> dict[int, list[str]]:
    """For each place in the window, what the unit shows when it stands there."""
    seen = values(unit)
    places = defaultdict(list)
    for place, template in tagging.WINDOW:
        places[place].append(f"{place} {template} {seen[template]}")
    return dict(places)


def values(unit: str) -> dict[str, str]:
    """What each template sees of a unit, as strings; the tagger looks them up as numbers."""
    mark = unit[0] if unit[:1] in ("^", "~") and len(unit) > 1 else ""
    units = Units.of([unit.removeprefix(mark)], np.array([MARKS.index(mark)]))
    word, shape = units.plain[0], SHAPES[units.shapes[0]] if unit else "x"
    seen = {"word": word, "shape": shape}
    for template, cut in CUTS.items():
        seen[template] = word[cut:] if cut < 0 else word[:cut]
    is_plain = shape == SHAPES[PLAIN_SHAPE]
    seen["cased"] = "" if is_plain else shape + word
    seen["shape3"] = "" if is_plain else shape + seen["end3"]
    seen["tail"] = word.rpartition("-")[2] if "-" in word else ""
    return seen


@cache
def word_of(unit: str) -> str:
    return values(unit)["word"]


class ArrayPerceptron(AveragedPerceptron):
    """nltk's averaged perceptron with its weights in a matrix: the same numbers, many times sooner.

    Features are rows of the matrix; `tests/test_tagging.py` holds it against nltk's own, weight by weight.
    """

    def __init__(self, features: list[str]):
        super().__init__()
        self.features = features
        self.classes = set(tagging.TAGS)
        self.matrix = np.zeros((len(features), len(tagging.TAGS)), dtype=np.float32)
        self.moved = np.zeros(self.matrix.shape)  # every change times its moment
        self.ones = np.ones(64, dtype=np.float32)

    def predict(self, features: np.ndarray) -> int:
        ones = self.ones[
            : len(features)
        ]  # sums of whole numbers, so exact in any order
        return int((ones @ self.matrix.take(features, 0)).argmax())

    def update(self, truth: int, guess: int, features: np.ndarray) -> None:
        self.i += 1
        if truth != guess:
            for tag, change in ((truth, 1), (guess, -1)):
                self.matrix[features, tag] += change
                self.moved[features, tag] += change * self.i

    def average_weights(self) -> None:
        totals, steps = (
            self.matrix.astype(np.float64) * self.i - self.moved,
            max(self.i, 1),
        )
        for row in np.flatnonzero(totals.any(axis=1)).tolist():
            tags = np.flatnonzero(totals[row]).tolist()
            average = {
                tagging.TAGS[tag]: round(float(totals[row, tag]) / steps, 3)
                for tag in tags
            }
            self.weights[self.features[row]] = {
                tag: weight for tag, weight in average.items() if weight
            }


class WindowTagger(PerceptronTagger):
    """nltk's perceptron tagger, seeing a window of words and, at the second look, the guesses around it."""

    def __init__(self, known: dict[str, str], frequent: set[str]):
        super().__init__(load=False)
        self.tagdict, self.frequent = known, frequent
        self.classes = self.model.classes = set(tagging.TAGS)

    def features(
        self, units: list[str], guesses: list[str] | None = None
    ) -> list[list[str]]:
        """The features of each token; none for those whose tag is known."""
        line = ["", "", *units, "", ""]
        words = [
            word if (word := word_of(unit)) in self.frequent else None for unit in line
        ]
        tags = ["", "", *guesses, "", ""] if guesses else None
        return [
            [] if self.known(unit) else self._at(i, line, words, tags)
            for i, unit in enumerate(units, start=2)
        ]

    def known(self, unit: str) -> str | None:
        return self.tagdict.get(unit.translate(DIGITS)) or tagging.mark_tag(unit)

    def _at(
        self, i: int, line: list[str], words: list, tags: list[str] | None
    ) -> list[str]:
        found = [
            f
            for place in (0, -1, 1, -2, 2)
            for f in unit_features(line[i + place])[place]
        ]
        for a, b in tagging.WORD_PAIRS:
            if words[i + a] and words[i + b]:
                found.append(f"{a} {b} {words[i + a]} {words[i + b]}")
        if tags:
            found += [
                f"tags {a} {b} {tags[i + a]} {tags[i + b]}"
                for a, b in tagging.TAG_PAIRS
            ]
            if words[i]:
                found += [
                    f"word tag {b} {words[i]} {tags[i + b]}" for b in tagging.WORD_TAGS
                ]
        return found

    def look(self, units: list[str], guesses: list[str] | None = None) -> list[str]:
        """The tags of a sentence, one token at a time: what `broadsheet.text.tagging.tag` does at once."""
        return [
            self.known(unit) or self.model.predict(dict.fromkeys(found, 1))[0]
            for unit, found in zip(units, self.features(units, guesses), strict=True)
        ]

    def learn(
        self, sentences: list["Sentence"], guesses: list | None, epochs: int, seed: int
    ) -> "WindowTagger":
        """Train on the sentences, the treebanks' more than once, and average."""
        numbers, examples = defaultdict(lambda: len(numbers)), []
        for sentence, guess in zip(
            sentences, guesses or [None] * len(sentences), strict=True
        ):
            examples.append([])
            for unit, tag, found in zip(
                sentence.units,
                sentence.tags,
                self.features(sentence.units, guess),
                strict=True,
            ):
                if tag and found:
                    # What only CoreNLP thinks of a word goes into a feature that is thrown away afterwards.
                    found = (
                        [*found, "silver " + word_of(unit)]
                        if sentence.silver
                        else found
                    )
                    examples[-1].append(
                        (tagging.TAGS.index(tag), np.array([numbers[f] for f in found]))
                    )
        counts = np.zeros(len(numbers), dtype=np.int64)
        for _, found in chain.from_iterable(examples):
            counts[found] += 1
        examples = [
            [(tag, found[counts[found] >= RARE]) for tag, found in example]
            for example in examples
        ]
        rounds = [
            i
            for i, s in enumerate(sentences)
            for _ in range(1 if s.silver else GOLD_WEIGHT)
        ]
        model, chance = ArrayPerceptron(list(numbers)), random.Random(seed)
        for _ in range(epochs):
            chance.shuffle(rounds)
            for tag, found in chain.from_iterable(map(examples.__getitem__, rounds)):
                model.update(tag, model.predict(found), found)
        model.average_weights()
        self.model.weights = model.weights
        return self


class Sentence(NamedTuple):
    units: list[str]
    tags: list[str | None]
    silver: bool


def as_units(sentence: list[Token]) -> list[str]:
    words = Words([token.word for token in sentence])
    units, codes = tagging.find_units(words, np.arange(len(words)), np.array([0]))
    return [units.strings[code] for code in codes]


def find_known(sentences: list[Sentence]) -> dict[str, str]:
    """Units that nearly always have one tag, in the treebanks and in all."""
    counts, gold = defaultdict(Counter), defaultdict(Counter)
    for sentence in sentences:
        for unit, tag in zip(sentence.units, sentence.tags, strict=True):
            if tag and tagging.mark_tag(unit) is None:
                unit = unit.translate(DIGITS)
                counts[unit][tag] += 1
                if not sentence.silver:
                    gold[unit][tag] += 1
    known = {}
    for unit, tags in sorted(counts.items()):
        tag, count = max(tags.items(), key=lambda item: (item[1], item[0]))
        pure = [
            count >= KNOWN_SHARE * tags.total(),
            gold[unit][tag] >= KNOWN_SHARE * gold[unit].total(),
        ]
        if tags.total() >= KNOWN_COUNT and all(pure):
            known[unit] = tag
    return known


def train(sentences: list[Sentence]) -> list[WindowTagger]:
    """Both looks. The second learns from guesses of first looks that did not know the sentence."""
    known = find_known(sentences)
    counts = Counter(
        word_of(u)
        for s in sentences
        for u in s.units
        for _ in range(1 if s.silver else GOLD_WEIGHT)
    )
    frequent = {word for word, _ in counts.most_common(tagging.FREQUENT)}
    start = partial(Pool, PROCESSES, _share)
    with start(((sentences, known, frequent, None),)) as pool:
        folds = pool.map(_guess_fold, range(FOLDS), 1)
    guesses = [folds[i % FOLDS][i // FOLDS] for i in range(len(sentences))]
    print("guesses made", flush=True)
    with start(((sentences, known, frequent, guesses),)) as pool:
        weights = pool.map(
            _learn_look,
            [(look, SEED + run) for look in range(2) for run in range(RUNS)],
            1,
        )
    taggers = [WindowTagger(known, frequent) for _ in range(2)]
    for look, tagger in enumerate(taggers):
        tagger.model.weights = mean_weights(weights[look * RUNS : (look + 1) * RUNS])
    return taggers


_shared: tuple = ()  # in each process: sentences, known units, frequent words, guesses


def _share(data: tuple) -> None:
    global _shared
    _shared = data


def _guess_fold(fold: int) -> list[list[str]]:
    sentences, known, frequent, _ = _shared
    rest = [s for i, s in enumerate(sentences) if i % FOLDS != fold]
    tagger = WindowTagger(known, frequent).learn(rest, None, FOLD_EPOCHS, SEED)
    return [tagger.look(s.units) for s in sentences[fold::FOLDS]]


def _learn_look(task: tuple[int, int]) -> dict[str, dict[str, float]]:
    (look, seed), (sentences, known, frequent, guesses) = task, _shared
    return (
        WindowTagger(known, frequent)
        .learn(sentences, guesses if look else None, EPOCHS, seed)
        .model.weights
    )


def mean_weights(
    runs: list[dict[str, dict[str, float]]],
) -> dict[str, dict[str, float]]:
    """Averaged once more, over runs that saw the sentences in different order."""
    mean = defaultdict(lambda: defaultdict(float))
    for weights in runs:
        for feature, row in weights.items():
            for tag, weight in row.items():
                mean[feature][tag] += weight / len(runs)
    return mean


# --- Writing -------------------------------------------------------------------------------------------


def as_whole(taggers: list[WindowTagger]) -> list[dict[str, dict[str, int]]]:
    """The weights worth keeping as whole numbers, which fit 16 bits however they add up."""
    looks = []
    for tagger in taggers:
        whole, most = {}, defaultdict(int)
        for feature, weights in tagger.model.weights.items():
            row = {
                tag: round(weight * SCALE) for tag, weight in sorted(weights.items())
            }
            row = {tag: number for tag, number in row.items() if abs(number) >= LEAST}
            largest = max(map(abs, row.values()), default=0)
            if largest >= WORTH and not feature.startswith("silver "):
                whole[feature] = row
                place = feature.split(" ")[:2]
                most[tuple(place)] = max(most[tuple(place)], largest)
        if sum(most.values()) > 32767:
            raise ValueError("scores would not fit 16 bits: lower SCALE")
        looks.append(whole)
    return looks


def number_values(looks: list[dict], frequent: set[str]) -> dict[str, dict[str, int]]:
    """Each template's values that some weight is for, numbered from 1, the frequent words first."""
    found = {template: set() for template in TEMPLATES}
    for feature in chain.from_iterable(looks):
        place, template, *value = feature.split(" ")
        if template in found and place.lstrip("-").isdigit():
            found[template].add(value[0])
    found["word"] -= frequent
    ordered = {template: sorted(values) for template, values in found.items()}
    ordered["word"] = sorted(frequent) + ordered["word"]
    return {
        template: {value: i for i, value in enumerate(values, 1)}
        for template, values in ordered.items()
    }


def group_and_key(feature: str, numbers: dict) -> tuple[int, int]:
    """Where a feature's row is kept: its group, in the order of `Look.groups`, and its key there."""
    words, tag = (
        numbers["word"],
        lambda name: tagging.TAGS.index(name) if name else len(tagging.TAGS),
    )
    groups = [
        *tagging.WINDOW,
        *tagging.WORD_PAIRS,
        *(("tags", p) for p in tagging.TAG_PAIRS),
        *tagging.WORD_TAGS,
    ]
    base, edge, parts = tagging.FREQUENT + 1, len(tagging.TAGS) + 1, feature.split(" ")
    if parts[0] == "tags":
        return groups.index(("tags", (int(parts[1]), int(parts[2])))), tag(
            parts[3]
        ) * edge + tag(parts[4])
    if parts[0] == "word":
        return len(groups) - 2 + tagging.WORD_TAGS.index(int(parts[2])), words[
            parts[3]
        ] * edge + tag(parts[4])
    if len(parts) == 4:
        return groups.index((int(parts[0]), int(parts[1]))), words[
            parts[2]
        ] * base + words[parts[3]]
    return groups.index((int(parts[0]), parts[1])), numbers[parts[1]][parts[2]]


def pack(taggers: list[WindowTagger]) -> dict[str, np.ndarray]:
    """The arrays of pos.npz."""
    looks, known = as_whole(taggers), taggers[0].tagdict
    numbers = number_values(looks, taggers[0].frequent)
    strings = [*(value for values in numbers.values() for value in values), *known]
    arrays = {
        "strings": np.frombuffer("\n".join(strings).encode(), dtype=np.uint8),
        "sizes": np.array([len(values) for values in numbers.values()]),
        "known": np.array(
            [tagging.TAGS.index(tag) for tag in known.values()], dtype=np.uint8
        ),
    }
    for look, whole in enumerate(looks):
        rows = defaultdict(dict)
        for feature, row in whole.items():
            group, key = group_and_key(feature, numbers)
            rows[group][key] = row
        arrays |= _pack_look(look, rows)
    return arrays


def _pack_look(look: int, rows: dict[int, dict]) -> dict[str, np.ndarray]:
    pairs = len(tagging.WORD_PAIRS) + (
        look and len(tagging.TAG_PAIRS) + len(tagging.WORD_TAGS)
    )
    sizes, keys, counts, tags, weights = [], [], [], [], []
    for group in range(len(tagging.WINDOW) + pairs):
        sizes.append(len(rows[group]))
        for key, row in sorted(rows[group].items()):
            keys.append(key)
            counts.append(len(row))
            tags += map(tagging.TAGS.index, row)
            weights += row.values()
    named = {
        "groups": sizes,
        "keys": keys,
        "counts": counts,
        "tags": tags,
        "weights": weights,
    }
    types = {
        "groups": "i4",
        "keys": "i4",
        "counts": "u1",
        "tags": "u1",
        "weights": "i2",
    }
    return {
        f"{name}{look}": np.array(array, dtype=types[name])
        for name, array in named.items()
    }


# --- Lemmas --------------------------------------------------------------------------------------------

BASE_TAGS = ("VB", "VBP", "NN", "JJ", "RB")


def write_lemmas(
    gold: list[list[Token]], silver: list[list[Token]], folder: Path
) -> None:
    """Known base forms, and the words whose lemma the rules would get wrong."""
    seen = Counter(
        t.word for s in silver for t in s if t.tag in BASE_TAGS and t.word.islower()
    )
    bases = {word for word, count in seen.items() if count > 2}
    bases |= {
        t.lemma.lower()
        for s in gold
        for t in s
        if t.lemma and t.tag and t.tag[:2] in BASE_TAGS
    }
    bases = {
        word for word in bases if word.isascii() and word.isalpha() and len(word) > 2
    }
    irregular = dict(_irregulars())
    bases |= set(irregular.values())
    write_bases(mend(bases), folder / "bases.txt")
    counts = defaultdict(Counter)
    for token in (
        t
        for s in gold
        for t in s
        if t.lemma and t.tag not in ("NNP", "NNPS", "CD", "SYM", "FW")
    ):
        lemma = token.lemma if token.word == "I" else token.lemma.lower()
        counts[token.word.lower(), token.tag][lemma] += 1
    inflected = lemmas.load_forms().endings
    wanted = {
        (word, tag): max(sorted(found), key=found.get)
        for (word, tag), found in counts.items()
        if found.total() > 2
        or (tag in inflected and word.isalpha())  # others may be slips of the pen
    }
    wanted = {k: v for k, v in wanted.items() if v != "_"} | irregular
    (folder / "lemmas.tsv").write_text("")
    lemmas.load_forms.cache_clear()
    wrong = defaultdict(list)
    for (word, tag), lemma in sorted(wanted.items()):
        if tagging.mark_tag(word) is None and lemmas.find_lemma(word, tag) != lemma:
            wrong[word, lemma].append(tag)
    lines = [
        f"{word}\t{' '.join(tags)}\t{lemma}\n"
        for (word, lemma), tags in sorted(wrong.items())
    ]
    (folder / "lemmas.tsv").write_text("".join(lines), encoding="utf-8")


def _irregulars() -> Iterator[tuple[tuple[str, str], str]]:
    for line in (Path(__file__).parent / "irregulars.txt").read_text().splitlines():
        if line and line[0] != "#":
            base, form, last = line.split()
            if last.isupper():
                yield (form, last), base
            else:
                yield from (((past, "VBD"), base) for past in form.split("/"))
                yield from (((past, "VBN"), base) for past in last.split("/"))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--part",
        type=float,
        default=1,
        help="learn from this share of the sentences, for a trial",
    )
    args = parser.parse_args()
    gold = [
        s
        for name in TREEBANKS
        for s in read_treebank(args.folder / f"{name}.train.conllu.gz")
    ]
    silver, _ = split_silver(read_silver(args.folder / SILVER))
    texts = [(s, False) for s in gold + recase(gold)] + [(s, True) for s in silver]
    random.Random(SEED).shuffle(texts)
    texts = texts[: int(len(texts) * args.part)]
    sentences = [
        Sentence(as_units(s), [t.tag for t in s], silver) for s, silver in texts if s
    ]
    write_lemmas(gold, silver, OUT)
    np.savez_compressed(OUT / "pos.npz", **pack(train(sentences)))


if __name__ == "__main__":
    main()
