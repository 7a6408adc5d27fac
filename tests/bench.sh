#!/bin/bash
# The benchmarks, one after the other: tests/bench.sh BUILD_FOLDER
set -uo pipefail
build=$1
for name in store import dhis2 charts start; do
  program=$build/tests/bench-$name
  [ -x "$program" ] || continue
  echo "== $name"
  if [ "$name" = start ]; then
    GDK_BACKEND=x11 GSK_RENDERER=cairo LIBGL_ALWAYS_SOFTWARE=1 GSETTINGS_BACKEND=memory \
      dbus-run-session -- xvfb-run -a -s '-screen 0 2560x1600x24' "$program" 2>/dev/null
  else
    "$program"
  fi
done
