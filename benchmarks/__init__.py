"""Each figure of the README and of the documentation, measured beside its peers.

`speed`, `exports` and `faults` measure; `speed.md` and `faults.md` hold the results. To add

- a row: an entry of `clients.CLIENTS`, whose name goes into the clients of a measurement;
- a column: its head in the page, and a cell of what the turns return;
- a table: its words and head in the page, and an entry of `MEASURES`.
"""
