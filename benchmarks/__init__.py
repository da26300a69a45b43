"""Measures each figure of the README and the documentation, together with its peers.

`speed`, `exports` and `faults` measure; `speed.md` and `faults.md` hold the results. To add

- a row: add an entry to `clients.CLIENTS`, and its name to the clients of a measurement;
- a column: add its header to the page, and another cell to the result of a turn;
- a table: add its text and header to the page, and an entry to `MEASURES`.
"""
