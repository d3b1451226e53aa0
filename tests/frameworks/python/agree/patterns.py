# ruff: noqa
# fmt: off
import re

splits = re.split(r"(\d.*)", "ir_r2_k3"), re.split(r"[,;]\s*", "a, b;c"), re.split("-", "a-b-c", maxsplit=1), re.split(r"(\d+)", "k3")
subs = re.sub(r"\d+", "N", "a1b22"), re.sub("a", "b", "aaa", count=2), re.sub(r"(\w)-(\w)", r"\2\1", "a-b")
found = re.findall(r"\d+", "a1b22"), re.findall(r"(\w)=(\d)", "a=1,b=2")
match = re.match(r"(?P<name>[a-z]+)(\d+)", "resnet50d")
groups = match.group(), match.group(1), match.group("name"), match[2], match.groups(), match.groupdict(), match.span(2), match.start(), match.end()
none = re.match(r"\d", "abc"), re.search(r"z", "abc"), re.fullmatch("a", "ab")
pattern = re.compile(r"stage(\d)")
layers = pattern.search("net.stage3.conv").group(1), pattern.split("astage1b"), pattern.sub("x", "stage1"), pattern.findall("stage1stage2")
flags = bool(re.search("ABC", "xabc", re.IGNORECASE)), bool(re.search("ABC", "xabc", flags=re.I)), re.escape("a.b")
several = [m.group() for m in re.finditer(r"\d", "a1b2")]
blocks = [int(re.split(r"(\d.*)", op)[1]) for op in "r4_k3_s2".split("_")]
