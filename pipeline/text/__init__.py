"""One text, one reading: its lines, which of their ends are layout, the text without them, and English inflection.

`read` gives the reading of a text, which is annotated in the text's place, and the way back to the text's own offsets;
`layout_of` tells what reads a `Doc` where its lines and paragraphs end. No component has its own idea of these.
"""
