"""What a person decided about a graph: read from a file, applied to every build between resolution and the gate."""
