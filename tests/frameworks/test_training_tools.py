"""What stands around a model in training programs: splits, scalers, progress bars, summaries, tracers, large data sets.

Small programs; findings and shapes stand in their comments, as in the fixtures. scikit-learn's numbers were taken from version 1.9.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.expectations import differences, read_notes

import convlint.engine
from convlint.discovery import discover
from convlint.runner import run

SPLITS = """
import torch
from sklearn.datasets import load_digits, load_iris, make_classification, make_moons
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

X, y = make_classification(n_samples=101, n_features=3, n_informative=2, n_redundant=0)
train, test, train_y, test_y = train_test_split(X, y, test_size=0.33)
a = train[:]  # shape: (67, 3)
b = test_y[:]  # shape: (34,)
quarter = train_test_split(X)[1]  # shape: (26, 3)
ten = train_test_split(X, train_size=10)[1]  # shape: (91, 3)
most = train_test_split(X, train_size=0.7)[0]  # shape: (70, 3)
both = train_test_split(X, test_size=0.1, train_size=0.5)[0]  # shape: (50, 3)
scaled = torch.tensor(StandardScaler().fit_transform(train))  # shape: (67, 3)
iris = torch.tensor(load_iris().data)  # shape: (150, 4)
labels = load_iris()["target"][:]  # shape: (150,)
pictures = load_digits().images[:, None]  # shape: (1797, 1, 8, 8)
moons = make_moons((3, 4))[0]  # shape: (7, 2)
train_test_split(X, y[1:])  # error: CL111
StandardScaler().fit_transform(y)  # error: CL101
"""
BARS = """
import torch
from tqdm import tqdm, trange
from tqdm.auto import tqdm as bar
from torch.utils.data import DataLoader, TensorDataset

loader = DataLoader(TensorDataset(torch.zeros(64, 5)), batch_size=16)
for i, (x,) in enumerate(tqdm(loader, desc="epoch", total=len(loader))):
    inside = x + i  # shape: (16, 5)
progress = bar(loader)
for (x,) in progress:
    progress.set_description("loss")
    again = x * 2  # shape: (16, 5)
for n in trange(1, 3):
    grown = torch.zeros(n, 2)  # shape: (1, 2) | (2, 2)
with tqdm(total=10) as counter:
    counter.update(1)
after = torch.zeros(len(loader))  # shape: (4,)
"""
EXAMPLES = """
import torch
import torchinfo
from torch import nn
from torch.utils.tensorboard import SummaryWriter
from torchsummary import summary

class First(nn.Linear):
    def forward(self, x):
        return super().forward(x.flatten(1))  # error: CL102 takes 12 features but gets 48

class Second(nn.Linear):
    def forward(self, x):
        return super().forward(x.flatten(1))  # error: CL102 takes 12 features but gets 27

class Third(nn.Linear):
    def forward(self, x):
        return super().forward(x.flatten(1))  # error: CL102 takes 12 features but gets 75

class Fourth(nn.Linear):
    def forward(self, x):
        return super().forward(x.flatten(1))  # error: CL102 takes 12 features but gets 108

good = nn.Sequential(nn.Flatten(), nn.Linear(12, 2))
summary(good, (3, 2, 2))
torchinfo.summary(good, input_size=(1, 3, 2, 2))
torch.onnx.export(good, torch.randn(1, 3, 2, 2), "model.onnx")
SummaryWriter().add_graph(good, torch.randn(1, 3, 2, 2))
traced = torch.jit.trace(good, torch.randn(1, 3, 2, 2))
out = traced(torch.randn(7, 3, 2, 2))  # shape: (7, 2)
summary(First(12, 2), (3, 4, 4))
torchinfo.summary(Second(12, 2), input_size=(1, 3, 3, 3))
torch.onnx.export(Third(12, 2), torch.randn(1, 3, 5, 5), "model.onnx")
SummaryWriter().add_graph(Fourth(12, 2), torch.randn(1, 3, 6, 6))
"""
DIGITS = """
import torch
from torch import nn
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, transforms

prepared = transforms.Compose([transforms.Resize((16, 20)), transforms.ToTensor()])
digits = datasets.MNIST("data", transform=prepared)
image = digits[0][0]  # shape: (1, 16, 20)
raw = digits.data[:10]  # shape: (10, 28, 28)
classes = torch.zeros(len(digits.classes))  # shape: (10,)
count = torch.zeros(len(datasets.MNIST("data", train=False)))  # shape: (10000,)
for x, y in DataLoader(digits, batch_size=100):
    whole = x * 1  # shape: (100, 1, 16, 20)
    numbers = y * 1  # shape: (100,)
for x, y in DataLoader(digits, batch_size=64):
    some = x * 1  # shape: (batch, 1, 16, 20)
for x, y in DataLoader(Subset(digits, range(50)), batch_size=64):
    few = x * 1  # shape: (50, 1, 16, 20)
colours = datasets.CIFAR10("data", transform=transforms.ToTensor())
table = colours.data.transpose(0, 3, 1, 2)  # shape: (50000, 3, 32, 32)
folder = datasets.ImageFolder("data", transforms.Compose([transforms.CenterCrop(8), transforms.ToTensor()]))
photo = folder[0][0]  # shape: (3, 8, 8)
grey = datasets.MNIST("data", transform=transforms.Compose(
    [transforms.ToTensor(), transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))]
))
for x, y in DataLoader(grey, batch_size=64):  # error: CL103 normalizes 3 channels but gets 1
    pass
"""
TABLES = """
import numpy as np

def of_a_table(frame):
    return np.sum(frame)[0], np.mean(frame, axis=0)[1]

names = np.empty(10, dtype=object)
length = len(names[0])
words = np.array(["a", "bc"])
first = words[0][0]
records = np.zeros(3, dtype=[("a", "f4"), ("b", "i4")])
field = records["a"] + records[0]["b"]
archive = np.load("arrays.npz")
images = archive["images"].reshape(-1, 28, 28)
total = np.float64(0)
total += np.zeros(3)  # a scalar is replaced, not written to
old = np.zeros(3) == np.zeros(4)
"""
PROGRAMS = {"splits": SPLITS, "bars": BARS, "examples": EXAMPLES, "digits": DIGITS, "tables": TABLES}


@pytest.mark.parametrize("name", PROGRAMS)
def test_findings_and_shapes_are_those_in_the_comments(name: str, tmp_path: Path) -> None:
    program = tmp_path / f"{name}.py"
    program.write_text(PROGRAMS[name].lstrip(), "utf-8")
    notes = read_notes(program)
    assert list(differences(notes, list(run([str(program)]).findings))) == []
    shapes = convlint.engine.reveal(discover([str(program)]).project)
    wanted = {note.row: note.text for note in notes if note.kind == "shape"}
    assert {row: shapes.get((str(program), row)) for row in wanted} == wanted
