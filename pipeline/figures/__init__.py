"""The figures component: numbers with what they count, in whose bounds, and which way they go."""
