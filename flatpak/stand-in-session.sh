#!/bin/bash
# The installed program as a person's desktop runs it: on a session bus and a screen of its own, which
# stand-in.sh gives. What the program may reach is tried from inside its sandbox, and so is what it may not.
set -uo pipefail
pass=0
fail=0
passed() { pass=$((pass + 1)); }
failed() {
  fail=$((fail + 1))
  echo "FAILED: $*"
}
check() { # name, command...
  local name=$1
  shift
  if "$@"; then passed; else failed "$name"; fi
}
mirador() { flatpak run --user "$ID" --lang es "$@"; }
inside() { flatpak run --user --command=bash "$ID" -c "$1"; }
says() { # text, command...
  local text=$1 said
  shift
  said=$("$@" 2>&1)
  grep -qF -- "$text" <<<"$said" && return
  printf '  instead of «%s»: %s\n' "$text" "$(head -3 <<<"$said")"
  return 1
}
refuses() { # text, command...: exit status 1, one line
  local text=$1 said status
  shift
  said=$("$@" 2>&1)
  status=$?
  [ $status = 1 ] && [ "$(wc -l <<<"$said")" = 1 ] && grep -qF -- "$text" <<<"$said" && return
  printf '  status %s, instead of «%s»: %s\n' $status "$text" "$(head -3 <<<"$said")"
  return 1
}

OWN=$HOME/.var/app/$ID # what the sandbox has of the home folder
KEPT=$OWN/data/kept
rm -rf "$OWN" "$ROOT/served" "$HOME/Documentos" "$ROOT"/{portal,served,window}.log
mkdir -p "$KEPT" "$ROOT/served" "$HOME/Documentos"

# --- the command line
check "it says its version" says "$(sed -n "s/^ *version: '\(.*\)',/\1/p" "$PROJECT/meson.build" | head -1)" mirador --version
check "it speaks Spanish" says "filas leídas" mirador --store "$KEPT/demo.db" refresh demo population
check "it speaks Spanish on a system in English" says "comando" \
  flatpak run --user --env=LC_ALL=en_US.UTF-8 "$ID" --lang es --help
check "it answers a question" says "," mirador --store "$KEPT/demo.db" query --program vih \
  --measure people_screened --period AF2025 --by region --format csv
for kind in svg png pdf; do
  check "a chart as $kind" mirador --store "$KEPT/demo.db" chart cascade --program all --period AF2025 -o "$KEPT/cascada.$kind"
  check "the $kind is there, outside the sandbox" test -s "$KEPT/cascada.$kind"
done
check "the picture says that its figures are simulated" says "Datos simulados" pdftotext "$KEPT/cascada.pdf" -
check "its letters are the runtime's own" says "$FONT" pdffonts "$KEPT/cascada.pdf"
check "a chart where the sandbox may not write" refuses "/usr/cascada.svg" \
  mirador --store "$KEPT/demo.db" chart cascade --program all -o /usr/cascada.svg
check "a chart into the sandbox's own folder of temporary files" refuses "/tmp/cascada.svg" \
  mirador --store "$KEPT/demo.db" chart cascade --program all -o /tmp/cascada.svg
check "figures into a folder that only seems to be the home folder" refuses "$HOME/figures.db" \
  mirador --store "$HOME/figures.db" refresh population
check "a chart into a folder that only seems to be the home folder" refuses "$HOME/cascada.svg" \
  mirador --store "$KEPT/demo.db" chart cascade --program all -o "$HOME/cascada.svg"
check "a chart into a folder that is not there" refuses "$HOME/Documentos/cascada.svg" \
  mirador --store "$KEPT/demo.db" chart cascade --program all -o "$HOME/Documentos/cascada.svg"
check "a chart into a folder that is lent for once" flatpak run --user --filesystem="$HOME/Documentos" "$ID" \
  --store "$KEPT/demo.db" chart cascade --program all -o "$HOME/Documentos/cascada.svg"
check "it is in that folder" test -s "$HOME/Documentos/cascada.svg"

# --- the sandbox
echo "a secret of somebody's" >"$HOME/Documentos/secret.txt"
echo "another" >"$HOME/secret.txt"
check "the host's home folder is out of reach" refuses "secret" inside "cat '$HOME/secret.txt' 2>&1"
check "and so are the folders in it" refuses "secret" inside "cat '$HOME/Documentos/secret.txt' 2>&1"
check "and so is the rest of the disk" refuses "build.log" inside "cat '$ROOT/build.log' 2>&1"
check "what the home folder seems to hold is its own" test "$(inside 'ls -A ~; ls -A ~/.var/app')" = "$(printf '.var\n%s' "$ID")"
check "no other folder of the host is lent" test "$(inside 'ls -d /run/host/home /run/host/root /run/media /mnt/* /srv/* 2>/dev/null')" = ""
/usr/bin/python3 "$FLATPAK/stand-in-portal.py" "$ROOT/portal.log" &
portal=$!
until grep -q ready "$ROOT/portal.log" 2>/dev/null; do kill -0 $portal 2>/dev/null || break; sleep 0.1; done
ask="gdbus call --session --timeout 10 --object-path / --method org.freedesktop.DBus.Peer.Ping --dest"
check "a name on the host's bus is there" $ask org.example.Undeclared
check "and out of reach from inside" says "ServiceUnknown" inside "$ask org.example.Undeclared"
check "the portal is in reach from inside" inside "$ask org.freedesktop.portal.Desktop"
check "no other name may be owned" says "Error" inside \
  "gdbus call --session --timeout 10 --dest org.freedesktop.DBus --object-path /org/freedesktop/DBus --method org.freedesktop.DBus.RequestName org.example.Other 0"
check "its own may" says "uint32 1" inside \
  "gdbus call --session --timeout 10 --dest org.freedesktop.DBus --object-path /org/freedesktop/DBus --method org.freedesktop.DBus.RequestName $ID 0"
check "the bus of the system is out of reach" refuses "" inside "test -S /run/dbus/system_bus_socket || { echo no; exit 1; }"

# --- the network
cat >"$ROOT/served/figures.json" <<'J'
{"mirador": 1, "feed": "prueba", "title": {"es": "Prueba"}, "source": {"es": "Prueba"},
 "columns": ["measure", "program", "place", "period", "value"],
 "rows": [["screenings", "tb", "PE", "2025-03", 1234]]}
J
python3 -u -m http.server --bind 127.0.0.1 --directory "$ROOT/served" 0 >"$ROOT/served.log" 2>&1 &
server=$!
until grep -q 'port [0-9]' "$ROOT/served.log"; do kill -0 $server 2>/dev/null || break; sleep 0.1; done
port=$(sed -n 's/.*port \([0-9]*\).*/\1/p' "$ROOT/served.log" | head -1)
cat >"$KEPT/prueba.json" <<J
{"feed": 1, "id": "prueba", "title": {"es": "Prueba"}, "auth": {"scheme": "bearer"},
 "tables": [{"location": "http://127.0.0.1:$port/figures.json", "format": "mirador"}]}
J
check "a feed is added" mirador --store "$KEPT/net.db" feeds add "$KEPT/prueba.json"

# --- secrets, by the portal alone
printf 'one-secret-token\n' >"$ROOT/token"
check "a token is kept" mirador --store "$KEPT/net.db" feeds secret prueba <"$ROOT/token"
check "the portal was asked for the sandbox's secret" grep -q RetrieveSecret "$ROOT/portal.log"
check "what is kept of it is not legible" says "none" bash -c "grep -rlF one-secret-token '$OWN' || echo none"
check "the feed is fetched over the network" mirador --store "$KEPT/net.db" refresh prueba
check "its figure is in the store" says "1234" mirador --store "$KEPT/net.db" query --measure screenings --program tb --format csv
check "the token came from the portal's store" grep -q 'GET /figures.json' "$ROOT/served.log"
kill $portal $server 2>/dev/null
wait $portal $server 2>/dev/null
rm -rf "$OWN/data/keyrings" "$OWN/cache"
check "without a portal it says so and goes on" refuses "" mirador --store "$KEPT/net.db" feeds secret prueba <"$ROOT/token"

# --- what the desktop has of it
exports=$FLATPAK_USER_DIR/exports/share
for file in applications/$ID.desktop icons/hicolor/scalable/apps/$ID.svg icons/hicolor/symbolic/apps/$ID-symbolic.svg \
  dbus-1/services/$ID.service gnome-shell/search-providers/$ID.search-provider.ini mime/packages/$ID.xml; do
  check "the desktop has $file" test -e "$exports/$file"
done
check "software centres have its description" test -s "$ROOT/build/files/share/app-info/xmls/$ID.xml.gz"
check "its entry is in order" desktop-file-validate --no-hints "$exports/applications/$ID.desktop"
check "its own store is where it may write" mirador refresh ses-annual-report-2025
search="gdbus call --session --timeout 60 --dest $ID --object-path /pe/org/sociosensalud/Mirador/SearchProvider"
check "the Shell's search starts it, and finds a program" says "program/tb" \
  $search --method org.gnome.Shell.SearchProvider2.GetInitialResultSet "['tuberculosis']"
check "the desktop opens its window over the bus" gdbus call --session --timeout 60 --dest "$ID" \
  --object-path /pe/org/sociosensalud/Mirador --method org.freedesktop.Application.Activate '{}'
check "the window is there" /usr/bin/python3 "$FLATPAK/stand-in-window.py" Mirador Mirador
flatpak kill "$ID"

# --- the window
began=$SECONDS
flatpak run --user "$ID" --lang es demo >"$ROOT/window.log" 2>&1 &
window=$!
check "the window is there, in Spanish, with its charts" /usr/bin/python3 "$FLATPAK/stand-in-window.py" Mirador "Datos simulados"
echo "==> the window and its charts after $((SECONDS - began)) s"
import -window root "$ROOT/window.png"
echo "==> picture of the window: $ROOT/window.png, $(identify -format '%k colours' "$ROOT/window.png")"
check "the picture is no empty screen" test "$(identify -format %k "$ROOT/window.png")" -gt 500
check "it runs in the sandbox" says "$ID" flatpak ps --columns=application
flatpak kill "$ID"
wait $window
# GTK 4.24 says the one of itself, on an X server without a compositor.
check "nothing was wrong while it ran" says "none" bash -c "grep -E 'WARNING|CRITICAL' '$ROOT/window.log' | grep -v gdk_frame_timings_submitted || echo none"
echo "$pass passed, $fail failed"
[ "$fail" = 0 ]
