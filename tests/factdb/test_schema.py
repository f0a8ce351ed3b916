"""The schema is the one place where columns stand, and says what each holds."""

from __future__ import annotations

import tomllib

import duckdb

from factdb.base import open as open_base
from factdb.codebook import read_codebook, write_markdown
from factdb.record import TABLES
from factdb.schema import built_tables, column_types, comments, read_sql, tables


def test_schema_is_read_as_duckdb_reads_it():
    """Tables, columns, types and gaps allowed are what DuckDB makes of schema.sql."""
    with duckdb.connect() as connection:
        connection.execute(read_sql("schema.sql"))
        found = connection.execute(
            "SELECT table_name, column_name, data_type, NOT is_nullable FROM duckdb_columns() WHERE NOT internal "
            "ORDER BY table_oid, column_index"
        ).fetchall()
    ours = [(table, c.name, c.type, c.required) for table, columns in tables().items() for c in columns]
    assert ours == found


def test_record_has_the_tables_of_the_schema():
    """Every table of the schema is a file of a run, and the other way round."""
    assert sorted(tables()) == sorted(TABLES)
    assert column_types("runs")["run_id"] == "VARCHAR"


def test_every_table_and_column_is_documented(base, facts):
    """Each table, view and column of a base says what it holds, those of the views too."""
    ours = tables() | built_tables()
    assert {(t, c.name) for t, cs in ours.items() for c in cs} == {(t, c) for t, c, _ in comments() if c}
    with open_base(base(facts([{"learners": 12}]))) as opened:
        for table, words in opened.tables().items():
            assert words, table
            assert all(opened.columns(table).values()), (table, opened.columns(table))


def test_codebook_in_both_languages():
    """Every heading and every word of the codebook is there in Vietnamese, and nothing that no column says."""
    translated = tomllib.loads(read_sql("vietnamese.toml"))
    chapters = read_codebook()
    names = {c.name for chapter in chapters for c in chapter.columns}
    words = {chapter.holds for chapter in chapters} | {
        c.holds for chapter in chapters for c in chapter.columns
    }
    assert translated["headings"].keys() == names
    assert translated["words"].keys() == words
    vietnamese = write_markdown(read_codebook("vi"), "vi")
    assert "| cột | nội dung |" in vietnamese
    assert vietnamese.count("\n## `") == len(chapters) - 1
