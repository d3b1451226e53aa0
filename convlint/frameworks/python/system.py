"""What the machine and the clock say (unknown, and about no shape), what only writes, and what ends the program."""

from __future__ import annotations

import posixpath
from typing import Any

from convlint.frameworks.common.registry import constant, declare_class
from convlint.frameworks.python.arithmetic import native_call
from convlint.frameworks.python.classes import library_class
from convlint.frameworks.python.support import abstract, declare, is_constant, unsure
from convlint.values import Context, FloatV, Instance, Stops, Unknown
from convlint.values.objects import ModulesV

OUTSIDE = Unknown("it depends on the machine", data=True)

for _path in (
    "sys.argv", "sys.platform", "sys.version", "sys.version_info", "sys.path", "sys.executable", "sys.stdout",
    "sys.stderr", "sys.stdin", "sys.maxsize", "sys.byteorder", "sys.flags", "os.name", "os.sep", "os.linesep",
    "os.pathsep", "os.curdir", "time.timezone",
):  # fmt: skip
    constant(_path, OUTSIDE)

FROM_OUTSIDE = {
    "os": "getcwd listdir walk scandir cpu_count getpid urandom uname stat access system popen get_terminal_size "
    "getlogin path.exists path.isfile path.isdir path.islink path.getsize path.getmtime path.abspath "
    "path.realpath path.expanduser path.expandvars",
    "sys": "getsizeof getrecursionlimit gettrace exc_info",
    "time": "time_ns perf_counter_ns monotonic_ns ctime strftime localtime gmtime asctime mktime",
    "datetime": "datetime.now datetime.utcnow datetime.today datetime.strptime date.today datetime.fromtimestamp timedelta",
    "glob": "glob iglob",
    "platform": "system machine processor python_version node platform release",
    "socket": "gethostname",
    "getpass": "getpass getuser",
    "uuid": "uuid1 uuid4",
    "tempfile": "mkdtemp mkstemp gettempdir TemporaryDirectory NamedTemporaryFile",
    "secrets": "randbelow token_hex choice",
}
FLOATS = {
    "time": "time perf_counter monotonic process_time",
}
ONLY_EFFECTS = {
    "os": "makedirs mkdir remove unlink rename replace rmdir chdir putenv kill chmod symlink removedirs",
    "sys": "setrecursionlimit stdout.write stdout.flush stderr.write stderr.flush",
    "time": "sleep",
    "gc": "collect enable disable",
    "shutil": "rmtree copy copyfile copy2 copytree move",
    "warnings": "warn warn_explicit filterwarnings simplefilter resetwarnings",
    "logging": "debug info warning warn error critical exception log basicConfig disable captureWarnings",
    "faulthandler": "enable",
    "atexit": "register",
    "pprint": "pprint pp",
}
TEXTS = "basename dirname split splitext normpath isabs commonprefix join"


def _outside(cx: Context, *args: Any, **kwargs: Any) -> Any:
    return OUTSIDE


def _float(cx: Context, *args: Any, **kwargs: Any) -> FloatV:
    return FloatV(data=True)


def _nothing(cx: Context, *args: Any, **kwargs: Any) -> None:
    return None


for _table, _handler in ((FROM_OUTSIDE, _outside), (FLOATS, _float), (ONLY_EFFECTS, _nothing)):
    for _module, _names in _table.items():
        declare(*(f"{_module}.{name}" for name in _names.split()))(_handler)


SWITCHES = frozenset(("", "0", "1", "true", "false", "yes", "no", "on", "off"))


ENVIRONMENT = "os._Environ"
declare_class(ENVIRONMENT)
constant("os.environ", Instance(library_class(ENVIRONMENT)))


@declare("os.getenv")
def getenv(cx: Context, key: Any, default: Any = None) -> Any:
    """A switch is taken to be left as it is, like a flag on the command line; any other variable is open."""
    return default if isinstance(default, str) and default.lower() in SWITCHES else OUTSIDE


@declare(f"{ENVIRONMENT}.get")
def environ_get(cx: Context, self: Any, key: Any, default: Any = None) -> Any:
    return getenv(cx, key, default)


declare(
    *(
        f"{ENVIRONMENT}.{name}"
        for name in "__getitem__ __contains__ __len__ __iter__ pop setdefault copy keys values items".split()
    )
)(_outside)
declare(*(f"{ENVIRONMENT}.{name}" for name in "__setitem__ __delitem__ update".split()))(_nothing)


declare_class(ModulesV.declared)
constant("sys.modules", ModulesV())


@declare(f"{ModulesV.declared}.__getitem__")
def imported_module(cx: Context, self: Any, name: Any) -> Any:
    found = cx.module(name) if isinstance(name, str) else None
    return OUTSIDE if found is None else found


@declare(f"{ModulesV.declared}.get")
def imported_module_or(cx: Context, self: Any, name: Any, default: Any = None) -> Any:
    return imported_module(cx, self, name)


@declare("sys.exit", "os._exit", "os.abort", "builtins.exit", "builtins.quit")
def end(cx: Context, *args: Any) -> Any:
    raise Stops


def _declare_path(name: str) -> None:
    function = getattr(posixpath, name)

    @declare(f"os.path.{name}")
    def handler(cx: Context, *args: Any) -> Any:
        return abstract(native_call(function, *args)) if is_constant(args) else unsure("a path", *args)


for _name in TEXTS.split():
    _declare_path(_name)


@declare("os.fspath")
def fspath(cx: Context, path: Any) -> Any:
    return path if isinstance(path, (str, bytes)) else unsure("a path", path)


# --- what only writes -------------------------------------------------------------------------------------------------

declare_class("logging.Logger", init="*args, **kwargs")
declare_class("warnings.catch_warnings", init="*args, **kwargs")
for _level, _number in (("DEBUG", 10), ("INFO", 20), ("WARNING", 30), ("ERROR", 40), ("CRITICAL", 50), ("NOTSET", 0)):
    constant(f"logging.{_level}", _number)


@declare("logging.getLogger")
def get_logger(cx: Context, name: Any = None) -> Any:
    return Instance(library_class("logging.Logger"))


LOGGING = (
    "debug info warning warn error critical exception log setLevel addHandler removeHandler addFilter removeFilter "
    "handle"
)
declare(*(f"logging.Logger.{name}" for name in LOGGING.split()))(_nothing)
declare(*(f"logging.Logger.{name}" for name in ("isEnabledFor", "getEffectiveLevel", "hasHandlers")))(_outside)


@declare("logging.Logger.getChild")
def get_child(cx: Context, self: Any, suffix: Any) -> Any:
    return self
