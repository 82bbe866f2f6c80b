"""A run on two workers of this machine, undisturbed and with one of them killed at moments: what is written, byte for byte.

    python tests/bench/bench_cluster.py [--moments 10] [--mb 1.5] [--partitions 12] [--workers 2]

The cluster is a scheduler and workers as processes of their own, which are started anew where they end (as a batch system does).
One document ends its process each time that it is read.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench_speed import texts

RUN = """
import functools
import kczx.bulk
import kczx.cluster.inputs as inputs
from kczx.cli import main
inputs.LEAST = inputs.MOST = {size}
kczx.bulk.Plan = functools.partial(kczx.bulk.Plan, reader="toy_work:reader")
main()
"""
WORKER = ("-m", "distributed.cli.dask_worker", "--no-nanny", "--nthreads", "1", "--memory-limit", "0", "--no-dashboard")


class Cluster:
    """A scheduler and workers; one that ends is started anew."""

    def __init__(self, folder: Path, workers: int, environment: dict[str, str]) -> None:
        self.folder, self.environment, self.over = folder, environment, False
        self.address = f"tcp://127.0.0.1:{random.randint(20_000, 30_000)}"
        port = self.address.rpartition(":")[2]
        scheduler = ("-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
        self.scheduler = self._start(*scheduler)
        self.workers = [self._worker() for _ in range(workers)]
        self.keeper = threading.Thread(target=self._keep, daemon=True)
        self.keeper.start()

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, *arguments], cwd=self.folder, env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def _worker(self) -> subprocess.Popen[bytes]:
        return self._start(*WORKER, "--local-directory", str(self.folder / "dask"), self.address)

    def _keep(self) -> None:
        while not self.over:
            for place, worker in enumerate(self.workers):
                if worker.poll() is not None:
                    self.workers[place] = self._worker()
            time.sleep(0.2)

    def end(self) -> None:
        self.over = True
        self.keeper.join()
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


def state(folder: Path) -> dict[str, str]:
    """What is in a folder, by names."""
    return {
        str(place.relative_to(folder)): hashlib.sha256(place.read_bytes()).hexdigest()
        for place in sorted(folder.rglob("*")) if place.is_file()
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moments", type=int, default=10)
    parser.add_argument("--mb", type=float, default=1.5)
    parser.add_argument("--partitions", type=int, default=12, help="about how many")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    rng = random.Random()
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top)
        (folder / "in").mkdir()
        for number, text in enumerate(texts(int(options.mb * 1e6))):
            name = "exit" if number == 7 else "text"
            (folder / "in" / f"{name}-{number:04}.txt").write_text(text, "utf-8")
        own = [str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(own)}
        cluster = Cluster(folder, options.workers, environment)
        try:
            whole: dict[str, str] = {}
            took, same = 0.0, 0
            for moment in range(options.moments + 1):
                out = folder / "out"
                size = int(options.mb * 1e6 / options.partitions)
                command = [
                    sys.executable,
                    "-c",
                    RUN.format(size=size),
                    "extract",
                    "in",
                    "-q",
                    "-o",
                    str(out),
                    "--on",
                    f"dask:{cluster.address}",
                ]
                began = time.monotonic()
                with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE) as child:
                    if moment:
                        wait = rng.uniform(1, took)
                        time.sleep(wait)
                        victim = rng.choice(cluster.workers)
                        victim.send_signal(signal.SIGKILL)
                    _, told = child.communicate()
                found = state(out)
                if not moment:
                    took, whole = time.monotonic() - began, found
                    print(
                        f"undisturbed: {took:.0f} s, {len(found)} files, exit status {child.returncode}; {told.decode().strip()}",
                        flush=True,
                    )
                else:
                    same += found == whole
                    strange = sorted(set(found) ^ set(whole))
                    print(
                        f"killed at {wait:.1f} s: {'identical' if found == whole else 'OTHER'}, exit status {child.returncode}, "
                        f"stray files: {strange or 'none'}", flush=True
                    )  # fmt: skip
            print(f"{same} of {options.moments} identical (target: all)")
        finally:
            cluster.end()


if __name__ == "__main__":
    main()
