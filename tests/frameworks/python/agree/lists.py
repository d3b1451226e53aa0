# ruff: noqa
# fmt: off
numbers = [3, 1, 2]
numbers.append(5)
numbers.extend((7, 8))
numbers += [9]
numbers.insert(1, 10)
last = numbers.pop()
first = numbers.pop(0)
numbers.remove(1)
numbers[0] = 11
numbers[-1:] = [20, 21]
del numbers[1]
where = numbers.index(21), numbers.count(5)
backwards = numbers[::-1]
numbers.reverse()
copied = numbers.copy()
copied.sort()
copied.sort(key=lambda x: -x)
words = sorted(["bb", "a", "ccc"], key=len, reverse=True)
part = copied[1:3], copied[-2:], copied[::2], copied[10:]
joined = [1] + [2, 3], [0] * 3, 2 * [1, 2], [[0] * 2 for _ in range(2)]
cleared = [1, 2]
cleared.clear()
shared = [1]
alias = shared
alias.append(2)
nested = [[1], [2]]
nested[0].append(5)
equal = [1, 2] == [1, 2], [1] != [2], [1, [2]] == [1, [2]], (1, 2) == (1, 2)
there = 3 in [1, 2, 3], 4 not in (1, 2), [1] in [[1], [2]]
pairs = [(i, c) for i, c in enumerate("ab", start=1)]
one, *rest = [1, 2, 3]
length = len([1, 2]), len(()), len([[]])
tuples = (1, 2) + (3,), (1,) * 3, (1, 2, 3)[1:], (1, 2, 1).count(1), (5, 6).index(6), tuple([1, 2])
made = list(range(3)), list("ab"), list((1, 2)), list({"a": 1}), list()
flat = [x for row in [[1, 2], [3]] for x in row if x != 2]
channels = [3, 16, 32]
layers = [(a, b) for a, b in zip(channels[:-1], channels[1:])]
grown = []
for i in range(4):
    grown.append(i * i if i % 2 else -i)
multiplied = [1, 2]
multiplied *= 2
