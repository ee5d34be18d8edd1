"""The `speakers` component: who the source of a quote is, within one document."""
