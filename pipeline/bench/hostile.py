"""Texts that are legal and unkind: each repeats a pattern on which a careless rule takes time by the square."""

from __future__ import annotations

# What is repeated, by the name that the table gives it.
PATTERNS = {
    "numbers": "1, 2, 3, ",
    "numbers with units": "5 km, 6 kg, 7 per cent, ",
    "years": "1990, 1991, 1992, ",
    "days": "May 3, June 4, July 5, ",
    "weekdays": "on Monday and on Tuesday and ",
    "figures like dates": "7/8/07 9/10/11 ",
    "clock times": "at 10:35 to 11:45 p.m. ",
    "names": "Ann Oakley, Bo Lindqvist, Cyrus Vane, ",
    "one surname": "Ann Oakley, Bo Oakley, Cy Oakley, ",
    "open marks": '"We said ',
    "open curly marks": "“We said ",
    "nested brackets": "(and [so {",
    "closed brackets": "(he said) ",
    "apostrophes": "'tis the dogs' ",
    "single marks": "‘so he said’ ",
    "capitals": "THE TOWN COUNCIL SAID NO ",
    "cues": "said said said ",
    "frames": "he said ",
    "she said that": "she said that ",
    "commas": ", , , ",
    "no full stop": "the rain fell on the town and ",
    "pronouns": "he she they it who ",
    "hyphenated": "1-2-3-4",
    "hyphens between": "1 - 2 - 3 - ",
    "spelled numbers": "two hundred and five thousand ",
    "number words": "one two three ",
    "about": "about more than at least ",
    "conjunctions": "and and and ",
    "or so": "or so a few or ",
    "line breaks": "\n",
    "short lines": "rain\n",
    "blanks": "    ",
    "digits": "1",
    "letters": "x",
    "per cent": "5% ",
    "per cent signs": "%",
    "currencies": "$5 £6 €7 ",
    "currency signs": "$£€",
    "ellipses": "... ",
    "dashes": "— he said — ",
    "addresses": "https://example.org/a?b=1&c=2 ",
    "one address": "/a?b=1&c=",
    "hashtags": "#rain @town ",
    "emoji": "😀🌧️",
    "colons": 'he: "so" ',
    "colons alone": ": ",
    "of the": "of the ",
    "titles": "Mr. Mr. Mr. ",
    "offices": "the mayor of the town, the chair of the board, ",
    "datelines": "LONDON, May 3 (Wire) - ",
    "initials": "A. B. C. ",
    "quoted words": '"so" "called" ',
    "quotations": '"The weir leaks," said Ann Oakley. ',
    "quotations unsaid": '"The weir leaks." ',
    "one-line turns": "Q: Why?\nA: It leaks.\n",
    "abbreviations": "U.S. e.g. i.e. Inc. ",
    "organisations": "the Tarn Valley Water Board (TVWB) ",
    "today": "today yesterday now ",
    "durations": "two weeks and three days ago ",
    "the last": "the last the next the ",
    "ages": "Ann Lee, 35, and ",
    "scores": "2-1 3-0 ",
    "tabs": "\t",
    "combining": "e\u0301\u0302",
    "right to left": "\u202e\u2066rain\u2069\u200b ",
    "semicolons": "; he said; ",
    "who who": "who, who said, ",
    "new names": "@NAME said, ",
}


def hostile(pattern: str, chars: int) -> str:
    """The pattern again and again, so many characters of it; `@NAME` is another name each time.

    >>> hostile("1, 2, ", 14)
    '1, 2, 1, 2, 1,'
    """
    if "@NAME" not in pattern:
        return (pattern * (chars // len(pattern) + 1))[:chars]
    shortest = len(pattern.replace("@NAME", _name(0)))
    return "".join(pattern.replace("@NAME", _name(i)) for i in range(chars // shortest + 1))[:chars]


def _name(number: int) -> str:
    """A name of letters alone for every number.

    >>> _name(0), _name(27)
    ('Ka', 'Kbb')
    """
    letters = ""
    while True:
        number, rest = divmod(number, 26)
        letters = chr(ord("a") + rest) + letters
        if not number:
            return "K" + letters
