"""Train the accurate model, and write src/broadsheet/quotes/accurate.npz.

    make train DATA=folder     # this and the fast model

The encoder is all-MiniLM-L6-v2 (22.7 million weights; Wang et al. 2020, Reimers & Gurevych 2019; Apache-2.0).
Its weights stay as they are. In its upper four layers narrow matrices are learned beside them (LoRA: Hu et
al. 2022), together with heads like those of `broadsheet.quotes.network`, on the data of training/quotes.py,
changed in every second epoch as augment.py says. Every few minutes all is written to a checkpoint, from
which the next run goes on. About 15 minutes of one core an epoch.

With --start training goes on from what an earlier one wrote, with batches in another order, and what is
written is the mean of both (averages of weights: Izmailov et al. 2018; Wortsman et al. 2022). Averaged are
the narrow matrices: their product is then 1 to 2 % off the mean of both products.
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

sys.path.append(str(Path(__file__).parent.parent / "benchmarks"))
from augment import Augmentation, join_articles, verb_forms
from common import articles_frame, read_lines
from quotes import Locked, Reader, batches, calibrate, examples, tensors
from torch import nn

from broadsheet.quotes.accurate import BESIDE, AccurateNetwork
from broadsheet.quotes.blocks import read_blocks
from broadsheet.quotes.network import Network
from broadsheet.quotes.packing import packed, unpacked
from broadsheet.quotes.pretrained import read_encoder, read_vocabulary
from broadsheet.quotes.wordpieces import WordPieces
from broadsheet.text import tokenize

HEADS, WIDTH, LAYERS = 12, 384, 6
ADAPTED = 5  # how many times as fast narrow matrices learn as what was there
BATCH = 1_500  # tokens
RANK = 32  # of what the layers learn
FROZEN = 2  # lower layers that stay as they are: a fifth of the time, and nothing lost in an earlier trial
SILENT = 0.25  # the share of the blocks without an attribution that an epoch reads
SAVE = 240  # seconds between checkpoints
MARKS, SHAPES, TAGS = 5, 10, 60


class WorldNames(Augmentation):
    """Names become names of the whole world, where the small network's become unknown."""

    def __init__(self, vocabulary, rng):
        super().__init__(vocabulary, rng)
        names = files("broadsheet.names")
        lists = ("first_names.txt", "family_names.txt")
        words = []
        for name in lists:
            lines = names.joinpath(name).read_text(encoding="utf-8").splitlines()
            words += [
                word.lower()
                for line in lines
                if not line.startswith("#")
                for word in line.split()
            ]
        codes = vocabulary["word"].get_indexer(pd.Index(sorted(set(words)))) + 1
        self.world = codes[codes > 0]

    def _hide_names(
        self, features: np.ndarray, rows: np.ndarray, lost: np.ndarray
    ) -> None:
        for word in lost:
            features[rows & (features[:, 0] == word), 0] = self.rng.choice(self.world)


class Adapted(nn.Module):
    """A matrix that stays as it is, and beside it a product of two narrow ones that learn.

    LoRA: low-rank adaptation (Hu et al. 2022). What is learned is a thirtieth of the matrices, so that it can
    be kept in the repository.
    """

    def __init__(self, columns: int, rows: int):
        super().__init__()
        self.register_buffer("weight", torch.empty(rows, columns))
        self.bias = nn.Parameter(torch.zeros(rows))
        self.down = nn.Parameter(torch.randn(RANK, columns) / columns**0.5)
        self.up = nn.Parameter(torch.zeros(rows, RANK))

    def forward(self, x):
        learned = F.linear(F.linear(x, self.down), self.up)
        return F.linear(x, self.weight, self.bias) + learned


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self):
        super().__init__()
        self.attend = Adapted(WIDTH, 3 * WIDTH)
        self.project = Adapted(WIDTH, WIDTH)
        self.norm_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.widen = Adapted(WIDTH, 4 * WIDTH)
        self.narrow = Adapted(4 * WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x, mask):
        parts = self.attend(x).view(*x.shape[:2], 3, HEADS, WIDTH // HEADS)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        seen = self.project(seen.transpose(1, 2).reshape(x.shape))
        x = self.norm_attention(x + self.drop(seen))
        wide = F.gelu(self.widen(x), approximate="tanh")
        return self.norm(x + self.drop(self.narrow(wide)))


class Encoder(nn.Module):
    """all-MiniLM-L6-v2, which is told marks, shapes and tags beside each word piece."""

    def __init__(self):
        super().__init__()
        weights = {
            f"{name}.weight" if name in ("pieces", "places") else name: torch.tensor(
                array
            )
            for name, array in read_encoder().items()
        }
        self.pieces = nn.Embedding(len(weights["pieces.weight"]), WIDTH)
        self.places = nn.Embedding(len(weights["places.weight"]), WIDTH)
        self.mark = nn.Embedding(MARKS, WIDTH)
        self.shape = nn.Embedding(SHAPES, WIDTH)
        self.tag = nn.Embedding(TAGS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)
        for table in (self.mark, self.shape, self.tag):
            nn.init.zeros_(table.weight)
        missing = self.load_state_dict(weights, strict=False)
        new = ("mark.weight", "shape.weight", "tag.weight", ".down", ".up")
        assert all(name.endswith(new) for name in missing.missing_keys)

    def forward(self, piece, state, shape, tag, length):
        place = torch.arange(piece.shape[1]).clamp(max=511)
        mask = (torch.arange(piece.shape[1]) < length[:, None])[:, None, None]
        with torch.no_grad():
            x = self.norm(self.pieces(piece) + self.places(place))
            for layer in self.layers[:FROZEN]:
                x = layer(x, mask)
        x = x + self.mark(state) + self.shape(shape) + self.tag(tag)
        for layer in self.layers[FROZEN:]:
            x = layer(x, mask)
        return x


class AccurateReader(Reader):
    """`Reader` with the encoder in the place of recurrent layers."""

    def __init__(self, pair: int, convolutions: int, dropout: float):
        nn.Module.__init__(self)
        self.encoder = Encoder()
        # What the heads read: the encoder's state and what is known of marks, shapes and tags.
        self.embed = nn.ModuleList(
            nn.Embedding(size, width)
            for size, width in ((TAGS, 16), (MARKS, 8), (SHAPES, 8))
        )
        width = WIDTH + 32
        self.make_heads(width, 96, pair, convolutions)
        self.drop = Locked(dropout)

    def read(self, features, length):
        pieces, begin, size = self.spell(features, length)
        states = self.encoder(*pieces, size)
        states = states.gather(1, begin[..., None].expand(-1, -1, WIDTH))
        known = [
            table(features[..., k])
            for table, k in zip(self.embed, (2, 3, 4), strict=True)
        ]
        return self.drop(torch.cat([states, *known], -1))

    def spell(self, features, length):
        """The word pieces of each block between [CLS] and [SEP], and where each token begins."""
        codes = features.numpy()
        counts = np.where(
            np.arange(codes.shape[1]) < length.numpy()[:, None],
            self.count[codes[..., 0]],
            0,
        )
        size = counts.sum(1) + 2
        begin = np.cumsum(counts, 1) - counts + 1
        wide = (len(codes), int(size.max()))
        piece, mark, shape, tag = (np.zeros(wide, np.int64) for _ in range(4))
        for j in range(len(codes)):
            own = codes[j, : int(length[j])]
            number = counts[j, : len(own)]
            piece[j, 0], piece[j, size[j] - 1] = self.edges
            inner = slice(1, size[j] - 1)
            piece[j, inner] = np.concatenate([self.spelt[code] for code in own[:, 0]])
            for k, where in ((2, tag), (3, mark), (4, shape)):
                where[j, inner] = np.repeat(own[:, k], number)
        begin = np.minimum(begin, wide[1] - 1)
        parts = [torch.from_numpy(part) for part in (piece, mark, shape, tag)]
        return parts, torch.from_numpy(begin), torch.from_numpy(size)

    def learn_spelling(self, words: pd.Index, pieces: WordPieces) -> None:
        """Keep the word pieces of each word of the vocabulary; code 0 is an unknown word."""
        self.spelt = [np.array([pieces.unknown])]
        self.spelt += [np.array(pieces.of(word)) for word in words]
        self.count = np.array([len(one) for one in self.spelt])
        self.edges = pieces.first, pieces.last


class Batches:
    """The batches of each epoch: articles as they are, and in every second epoch changed."""

    def __init__(self, records: list[dict], vocabulary: dict, seed: int):
        self.augmentation = WorldNames(vocabulary, np.random.default_rng(seed))
        self.plain = Augmentation(vocabulary, None)
        self.sets = []
        for changed in (False, True):
            texts = join_articles(records, seed) if changed else records
            tokens = tokenize(articles_frame(texts))
            blocks = read_blocks(tokens, vocabulary)
            by_block = defaultdict(list)
            for item in examples(texts, tokens, blocks):
                by_block[int(item["block"])].append(item)
            self.sets.append((blocks, by_block))

    def parts(self, epoch: int) -> list[np.ndarray]:
        """The blocks of an epoch's batches, in its order."""
        blocks, by_block = self.sets[epoch % 2]
        random = np.random.default_rng(epoch)
        speaks = np.isin(np.arange(len(blocks.first)), list(by_block))
        chosen = np.flatnonzero(speaks | (random.random(len(speaks)) < SILENT))
        cut = batches(blocks, random.permutation(chosen), BATCH)
        return [cut[k] for k in random.permutation(len(cut))]

    def tensors(self, epoch: int, part: np.ndarray) -> dict:
        blocks, by_block = self.sets[epoch % 2]
        augmentation = self.augmentation if epoch % 2 else self.plain
        return tensors(part, blocks, by_block, augmentation)


def rates(reader: AccurateReader, rate: float) -> list[dict]:
    """Lower layers learn more slowly; what is new learns fast."""
    groups = []
    encoder = reader.encoder
    own = {id(weight) for weight in encoder.parameters()}
    heads = [weight for weight in reader.parameters() if id(weight) not in own]
    groups.append({"params": heads, "lr": 20 * rate})
    tables = [encoder.mark.weight, encoder.shape.weight, encoder.tag.weight]
    groups.append({"params": tables, "lr": 5 * rate})
    for number, layer in enumerate(encoder.layers[FROZEN:]):
        scale = 0.85 ** (LAYERS - FROZEN - 1 - number)
        narrow, own = [], []
        for name, weight in layer.named_parameters():
            is_narrow = name.endswith((".up", ".down"))
            (narrow if is_narrow else own).append(weight)
        groups.append({"params": narrow, "lr": ADAPTED * rate * scale})
        groups.append({"params": own, "lr": rate * scale})
    return groups


def read_learned(path: Path) -> dict[str, np.ndarray]:
    """What an earlier training wrote."""
    with np.load(path) as arrays:
        return unpacked(dict(arrays))


def start_from(reader: AccurateReader, learned: dict[str, np.ndarray]) -> None:
    """Take what was learned before: `arrays_of` backwards."""
    state = reader.state_dict()
    for name, value in state.items():
        given = learned.get(name, learned.get(name.removesuffix(".weight")))
        if given is not None:
            value.copy_(torch.from_numpy(given))
    state["transition"] -= state["never"]
    state["start"] -= state["never_first"]
    reader.load_state_dict(state)


def train(reader, data: Batches, options: argparse.Namespace) -> None:
    """AdamW, a short warm-up and a straight line down to zero."""
    checkpoint = options.output.with_suffix(".checkpoint")
    groups = rates(reader, options.rate)
    optimizer = torch.optim.AdamW(groups, weight_decay=1e-2, betas=(0.9, 0.98))
    epochs = range(options.first_epoch, options.first_epoch + options.epochs)
    plan = [(epoch, data.parts(epoch)) for epoch in epochs]
    total, warm = sum(len(parts) for _, parts in plan), 60
    if options.steps:
        total = min(total, options.steps)

    def pace(step):
        return min((step + 1) / warm, max(0.0, 1 - step / total))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, pace)
    done, seconds = 0, 0.0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False)
        reader.load_state_dict(saved["reader"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        done, seconds = saved["done"], saved["seconds"]
        torch.set_rng_state(saved["random"])

    def save():
        state = {
            "reader": reader.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "random": torch.get_rng_state(),
            "done": step,
            "seconds": seconds + time.process_time() - began,
        }
        unfinished = checkpoint.with_suffix(".unfinished")
        torch.save(state, unfinished)
        unfinished.replace(checkpoint)

    step, began, latest, losses = 0, time.process_time(), time.time(), []
    reader.train()
    reader.encoder.layers[:FROZEN].eval()
    for epoch, parts in plan:
        for part in parts:
            step += 1
            if step <= done:
                continue
            batch = data.tensors(epoch, part)
            x = reader.read(batch["features"], batch["length"])
            own = batch["own"]
            cue = F.cross_entropy(
                reader.anchor(x)[own], batch["target"][own], reduction="sum"
            )
            labels = cue * 0
            if len(batch["home"]):
                labels = reader.label_loss(reader.scores(x, batch), batch)
            count = len(batch["length"])
            optimizer.zero_grad()
            ((cue + labels) / count).backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            losses.append((cue.item() / count, labels.item() / count))
            if step % 25 == 0:
                spent = seconds + time.process_time() - began
                mean = np.mean(losses[-25:], axis=0).round(3)
                print(f"{epoch} {step}/{total} {mean} {spent:.0f} s", flush=True)
            if time.time() - latest > SAVE:
                latest = time.time()
                save()
            if step >= total:
                save()
                return


def vocabulary_of(tokens: pd.DataFrame, small: dict[str, pd.Index]) -> dict:
    """Every word there is; lemmas and tags as the small network has them."""
    words = set(tokens["norm"].cat.categories.astype(str)) | set('"')
    words |= {form for verb in verb_forms().values() for form in verb.values()}
    names = files("broadsheet.names")
    for name in ("first_names.txt", "family_names.txt"):
        lines = names.joinpath(name).read_text(encoding="utf-8").splitlines()
        words |= {word for line in lines if line[:1] != "#" for word in line.split()}
    return {**small, "word": pd.Index(sorted(words))}


def arrays_of(reader: AccurateReader) -> dict[str, np.ndarray]:
    """What was learned, under the names that `broadsheet.quotes.accurate` gives it."""
    tables = ("mark", "shape", "tag")
    pretrained = read_encoder()
    arrays = {}
    for name, value in reader.state_dict().items():
        part = name.removeprefix("encoder.").removesuffix(".weight")
        name = f"encoder.{part}" if part in tables else name
        arrays[name] = value.numpy().copy()
    for name, array in pretrained.items():
        own = (
            f"encoder.{name}.weight"
            if array.ndim == 2 and "." not in name
            else f"encoder.{name}"
        )
        if np.array_equal(arrays[own], array):
            del arrays[own]
    frozen = tuple(f"encoder.layers.{number}." for number in range(FROZEN))
    arrays = {
        name: array for name, array in arrays.items() if not name.startswith(frozen)
    }
    arrays["transition"] += arrays.pop("never")
    arrays["start"] += arrays.pop("never_first")
    for number in range(3):
        arrays[f"embed.{number}"] = arrays.pop(f"embed.{number}.weight")
    return arrays


def finish(reader: AccurateReader, options: argparse.Namespace) -> None:
    """Write what was learned, with a score that is calibrated where nothing was trained."""
    reader.eval()
    arrays = arrays_of(reader)
    if options.start:
        before = read_learned(options.start)
        arrays = {name: (before[name] + array) / 2 for name, array in arrays.items()}
    arrays = packed(arrays)
    lines = read_lines(options.train)[::20]
    mixture = lines + join_articles(lines, options.seed)
    network = AccurateNetwork(arrays | {"least": np.array(0.0)}, Network.load(BESIDE))
    arrays |= calibrate(network, mixture, tokenize(articles_frame(mixture)))
    np.savez_compressed(options.output, **arrays)
    print(f"{options.output}: {options.output.stat().st_size / 1e6:.2f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    home = Path(__file__).parent.parent / "src/broadsheet/quotes/accurate.npz"
    parser.add_argument("train", type=Path)
    parser.add_argument("--output", type=Path, default=home)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--pair", type=int, default=96)
    parser.add_argument("--steps", type=int, default=0, help="end after so many steps")
    parser.add_argument("--start", type=Path, help="go on from these weights")
    parser.add_argument(
        "--first-epoch", type=int, default=0, help="the number of the first epoch"
    )
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)

    records = read_lines(options.train)
    records = [record for k, record in enumerate(records) if k % 20]
    tokens = tokenize(articles_frame(records))
    vocabulary = vocabulary_of(tokens, Network.load(BESIDE).vocabulary)
    reader = AccurateReader(options.pair, 3, 0.2)
    reader.learn_spelling(vocabulary["word"], WordPieces(read_vocabulary()))
    data = Batches(records, vocabulary, options.seed)
    if options.start:
        start_from(reader, read_learned(options.start))
    print(f"{len(records)} articles", flush=True)
    train(reader, data, options)
    finish(reader, options)


if __name__ == "__main__":
    main()
