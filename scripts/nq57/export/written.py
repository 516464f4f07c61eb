"""Tables as files: CSV that a spreadsheet opens without harm, and one SQLite database of the same bytes."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing

from nq57.export.tables import INTEGER, NUMBER, TABLES, Cell, Row, Table

# The signs that start a formula in a spreadsheet; table-core.js knows the same.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_SQL = {INTEGER: "INTEGER", NUMBER: "NUMERIC"}
_VERSION = slice(96, 100)
"""Where a database says which SQLite wrote it last: nothing reads it, and it differs between machines."""


def csv_of(table: Table, rows: Iterable[Row]) -> bytes:
    """Return a table as CSV after RFC 4180, in UTF-8: a cell that looks like a formula starts with '."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    plain = [column.type in (INTEGER, NUMBER) for column in table.columns]
    for row in rows:
        writer.writerow(cell if safe else _tame(cell) for cell, safe in zip(row, plain, strict=True))
    return stream.getvalue().encode()


def _tame(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def database(rows: Mapping[str, Sequence[Row]]) -> bytes:
    """Return all tables as one SQLite database, with their keys; the same rows give the same bytes."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("BEGIN")
        for table in TABLES:
            connection.execute(_definition(table))
            blanks = ", ".join("?" * len(table.columns))
            connection.executemany(f"INSERT INTO {table.name} VALUES ({blanks})", rows[table.name])
        for table in TABLES:
            if not table.keyed:
                first = table.columns[0].name
                connection.execute(f"CREATE INDEX {table.name}_{first} ON {table.name} ({first})")
        connection.execute("COMMIT")
        made = bytearray(connection.serialize())
    made[_VERSION] = bytes(4)
    return bytes(made)


def _definition(table: Table) -> str:
    lines = []
    for column in table.columns:
        needed = " NOT NULL" if column.required else ""
        named = f" REFERENCES {column.names}(id)" if column.names else ""
        lines.append(f'"{column.name}" {_SQL.get(column.type, "TEXT")}{needed}{named}')
    if table.keyed:
        lines[0] += " PRIMARY KEY"
    return f"CREATE TABLE {table.name} (\n  " + ",\n  ".join(lines) + "\n)"
