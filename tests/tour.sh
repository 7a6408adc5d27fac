#!/bin/bash
# Pictures of every page and chart, in BUILD/tour: how the design is judged. tour.sh BUILD
set -euo pipefail
root=$(dirname "$(dirname "$(readlink -f "$0")")")
build=$(readlink -f "$1")
out=$build/tour
program=$build/src/mirador
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT

rm -rf "$out"
mkdir -p "$out"
export MIRADOR_LOCALE_DIR=${MIRADOR_LOCALE_DIR:-$build/po} GSETTINGS_SCHEMA_DIR=$build/data
export GSETTINGS_BACKEND=memory MIRADOR_TODAY=2026-11-21 TZ=America/Lima
export XDG_DATA_HOME=$home XDG_CONFIG_HOME=$home XDG_CACHE_HOME=$home
if [ -z "${MIRADOR_FIXTURES:-}" ] && [ -d "$root/../shared/fixtures" ]; then
  export MIRADOR_FIXTURES=$root/../shared/fixtures
fi

# The window, each language in a program of its own.
tour_window() {
  if ! command -v xvfb-run >/dev/null || ! command -v dbus-run-session >/dev/null; then
    echo "tour: no xvfb-run or dbus-run-session here: the window's pictures are left out"
    return 0
  fi
  local lang
  for lang in es en; do
    GDK_BACKEND=x11 GSK_RENDERER=cairo LIBGL_ALWAYS_SOFTWARE=1 GTK_A11Y=none NO_AT_BRIDGE=1 \
      dbus-run-session -- xvfb-run -a -s '-screen 0 2560x1600x24' \
      "$build/tests/tour" "$lang" "$out"
  done
}

fill_stores() {
  "$program" --lang en --store "$home/demonstration.db" refresh demo population >/dev/null
  "$program" --lang en --store "$home/report.db" refresh ses-annual-report-2025 population >/dev/null
  [ -n "${MIRADOR_FIXTURES:-}" ] || return 0
  "$program" --lang en --store "$home/minsa.db" import \
    "$MIRADOR_FIXTURES/csv/smental_tamizaje_2017.csv" \
    "$MIRADOR_FIXTURES/csv/smental_atendidos_2017.csv" >/dev/null
}

# chart SCENE KIND FILTER...: every size, language and theme.
chart() {
  local scene=$1 kind=$2 size lang
  shift 2
  for size in 360x240 1200x675 1920x1080; do
    for lang in es en; do
      "$program" --store "$home/$scene.db" --lang "$lang" chart "$kind" "$@" --size "$size" \
        -o "$out/chart-$scene-$kind-$lang-light-$size.png"
      "$program" --store "$home/$scene.db" --lang "$lang" chart "$kind" "$@" --size "$size" --dark \
        -o "$out/chart-$scene-$kind-$lang-dark-$size.png"
    done
  done
}

tour_charts() {
  chart demonstration cascade --program all --period 2026-07..2026-10
  chart demonstration grouped --period AF2025 --by program
  chart demonstration bars --program tb --period AF2025 --stage screened
  chart demonstration trend --program vih --period 2024-07..2026-10 --stage screened
  chart demonstration kpi --program all --period AF2026 --stage screened
  chart report cascade --program all --period AF2025
  chart report grouped --period AF2025 --by program
  chart report bars --stage screened --period AF2025 --by program
  chart report trend --program all --stage screened
  chart report kpi --program all --period AF2025 --stage screened
  [ -f "$home/minsa.db" ] || return 0
  chart minsa cascade --program same
  chart minsa grouped --by program
  chart minsa bars --program same --measure screenings --by province
  chart minsa trend --program same --measure screenings
  chart minsa kpi --program same --measure screenings
}

fill_stores
tour_window &
tour_charts
wait $!
echo "$(find "$out" -name '*.png' | wc -l) pictures in $out"
