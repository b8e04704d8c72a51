"""Print how many requests a second nginx answers with the demo site, and how long they take.

    python -m benchmarks.load [--seconds 10] [--connections 64]

Needs Debian's `nginx-light` and `wrk`. All pages, scripts and styles are asked for in turn,
compressed, as the documented server sends them. Exits with 1 if an answer is wrong, or if one
request of a hundred takes longer than `SLOWEST`.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from benchmarks.load.nginx import nginx
from generator.build import build
from generator.diagnostics import Report
from generator.resources import shared

SLOWEST = 250
"""The milliseconds that 99 of 100 requests may take."""

_SCRIPT = """
local paths = { %s }
local at = 0
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at], { ["Accept-Encoding"] = "gzip" })
end
done = function(summary, latency, requests)
  local errors = summary.errors
  print(string.format("RESULT %%d %%d %%d %%f %%f %%f", summary.requests, summary.duration,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99), summary.bytes))
end
"""


def main() -> int:
    """Measure, and print a row of a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--connections", type=int, default=64)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        site, script = Path(name, "site"), Path(name, "paths.lua")
        build(shared("seeds"), site, Report())
        paths = [
            f"/{quote(path.relative_to(site).as_posix().removesuffix('index.html'))}"
            for path in sorted(site.rglob("*"))
            if path.suffix in (".html", ".js", ".css", ".svg") and path.name != "404.html"
        ]
        script.write_text(_SCRIPT % ", ".join(json.dumps(path) for path in paths), "utf-8")
        with nginx(site) as address:
            done = subprocess.run(
                [
                    *("wrk", "-t2", f"-c{options.connections}", f"-d{options.seconds}s"),
                    *("-s", str(script), address),
                ],
                check=True,
                capture_output=True,
                text=True,
            )
    found = re.search(r"RESULT (.*)", done.stdout)
    assert found, done.stdout
    requests, microseconds, errors, median, slow, size = map(float, found[1].split())
    rate = requests / microseconds * 1e6
    print("| files | connections | requests a second | MB a second | median | p99 | errors |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    print(
        f"| {len(paths)} | {options.connections} | {rate:,.0f} | {size / microseconds:.0f} "
        f"| {median / 1000:.1f} ms | {slow / 1000:.1f} ms | {errors:.0f} |"
    )
    return int(errors > 0 or slow / 1000 > SLOWEST)


if __name__ == "__main__":
    sys.exit(main())
