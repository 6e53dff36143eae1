# Sets PYTHON to a Python 3.11 to 3.13, or says what is missing and leaves.
# A PYTHON given by the caller comes first. Sourced by ./start and ./test.
PYTHON=$(
  for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1; then
      echo "$candidate"
      break
    fi
  done
)
if [ -z "$PYTHON" ]; then
  echo "This needs Python 3.11, 3.12 or 3.13, and none was found: install one (on Debian and Ubuntu: apt-get install python3 python3-venv), or name it: PYTHON=/path/to/python3.12 $0" >&2
  exit 1
fi
