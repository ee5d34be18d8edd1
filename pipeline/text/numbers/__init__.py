"""Numbers as English writes them: in digits, in words, as ordinals and fractions, with their magnitudes."""
