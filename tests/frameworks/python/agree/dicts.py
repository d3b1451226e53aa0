# ruff: noqa
# fmt: off
config = {"a": 1, "b": [2, 3]}
config["c"] = 4
config.update(d=5, a=0)
config.update({"e": 6})
config.update([("f", 7)])
got = config.get("a"), config.get("z"), config.get("z", 9), config["b"][1]
popped = config.pop("e"), config.pop("zz", None)
config.setdefault("g", []).append(1)
config.setdefault("a", 100)
del config["f"]
keys = list(config.keys()), list(config.values()), list(config.items()), list(config)
there = "a" in config, "z" in config, "a" in config.keys(), 5 in config.values()
merged = {**config, "h": 8} | {"a": 3}
made = dict(a=1), dict([("x", 1)]), dict({"y": 2}, z=3), dict(zip("ab", range(2))), dict.fromkeys(["p", "q"], 0), dict()
swapped = {value: key for key, value in {"a": 1, "b": 2}.items()}
numbered = {1: "a", 1.0: "b", True: "c"}
tupled = {(1, 2): "x"}[(1, 2)]
size = len(config)
items = sorted({"b": 1, "a": 2}.items())
last = {"x": 1, "y": 2}.popitem()
copied = config.copy()
copied["a"] = -1
merged |= {"new": 1}
layers = {}
for name, width in (("fc1", 10), ("fc2", 20)):
    layers[name] = width * 2
total = sum(layers.values())
best = max(layers, key=layers.get)
empty = {"a": 1}
empty.clear()
backwards = list(reversed({"a": 1, "b": 2}))
shared = {"a": 1}.keys() & {"a": 2, "b": 3}.keys()
