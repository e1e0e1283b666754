"""A Spark session: the one that spark-submit made, or one on this machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import MissingExtraError, OutputError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# All cores of this machine, each task tried up to four times.
HERE = "local[*,4]"


@contextmanager
def spark_session(master: str | None = None, settings: Mapping[str, str] | None = None) -> Iterator[SparkSession]:
    """A session that ends with the context; without a `master` what spark-submit says counts.

    Raises `MissingExtraError` where PySpark is not installed, `OutputError` where Spark does not start.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingExtraError("building with Spark", "spark") from error
    if master and master.startswith("local"):
        # Spark asks the environment which Python its workers are to run, and takes the first on the path otherwise.
        os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    builder = SparkSession.builder.appName("kg build").config("spark.ui.showConsoleProgress", "false")
    if master:
        builder = builder.master(master)
    for key, value in (settings or {}).items():
        builder = builder.config(key, value)
    try:
        session = builder.getOrCreate()
    except PySparkException as error:
        raise OutputError(f"Spark does not start ({error}); it needs Java 17 or later, found by JAVA_HOME") from error
    try:
        yield session
    finally:
        session.stop()
