"""Training of the learned finder of attributions (needs torch; the weights it makes need numpy alone)."""
