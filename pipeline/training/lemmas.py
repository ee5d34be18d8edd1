"""A callback for configs that train a loaded lemmatizer further: `spacy train … --code pipeline/training/lemmas.py`.

A lemmatizer that spaCy reads from disk does not know the numbers of its edit trees any more. Trained further without
them, it would learn from each word that the first tree is the right one.
"""

from collections.abc import Callable

from spacy.language import Language
from spacy.pipeline import EditTreeLemmatizer
from spacy.util import registry


@registry.callbacks("onrecord.known_lemma_trees.v1")  # type: ignore[untyped-decorator]
def create_known_lemma_trees() -> Callable[[Language], Language]:
    """Make the callback; `[initialize.before_init]` names it."""
    return know_lemma_trees


def know_lemma_trees(nlp: Language) -> Language:
    """Number the edit trees of the pipeline's `trainable_lemmatizer` as its labels are."""
    lemmatizer = nlp.get_pipe("trainable_lemmatizer")
    assert isinstance(lemmatizer, EditTreeLemmatizer)
    lemmatizer.tree2label = {tree: label for label, tree in enumerate(lemmatizer.labels)}
    return nlp
