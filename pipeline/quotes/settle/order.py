"""The corrections in their order: first what grammar mends, then what the rules know better, last what nobody said.

`python -m pipeline.evaluate.corrections` leaves each of them out in turn; docs/quality.md has what that costs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.quotes.network.as_quote import as_quotes
from pipeline.quotes.network.columns import WordColumns
from pipeline.quotes.network.findings import Finding
from pipeline.quotes.quote import Quote, in_text_order
from pipeline.quotes.settle import by_marks, by_neighbours, by_rules, grammar, left_out
from pipeline.quotes.settle import quoted_titles as titles
from pipeline.quotes.settle.correction import Correction, Evidence, beside_rule, corrected, dropped, each
from pipeline.quotes.settle.finish import finished
from pipeline.text.layout import layout_of
from pipeline.text.quotations import regions_of
from pipeline.text.tokens import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from pipeline.quotes.network.attribution import NetworkReading

OfFindings = Correction[Finding, WordColumns]
OfQuotes = Correction[Quote, Evidence]


@dataclass(frozen=True, slots=True)
class Corrections:
    """Three parts of one list: of the networks' findings in words, of their quotes, and of quotes whoever found them.

    The rules' quotes, which stand alone in another pipeline, get the third part only: the second sets the networks'
    quotes against them.
    """

    of_findings: tuple[OfFindings, ...]
    of_networks: tuple[OfQuotes, ...]
    of_all: tuple[OfQuotes, ...]

    def __iter__(self) -> Iterator[OfFindings | OfQuotes]:
        """All of them, in their order."""
        yield from self.of_findings
        yield from self.of_networks
        yield from self.of_all

    def without(self, name: str) -> Corrections:
        """The same list with one correction left out."""
        return Corrections(
            tuple(one for one in self.of_findings if one.name != name),
            tuple(one for one in self.of_networks if one.name != name),
            tuple(one for one in self.of_all if one.name != name),
        )


CORRECTIONS = Corrections(
    of_findings=(
        OfFindings(
            "raised subject",
            'What "seems" to be so is said of its subject ("the plan seems to work").',
            each(grammar.with_raised_subject),
        ),
        OfFindings(
            "no agent",
            'Who "was told" or "is said to" does not say so: whom "by" names does, or nobody.',
            each(grammar.without_agent),
        ),
        OfFindings(
            "asked",
            'In "Asked whether …, Lee said" the question is not Lee\'s.',
            each(grammar.asked_by_nobody),
        ),
        OfFindings(
            "said together",
            "Words without marks in another sentence were not said with this cue.",
            each(grammar.said_together),
        ),
        OfFindings(
            "whole quotation",
            "A content that takes most of a quotation, or its first words, takes all of it.",
            each(by_marks.whole_quotation),
        ),
    ),
    of_networks=(
        OfQuotes(
            "colon",
            "A cue that ends with a colon names its source by the colon.",
            each(by_rules.named_by_colon),
        ),
        OfQuotes(
            "stands on nothing",
            "An indirect quote that nobody says and that the networks doubt goes.",
            dropped(left_out.stands_on_nothing),
        ),
        OfQuotes(
            "boilerplate",
            'Nobody speaks in "READ MORE: …".',
            dropped(left_out.in_boilerplate),
        ),
        OfQuotes(
            "claimed once",
            "A quotation that several quotes claim goes to the one that the rules or the nearest cue name.",
            by_marks.claimed_once,
        ),
        OfQuotes(
            "rules' source",
            "A quote without a source takes that of the rules' quote that it covers.",
            by_rules.with_rules_source,
        ),
        OfQuotes(
            "rules' quotations",
            "What only the rules find in quotation marks comes in.",
            by_rules.with_rules_quotations,
        ),
    ),
    of_all=(
        OfQuotes(
            "titles in a frame",
            'A programme\'s name is where it was said (`said on "The Morning Tide"`).',
            each(titles.without_titles),
        ),
        OfQuotes(
            "only a title",
            "A lone quotation in title case that the rules give to nobody is a title.",
            dropped(titles.only_a_title),
        ),
        OfQuotes(
            "so-called",
            'In "the so-called parliament" nobody calls.',
            dropped(left_out.so_called),
        ),
        OfQuotes(
            "empty word",
            '"Who" or "what" alone is no content.',
            dropped(left_out.empty_word),
        ),
        OfQuotes(
            "says nothing",
            'Who "declined to comment" or "signed a petition" made no statement.',
            dropped(left_out.says_nothing),
        ),
        OfQuotes(
            "frame",
            "What stands unquoted behind the cue of a direct quote is its frame.",
            beside_rule(by_marks.without_frame),
        ),
        OfQuotes(
            "brackets",
            "A content that opens a bracket and closes none begins at the quotation.",
            beside_rule(by_marks.whole_brackets),
        ),
        OfQuotes(
            "doubles",
            "Of two quotes of one passage the one with a source stays, then the surer one.",
            left_out.without_doubles,
        ),
        OfQuotes(
            "next verb",
            'What the same source says next ("… and warned that …") is no part of what it said before.',
            by_neighbours.up_to_the_next_verb,
        ),
        OfQuotes(
            "what follows",
            "What the article says behind a quotation that ends with a full stop is not said.",
            each(by_neighbours.without_what_follows),
        ),
        OfQuotes(
            "full stop",
            'A quotation that ends with a full stop is not the next sentence\'s (`"We lost." Lee added that …`).',
            by_neighbours.ended_with_a_stop,
        ),
        OfQuotes(
            "goes on",
            "A quotation of nobody is whose words stand right before it, or whose open quotation its mark re-opens.",
            by_neighbours.said_on,
        ),
    ),
)


def settled(
    doc: Doc, rules: tuple[Quote, ...], reading: NetworkReading | None, corrections: Corrections = CORRECTIONS
) -> tuple[Quote, ...]:
    """The quotes of a document, from what the rules and, where there is a reading, the networks found."""
    evidence = Evidence(text_of(doc), regions_of(doc), rules, layout_of(doc))
    quotes: Sequence[Quote] = rules
    if reading is not None:
        findings = corrected(reading.findings, reading.words, corrections.of_findings)
        found = as_quotes(replace(reading, findings=findings), doc)
        quotes = sorted(corrected(found, evidence, corrections.of_networks), key=in_text_order)
    return finished(corrected(quotes, evidence, corrections.of_all), doc, evidence)
