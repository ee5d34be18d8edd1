"""How well speakers are resolved, measured on GUM's coreference chains.

`python -m pipeline.evaluate.coreference CONLLU [--model MODEL] [--show]` prints, for pronouns and noun phrases that
stand as subject of a reporting verb, how many are answered and how many answers are right. A mention whose chain holds
a name is right when it is resolved to a speaker who is mentioned by that name, open when it is resolved to nobody or
to somebody unnamed; one whose chain holds no name is right when no name is given to it.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.quotes.quote import Quote
from pipeline.resources import read_lists
from pipeline.speakers.resolve import resolve_speakers
from pipeline.speakers.speaker import Cast
from pipeline.training.conllu import TreebankSentence, TreebankWord, read_conllu
from pipeline.training.treebank import to_doc

GENRES = ("news", "interview", "speech", "bio")
_BRACKET = re.compile(r"\((?P<open>[^()]+)|(?P<close>[^()]+)\)")


def _listed(name: str) -> frozenset[str]:
    return frozenset(read_lists("evaluate", "coreference")[name].split())


REPORTING = _listed("reporting_verbs")
_HE_OR_SHE = _listed("he_or_she")
_FIRST_OR_SECOND = _listed("first_or_second_person")


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention of the treebank: its chain, its tokens `[first, last)`, its head token; counted over the document."""

    chain: str
    first: int
    last: int
    head: int


@dataclass(slots=True)
class TreebankDocument:
    """One document of the treebank, tokens in one row, with the character offsets its text gives them."""

    name: str
    words: list[TreebankWord] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    sentence_ends: list[int] = field(default_factory=list)
    mentions: list[GoldMention] = field(default_factory=list)
    gold: Doc | None = None

    @property
    def genre(self) -> str:
        """The genre as the document's name gives it: "GUM_news_x" is "news"."""
        return self.name.split("_")[1] if self.name.count("_") > 1 else ""


@dataclass(slots=True)
class Tally:
    """Counts of one kind of mention, and the cases for reading."""

    asked: int = 0
    answered: int = 0
    right: int = 0
    cases: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """One line of the report."""
        answered = self.answered / self.asked if self.asked else 0.0
        right = self.right / self.answered if self.answered else 0.0
        return f"{name:28} {self.asked:5} asked  {answered:6.1%} answered  {right:6.1%} of these right"


def read_documents(path: Path, nlp: Language) -> Iterator[TreebankDocument]:
    """Yield the documents of a GUM file."""
    groups: list[list[TreebankSentence]] = []
    names: list[str] = []
    for sentence in read_conllu(path):
        if sentence.new_doc is not None:
            groups.append([])
            names.append(sentence.new_doc)
        groups[-1].append(sentence)
    for name, group in zip(names, groups, strict=True):
        yield _document(name, group, nlp)


def _document(name: str, sentences: list[TreebankSentence], nlp: Language) -> TreebankDocument:
    gold = to_doc(nlp.vocab, sentences, with_entities=True)
    document = TreebankDocument(name, gold=gold)
    document.spans = [(t.idx, t.idx + len(t)) for t in gold if not t.is_space]
    for sentence in sentences:
        offset = len(document.words)
        document.words += sentence.words
        document.heads += [offset + word.head for word in sentence.words]
        document.sentence_ends += [offset + len(sentence.words)] * len(sentence.words)
    document.mentions = list(gold_mentions(document.words))
    return document


def gold_mentions(words: list[TreebankWord]) -> Iterator[GoldMention]:
    """Yield the mentions of one document from its `Entity=` column."""
    opened: list[tuple[str, int, str]] = []
    for i, word in enumerate(words):
        column = word.misc.get("Entity", "")
        for match in _BRACKET.finditer(column):
            if match["open"]:
                parts = match["open"].split("-")
                opened.append((parts[0], i, parts[5] if len(parts) > 5 else "1"))
                if column[match.end() : match.end() + 1] == ")":
                    yield _closed(opened.pop(), i)
            else:
                at = next((k for k in reversed(range(len(opened))) if opened[k][0] == match["close"]), None)
                if at is not None:
                    yield _closed(opened.pop(at), i)


def _closed(opening: tuple[str, int, str], end: int) -> GoldMention:
    chain, first, minimal = opening
    head = minimal.split(",")[0]
    return GoldMention(chain, first, end + 1, min(first + int(head) - 1, end) if head.isdigit() else end)


def source_mentions(document: TreebankDocument) -> list[tuple[GoldMention, str]]:
    """The subjects of reporting verbs: "pronoun" (third person) and "noun phrase" are asked, "name" goes along."""
    found = []
    for mention in document.mentions:
        word = document.words[mention.head]
        verb = document.words[document.heads[mention.head]]
        if word.deprel != "nsubj" or verb.lemma not in REPORTING or verb.upos != "VERB":
            continue
        kind = _kind(document, mention, word)
        if kind is not None:
            found.append((mention, kind))
    return found


def _kind(document: TreebankDocument, mention: GoldMention, word: TreebankWord) -> str | None:
    if word.upos == "PRON":
        return "pronoun" if word.form.lower() not in _FIRST_OR_SECOND and word.xpos != "WDT" else None
    if word.upos == "PROPN" or _holds_its_name(document, mention):
        return "name"
    return "noun phrase" if word.upos == "NOUN" else None


def _holds_its_name(document: TreebankDocument, mention: GoldMention) -> bool:
    """ "The director, Ann Lee", "director Ann Lee": no question who that is."""
    around = range(mention.first, min(mention.last + 3, len(document.words)))
    return any(
        document.words[i].upos == "PROPN"
        and document.words[i].deprel in ("appos", "flat")
        and document.heads[i] == mention.head
        for i in around
    )


def _named(document: TreebankDocument) -> dict[str, set[int]]:
    """Chain to the heads of its names."""
    names: dict[str, set[int]] = {}
    for mention in document.mentions:
        if document.words[mention.head].upos == "PROPN":
            names.setdefault(mention.chain, set()).add(mention.head)
    return names


def _quote(document: TreebankDocument, mention: GoldMention) -> Quote:
    """The attribution that the mention would be the source of: content is the clause reported."""
    verb = document.heads[mention.head]
    end = document.sentence_ends[mention.head]
    clause = [i for i in range(len(document.words)) if _reported(document, i, verb)]
    first, last = (min(clause), max(clause)) if clause else (min(verb + 1, end - 1), end - 1)
    if first <= mention.head <= last:
        first, last = (verb, end - 1) if verb > mention.head else (first, max(first, mention.first - 1))
    source = document.spans[mention.first][0], document.spans[mention.last - 1][1]
    content = document.spans[first][0], document.spans[last][1]
    marked = any(document.words[i].form in ('"', "“", "”") for i in range(max(0, first - 1), min(last + 2, end)))
    return Quote((content,), document.spans[verb], source, "direct" if marked else "indirect", "speech", "subject", 1.0)


def _reported(document: TreebankDocument, i: int, verb: int) -> bool:
    for _ in range(60):
        head = document.heads[i]
        if head == verb and document.words[i].deprel.split(":")[0] in ("ccomp", "parataxis"):
            return True
        if head in (i, verb):
            return False
        i = head
    return False


def attributions(document: TreebankDocument) -> list[tuple[GoldMention, str, Quote]]:
    """The subjects of reporting verbs with their kind and the quote they would be the source of."""
    return [(mention, kind, _quote(document, mention)) for mention, kind in source_mentions(document)]


def measure(documents: list[TreebankDocument], nlp: Language | None) -> dict[str, Tally]:
    """Resolve every question of `documents`; parse with `nlp`, or take the treebank's own trees where it is None."""
    tallies: dict[str, Tally] = {}
    for document in documents:
        assert document.gold is not None
        asked = attributions(document)
        quotes = tuple(quote for _, _, quote in asked)
        cast = resolve_speakers(nlp(document.gold.text) if nlp else document.gold, quotes)
        names = _named(document)
        for k, (mention, kind, _) in enumerate(asked):
            if kind == "name":
                continue
            sort = kind if mention.chain in names else f"{kind}, nameless"
            number = cast.of_quotes[k].speaker
            _count(tallies.setdefault(sort, Tally()), document, mention, cast, number, names.get(mention.chain, set()))
        everywhere = tallies.setdefault("he or she, anywhere", Tally())
        resolved = {m.start: m.speaker for m in cast.mentions if m.kind == "pronoun"}
        for mention in document.mentions:
            if document.words[mention.head].form.lower() in _HE_OR_SHE and mention.chain in names:
                number = resolved.get(document.spans[mention.head][0])
                _count(everywhere, document, mention, cast, number, names[mention.chain])
    return tallies


def _count(
    tally: Tally, document: TreebankDocument, mention: GoldMention, cast: Cast, number: int | None, names: set[int]
) -> None:
    tally.asked += 1
    said_of = [m for m in cast.mentions if m.speaker == number and m.kind != "pronoun"]
    by_name = [m for m in said_of if m.kind in ("name", "acronym")]
    starts = [document.spans[i][0] for i in sorted(names)]
    right = any(m.start <= start < m.end for m in said_of for start in starts) if names else not by_name
    if names and not right and not by_name:
        answer = "nobody" if number is None else cast.speakers[number].name
        tally.cases.append(_case(document, mention, f"[open: {answer}]"))
        return
    tally.answered += 1
    tally.right += right
    if not right and number is not None:
        tally.cases.append(_case(document, mention, f"[wrong: {cast.speakers[number].name}]"))


def _case(document: TreebankDocument, mention: GoldMention, verdict: str) -> str:
    context = " ".join(word.form for word in document.words[max(0, mention.first - 45) : mention.last + 8])
    phrase = " ".join(word.form for word in document.words[mention.first : mention.last])
    return f"{document.name} {verdict} «{phrase}» … {context}"


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("conllu", type=Path)
    parser.add_argument("--model", help="spaCy pipeline to parse with; the treebank's own trees where left out")
    parser.add_argument("--genres", default=",".join(GENRES))
    parser.add_argument("--show", action="store_true", help="print the cases that are open or wrong")
    arguments = parser.parse_args()
    nlp = spacy.load(arguments.model) if arguments.model else None
    genres = arguments.genres.split(",")
    documents = [d for d in read_documents(arguments.conllu, nlp or spacy.blank("en")) if d.genre in genres]
    tallies = measure(documents, nlp)
    print(Counter(d.genre for d in documents))
    for kind in sorted(tallies):
        print(tallies[kind].line(kind))
        if arguments.show:
            print("\n".join(f"    {case}" for case in tallies[kind].cases))


if __name__ == "__main__":
    main()
