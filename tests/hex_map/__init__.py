"""The hex map of the 650 seats: how resources/hex_map.csv is computed from where they lie.

`python -m tests.hex_map` writes the file again, in about a minute, from the latitudes and
longitudes of resources/constituencies.csv alone; it needs scipy, which the test extra brings.

1. `seats`: who is next to whom: the pairs of the Delaunay triangulation, up to 150 km apart.
2. `spreading`: cities grow and moors shrink until every seat has the same room, as ink spreads in
   water, so that nothing is torn (a density-equalising cartogram).
3. `settling`: each seat gets the cell nearest to where it is now, all together by linear
   assignment; then seats change places, at first nearly at will and then only for the better, so
   that pairs touch, regions stay in one piece, and the sea stays outside (simulated annealing).

Every nation and every region of England is in one piece. 70% of the true neighbours share a side,
and 90% are at most two cells apart; `test_hex_map` holds both as floors.
"""
