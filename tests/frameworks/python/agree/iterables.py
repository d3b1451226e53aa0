# ruff: noqa
# fmt: off
ranges = list(range(3)), list(range(1, 10, 3)), list(range(5, 0, -2)), len(range(0, 10, 3)), range(10)[2], 4 in range(5), range(3)
counted = list(enumerate("ab")), list(enumerate([5], 3))
zipped = list(zip([1, 2], "ab")), list(zip([1, 2, 3], [4])), list(zip()), dict(zip("ab", [1, 2]))
pairs = list(zip(*[iter([1, 2, 3, 4])] * 2))
transposed = list(zip(*[(1, 2), (3, 4)]))
mapped = list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2], [3, 4])), tuple(map(int, "123"))
chosen = list(filter(None, [0, 1, 2])), list(filter(lambda x: x > 1, [1, 2, 3]))
ordered = sorted([3, 1, 2]), sorted({"b": 1, "a": 2}), sorted([(2, "a"), (1, "b")]), sorted("ba", reverse=True)
backwards = list(reversed([1, 2])), list(reversed(range(3))), list(reversed("ab"))
some = any([0, 1]), any([]), all([1, 2]), all([]), all([1, 0]), any(x > 2 for x in [1, 3])
iterator = iter([1, 2, 3])
first = next(iterator)
second = next(iterator, None)
rest = list(iterator)
gone = next(iterator, "none")
again = next(iter({"a": 1}))
generator = (x * 2 for x in range(3))
doubled = list(generator)
empty = list(generator)


def counting(n):
    for i in range(n):
        yield i
    yield "end"


given = list(counting(2))
started, *others = counting(2)
unpacked = [*range(2), *"ab"]
minimal = min(len(x) for x in ("a", "bb"))
slices = slice(1, 3).start, [1, 2, 3, 4][slice(1, 3)], slice(2).stop
