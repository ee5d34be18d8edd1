"""Read CoNLL-U into plain records, with the white space of the original text kept.

spaCy's own converter drops paragraph breaks and puts a blank inside contractions ("do n't"); a parser trained on
such text meets news text as a stranger. Hence this reader.
"""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class TreebankWord:
    """One syntactic word of a treebank sentence; `head` counts from 0 in the sentence, the root is its own."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space_after: bool
    misc: dict[str, str]


@dataclass
class TreebankSentence:
    """One sentence; `new_doc` and `new_paragraph` tell what begins with it."""

    words: list[TreebankWord]
    new_doc: str | None = None
    new_paragraph: bool = False


@dataclass
class _Pending:
    """What the comment and token lines of the sentence being read have said so far."""

    new_doc: str | None = None
    new_paragraph: bool = False
    rows: list[list[str]] = field(default_factory=list)


def read_conllu(path: Path) -> Iterator[TreebankSentence]:
    """Yield the sentences of a `.conllu` or `.conllu.gz` file, in file order.

    Raises:
        ValueError: a token line does not have ten columns.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf8") as lines:
        pending = _Pending()
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if not line:
                if pending.rows:
                    yield _sentence(pending)
                pending = _Pending()
            elif line.startswith("# newdoc"):
                pending.new_doc = line.partition("=")[2].strip()
            elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
                pending.new_paragraph = True
            elif not line.startswith("#"):
                columns = line.split("\t")
                if len(columns) != 10:
                    raise ValueError(f"{path}:{number}: {len(columns)} columns, expected 10")
                pending.rows.append(columns)
        if pending.rows:
            yield _sentence(pending)


def _sentence(pending: _Pending) -> TreebankSentence:
    words: list[TreebankWord] = []
    space_of_contraction: dict[int, bool] = {}
    for row in pending.rows:
        ident, misc = row[0], _misc(row[9])
        if "." in ident:  # an empty node of the enhanced graph
            continue
        if "-" in ident:
            first, last = map(int, ident.split("-"))
            space_of_contraction.update(dict.fromkeys(range(first, last), False))
            space_of_contraction[last] = misc.get("SpaceAfter") != "No"
            continue
        index = int(ident)
        space = space_of_contraction.get(index, misc.get("SpaceAfter") != "No")
        head = int(row[6]) - 1 if row[6] != "0" else index - 1
        words.append(TreebankWord(row[1], row[2], row[3], row[4], row[5], head, row[7], space, misc))
    return TreebankSentence(words, pending.new_doc, pending.new_paragraph)


def _misc(column: str) -> dict[str, str]:
    pairs = (item.partition("=") for item in column.split("|"))
    return {key: value for key, sep, value in pairs if sep}
