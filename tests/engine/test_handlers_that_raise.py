"""A `try` whose handlers always raise again lets a shape error through; one that may go on does not."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

TEXT = """
def train(model, batches):
    for batch in batches:
        try:
            model(batch)
        {handler}

train(nn.Linear(4, 2), [torch.zeros(3, 5)])
"""
RAISES = {
    "plainly": """except RuntimeError:
            print('failed')
            raise""",
    "behind a condition": """except RuntimeError as e:
            if 'memory' in str(e):
                print('oom')
            raise""",
    "another": """except Exception as e:
            raise ValueError('bad batch') from e""",
    "one of several": """except KeyError:
            pass
        except RuntimeError:
            raise""",
    "what no shape raises": """except torch.cuda.OutOfMemoryError:
            continue""",
}
GOES_ON = {
    "plainly": """except RuntimeError:
            print('failed')""",
    "by chance": """except RuntimeError as e:
            if 'memory' in str(e):
                continue
            raise""",
    "otherwise": """except RuntimeError as e:
            if 'memory' not in str(e):
                raise""",
    "by another": """except ValueError:
            raise
        except Exception:
            pass""",
    "by what a caller may await": """except RuntimeError as e:
            raise MemoryError('too large') from e""",
    "in a try": """except RuntimeError:
            try:
                raise
            except Exception:
                pass
            raise""",
}


@pytest.mark.parametrize("handler", RAISES.values(), ids=RAISES)
def test_it_raises_on(handler: str) -> None:
    finds(TEXT.replace("{handler}", handler), "CL102 model(batch)")


@pytest.mark.parametrize("handler", GOES_ON.values(), ids=GOES_ON)
def test_it_may_go_on(handler: str) -> None:
    silent(TEXT.replace("{handler}", handler))
