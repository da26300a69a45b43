"""Each figure of the README and of the documentation, measured anew, side by side with its peers.

`clients` has the peers, `speed` and `faults` the measurements. To add

- a row: an entry of `clients.CLIENTS`, whose name goes into the `clients` of a measurement;
- a column or a table: an entry of `MEASURES` in `speed` or `faults`;
- a set of tables with a file of its own: a module with `MEASURES`, `measure` and `NOTE` as these two have them; its
  name goes into `SETS` of `__main__`.
"""
