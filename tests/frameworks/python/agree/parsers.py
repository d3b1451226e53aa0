# ruff: noqa
# fmt: off
import argparse

parser = argparse.ArgumentParser(description="training", parents=[])
parser.add_argument("--batch-size", type=int, default=64)
parser.add_argument("-e", "--epochs", type=int, default="10", metavar="N")
parser.add_argument("--lr", default=1e-3, type=float)
parser.add_argument("--no-cuda", action="store_true", default=False)
parser.add_argument("--augment", action="store_false", dest="plain")
parser.add_argument("--name")
parser.add_argument("--sizes", nargs="+", type=int, default=[1, 2])
parser.add_argument("-k", type=int, default=3)
parser.add_argument("--verbose", "-v", action="count", default=0)
group = parser.add_argument_group("model")
group.add_argument("--hidden", type=int, default=128, choices=[128, 256])
either = parser.add_mutually_exclusive_group()
either.add_argument("--fast", action="store_true")
parser.set_defaults(hidden=256, extra="x")
parser.add_argument("files", nargs="*")
args = parser.parse_args([])
args.classes = 10
values = args.batch_size, args.epochs, args.lr, args.no_cuda, args.plain, args.name, args.sizes, args.k, args.verbose
rest = args.hidden, args.fast, args.extra, args.files, args.classes
options = vars(args)
options["k"] = 5
looked = options["batch_size"], args.k, "lr" in options, hasattr(args, "lr"), "k" in args, getattr(args, "none", 1)
known = parser.parse_known_args([])[0]
also = known.hidden, parser.get_default("k")
made = argparse.Namespace(a=1, **{"b": 2})
spaced = made.a, made.b
