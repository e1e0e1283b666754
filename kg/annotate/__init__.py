"""Documents to sentences with tokens and mentions: what a text names, counts and dates."""
