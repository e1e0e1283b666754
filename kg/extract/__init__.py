"""Sentences to claims: frames from the lexicon matched on the parse, coreference, status and polarity."""
