"""
From a table's bytes to its rows: who holds which certificate, who manages them, and every line that is not used.

``encodings`` and the readers of a format give sheets of cells; ``headings`` and ``table_columns`` understand which
column is what; ``table_rows`` reads the lines. All of it is pure, and runs in the child process only.
"""
