# ruff: noqa
# fmt: off
import functools
import operator
from functools import lru_cache, partial, reduce, wraps

power = partial(pow, 2)
powers = power(3), partial(power, 4)(), partial(int, base=2)("101"), partial(max, key=abs)([-3, 2])
given = power.func is pow, power.args, power.keywords
product = reduce(operator.mul, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], 5), functools.reduce(operator.add, [[1], [2]])


@lru_cache(maxsize=None)
def slow(x):
    return x + 1


@functools.lru_cache
def slower(x):
    return x + 2


@functools.cache
def slowest(x):
    return x + 3


def twice(function):
    @wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs) * 2

    return inner


@twice
def seven():
    return 7


cached = slow(1), slower(1), slowest(1), seven()
operators = operator.add(1, 2), operator.sub(5, 3), operator.floordiv(7, 2), operator.neg(3), operator.eq(1, 1), operator.pow(2, 3)
getters = operator.itemgetter(1)([5, 6]), operator.itemgetter("a", "b")({"a": 1, "b": 2}), operator.getitem([1, 2], 0)
called = operator.methodcaller("upper")("a"), operator.methodcaller("split", ",")("a,b")
ordered = sorted([(1, "b"), (2, "a")], key=operator.itemgetter(1))
kinds = callable(len), callable(3), callable(seven), callable(lambda: 1), callable("a")
