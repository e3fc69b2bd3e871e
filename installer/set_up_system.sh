#!/bin/sh
# Installs what the program needs of the system: set_up_system.sh run|test [PACKAGE ...]
#
# Nothing happens where all of it is there. Otherwise apt installs it when it may (as root, or with a sudo that asks for
# no password); where it may not, one line names what to install, and the caller goes on.
set -eu

# a|b: whichever of the two this release has.   name>=version: an older one does not do.
RUNTIME='
    libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0|libglib2.0-0t64 libx11-6
    libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-randr0 libxcb-render-util0
    libxcb-shape0 libxcb-xkb1 libx11-xcb1
    fonts-liberation2|fonts-liberation>=1:2 fonts-open-sans
'
TESTS='
    xvfb x11-xkb-utils xauth xdotool imagemagick poppler-utils zbar-tools strace
    cups cups-client cups-filters cups-ipp-utils avahi-daemon dbus sane-utils libreoffice-calc-nogui
    postgresql-15|postgresql openssh-server chromium chromium-driver|chromium-chromedriver
'

say() {
    echo "$*" >&2
}

# The version that dpkg has installed, or nothing.
installed_version() {
    echo "$installed" | awk -v name="$1" '$1 == name && $2 == "installed" { print $3; exit }'
}

# The version that apt could install, or nothing.
candidate_version() {
    LC_ALL=C apt-cache policy "$1" 2>/dev/null | awk '$1 == "Candidate:" && $2 != "(none)" { print $2; exit }'
}

# first_that_is SOURCE a|b>=version: the first alternative of which SOURCE knows a version that does.
first_that_is() {
    for alternative in $(echo "$2" | tr '|' ' '); do
        version=$("$1" "${alternative%%>=*}")
        [ -n "$version" ] || continue
        case $alternative in
            *'>='*) dpkg --compare-versions "$version" ge "${alternative#*>=}" || continue ;;
        esac
        echo "${alternative%%>=*}"
        return 0
    done
    return 1
}

# Sets `missing` to those of the arguments of which no alternative is installed.
find_missing() {
    names=$(echo "$*" | tr '|' ' ' | sed 's/>=[^ ]*//g')
    # dpkg-query fails when it has never heard of one of the names, and still answers for the others.
    # shellcheck disable=SC2086
    installed=$(dpkg-query -W -f='${Package} ${db:Status-Status} ${Version}\n' $names 2>/dev/null || true)
    missing=
    for wanted in "$@"; do
        first_that_is installed_version "$wanted" >/dev/null || missing="$missing $wanted"
    done
}

# Names of the packages for `missing`; one that apt does not know would keep it from installing the others.
names_to_install() {
    for wanted in $missing; do
        first_that_is candidate_version "$wanted" || [ "$1" = known ] || echo "${wanted%%[|>]*}"
    done | tr '\n' ' ' | sed 's/ $//'
}

# shellcheck disable=SC2086
install_missing() {
    $as_root apt-get -qq -o Acquire::Retries=1 -o Acquire::http::Timeout=30 update >&2 || true
    names=$(names_to_install known)
    [ -n "$names" ] || return 0
    say "Installing $names ..."
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends \
        -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 install $names >&2 || true
}

kind=$1
shift
[ "$kind" = run ] && set -f -- $RUNTIME "$@" || set -f -- $RUNTIME $TESTS "$@"

[ "$(uname -s)" = Linux ] || exit 0
if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    # Said once: without dpkg there is no quick way to ask whether it has been done.
    [ -d .venv ] || say "Please install what your system calls these packages of Debian: $(echo "$*" | sed 's/[|>][^ ]*//g')"
    exit 0
fi

find_missing "$@"
[ -n "$missing" ] || exit 0

as_root=none
if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root='sudo -n'
fi
if [ "$as_root" != none ]; then
    install_missing
    find_missing "$@"
fi
[ -z "$missing" ] || say "Please install what is missing here: sudo apt-get install $(names_to_install all)"
