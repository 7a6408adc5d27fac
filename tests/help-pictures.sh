#!/bin/bash
# The pictures of the user guide that show windows, from the tour: help-pictures.sh BUILD
# (the charts' are made by help-charts.sh). Wants ./dev tour before, and pngquant and optipng.
set -euo pipefail
root=$(dirname "$(dirname "$(readlink -f "$0")")")
tour=$(readlink -f "$1")/tour

for tool in convert pngquant optipng; do
  command -v "$tool" >/dev/null || { echo "help-pictures: there is no $tool here" >&2; exit 1; }
done

# take TARGET WIDTH CROP SOURCE, with LANG in place of the language; CROP as ImageMagick has it, or -
take() {
  local name=$1 width=$2 crop=$3 source=$4 lang folder target
  for lang in es en; do
    folder=$([ $lang = en ] && echo C || echo es)
    target=$root/data/help/$folder/figures/$name.png
    convert "$tour/${source//LANG/$lang}" $([ "$crop" = - ] || echo "-crop $crop +repage") \
      -resize "${width}x" -strip "$target"
    pngquant --force --speed 1 --nofs --output "$target" 48 "$target"
    optipng -quiet -o5 "$target"
  done
}

take welcome 620 620x500+430+175 window-welcome-LANG-light-1280x800.png
take overview 960 - window-overview-LANG-light-1280x800.png
take feeds 800 1280x620+0+0 window-feeds-LANG-light-1280x800.png
take columns 700 - window-assistant-table-3-columns-LANG-light-760x700.png
take import 760 - window-import-LANG-light-860x720.png
take presenter 760 - window-presenter-LANG-light-1920x1080.png
take slide 640 - report-LANG-2.png
du -cb "$root"/data/help/*/figures/*.png | tail -1
