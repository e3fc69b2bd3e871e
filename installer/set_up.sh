#!/bin/sh
# Makes this checkout ready: set_up.sh run|test|lock. Called by make; quick when nothing is left to do.
set -eu
cd "$(dirname "$0")/.."

# Sets `python` to the first Python that is new enough.
find_python() {
    for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        command -v "$python" >/dev/null || continue
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' && return 0
    done
    python=
}

# Prints the packages without which no .venv can be made.
python_packages() {
    if [ -z "$python" ]; then
        echo python3 python3-venv
    elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        echo "$(basename "$python")-venv"
    fi
}

find_python
# shellcheck disable=SC2046
[ "$1" = lock ] || sh installer/set_up_system.sh "$1" $(python_packages)
[ -n "$python" ] || find_python

if [ -z "$python" ]; then
    echo "Python 3.11 or newer is needed. Please install it (Debian 12, Ubuntu 24.04 and newer: sudo apt-get install python3 python3-venv)." >&2
    exit 1
fi
if [ -n "$(python_packages)" ]; then
    echo "Python's venv is needed. Please install it: sudo apt-get install $(python_packages)" >&2
    exit 1
fi

case $1 in
    run) exec "$python" installer/set_up_venv.py .venv runtime city ;;
    test) exec "$python" installer/set_up_venv.py .venv runtime city dev ;;
    lock) exec "$python" installer/set_up_venv.py build/lock lock ;;
esac
