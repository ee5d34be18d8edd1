"""Inputs and outputs of the encoder's graph: c chunks, p pieces, w words.

`first` and `last` are places in all chunks, one behind the other. The outputs `tags`, `morphs`, `lemmas` are numbers of
labels; the others are scores: of names (w, labels), of sentence starts, of governors (the root first, then the words),
and the two halves of what tells a dependency's label.
"""

WIDTH = 384  # of a state

INPUTS: dict[str, list[str | int]] = {
    "pieces": ["c", "p"],
    "marks": ["c", "p"],
    "place": ["p"],
    "length": ["c"],
    "first": ["c", "w"],
    "last": ["c", "w"],
}
OUTPUTS: dict[str, list[str | int]] = {
    "states": ["c", "w", WIDTH],
    "tags": ["c", "w"],
    "morphs": ["c", "w"],
    "lemmas": ["c", "w"],
    "entities": ["c", "w", "e"],
    "starts": ["c", "w", 1],
    "arcs": ["c", "w", "g"],
    "relation_dependent": ["c", "w", "r"],
    "relation_governor": ["c", "g", "r"],
}
