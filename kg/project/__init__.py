"""A project on disk: documents with a settings file, and beside them a store that is built step by step.

Look first at `build.py`, which needs the language model; the rest does not, so that reading a project starts quickly.
"""
