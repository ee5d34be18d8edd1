"""Reports that tell what is said and not by whom: "she is believed to have left", "staff are said to have lied"."""

from pipeline.quotes.quote import Quote
from pipeline.speakers.lexicon import small_words
from pipeline.speakers.token_lists import TokenLists

REASON = "reported without saying by whom"
_BE = small_words("words.forms_of_be")
_PARTICIPLES = small_words("words.reported_participles")
_REACH = 4  # tokens between the form of "be" and the participle: "is now widely believed"


def is_agentless(tokens: TokenLists, quote: Quote) -> bool:
    """Whether the cue is a passive whose subject is spoken of, or spoken to, and does not speak."""
    if quote.cue is None or quote.source is None:
        return False
    first, last = tokens.overlapping(*quote.cue)
    source = tokens.overlapping(*quote.source)
    if source[0] >= first or tokens.lower[source[0] - 1 : source[0]] == ["by"]:
        return False
    at = next((i for i in reversed(range(first, last)) if tokens.lower[i] in _PARTICIPLES), None)
    if at is None or (tokens.tags[at] and tokens.tags[at] != "VBN"):
        return False
    before = range(max(source[1], at - _REACH), at)
    passive = any(tokens.lower[i] in _BE for i in before)
    # "was said to": what comes is said of the subject; "is believed by Ann Lee" has its agent
    return passive and tokens.lower[at + 1 : at + 2] == ["to"]
