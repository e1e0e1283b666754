"""A graph as others want it: canonical Turtle and the other RDF forms, tables, networks and a page."""
