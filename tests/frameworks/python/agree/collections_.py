# ruff: noqa
# fmt: off
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from typing import NamedTuple

ordered = OrderedDict([("a", 1), ("b", 2)])
ordered["c"] = 3
ordered.move_to_end("a")
names = list(ordered), ordered["b"], list(ordered.items()), ordered.popitem(last=False)
groups = defaultdict(list)
groups["x"].append(1)
groups["x"].append(2)
groups["y"].append(3)
numbers = defaultdict(int)
for letter in "aab":
    numbers[letter] += 1
absent = groups.get("z"), "z" in groups, len(groups)
queue = deque([1, 2, 3], maxlen=3)
queue.append(4)
queue.appendleft(0)
queue.rotate(1)
taken = queue.popleft(), queue.pop(), len(queue), queue.maxlen
counts = Counter("abracadabra")
common = counts.most_common(2), counts["a"], counts["z"], counts.total()
Point = namedtuple("Point", "x y z", defaults=[0])
point = Point(1, y=2)
values = point.x, point[1], point.z, len(point), list(point), point._asdict(), point._fields
x, y, z = point
moved = tuple(point._replace(x=5)), isinstance(point, tuple), 2 in point, point + (9,), point[1:]


class Stage(NamedTuple):
    width: int
    depth: int = 2


stage = Stage(64)
stages = [Stage(w, d) for w, d in zip((8, 16), (1, 2))]
widths = [s.width * s.depth for s in stages], stage.depth, stage[0], list(stage), [w for w, _ in stages]
width, depth = stage
