# ruff: noqa
# fmt: off
import itertools
from itertools import chain, count, cycle, islice, product, repeat

chained = list(chain([1], (2, 3), "a")), list(chain.from_iterable([[1], [2, 3]])), list(chain())
products = list(product([1, 2], "ab")), list(product([0, 1], repeat=2)), len(list(product(range(3), range(4))))
choices = list(itertools.combinations("abc", 2)), list(itertools.permutations([1, 2, 3], 2)), list(itertools.permutations([1, 2]))
sums = list(itertools.accumulate([1, 2, 3])), list(itertools.accumulate([1, 2], max, initial=5))
cut = list(islice([1, 2, 3, 4], 2)), list(islice(range(10), 2, 8, 3)), list(islice(count(5), 3)), list(islice(cycle("ab"), 5))
repeated = list(repeat(7, 3)), tuple(repeat(1, 2)), list(zip([1, 2], repeat("x"))), list(map(pow, [2, 3], repeat(2)))
numbered = list(zip(count(1), "ab")), dict(zip("abc", cycle([0, 1])))
longest = list(itertools.zip_longest([1, 2], [3], fillvalue=0))
starred = list(itertools.starmap(pow, [(2, 3), (3, 2)]))
counter = count()
counted = next(counter), next(counter), next(counter)
one, two = itertools.tee([1, 2])
teed = list(one), list(two)
iterator = iter(range(6))
head = list(islice(iterator, 2))
tail = list(iterator)
selected = list(itertools.compress("abc", [1, 0, 1]))
