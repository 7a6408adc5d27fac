#!/bin/bash
# The pictures of the help pages on charts, of the demonstration, in both languages:
# help-charts.sh BUILD. They are kept in data/help/LANGUAGE/figures; needs pngquant.
set -euo pipefail
root=$(dirname "$(dirname "$(readlink -f "$0")")")
build=$(readlink -f "$1")
program=$build/src/mirador
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export MIRADOR_LOCALE_DIR=${MIRADOR_LOCALE_DIR:-$build/po} GSETTINGS_SCHEMA_DIR=$build/data
export GSETTINGS_BACKEND=memory MIRADOR_TODAY=2026-11-15 TZ=America/Lima
export XDG_DATA_HOME=$home XDG_CONFIG_HOME=$home XDG_CACHE_HOME=$home

year='--period AF2025'
regions="--by region $year"
months='--every month --period'
# kind: filter
charts="
cascade: --program same $year
bars: --program tb --stage screened $regions
grouped: --by program --stage screened,diagnosed,referred $year
trend: --program tb --stage screened $months 2025-07..2026-10
small-multiples: --program tb --stage screened --by region $months 2026-01..2026-09
xmr: --program vih --stage screened --place 20 $months 2024-07..2026-09
funnel: --program same --stage diagnosed,referred $regions
map: --program tb --stage screened --rate $regions
tiles: --program tb --stage screened --rate $regions
heatmap: --program vih --stage screened --by region $months 2025-11..2026-10
bullet: --stage screened --by program --period AF2026
pyramid: --program same --stage screened $year
kpi: --program all --stage screened --period AF2026
"

"$program" --store "$home/demo.db" refresh demo population >/dev/null
for folder in C es; do
  figures=$root/data/help/$folder/figures
  mkdir -p "$figures"
  while IFS=: read -r kind filter; do
    [ -n "$kind" ] || continue
    # shellcheck disable=SC2086
    "$program" --store "$home/demo.db" --lang "${folder/C/en}" chart "$kind" $filter --size 560x360 \
      -o "$home/chart.png"
    pngquant --speed 1 --nofs --strip --force --output "$figures/chart-$kind.png" 32 "$home/chart.png"
  done <<<"$charts"
done
