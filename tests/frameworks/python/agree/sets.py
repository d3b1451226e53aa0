# ruff: noqa
# fmt: off
numbers = {1, 2, 3}
numbers.add(4)
numbers.discard(1)
numbers.discard(100)
numbers.remove(2)
unions = numbers | {9}, numbers & {3}, numbers - {3}, numbers ^ {3, 7}
methods = numbers.union([5]), numbers.intersection((3, 4)), numbers.difference([3]), numbers.symmetric_difference({4})
compared = {1} <= {1, 2}, {1, 2} >= {3}, {1} < {1}, {1}.isdisjoint({2}), {1}.issubset([1, 2])
there = 3 in numbers, 30 in numbers, 3 not in numbers
made = set([1, 1, 2]), set(), set("aab"), frozenset([1, 2])
size = len({1, 1, 2})
numbers.update([7], (8,))
numbers |= {10}
numbers &= {7, 8, 10}
ordered = sorted({3, 1, 2})
comprehended = {x % 3 for x in range(10)}
single = {5}.pop()
