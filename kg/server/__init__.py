"""`kg serve`: the SPARQL endpoint, its pages and its interface for programs, at one address."""
