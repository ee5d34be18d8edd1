"""Views: SQL over the tables, once, for all who ask them.

`declared` reads the views and the ready questions from `resources/views` and `resources/questions`; `database` opens a
folder of tables with them in DuckDB, to be read and never written. `find` leads an id or a file's name to its row,
`known` gathers what the tables know of it, `marked` cuts a text at the borders of what is marked in it.
"""
