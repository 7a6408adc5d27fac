#!/bin/sh
# The guide of one language as one HTML page: guide.sh FOLDER OUTPUT DEPFILE
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
output=$(pwd)/$2 depfile=$(pwd)/$3
case $2 in /*) output=$2 depfile=$3 ;; esac
CDPATH='' cd "$1"
{
  echo '<pages xmlns:xi="http://www.w3.org/2001/XInclude">'
  for page in *.page; do
    printf '<xi:include href="%s"/>\n' "$page"
  done
  echo '</pages>'
} | xsltproc --nonet --xinclude --stringparam style "$(cat "$here/guide.css")" -o "$output.part" "$here/guide.xsl" -
mv "$output.part" "$output"
# The folder itself too: a page that is new or gone makes the guide anew.
escaped=$(pwd | sed 's/ /\\ /g')
{
  printf '%s: %s' "$2" "$escaped"
  for page in *.page *.xml; do
    printf ' %s/%s' "$escaped" "$page"
  done
  echo
} >"$depfile"
