"""The stages after extraction for archives of any size: what is between them is on disk, memory holds one group at a time."""
