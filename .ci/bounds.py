"""Makes files of up to 20 MB that do harm to careless readers, and holds `lacuna read` to its bounds on each.

    bounds.py LACUNA [WORD]

Each is read, or refused with one message, within 10 seconds of the processor and 512 MB. With WORD, only cases whose name has it. With
ALL=1 in the environment, the figures of every file.
"""

import multiprocessing
import os
import subprocess
import sys
import tempfile

import bounds_pdf  # noqa: F401, adds its cases
from bounds_files import CASES

SECONDS = 10.0
MEGABYTES = 512


def bounds(lacuna, path):
    """Seconds, megabytes, what went wrong."""
    with tempfile.NamedTemporaryFile() as figures, open(os.devnull, "wb") as nothing:
        command = ["/usr/bin/time", "-q", "-o", figures.name, "-f", "%U %S %M", "timeout", "60", lacuna, "read", path]
        run = subprocess.run(command, stdout=nothing, stderr=subprocess.PIPE)
        user, system, kilobytes = open(figures.name).read().split()[-3:]
    # Time of the processor, which other programs on the machine do not change; there is one thread, which never waits.
    seconds, megabytes = round(float(user) + float(system), 2), int(kilobytes) / 1024
    message = run.stderr.decode(errors="replace").strip()
    wrong = []
    if run.returncode not in (0, 2):
        wrong.append(f"exit code {run.returncode}")
    if run.returncode == 2 and (message.count("\n") > 0 or os.path.basename(path) not in message):
        wrong.append("not one message that names the file")
    if seconds > SECONDS:
        wrong.append(f"more than {SECONDS:.0f} s")
    if megabytes > MEGABYTES:
        wrong.append(f"more than {MEGABYTES} MB")
    return seconds, megabytes, run.returncode, message, wrong


def run(name):
    """Makes a file and reads it: the line that tells, whether it is beyond the bounds, and its figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, name)
        with open(path, "wb") as file:
            file.write(CASES[name]())
        size = os.path.getsize(path) / 1e6
        seconds, megabytes, code, message, wrong = bounds(sys.argv[1], path)
    said = message.split(folder)[-1][:150] if code else ""
    line = f"{size:5.1f} MB {seconds:5.2f} s {megabytes:4.0f} MB {code} {name} {'; '.join(wrong)} {said}"
    return line, bool(wrong), (seconds, name), (megabytes, name)


def main():
    word = (sys.argv[2:] or [""])[0]
    chosen = [name for name in CASES if word in name]
    with multiprocessing.get_context("fork").Pool(2, maxtasksperchild=1) as pool:
        results = []
        for result in pool.imap(run, chosen):
            results.append(result)
            if result[1] or os.environ.get("ALL"):
                print(result[0], flush=True)
    failed = sum(wrong for _, wrong, _, _ in results)
    (seconds, slowest), (megabytes, largest) = max(r[2] for r in results), max(r[3] for r in results)
    print(f"{len(chosen)} files, {failed} beyond the bounds; at most {seconds} s ({slowest}), {megabytes:.0f} MB ({largest})")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
