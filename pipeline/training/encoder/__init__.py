"""The encoder and its heads: trained end to end on treebanks, names and attributions."""
