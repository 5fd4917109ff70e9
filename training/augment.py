"""Change the training articles so that the network meets what PolNeAR lacks.

PolNeAR is US political news in short paragraphs. Here its paragraphs are joined to long ones, some of its
names become words the network does not know, and some reporting verbs become others of
src/broadsheet/quotes/cues.toml ("said" after a quotation becomes "snapped").
"""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
from common import join_paragraphs

from broadsheet.text.norms import fold

LENGTHS = (
    0,
    60,
    120,
    200,
)  # words to which paragraphs are joined, drawn for each article
UNKNOWN_NAME = 0.35  # the chance that a name is one the network does not know
OTHER_VERB = 0.3  # the chance that "say", "tell" or "ask" is another verb
LABELS_OF_CONTENT = (1, 2)
VOWELS = "aeiou"


def join_articles(records: list[dict], seed: int) -> list[dict]:
    """Join short paragraphs of each article to longer ones; all offsets stay as they are."""
    rng = np.random.default_rng(seed)
    changed = []
    for record in records:
        wanted = int(rng.choice(LENGTHS))
        text = join_paragraphs(record["text"], wanted)
        changed.append({**record, "id": f"{record['id']}, joined", "text": text})
    return changed


def verb_forms() -> dict[str, dict[str, str]]:
    """The reporting verbs, each with its forms by Penn tag."""
    lists = tomllib.loads(
        files("broadsheet.quotes").joinpath("cues.toml").read_text(encoding="utf-8")
    )
    verbs = {
        verb for name in ("statements", "utterances") for verb in lists[name].split()
    }
    irregular = _irregulars()
    return {verb: _forms(verb, irregular.get(verb)) for verb in sorted(verbs)}


def _irregulars() -> dict[str, tuple[str, str]]:
    result = {}
    for line in (
        (Path(__file__).parent / "irregulars.txt")
        .read_text(encoding="utf-8")
        .splitlines()
    ):
        parts = line.split()
        if len(parts) == 3 and not line.startswith("#"):
            result[parts[0]] = (parts[1].split("/")[0], parts[2].split("/")[0])
    return result


def _forms(verb: str, irregular: tuple[str, str] | None) -> dict[str, str]:
    stem = verb
    if verb.endswith("e") and not verb.endswith(("ee", "ye")):
        stem = verb[:-1]
    doubled = re.fullmatch(r"[^aeiou]*[aeiou][bdgmnpt]", verb) or verb in (
        "admit",
        "submit",
    )
    if doubled:
        stem = verb + verb[-1]
    soft = verb.endswith("y") and verb[-2] not in VOWELS
    past = verb[:-1] + "ied" if soft else stem + "ed"
    ends_in_s = verb.endswith(("s", "sh", "ch", "x", "z"))
    third = verb[:-1] + "ies" if soft else verb + ("es" if ends_in_s else "s")
    past, participle = irregular or (past, past)
    return {
        "VB": verb,
        "VBP": verb,
        "VBZ": third,
        "VBD": past,
        "VBN": participle,
        "VBG": stem + "ing",
    }


class Augmentation:
    """What is changed in the features of a block; nothing if there is no generator of random numbers."""

    def __init__(
        self, vocabulary: dict[str, pd.Index], rng: np.random.Generator | None
    ):
        self.rng = rng
        lists = tomllib.loads(
            files("broadsheet.quotes").joinpath("cues.toml").read_text(encoding="utf-8")
        )
        tags = vocabulary["pos"]
        self.names = tags.get_indexer(["NNP", "NNPS"]) + 1
        self.replaceable = (
            vocabulary["lemma"].get_indexer(["say", "tell", "ask", "add"]) + 1
        )
        forms = verb_forms()
        self.verbs = {
            (name, int(tags.get_indexer([tag])[0]) + 1): np.array(
                [
                    [
                        vocabulary["word"].get_indexer([fold(forms[verb][tag])])[0] + 1,
                        vocabulary["lemma"].get_indexer([verb])[0] + 1,
                    ]
                    for verb in lists[name].split()
                ]
            )
            for name in ("statements", "utterances")
            for tag in ("VB", "VBP", "VBZ", "VBD", "VBN", "VBG")
        }

    def apply(self, features: np.ndarray, items: list[dict], first: int) -> None:
        """Change the features of a block (in place); `items` are its attributions, `first` its first row."""
        if self.rng is None:
            return
        for item in items:
            if item["speech"] and self.rng.random() < OTHER_VERB:
                self._change_verb(features, item, first)
        named = np.isin(features[:, 2], self.names)
        words = np.unique(features[named, 0])
        lost = words[self.rng.random(len(words)) < UNKNOWN_NAME]
        self._hide_names(features, named, lost)

    def _hide_names(
        self, features: np.ndarray, rows: np.ndarray, lost: np.ndarray
    ) -> None:
        """Make some words unknown in these rows."""
        features[np.ix_(rows & np.isin(features[:, 0], lost), [0, 1])] = 0

    def _change_verb(self, features: np.ndarray, item: dict, first: int) -> None:
        row = item["anchor"] - first
        inside = (1, 4)  # broadsheet.quotes.marks: INSIDE, UNCLOSED
        content = [
            k - first for k, label in item["labels"] if label in LABELS_OF_CONTENT
        ]
        content = [k for k in content if 0 <= k < len(features)]
        quoted = bool(content) and all(features[k, 3] in inside for k in content)
        name = "utterances" if quoted and self.rng.random() < 0.6 else "statements"
        verbs = self.verbs.get((name, int(features[row, 2])))
        if verbs is not None and features[row, 1] in self.replaceable:
            features[row, :2] = self.rng.choice(verbs)
