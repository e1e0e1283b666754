"""Graphs at rest: files and folders read into memory, names shortened by prefixes, evidence as records."""
