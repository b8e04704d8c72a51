#!/usr/bin/env python3
"""Set up, build and test a checkout: `python3 dev.py build`, `python3 dev.py test`.

Needs only Python 3.11: everything is installed into `.venv`, which is made on first use and updated
when pyproject.toml changes.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / ".jiazhu-stamp"
LOWEST = ROOT / ".venv-lowest"
PYTHONS = ROOT / ".venv-pythons"
LOCK = ROOT / "requirements.lock"
# The shell is the same engine without windows: the tests take less than half the time in it.
HEADLESS = ("chromium-headless-shell",)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PIP_WITH_GROUPS = (25, 1)
FRONTEND = ROOT / "tests" / "frontend"

# One worker more than cores, because workers wait for browsers; idle ones take over tests.
PARALLEL = ["-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal", "--durations", "20"]
WITHOUT_BROWSER = ["tests/unit", "tests/properties", "tests/sites", "tests/seed"]

CHECKS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
    "lint-imports": ["-c", "from importlinter.cli import lint_imports_command as run; run()"],
}


def main() -> int:
    """Run the command given on the command line, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    setup = commands.add_parser("setup", help="make .venv and install everything into it")
    setup.add_argument("--locked", action="store_true", help="the versions of requirements.lock")
    commands.add_parser("build", help="set up, then build the demo site into seeds/_site")
    test = commands.add_parser("test", help="set up, then run ruff, mypy and pytest")
    test.add_argument("pytest", nargs="*", help="arguments for pytest alone: -- tests/unit -k x")
    commands.add_parser("docs", help="set up, then build the documentation into site/")
    commands.add_parser("lighthouse", help="set up, then run Lighthouse, which takes minutes")
    commands.add_parser("lock", help="set up, then write requirements.lock anew")
    commands.add_parser("lowest", help="run the unit tests with the oldest packages allowed")
    pythons = commands.add_parser("pythons", help="test with every Python on the PATH")
    pythons.add_argument("version", nargs="*", help="for example 3.14; otherwise all we support")
    commands.add_parser("sbom", help="set up, build the wheel, and list what is in it")
    options = parser.parse_args()
    set_up(locked=options.command == "setup" and options.locked)
    if options.command == "build":
        return run("-m", "generator", "build", "seeds")
    if options.command == "test":
        return run_tests(options.pytest)
    if options.command == "docs":
        return run("-m", "mkdocs", "build")
    if options.command == "lighthouse":
        return run_lighthouse()
    if options.command == "lock":
        return write_lock()
    if options.command == "lowest":
        return test_lowest()
    if options.command == "pythons":
        return try_pythons(options.version)
    if options.command == "sbom":
        return write_sbom()
    return 0


def run(*arguments: str, env: dict[str, str] | None = None) -> int:
    """Run the virtual environment's Python from the top of the checkout."""
    return subprocess.run([str(PYTHON), *arguments], cwd=ROOT, env=env, check=False).returncode


def output_of(*arguments: str) -> str:
    """Return the output of a run of that Python; empty if it fails."""
    try:
        done = subprocess.run(
            [str(PYTHON), *arguments], cwd=ROOT, check=True, capture_output=True, text=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def set_up(*, locked: bool = False) -> None:
    """Make `.venv` and install the project with its development tools, unless up to date.

    With `locked`, each package has the version and the hash of `requirements.lock`.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs before pip can check
        fail(f"Jiazhu needs Python 3.11 or newer; this is {sys.version.split()[0]}")
    os.environ.setdefault("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    works = bool(pip_version())
    if works and not locked and STAMP.is_file() and STAMP.read_text("utf-8") == stamp():
        return
    if not works:
        make_venv()
    print("Installing into .venv", flush=True)
    if pip_version() < PIP_WITH_GROUPS:
        install("--upgrade", "pip>={}.{}".format(*PIP_WITH_GROUPS))
    if locked:
        install("--require-hashes", "-r", str(LOCK))
        install("--editable", ".", "--no-deps", "--no-build-isolation")
    else:
        install("--editable", ".", "--group", "dev")
    STAMP.write_text(stamp(), encoding="utf-8")


def pip_version() -> tuple[int, ...]:
    """Return the version of pip in `.venv` as (major, minor); empty without pip."""
    words = output_of("-m", "pip", "--version").split()
    return tuple(int(part) for part in words[1].split(".")[:2]) if words else ()


def stamp() -> str:
    """Return a hash of everything that the installation depends on."""
    content = (ROOT / "pyproject.toml").read_bytes()
    place = f"{ROOT}\n{output_of('-c', 'import sys; print(sys.version)')}\n".encode()
    return hashlib.sha256(place + content).hexdigest()


def make_venv() -> None:
    """Make a new `.venv`, which replaces a broken one."""
    print("Making .venv", flush=True)
    try:
        # Debian's python3 has venv but not ensurepip, without which venv fails half way.
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        fail(
            "this Python cannot make virtual environments."
            " On Debian or Ubuntu: apt-get install python3-venv"
        )
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode:
        fail("could not make .venv (see above)")


def install(*arguments: str) -> None:
    """Install packages with the pip of `.venv`."""
    if run("-m", "pip", "install", "--quiet", *arguments):
        fail("installation failed (see above)")


def run_tests(arguments: list[str]) -> int:
    """Run all checks, even if one fails, with pytest last so that its summary is visible."""
    env = environment(find_browser(*HEADLESS, *BROWSERS))
    if arguments:
        return run("-m", "pytest", *arguments, env=env)
    failed = []
    for name, check in CHECKS.items():
        print(f"== {name}", flush=True)
        if run(*check):
            failed.append(name)
    if not shutil.which("java"):
        if os.environ.get("CI"):
            fail("no java found for the check of the pages' HTML: install a JRE, 17 or newer")
        print("No java found: the check of the pages' HTML is SKIPPED.", flush=True)
    print("== tsc", flush=True)
    if not check_scripts():
        failed.append("tsc")
    print("== pytest", flush=True)
    if "CHROMIUM" not in env:
        print("No Chromium found: the browser tests are SKIPPED (set CHROMIUM to its path).")
    sys.stdout.flush()
    if failed:
        print(f"FAILED before pytest: {', '.join(failed)}", flush=True)
    return run("-m", "pytest", *PARALLEL, env=env) or int(bool(failed))


def run_lighthouse() -> int:
    """Run Lighthouse on the pages, with no other tests in parallel."""
    env = environment(find_browser(*BROWSERS))
    if "CHROMIUM" not in env:
        fail("no Chromium found: install it or set CHROMIUM to its path")
    if not fetch_node_modules():
        fail("no npm found: install Node.js 20 or newer")
    return run("-m", "pytest", "-m", "lighthouse", "tests/browser/test_lighthouse.py", env=env)


def environment(browser: str) -> dict[str, str]:
    """Return the environment of pytest, with `CHROMIUM` set if found; in CI it must be found."""
    env = dict(os.environ)
    if browser:
        env["CHROMIUM"] = browser
    elif os.environ.get("CI"):
        fail("no Chromium found for the browser tests: install it or set CHROMIUM to its path")
    else:
        env.pop("CHROMIUM", None)
    return env


def write_lock() -> int:
    """Write the newest versions of all packages, with their hashes, for every Python and system."""
    return run(
        *("-m", "uv", "pip", "compile", "pyproject.toml", "--group", "dev"),
        *("--universal", "--generate-hashes", "--upgrade", "--quiet", "--no-annotate"),
        *("--custom-compile-command", "python3 dev.py lock", "-o", str(LOCK)),
    )


def test_lowest() -> int:
    """Run the unit tests where each package we name has the oldest version that we allow."""
    pins, python = LOWEST / "pins.txt", LOWEST / PYTHON.relative_to(VENV)
    uv = ("-m", "uv")
    extras = ("pyproject.toml", "--all-extras")
    steps = [
        [*uv, "venv", "--quiet", "--clear", "--python", str(PYTHON), str(LOWEST)],
        [*uv, "pip", "compile", *extras, "--resolution", "lowest-direct", "-q", "-o", str(pins)],
        [*uv, "pip", "install", "-q", "--python", str(python), "--constraint", str(pins)],
    ]
    steps[-1] += ["-r", *extras, "--group", "dev"]
    for step in steps:
        if run(*step):
            fail("installation failed (see above)")
    tests = ["-m", "pytest", *PARALLEL, "tests/unit"]
    return subprocess.run([str(python), *tests], cwd=ROOT, check=False).returncode


def try_pythons(wanted: list[str]) -> int:
    """Build the demo site from the wheel with each Python that is found, and run the tests.

    The site must be the same to the byte. A Python that is not on the PATH is not looked for.
    """
    os.environ["UV_PYTHON_DOWNLOADS"] = "never"
    os.environ["SOURCE_DATE_EPOCH"] = "0"  # a page may tell when the site was changed last
    wheel, sites, results = build_wheel(), dict[str, str](), dict[str, str]()
    for version in wanted or supported_pythons():
        found = output_of("-m", "uv", "python", "find", "--no-project", version)
        if not found:
            results[version] = "not found"
            continue
        print(f"== Python {version}: {found}", flush=True)
        results[version] = "FAILED before the tests"
        if build_demo_site(found, PYTHONS / version, wheel):
            sites[version] = tree_digest(PYTHONS / version / "site")
    for version in sites:
        print(f"== pytest with Python {version}", flush=True)
        python = PYTHONS / version / PYTHON.relative_to(VENV)
        command = [str(python), "-m", "pytest", *PARALLEL, *WITHOUT_BROWSER]
        failed = subprocess.run(command, cwd=ROOT, check=False).returncode
        results[version] = "FAILED in the tests" if failed else "passed"
    for version, result in results.items():
        print(f"Python {version}: {result}; demo site {sites.get(version, 'not built')[:16]}")
    failures = [version for version, result in results.items() if result.startswith("FAILED")]
    return int(bool(failures) or len(set(sites.values())) > 1)


def supported_pythons() -> list[str]:
    """Return the versions of Python that `pyproject.toml` names."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    return re.findall(r'"Programming Language :: Python :: (3\.\d+)"', text)


def build_demo_site(python: str, folder: Path, wheel: str) -> bool:
    """Install the wheel into a virtual environment, and build the demo site with it."""
    inner = str(folder / PYTHON.relative_to(VENV))
    install = ("-m", "uv", "pip", "install", "--quiet", "--python", inner, wheel)
    if run("-m", "uv", "venv", "--quiet", "--clear", "--python", python, str(folder)) or run(
        *install, "--group", "dev"
    ):
        return False
    site = [str(ROOT / "seeds"), "--output", str(folder / "site"), "--no-cache"]
    # From another folder, or the package of the checkout would be imported.
    command = [inner, "-c", "from generator.cli import main; main()", "build", *site]
    return subprocess.run(command, cwd=folder, check=False).returncode == 0


def tree_digest(folder: Path) -> str:
    """Return a hash of the names and contents of all files in a folder."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{content} {path.relative_to(folder).as_posix()}\n".encode())
    return total.hexdigest()


def build_wheel() -> str:
    """Build the distributions, and return the path of the wheel."""
    if run("-m", "build", "--no-isolation"):
        fail("the wheel cannot be built (see above)")
    wheels = sorted((ROOT / "dist").glob("*.whl"), key=lambda path: path.stat().st_mtime)
    return str(wheels[-1])


def write_sbom() -> int:
    """Build the distributions, and write the bill of materials of the wheel beside it."""
    return run("-m", "tools.sbom", build_wheel())


def check_scripts() -> bool:
    """Check the types of the scripts of the pages; False if there are errors."""
    npm = fetch_node_modules()
    if not npm:
        if os.environ.get("CI"):
            fail("no npm found for the checks of the front end: install Node.js 20 or newer")
        print("No npm found: the checks that need Node.js are SKIPPED.", flush=True)
        return True
    return not subprocess.run(
        [npm, "run", "--silent", "types"], cwd=FRONTEND, check=False
    ).returncode


def fetch_node_modules() -> str:
    """Install the test tools of the front end, and return the path of npm; empty without npm."""
    npm = shutil.which("npm")
    if not npm:
        return ""
    lock = FRONTEND / "package-lock.json"
    done = FRONTEND / "node_modules" / ".package-lock.json"
    if not done.is_file() or done.stat().st_mtime < lock.stat().st_mtime:
        quiet = ["--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run([npm, "ci", *quiet], cwd=FRONTEND, check=True)
    return npm


def find_browser(*names: str) -> str:
    """Return the Chromium for tests: `CHROMIUM`, the system's, or playwright's; empty if none."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if shutil.which(named) else ""
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    path = output_of(
        "-c",
        "from playwright.sync_api import sync_playwright as s\n"
        "with s() as p: print(p.chromium.executable_path)",
    )
    return path if path and Path(path).is_file() else ""


def fail(message: str) -> None:
    """End with a message and exit code 1."""
    print(f"dev.py: {message}", file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    raise SystemExit(main())
