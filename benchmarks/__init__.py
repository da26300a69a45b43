"""Each figure of the README and of the documentation, measured beside its peers.

`speed`, `exports` and `faults` measure; `speed.md` and `faults.md` hold the results. To add

- a row: an entry of `clients.CLIENTS`, whose name goes into the clients of a measurement;
- a column: its header in the page, and another cell in what a turn returns;
- a table: its text and header in the page, and an entry of `MEASURES`.
"""
