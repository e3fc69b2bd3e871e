#!/bin/sh
# A real IPP Everywhere duplex printer (A4, A5) with a CUPS queue "duplex", on loopback, for tests; no system service is touched.
#
#   ipp_printer.sh start DIR [CUPS_PORT [PRINTER_PORT]]   start it (ports 6631 and 8631 where none are given); then:
#                                  export CUPS_SERVER=127.0.0.1:CUPS_PORT; lp -d duplex -o sides=two-sided-long-edge FILE
#   ipp_printer.sh off DIR         switch the printer off: the queue stays
#   ipp_printer.sh on DIR          switch it on again
#   ipp_printer.sh stop DIR        stop what start began
#
# What the printer received lies in DIR/got: NAME.doc (the bytes) and then NAME.env (IPP_SIDES, IPP_MEDIA, CONTENT_TYPE ...).
# Needs, as root: cups cups-ipp-utils cups-client cups-filters avahi-daemon dbus (Debian's packages).
# Two runs with ports of their own do not disturb each other: the message bus and avahi are shared, and the last one out stops them.
set -eu
action=${1:-} dir=${2:-}
[ -n "$action" ] && [ -n "$dir" ] || { echo "usage: $0 start|off|on|stop DIR [CUPS_PORT [PRINTER_PORT]]" >&2; exit 2; }
dir=$(mkdir -p "$dir" && cd "$dir" && pwd)
shared=/run/cchc-test-printer
PATH=$PATH:/usr/sbin:/sbin

begin() {  # begin FOLDER NAME COMMAND...: in a session of its own, its number kept; it must not inherit the lock
  folder=$1 name=$2; shift 2
  setsid "$@" >"$dir/$name.log" 2>&1 </dev/null 9>&- &
  echo $! >"$folder/$name.pid"
}

end() {  # end FOLDER NAME COMMAND: only where the number still belongs to that command
  [ -f "$1/$2.pid" ] || return 0
  number=$(cat "$1/$2.pid")
  rm -f "$1/$2.pid"
  case $(cat "/proc/$number/comm" 2>/dev/null) in "$3"*) kill "$number" 2>/dev/null || true ;; *) return 0 ;; esac
  for _ in $(seq 50); do
    case $(cut -d' ' -f3 "/proc/$number/stat" 2>/dev/null) in '' | Z) return 0 ;; esac
    sleep 0.1
  done
  kill -9 "$number" 2>/dev/null || true
}

until_true() {  # until_true WHAT COMMAND...: at most ten seconds
  what=$1; shift
  for _ in $(seq 100); do "$@" >/dev/null 2>&1 && return 0; sleep 0.1; done
  echo "$what does not answer; see the logs in $dir" >&2
  return 1
}

bus_answers() {
  dbus-send --system --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.GetId
}

avahi_answers() {
  dbus-send --system --print-reply --dest=org.freedesktop.Avahi / org.freedesktop.Avahi.Server.GetState | grep -q 'int32 2'
}

start_bus() {
  mkdir -p /run/dbus "$shared"
  bus_answers >/dev/null 2>&1 || {
    rm -f /run/dbus/system_bus_socket   # a dead daemon's socket stays behind
    begin "$shared" dbus dbus-daemon --system --nofork --nopidfile
    until_true dbus-daemon bus_answers
  }
  avahi_answers >/dev/null 2>&1 && return 0
  cat >"$dir/avahi.conf" <<EOF
[server]
use-ipv4=yes
use-ipv6=no
allow-interfaces=lo
enable-dbus=yes
[publish]
publish-hinfo=no
publish-workstation=no
EOF
  begin "$shared" avahi avahi-daemon -f "$dir/avahi.conf" --no-drop-root --no-rlimits
  until_true avahi-daemon avahi_answers  # ippeveprinter exits with "Unable to initialize DNS-SD" before avahi answers
}

write_printer_files() {
  cat >"$dir/keep.sh" <<EOF
#!/bin/sh
n=$dir/got/\$(date +%s%N)
cp "\$1" \$n.doc
env | grep -E '^(IPP|CONTENT|DEVICE|OUTPUT)' | sort >\$n.part
mv \$n.part \$n.env
EOF
  chmod +x "$dir/keep.sh"
  cat >"$dir/printer.conf" <<'EOF'
ATTR keyword media-supported iso_a4_210x297mm,iso_a5_148x210mm
ATTR keyword media-default iso_a4_210x297mm
ATTR keyword media-ready iso_a4_210x297mm,iso_a5_148x210mm
ATTR collection media-size-supported {
    MEMBER integer x-dimension 21000
    MEMBER integer y-dimension 29700
},{
    MEMBER integer x-dimension 14800
    MEMBER integer y-dimension 21000
}
ATTR keyword media-col-supported media-bottom-margin,media-left-margin,media-right-margin,media-size,media-size-name,media-source,media-top-margin,media-type
ATTR integer media-bottom-margin-supported 423
ATTR integer media-top-margin-supported 423
ATTR integer media-left-margin-supported 423
ATTR integer media-right-margin-supported 423
ATTR collection media-col-default {
    MEMBER collection media-size {
        MEMBER integer x-dimension 21000
        MEMBER integer y-dimension 29700
    }
    MEMBER keyword media-size-name iso_a4_210x297mm
    MEMBER integer media-bottom-margin 423
    MEMBER integer media-left-margin 423
    MEMBER integer media-right-margin 423
    MEMBER integer media-top-margin 423
}
ATTR keyword sides-supported one-sided,two-sided-long-edge,two-sided-short-edge
ATTR keyword sides-default one-sided
ATTR resolution printer-resolution-supported 300dpi,600dpi
ATTR resolution printer-resolution-default 600dpi
ATTR resolution pwg-raster-document-resolution-supported 300dpi,600dpi
ATTR keyword pwg-raster-document-sheet-back normal
ATTR keyword pwg-raster-document-type-supported sgray_8,srgb_8
ATTR rangeOfInteger copies-supported 1-99
ATTR integer copies-default 1
ATTR keyword print-color-mode-supported monochrome,color,auto
ATTR keyword print-color-mode-default monochrome
ATTR mimeMediaType document-format-supported application/pdf,image/pwg-raster
ATTR mimeMediaType document-format-default application/pdf
ATTR text printer-make-and-model "Duplex A4 A5"
EOF
}

printer_answers() {
  ipptool -T 3 "ipp://localhost:$printer_port/ipp/print" get-printer-attributes.test
}

switch_on() {
  printer_port=$(cat "$dir/printer.port")
  begin "$dir" ippeve ippeveprinter -k -v -r off -n localhost -p "$printer_port" -d "$dir/spool" -c "$dir/keep.sh" \
    -a "$dir/printer.conf" "Duplex $printer_port"
  until_true ippeveprinter printer_answers
}

cups_answers() {
  LC_ALL=C lpstat -r | grep -q 'scheduler is running'
}

write_cups_files() {
  cat >"$dir/cups-files.conf" <<EOF
ServerRoot $dir/cups
RequestRoot $dir/cups/spool
CacheDir $dir/cups/cache
StateDir $dir/cups/state
TempDir $dir/cups/tmp
AccessLog $dir/cups/access_log
ErrorLog $dir/cups/error_log
PageLog $dir/cups/page_log
SystemGroup root lpadmin
EOF
  cat >"$dir/cupsd.conf" <<EOF
LogLevel warn
Listen 127.0.0.1:$cups_port
Listen $dir/cups.sock
Browsing No
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
EOF
}

start() {
  cups_port=${1:-6631} printer_port=${2:-8631}
  mkdir -p "$dir/got" "$dir/spool" "$dir/cups/spool" "$dir/cups/cache" "$dir/cups/state" "$dir/cups/tmp" "$dir/cups/ppd"
  chmod 1777 "$dir/cups/tmp"            # else the filters fail: "Unable to copy PDF file: Permission denied"
  chgrp -R lp "$dir/cups"
  echo "$printer_port" >"$dir/printer.port"
  mkdir -p "$shared"
  exec 9>"$shared/lock"
  flock 9                               # held until the printer runs: another run's stop must not take avahi away meanwhile
  start_bus
  write_printer_files
  switch_on
  exec 9>&-
  write_cups_files
  begin "$dir" cupsd cupsd -f -c "$dir/cupsd.conf" -s "$dir/cups-files.conf"
  export CUPS_SERVER="127.0.0.1:$cups_port"
  until_true cupsd cups_answers         # lpstat -r alone returns 0 also while nothing answers
  lpadmin -p duplex -E -v "ipp://localhost:$printer_port/ipp/print" -m everywhere
  lpstat -p duplex
  echo "export CUPS_SERVER=$CUPS_SERVER"
}

stop() {
  end "$dir" cupsd cupsd
  end "$dir" ippeve ippeveprinter
  [ -d "$shared" ] || return 0
  exec 9>"$shared/lock"
  flock 9
  pidof ippeveprinter >/dev/null || { end "$shared" avahi avahi-daemon; end "$shared" dbus dbus-daemon; }
}

case $action in
  start) start "${3:-}" "${4:-}" ;;
  off) end "$dir" ippeve ippeveprinter ;;
  on) switch_on ;;
  stop) stop ;;
  *) echo "$0: unknown action $action" >&2; exit 2 ;;
esac
