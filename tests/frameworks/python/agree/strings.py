# ruff: noqa
# fmt: off
word = "Hello, World"
cases = word.lower(), word.upper(), word.title(), word.swapcase(), word.capitalize()
parts = "a,b,,c".split(","), " a  b ".split(), "a.b.c".rsplit(".", 1), "x=y=z".partition("="), "a/b".rpartition("/")
joined = ",".join(["a", "b"]), "".join(str(i) for i in range(5)), "-".join("abc"), "".join([])
tests = word.startswith("Hell"), word.endswith(("x", "d")), "abc".isalpha(), "12".isdigit(), "a_1".isidentifier()
finds = word.find("o"), word.rfind("o"), word.index("W"), word.count("l"), word.find("z")
strips = " a ".strip(), "xxaxx".strip("x"), "model.layer".removeprefix("model."), "a.py".removesuffix(".py")
replaced = "aXbX".replace("X", "-"), "aXbX".replace("X", "-", 1), "abc".replace("b", "")
widths = "7".zfill(3), "a".center(5, "*"), "a".ljust(3) + "|", "a".rjust(3)
formats = "{}-{}".format(1, 2), "{0}{1}{0}".format("a", "b"), "{x:>4}".format(x=3), "{:.1f}".format(0.25), "{0[1]}".format([1, 2])
maps = "{a}".format_map({"a": 1})
percents = "%d-%s" % (1, "x"), "%05.2f" % 3.14159, "%(a)s" % {"a": 5}, "%s" % "y", "100%%" % ()
number = 7
names = f"layer{number}", f"{number:03d}", f"{number!r}", f"{'a'}{number + 1}", f"{3.14159:.2f}"
items = word[0], word[-1], word[:5], word[::-1], word[7:], len(word), "ell" in word, "z" not in word
repeated = "ab" * 3, 2 * "x", "a" + "b", "a" * 0, "a" * -1
letters = list("abc"), tuple("ab"), sorted("cab"), [c for c in "xyz"], dict(zip("ab", (1, 2)))
encoded = "é".encode("utf-8"), b"abc".decode(), b"ab" + b"c", b"abc"[0], len(b"abc")
lines = "a\nb\n".splitlines()
digits = int("".join(c for c in "resnet50" if c.isdigit()))
