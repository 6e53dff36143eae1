"""python -m benchmarks NAME [--quick]: run one benchmark; its figures are the last line, as JSON."""

import argparse
import importlib
import json
import sys
from pathlib import Path

from benchmarks.stage import staged

PARTS = {"__init__", "__main__", "measure", "reference_reader", "stage"}
NAMES = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in PARTS)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--quick", action="store_true", help="less data and fewer runs, in under 30 seconds")
    asked = parser.parse_args()
    with staged() as database:
        result = importlib.import_module(f"benchmarks.{asked.name}").run(database, is_quick=asked.quick)
    print(json.dumps({"name": asked.name, **result}))
    return 0 if result["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
