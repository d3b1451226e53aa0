"""What wraps a model, watches it or moves it, and changes no shape."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

WRAPPED = {
    "DataParallel": "nn.DataParallel(net)",
    "compile": "torch.compile(net)",
    "compile with options": 'torch.compile(net, mode="reduce-overhead")',
    "the method compile": "compiled(net)",
    "script": "torch.jit.script(net)",
    "to": 'net.to("cpu")',
    "a device": 'net.to(torch.device("cuda" if torch.cuda.is_available() else "cpu"))',
    "modes": "net.train().eval().float()",
    "apply": "net.apply(init)",
    "requires_grad_": "net.requires_grad_(False)",
    "deepcopy": "copy.deepcopy(net)",
    "a hook": "hooked(net)",
    "weight_norm": "weight_normed(net)",
    "an inner module": "nn.DataParallel(net).module",
    "a Sequential": "nn.Sequential(net)",
    "an attribute": "Holder(net).net",
    "a loop over parameters": "frozen(net)",
    "loaded weights": "loaded(net)",
}
PRELUDE = """
import copy

class Holder:
    def __init__(self, net):
        self.net = net

def init(module):
    if isinstance(module, nn.Linear):
        nn.init.xavier_uniform_(module.weight)
        nn.init.zeros_(module.bias)

def hooked(net):
    net.register_forward_hook(lambda module, args, output: print(output.shape))
    return net

def weight_normed(net):
    return nn.Sequential(*[torch.nn.utils.weight_norm(layer) for layer in net])

def compiled(net):
    net.compile()
    return net

def frozen(net):
    for name, parameter in net.named_parameters():
        parameter.requires_grad = "bias" in name
    print(sum(p.numel() for p in net.parameters()))
    return net

def loaded(net):
    net.load_state_dict(copy.deepcopy(net.state_dict()))
    torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    return net

net = nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 2))
"""


@pytest.mark.parametrize("wrapped", WRAPPED.values(), ids=WRAPPED)
def test_a_wrapped_model_is_the_model(wrapped: str) -> None:
    source = f"{PRELUDE}model = {wrapped}\ny = model(torch.zeros(3, SIZE)).view(6)\n"
    silent(source.replace("SIZE", "4"))
    finds(source.replace("SIZE", "5"), "CL102 y = model(torch.zeros(3, 5)).view(6)")


def test_contexts_change_nothing() -> None:
    finds(
        """
        fc = nn.Linear(4, 2)
        with torch.no_grad(), torch.autocast("cpu"):
            with torch.inference_mode():
                fc(torch.zeros(1, 5))
        """,
        "CL102 fc(torch.zeros(1, 5))",
    )


def test_a_hook_that_keeps_features() -> None:
    finds(
        """
        features = {}

        def keep(name):
            def hook(module, args, output):
                features[name] = output
            return hook

        net = nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 2))
        net[0].register_forward_hook(keep("hidden"))
        net(torch.zeros(1, 4))
        net(torch.zeros(1, 3))
        """,
        "CL102 net(torch.zeros(1, 3))",
    )


def test_a_container_of_something_unknown() -> None:
    silent(
        """
        import timeit as unknown

        net = unknown.wrap(nn.Linear(4, 2))
        net(torch.zeros(1, 5))
        unknown.change(nn.Linear(4, 2))(torch.zeros(1, 5))
        """
    )


def test_a_wrapper_that_scatters_in_its_own_way() -> None:
    silent(
        """
        class Scattered(nn.DataParallel):
            def scatter(self, inputs, kwargs, device_ids):
                return [[item] for item in inputs[0]], [{} for _ in inputs[0]]

        net = Scattered(nn.Linear(8, 4))
        net([torch.zeros(2, 3)])
        net(torch.zeros(1, 2, 3))
        """
    )


def test_a_list_has_no_items_by_name() -> None:
    silent(
        """
        from torch.utils.data import DataLoader

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.loss = nn.NLLLoss()

            def forward(self, batch):
                return self.loss(torch.zeros(2, 3), batch["label"])

        net = Net()
        for batch in DataLoader([{"label": torch.zeros(5)}], collate_fn=lambda batch: batch):
            net(batch)
        """
    )
