"""What large inputs cost: peak memory above start-up, and how time grows with size, of the whole command.

    python tests/bench/bench_size.py --memory 200 --form jsonl --format json    megabytes of a JSON Lines (or warc.gz) file
    python tests/bench/bench_size.py --growth 12.5 25 50 100                    each against the one before it

The rows are the seeds and the test corpus over and over, each with other digits.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from bench_speed import texts

PART = 8_000_000
"""Bytes of text that are made at once."""


def write(place: Path, megabytes: float, form: str) -> None:
    """A file of documents, a row or a record each; of a packed one the unpacked size counts."""
    left, number = megabytes * 1e6, 0
    with place.open("wb") as file:
        while left > 0:
            for text in texts(int(min(PART, left))):
                number += 1
                if form == "jsonl":
                    row = json.dumps({"id": number, "text": f"{number}\n{text}"}, ensure_ascii=False).encode() + b"\n"
                else:
                    row = record(f"https://example.org/{number}", f"{number}\n{text}".encode())
                file.write(row if form == "jsonl" else gzip.compress(row, 1))
                left -= len(row)


def record(address: str, body: bytes) -> bytes:
    """A record of a web archive."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:{address}>\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Date: 2021-05-14T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def run(place: Path, output: str) -> tuple[float, float, float]:
    """Seconds of CPU, seconds, and peak memory in MB of `kczx extract`."""
    command = [
        str(Path(sys.executable).with_name("kczx")),
        "extract",
        str(place),
        "--quiet",
        "--format",
        output,
        "-o",
        "/dev/null",
    ]
    began = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"kczx ended with {status}")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - began, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--memory", type=float, help="megabytes of the file whose peak memory is measured")
    parser.add_argument(
        "--growth", type=float, nargs="*", default=[], help="megabytes of the files whose times are compared"
    )
    parser.add_argument("--form", choices=["jsonl", "warc"], default="jsonl")
    parser.add_argument("--format", default="jsonl", help="what is written: json, jsonl, summary")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / ("a.jsonl" if options.form == "jsonl" else "a.warc.gz")
        write(place, 0.02, options.form)
        _, _, start = run(place, options.format)
        if options.memory:
            write(place, options.memory, options.form)
            seconds, _, peak = run(place, options.format)
            print(
                f"{options.memory:g} MB of {options.form} to {options.format}: {seconds:.0f} s CPU, peak {peak:.0f} MB, "
                f"{peak - start:.0f} MB above start-up ({start:.0f} MB; target: at most 300)"
            )
        before = None
        for megabytes in options.growth:
            write(place, megabytes, options.form)
            seconds, _, _ = run(place, options.format)
            told = f", {seconds / before:.2f} times the one before (target: at most 2.2)" if before else ""
            print(f"{megabytes:g} MB: {seconds:.1f} s CPU{told}", flush=True)
            before = seconds


if __name__ == "__main__":
    main()
