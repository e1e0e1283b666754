"""The rooms that know about parallelism: the same stages run by processes of one machine, or by Spark on many."""
