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

# The published figures, by the program itself. report KIND FILTER...: every size and language.
report() {
  local kind=$1 size lang
  shift
  for size in 360x240 1200x800 1920x1080; do
    for lang in es en; do
      "$program" --store "$home/report.db" --lang "$lang" chart "$kind" "$@" --size "$size" \
        -o "$out/chart-report-$kind-$lang-light-$size.png"
      "$program" --store "$home/report.db" --lang "$lang" chart "$kind" "$@" --size "$size" --dark \
        -o "$out/chart-report-$kind-$lang-dark-$size.png"
    done
  done
}

tour_report() {
  report cascade --program all --period AF2025
  report grouped --period AF2025 --by program
  report bars --stage screened --period AF2025 --by program
  report trend --program all --stage screened
  report kpi --program all --period AF2025 --stage screened
}

# Every kind of chart in every theme: many pictures a process, for a language is for a process.
tour_charts() {
  local scene lang
  for scene in demonstration minsa; do
    [ -f "$home/$scene.db" ] || continue
    for lang in es en; do
      "$build/tests/tour-charts" "$scene" "$lang" "$home/$scene.db" "$out"
    done
  done
}

# The pages of the exported report, as pictures.
tour_slides() {
  local lang
  command -v pdftoppm >/dev/null || return 0
  for lang in es en; do
    [ -f "$out/report-$lang.pdf" ] || continue
    pdftoppm -r 80 -png "$out/report-$lang.pdf" "$out/report-$lang"
  done
}

# Each picture that the metainfo names was taken.
check_screenshots() {
  local name missing=0
  command -v xvfb-run >/dev/null || return 0
  for name in $(sed -n 's|.*/screenshots/@VERSION@/\([a-z-]*\.png\)<.*|\1|p' "$root"/data/*.metainfo.xml.in); do
    [ -f "$out/screenshots/$name" ] || { echo "tour: there is no screenshots/$name"; missing=1; }
  done
  return $missing
}

fill_stores
{
  "$root/tests/tour-installed.sh" "$build" "$out"
  tour_window
  tour_slides
  tour_report
} &
tour_charts
wait $!
check_screenshots
echo "$(find "$out" -name '*.png' | wc -l) pictures in $out"
