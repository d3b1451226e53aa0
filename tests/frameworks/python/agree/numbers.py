# ruff: noqa
# fmt: off
import math

whole = int(3.9), int(-3.9), int("42"), int("ff", 16), int(True), int()
floats = float("1.5"), float(2), float()
truths = bool(0), bool("a"), bool([]), bool({1: 2}), bool()
size = abs(-3), abs(2.5), abs(-0.0), abs(3 + 4j)
near = round(2.5), round(3.5), round(2.675, 2), round(1234, -2), round(1e3)
powers = pow(2, 10), pow(2, -1), pow(3, 5, 7), 2**0.5, (-2) ** 3
pair = divmod(17, 5), divmod(-17, 5), divmod(7.5, 2)
floor = 7 // 2, -7 // 2, 7.0 // 2, -7 % 3, 7 % -3, 5.5 % 2
shifts = 1 << 10, 1024 >> 3, 6 & 3, 6 | 1, 6 ^ 3, ~5, -5, +5, not 5
mixed = True + True, 3 * True, 1 == 1.0, 2 < 3 <= 3, 1 != 2
total = sum([1, 2, 3]), sum((), 5), sum(range(5)), sum([0.5, 0.5]), sum([[1], [2]], [])
most = max(1, 5, 3), max([2, 9]), max("b", "a"), max([], default=7), max([(1, 2), (1, 3)]), max([-3, 2], key=abs)
least = min(1, 5), min([2, 9]), min({4: 1, 3: 2}), min([3, 1], default=0), min(["aa", "b"], key=len)
made_divisible = int(max(8, (37 + 4) // 8 * 8))
width = int(64 * 1.5), int(round(3 * 1.2)), max(1, int(10 * 0.05))
roundings = math.ceil(2.1), math.floor(-2.1), math.trunc(-2.7), math.ceil(7), math.ceil(7 / 2)
roots = math.sqrt(16), math.isqrt(17), math.log2(8), math.log(1), math.log10(1000), math.exp(0)
products = math.prod([2, 3, 4]), math.prod((), start=5), math.gcd(12, 18), math.lcm(4, 6), math.factorial(5), math.comb(5, 2)
constants = math.pi, math.e, math.inf, math.isclose(0.1 + 0.2, 0.3), math.isnan(1.0), math.hypot(3, 4)
methods = (5).bit_length(), (2.0).is_integer(), (2.5).is_integer(), (0.5).as_integer_ratio(), (7).real
texts = str(3), str(2.5), str(None), str([1, "a"]), repr("a"), format(3.14159, ".2f"), bin(5), hex(255), oct(8), chr(97), ord("a")
