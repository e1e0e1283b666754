"""Questions to a graph: SPARQL, the named queries that ship with it, and the sentences behind a fact."""
