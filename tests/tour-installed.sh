#!/bin/bash
# Pictures of the program as it is installed, in BUILD/tour/installed-LANG.png: nothing of the build
# folder is used, and the language is the system's. tour-installed.sh BUILD OUT
set -euo pipefail
build=$(readlink -f "$1")
out=$(readlink -f "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for tool in xvfb-run dbus-run-session xdotool import; do
  command -v "$tool" >/dev/null || { echo "tour: no $tool here: the pictures as installed are left out"; exit 0; }
done

DESTDIR=$work/root meson install -C "$build" --no-rebuild --quiet >/dev/null
share=$(find "$work/root" -path '*/share/applications' -type d | head -1)
share=${share%/applications}
glib-compile-schemas "$share/glib-2.0/schemas"

# The window is there once, two moments apart, it shows the same and more than a few colours.
cat >"$work/picture.sh" <<'S'
set -u
mirador demo 2>"$work/$lang.err" &
window=$(timeout 60 xdotool search --sync --onlyvisible --class mirador | tail -1)
before=
for _ in $(seq 60); do
  sleep 0.5
  import -silent -window "$window" "$work/$lang.png"
  now=$(identify -format '%k %#' "$work/$lang.png")
  [ "$now" = "$before" ] && [ "${now%% *}" -gt 200 ] && break
  before=$now
done
kill %1
wait
S

for lang in es_PE en_US; do
  unset MIRADOR_LOCALE_DIR GSETTINGS_SCHEMA_DIR LC_ALL
  mkdir -p "$work/$lang"
  # A prefix that was moved is told by the environment where its translations are.
  env PATH="${share%/share}/bin:$PATH" XDG_DATA_DIRS="$share:/usr/local/share:/usr/share" \
    MIRADOR_LOCALE_DIR="$share/locale" LANG=$lang.UTF-8 LANGUAGE= lang=$lang work="$work" \
    XDG_DATA_HOME="$work/$lang" XDG_CONFIG_HOME="$work/$lang" XDG_CACHE_HOME="$work/$lang" \
    GDK_BACKEND=x11 GSK_RENDERER=cairo LIBGL_ALWAYS_SOFTWARE=1 GTK_A11Y=none GSETTINGS_BACKEND=memory \
    dbus-run-session -- xvfb-run -a -s '-screen 0 1400x960x24' bash "$work/picture.sh"
  cat "$work/$lang.err" >&2
  cp "$work/$lang.png" "$out/installed-${lang%_*}.png"
done
