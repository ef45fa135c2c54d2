"""Dijkstra's algorithm on a dict of dicts, with a heap of tuples in a plain list."""


def heap_push(heap, entry):
    heap.append(entry)
    position = len(heap) - 1
    while position:
        parent = (position - 1) >> 1
        if heap[parent] <= entry:
            break
        heap[position] = heap[parent]
        position = parent
    heap[position] = entry


def heap_pop(heap):
    last = heap.pop()
    if not heap:
        return last
    first = heap[0]
    end = len(heap)
    position = 0
    while True:
        child = 2 * position + 1
        if child >= end:
            break
        if child + 1 < end and heap[child + 1] < heap[child]:
            child += 1
        if last <= heap[child]:
            break
        heap[position] = heap[child]
        position = child
    heap[position] = last
    return first


def build_city(side):
    """Crossings named by tuples on a grid, with some one-way short cuts."""
    roads = {}
    seed = 17
    for x in range(side):
        for y in range(side):
            roads[x, y] = {}
    for x in range(side):
        for y in range(side):
            for neighbour in ((x + 1, y), (x, y + 1)):
                if neighbour in roads:
                    seed = (seed * 48271) % 2147483647
                    roads[x, y][neighbour] = seed % 90 + 10
                    roads[neighbour][x, y] = seed // 97 % 90 + 10
            if seed % 11 == 0:
                target = (seed // 11 % side, seed // 1021 % side)
                if target != (x, y):
                    roads[x, y][target] = 60
    return roads


def distances_from(roads, start):
    distances = {start: 0}
    previous = {}
    settled = {}
    heap = [(0, start)]
    while heap:
        distance, crossing = heap_pop(heap)
        if crossing in settled:
            continue
        settled[crossing] = True
        for neighbour, length in roads[crossing].items():
            candidate = distance + length
            if neighbour not in distances or candidate < distances[neighbour]:
                distances[neighbour] = candidate
                previous[neighbour] = crossing
                heap_push(heap, (candidate, neighbour))
    return distances, previous


def path_to(previous, target):
    path = [target]
    while path[-1] in previous:
        path.append(previous[path[-1]])
    return path[::-1]


def run(size):
    roads = build_city(size)
    corner = (size - 1, size - 1)
    checksum = 0
    for start in [(0, 0), (size // 2, size // 3), (size - 1, 0)]:
        distances, previous = distances_from(roads, start)
        for crossing, distance in distances.items():
            checksum = (checksum * 31 + distance * (crossing[0] + 1)) % 1000000007
        path = path_to(previous, corner)
        checksum = (checksum * 131 + len(path) * distances[corner]) % 1000000007
    edges = sum([len(targets) for targets in roads.values()])
    return f"{len(roads)} crossings, {edges} roads, last path {len(path)} long, checksum {checksum}"


if __name__ == "__main__":
    print(run(150))
