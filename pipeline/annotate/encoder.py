"""The spaCy component `onrecord_encoder`: tags, morphology, lemmas, trees, sentences, names, `doc.tensor` at once."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, ORTH, POS, SENT_START, TAG
from spacy.language import Language
from spacy.symbols import IDS

from pipeline.annotate.chunks import Ints, SpacedWords, chunks_of, spaced_words
from pipeline.annotate.graph import Graph, Scores
from pipeline.annotate.graph_names import WIDTH
from pipeline.annotate.labels import ENTITIES, OTHER_NAME, Labels
from pipeline.annotate.lemmas import KnownLemmas
from pipeline.annotate.names import names_of
from pipeline.annotate.pieces import WordPieces
from pipeline.annotate.sentences import sentence_starts, trees

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

NAME = "onrecord_encoder"
# In the component's folder: the graph, the word pieces, the labels, known lemmas, what tells a dependency's label.
FILES = ("encoder.onnx", "tokenizer.json", "labels.json", "lemmas.json", "relations.npz")
GRAPH, PIECES, LABELS, LEMMAS, RELATIONS = FILES
_COLUMNS = (TAG, POS, MORPH, LEMMA, DEP, HEAD, ENT_IOB, ENT_TYPE)
_IN, _OUT, _BEGINS = 1, 2, 3  # of ENT_IOB
_ASSIGNS = (
    *("token.tag", "token.pos", "token.morph", "token.lemma", "token.dep", "token.head", "token.is_sent_start"),
    *("doc.sents", "doc.ents", "doc.tensor"),
)

Table = npt.NDArray[np.uint64]


class EncoderComponent:
    """Callable over a `Doc`. What it says of a document depends on nothing but that document.

    Fresh from the factory it has no weights; `from_disk` fills it, as spaCy does with all trained components.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self.files: dict[str, bytes] = {}
        self._heads: _Heads | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one `Doc`; sentence starts that are set already are kept.

        Raises:
            ValueError: where the component has no weights.
        """
        if self._heads is None:
            raise ValueError(f"{NAME} has no weights: load a trained pipeline (spacy.load)")
        words = spaced_words(doc)
        columns: Any = doc.to_array([SENT_START, ORTH])
        table: Table = np.zeros((len(doc), len(_COLUMNS)), dtype=np.uint64)
        tensor = np.zeros((len(doc), WIDTH), dtype=np.float32)
        self._heads.fill_blanks(table, words, columns[:, 1])
        if words.token:
            given = columns[words.token, 0].astype(np.int64)
            tensor[words.token] = self._heads.fill(table, words, given)
        doc.from_array(list(_COLUMNS), table)  # type: ignore[arg-type]
        doc.tensor = tensor  # type: ignore[assignment]
        return doc

    def filled(self, files: dict[str, bytes]) -> EncoderComponent:
        """Take the contents of `FILES`."""
        self.files = files
        self._heads = _Heads(self.vocab, files)
        return self

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the files into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self.files.items():
            (folder / name).write_bytes(content)

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> EncoderComponent:
        """Read them.

        Raises:
            OSError: where one cannot be read.
            ValueError: where one is damaged.
        """
        return self.filled({name: (Path(path) / name).read_bytes() for name in FILES})


class _Heads:
    """The graph with the labels that its numbers mean, as hashes of the vocabulary."""

    def __init__(self, vocab: Vocab, files: dict[str, bytes]) -> None:
        self.add = vocab.strings.add
        self.pieces = WordPieces.of(files[PIECES].decode("utf8"))
        self.labels = Labels.from_json(files[LABELS].decode("utf8"))
        self.known = KnownLemmas.from_json(files[LEMMAS].decode("utf8"), self.labels.tags, self.pieces.whole_words())
        self.graph = Graph(files[GRAPH])
        with np.load(BytesIO(files[RELATIONS])) as arrays:
            self.relations = arrays["weight"], arrays["bias"]
        self.tags, self.deps, self.kinds = map(self._hashes, (self.labels.tags, self.labels.deps, ENTITIES))
        both = [one.partition("|") for one in self.labels.morphs]
        self.pos = np.array([IDS[pos] for pos, _, _ in both], dtype=np.uint64)
        self.morphs = np.array([vocab.morphology.add(feats) for _, _, feats in both], dtype=np.uint64)
        self.blank = self._hashes(("_SP", "dep"))

    def fill(self, table: Table, words: SpacedWords, given: Ints) -> npt.NDArray[np.float32]:
        """Fill the rows of the words; return their states."""
        chunks = chunks_of(words, self.pieces)
        scores = self.graph.run(chunks)
        starts = sentence_starts(scores.starts, chunks, given)
        heads, deps = trees(scores, chunks, starts, self.relations)
        at = np.array(words.token)
        columns = (
            self.tags[scores.tags],
            self.pos[scores.morphs],
            self.morphs[scores.morphs],
            self._lemmas(words, scores),
            self.deps[deps],
            (at[heads] - at).astype(np.uint64),
        )
        for number, column in enumerate(columns):
            table[at, number] = column
        self._fill_names(table, words, scores, starts)
        return scores.states

    def _lemmas(self, words: SpacedWords, scores: Scores) -> Table:
        add, known, scripts = self.add, self.known.lemma, self.labels.lemmas
        rows = zip(words.text, scores.tags.tolist(), scores.lemmas.tolist(), strict=True)
        found = (add(known(text, tag, scripts[number])) for text, tag, number in rows)
        return np.fromiter(found, dtype=np.uint64, count=len(words.text))

    def _fill_names(self, table: Table, words: SpacedWords, scores: Scores, starts: npt.NDArray[np.bool_]) -> None:
        for first, last, kind in names_of(scores.entities, starts):
            if ENTITIES[kind] != OTHER_NAME:
                begin, end = words.token[first], words.token[last - 1] + 1
                table[begin:end, 6] = _IN
                table[begin, 6] = _BEGINS
                table[begin:end, 7] = self.kinds[kind]

    def fill_blanks(self, table: Table, words: SpacedWords, orth: Table) -> None:
        """Hang blank tokens on the token before, as spaCy's parsers do; those in front on the first word."""
        table[:, 6] = _OUT
        blank = np.ones(len(table), dtype=bool)
        blank[words.token] = False
        at = np.flatnonzero(blank)
        table[at, 0], table[at, 4] = self.blank
        table[at, 1] = IDS["SPACE"]
        table[at, 3] = orth[at]
        real = np.array(words.token, dtype=np.int64)
        before = np.searchsorted(real, at) - 1
        if len(real):
            table[at, 5] = (real[np.maximum(before, 0)] - at).astype(np.uint64)

    def _hashes(self, strings: Iterable[str]) -> Table:
        return np.array([self.add(one) for one in strings], dtype=np.uint64)


@Language.factory(NAME, assigns=list(_ASSIGNS))
def create(nlp: Language, name: str) -> EncoderComponent:
    """Make the component without weights.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> component = nlp.add_pipe("onrecord_encoder")
    >>> sorted(component.files)
    []
    """
    return EncoderComponent(nlp.vocab)
