#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes outlines.csv, the borders of Peru's regions in a compact form, from two GeoJSON files.

    python3 make-outlines.py regions.geojson regions_lima26.geojson > outlines.csv

Both hold Natural Earth's 1:10m first-level regions (public domain), the second one with Lima
Metropolitana apart. Their borders share every vertex with their neighbours.

Each line of outlines.csv is a ring: the place; longitude and latitude of the spot within its
first ring that lies farthest from the border, where a name or a circle goes; its vertices. A
vertex is a letter and two signed numbers: the step from the vertex before, in units of 0.0001
degrees (the first one from 0, 0). The letter tells in how rough an outline the vertex is kept:
a in the finest only, d in all four. The steps lead through all vertices.

The levels are those of Douglas and Peucker (1973), Cartographica 10 (2): 112-122, taken once for
each border between two junctions, so that neighbours stay neighbours at every level.
"""
import json
import math
import sys
from collections import defaultdict

UNITS = 10000
# Degrees by which an outline of the level may stray: under half a pixel where the country is
# 100 (d), 250 (c), 700 (b) pixels high.
STRAYS = (('d', 0.09), ('c', 0.036), ('b', 0.018))
# Only the second file has them; its Lima is what is left.
APART = {'1501': 'lima-metropolitana', 'lima-provincias': 'lima-provincias'}


def read_rings(path):
    """{place: [ring, ...]}: whole units, not closed."""
    places = {}
    for feature in json.load(open(path, encoding='utf-8'))['features']:
        code = feature['properties']['ubigeo']
        shape = feature['geometry']
        parts = [shape['coordinates']] if shape['type'] == 'Polygon' else shape['coordinates']
        rings = [[(round(x * UNITS), round(y * UNITS)) for x, y in part[0][:-1]] for part in parts]
        places[APART.get(code, code)] = sorted(rings, key=area, reverse=True)
    return places


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))) / 2


def find_junctions(places):
    """Vertices where other than two borders meet: they stay at every level."""
    neighbours = defaultdict(set)
    for rings in places.values():
        for ring in rings:
            for a, b in zip(ring, ring[1:] + ring[:1]):
                neighbours[a].add(b)
                neighbours[b].add(a)
    return {vertex for vertex, others in neighbours.items() if len(others) != 2}


def distance(vertex, a, b):
    """From the line between two vertices."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = 0 if length == 0 else ((vertex[0] - a[0]) * dx + (vertex[1] - a[1]) * dy) / length
    along = min(max(along, 0), 1)
    return math.hypot(vertex[0] - a[0] - along * dx, vertex[1] - a[1] - along * dy)


def thin(border, stray, kept):
    if len(border) < 3:
        return
    far = max(range(1, len(border) - 1), key=lambda i: distance(border[i], border[0], border[-1]))
    if distance(border[far], border[0], border[-1]) <= stray:
        return
    kept.add(border[far])
    thin(border[:far + 1], stray, kept)
    thin(border[far:], stray, kept)


def split(ring, junctions):
    """Borders from junction to junction, each in the same direction for both its neighbours."""
    starts = [i for i, vertex in enumerate(ring) if vertex in junctions]
    if len(starts) < 2:
        # An island, or one that hangs on a thread: two far vertices stand in for junctions.
        first = starts[0] if starts else ring.index(min(ring))
        far = max(range(len(ring)), key=lambda i: math.dist(ring[i], ring[first]))
        starts = sorted({first, far})
    for i, start in enumerate(starts):
        end = starts[(i + 1) % len(starts)]
        border = ring[start:end + 1] if end > start else ring[start:] + ring[:end + 1]
        yield border if border[0] < border[-1] else border[::-1]


def rank(places):
    """{vertex: letter}"""
    junctions = find_junctions(places)
    letters = {}
    for letter, stray in reversed(STRAYS):
        kept = set()
        for rings in places.values():
            for ring in rings:
                for border in split(ring, junctions):
                    kept.update((border[0], border[-1]))
                    thin(border, stray * UNITS, kept)
        letters.update((vertex, letter) for vertex in kept)
    # Callao is smaller than any stray: it keeps all it has.
    for rings in places.values():
        if sum(letters.get(vertex) == 'd' for vertex in rings[0]) < 4:
            letters.update((vertex, 'd') for vertex in rings[0])
    return letters


def is_within(x, y, ring):
    within = False
    for a, b in zip(ring, ring[1:] + ring[:1]):
        if (a[1] > y) != (b[1] > y) and x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]:
            within = not within
    return within


def find_spot(ring):
    """The vertex of a grid that lies farthest from the border, made finer around the best."""
    left, right = min(v[0] for v in ring), max(v[0] for v in ring)
    low, high = min(v[1] for v in ring), max(v[1] for v in ring)
    best = (-1, 0, 0)
    for _ in range(3):
        step_x, step_y = (right - left) / 24, (high - low) / 24
        for i in range(25):
            for k in range(25):
                x, y = left + i * step_x, low + k * step_y
                if is_within(x, y, ring):
                    clear = min(distance((x, y), a, b) for a, b in zip(ring, ring[1:] + ring[:1]))
                    best = max(best, (clear, x, y))
        left, right = best[1] - 2 * step_x, best[1] + 2 * step_x
        low, high = best[2] - 2 * step_y, best[2] + 2 * step_y
    return best[1] / UNITS, best[2] / UNITS


def write(code, rings, letters):
    for i, ring in enumerate(rings):
        spot = '%.3f,%.3f' % find_spot(ring) if i == 0 else ','
        steps = zip(ring, [(0, 0)] + ring[:-1])
        text = ''.join('%s%+d%+d' % (letters.get(v, 'a'), v[0] - w[0], v[1] - w[1])
                       for v, w in steps)
        print(f'{code},{spot},{text}')


def main():
    whole, apart = read_rings(sys.argv[1]), read_rings(sys.argv[2])
    letters, letters_apart = rank(whole), rank(apart)
    print('place,lon,lat,outline')
    for code in sorted(whole):
        write(code, whole[code], letters)
    for code in sorted(APART.values()):
        write(code, apart[code], letters_apart)


if __name__ == '__main__':
    main()
