"""What every reader of a text asks of it: written down once, so that no component has its own idea of it."""
