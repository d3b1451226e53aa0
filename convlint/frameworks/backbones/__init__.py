"""Networks that people start from, as data: what `tools/backbones.py` found out about the real ones."""
