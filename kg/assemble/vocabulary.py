"""The standard terms a graph is written with, and the fixed terms of the evidence beside it: no domain term is here."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.ontology import NAMESPACE

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
SHACL = "http://www.w3.org/ns/shacl#"

TYPE = NamedNode(RDF + "type")
STATEMENT = NamedNode(RDF + "Statement")
RDF_SUBJECT = NamedNode(RDF + "subject")
RDF_PREDICATE = NamedNode(RDF + "predicate")
RDF_OBJECT = NamedNode(RDF + "object")
LANG_STRING = RDF + "langString"

LABEL = NamedNode(RDFS + "label")
ALTERNATIVE_LABEL = NamedNode(SKOS + "altLabel")
EXACT_MATCH = NamedNode(SKOS + "exactMatch")

TITLE = NamedNode(DCTERMS + "title")
SOURCE = NamedNode(DCTERMS + "source")
ISSUED = NamedNode(DCTERMS + "issued")
LANGUAGE = NamedNode(DCTERMS + "language")

WAS_DERIVED_FROM = NamedNode(PROV + "wasDerivedFrom")

DOCUMENT = NamedNode(NAMESPACE + "Document")
PASSAGE = NamedNode(NAMESPACE + "Passage")
CLAIM = NamedNode(NAMESPACE + "Claim")

SUBJECT = NamedNode(NAMESPACE + "subject")
PREDICATE = NamedNode(NAMESPACE + "predicate")
OBJECT = NamedNode(NAMESPACE + "object")
VALUE = NamedNode(NAMESPACE + "value")
CONFIDENCE = NamedNode(NAMESPACE + "confidence")
POLARITY = NamedNode(NAMESPACE + "polarity")
STATUS = NamedNode(NAMESPACE + "status")
EXTRACTOR = NamedNode(NAMESPACE + "extractor")
QUOTE = NamedNode(NAMESPACE + "quote")
IN_SENTENCE = NamedNode(NAMESPACE + "inSentence")
IN_DOCUMENT = NamedNode(NAMESPACE + "inDocument")
MENTIONED_IN = NamedNode(NAMESPACE + "mentionedIn")
FILE_NAME = NamedNode(NAMESPACE + "fileName")
MERGED_BECAUSE = NamedNode(NAMESPACE + "mergedBecause")
