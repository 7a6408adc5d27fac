#!/bin/bash
# Proof of the Flatpak where Flathub cannot be reached: the shipped manifest is built, tested, bundled,
# installed and run on a stand-in for org.gnome.Platform that is made of Debian packages.
#
#   SUITE=trixie|forky   the newest Debian, or the one to come: GTK 4.18 or 4.24
#   WORK=folder          outside this tree; /var/tmp/mirador-flatpak unless said, about 3 GB a suite
#
# The bundle that it makes is for tests: what people install is built on the real runtime (README.md).
# It is for root on Debian 12 or later. What has not changed is not made again.
set -euo pipefail
FLATPAK=$(dirname "$(readlink -f "$0")")
PROJECT=$(dirname "$FLATPAK")
SUITE=${SUITE:-trixie}
WORK=${WORK:-/var/tmp/mirador-flatpak}
ID=pe.org.sociosensalud.Mirador
MANIFEST=$FLATPAK/$ID.json
BUNDLE_MOST=3000000
ARCH=$(uname -m)
ROOT=$WORK/$SUITE
# The machine's own mirror and nobody else's.
MIRROR=$(apt-get indextargets --format "\$(SITE)" "Created-By: Packages" 2>/dev/null | head -1)
BRANCH=$(sed -n 's/.*"runtime-version": "\(.*\)".*/\1/p' "$MANIFEST")
# Nothing of the person's who runs this is read or written.
export HOME=$ROOT/home XDG_RUNTIME_DIR=$ROOT/run FLATPAK_USER_DIR=$ROOT/installed
export XDG_CACHE_HOME=$HOME/.cache XDG_DATA_HOME=$HOME/.local/share XDG_CONFIG_HOME=$HOME/.config
export XDG_DATA_DIRS=$FLATPAK_USER_DIR/exports/share:/usr/local/share:/usr/share
# The charts' font that the runtime has.
[ "$SUITE" = trixie ] && FONT=Inter || FONT=Adwaita
unset LANGUAGE LC_ALL DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
export LANG=C.UTF-8

pass=0
fail=0
began=$SECONDS
since=$SECONDS
say() { printf '==> %s\n' "$*"; }
step() { # what has been done
  printf '==> %4s s  %s\n' $((SECONDS - since)) "$*"
  since=$SECONDS
}
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
finish() {
  say "$((SECONDS - began)) s in all"
  echo "$pass passed, $fail failed"
  [ "$fail" = 0 ]
  exit
}
give_up() {
  failed "$*"
  finish
}

. "$FLATPAK/stand-in-runtime.sh"

# flatpak-builder strips with elfutils, flatpak reads the icon with librsvg, xdg-dbus-proxy guards the bus.
host_packages=(flatpak flatpak-builder ostree bubblewrap elfutils librsvg2-common mmdebstrap ca-certificates
  debian-archive-keyring xdg-dbus-proxy dbus dbus-x11 xvfb xauth x11-utils imagemagick python3 python3-gi
  python3-pyatspi at-spi2-core libglib2.0-bin xz-utils gnupg poppler-utils desktop-file-utils)

prepare_host() {
  local name missing=()
  [ "$(id -u)" = 0 ] || { echo "stand-in.sh: this is for root: it makes a file system of Debian packages"; exit 1; }
  [ -n "$MIRROR" ] || { echo "stand-in.sh: apt names no mirror here: run apt-get update first"; exit 1; }
  for name in "${host_packages[@]}"; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || missing+=("$name")
  done
  [ ${#missing[@]} = 0 ] || {
    say "installing: ${missing[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" \
      </dev/null >"$ROOT/apt.log" 2>&1 || { tail -20 "$ROOT/apt.log"; exit 1; }
  }
  unshare --fork --pid --mount true 2>/dev/null && bwrap --ro-bind / / --unshare-all true 2>/dev/null ||
    { echo "stand-in.sh: this machine allows no namespaces, without which there is no sandbox"; exit 1; }
}

# Debian's copies of the modules' sources: folder below the pool, file, sum. PLplot's and libcsv's leave
# out documents that are not free.
sources=(
  j/json-c json-c_0.18+ds.orig.tar.xz f6439962c9622c1f9f4746d5b3daf5e0800c335281b048fab00159f2a29d7daa
  libc/libcsv libcsv_3.0.3+dfsg.orig.tar.gz 06fddfaca720a4be7603bad63eb1833bca5b6c5a69b42b1c518a02cda2a73aef
  p/plplot plplot_5.15.0+dfsg2.orig.tar.xz dfc483c009fa905773abfda860f775c74756a0ba54231cbce08dd9bb24b0f0fd
)

fetch_sources() {
  local i folder file sum
  mkdir -p "$WORK/sources"
  for ((i = 0; i < ${#sources[@]}; i += 3)); do
    folder=${sources[i]} file=${sources[i + 1]} sum=${sources[i + 2]}
    [ -s "$WORK/sources/$file" ] ||
      /usr/lib/apt/apt-helper -o APT::Sandbox::User=root download-file "$MIRROR/pool/main/$folder/$file" \
        "$WORK/sources/$file" "SHA256:$sum" >/dev/null || return 1
    echo "$sum  $WORK/sources/$file" | sha256sum -c --quiet || return 1
  done
}

# The tree as it stands, without what was built in it.
copy_project() {
  rm -rf "$ROOT/source"
  mkdir -p "$ROOT/source"
  (cd "$PROJECT" && if [ -d .git ]; then git ls-files -z --cached --others --exclude-standard; else find . -path ./build\* -prune -o -type f -print0; fi |
    while IFS= read -r -d '' file; do [ ! -e "$file" ] || printf '%s\0' "$file"; done | tar c --null -T - | tar x -C "$ROOT/source")
}

build() {
  copy_project
  python3 "$FLATPAK/stand-in-manifest.py" "$MANIFEST" "$ROOT/$ID.json" "$ROOT/source" "$WORK/sources" "${sources[@]}"
  rm -rf "$ROOT/state/build"
  # From outside any checkout, with its state on the same disk.
  (cd "$ROOT" && flatpak-builder --user --disable-download --disable-updates --disable-rofiles-fuse --force-clean \
    --keep-build-dirs --rebuild-on-sdk-change --jobs="$(nproc)" --default-branch=stable --repo="$ROOT/repo" \
    --state-dir="$ROOT/state" "$ROOT/build" "$ROOT/$ID.json") >"$ROOT/build.log" 2>&1 ||
    { grep -aE 'error:|FAILED|ERROR' "$ROOT/build.log" | head -20; tail -20 "$ROOT/build.log"; return 1; }
}

# Our own sources only: the modules' warnings are their authors'.
no_warnings() {
  local found
  found=$(sed -n '/^Building module mirador /,$p' "$ROOT/build.log" | grep -acE 'warning:' || true)
  [ "$found" = 0 ] && return
  sed -n '/^Building module mirador /,$p' "$ROOT/build.log" | grep -aE 'warning:' | sort | uniq -c | sort -rn | head -20
  return 1
}

# The project's tests with the SDK's libraries and what was built on them, on a screen and a bus of their
# own. Without Flatpak's mark, for most of them play a desktop that has no portals, and without the
# installed program.
in_sdk() { # command...
  local sdk=$FLATPAK_USER_DIR/runtime/org.gnome.Sdk/$ARCH/$BRANCH/active/files fixtures=()
  [ -z "${MIRADOR_FIXTURES:-}" ] ||
    fixtures=(--ro-bind "$MIRADOR_FIXTURES" /fixtures --setenv MIRADOR_FIXTURES /fixtures)
  bwrap --die-with-parent --unshare-pid --unshare-ipc --clearenv --setenv PATH /usr/bin --setenv HOME /tmp \
    --setenv LANG C.UTF-8 --setenv LD_LIBRARY_PATH /app/lib --setenv XDG_DATA_DIRS /usr/share \
    --ro-bind "$(readlink -f "$sdk")" /usr --ro-bind "$(readlink -f "$sdk")/etc" /etc --symlink usr/bin /bin \
    --symlink usr/sbin /sbin --symlink usr/lib /lib --symlink usr/lib64 /lib64 --proc /proc --dev /dev --tmpfs /tmp \
    --tmpfs /run --tmpfs /var/tmp --ro-bind "$ROOT/build/files/lib" /app/lib \
    --ro-bind "$ROOT/build/files/share/plplot5.15.0" /app/share/plplot5.15.0 \
    --bind "$(readlink -f "$ROOT/state/build/mirador")" /run/build/mirador --chdir /run/build/mirador \
    "${fixtures[@]}" "$@"
}

test_inside() {
  local ok bad
  in_sdk ./dev tested _flatpak_build >"$ROOT/test.log" 2>&1 || true
  grep -avE '^[0-9]+ passed, [0-9]+ failed$' "$ROOT/test.log" | tail -80 || true
  read -r ok bad < <(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$ROOT/test.log" | tail -1) ||
    { failed "the tests inside the SDK did not run"; return; }
  say "inside the SDK: $ok passed, $bad failed"
  pass=$((pass + ok))
  fail=$((fail + bad))
}

make_bundle() {
  flatpak build-bundle --runtime-repo=https://dl.flathub.org/repo/flathub.flatpakrepo \
    "$ROOT/repo" "$ROOT/$ID.flatpak" "$ID" stable
}

bundle_is_small() {
  local size
  size=$(stat -c %s "$ROOT/$ID.flatpak")
  say "the bundle has $size bytes, the program installed $(du -sb "$ROOT/build/files" | cut -f1)"
  [ "$size" -lt $BUNDLE_MOST ]
}

# --no-deps: otherwise flatpak asks for the runtime's address even where the runtime is installed.
install_bundle() {
  flatpak --user uninstall -y --noninteractive "$ID" >/dev/null 2>&1 || true
  flatpak --user install -y --noninteractive --no-deps --bundle "$ROOT/$ID.flatpak" >"$ROOT/install.log" 2>&1 ||
    { cat "$ROOT/install.log"; return 1; }
}

# Processes, folders and an environment of their own: nothing that the session's bus starts outlives it,
# and the home folder lies where a person's does.
session() { # command...
  env -i PATH="$PATH" LANG=C.UTF-8 HOME=/media/gerente ID="$ID" ROOT="$ROOT" FLATPAK="$FLATPAK" PROJECT="$PROJECT" \
    FONT="$FONT" XDG_RUNTIME_DIR="$XDG_RUNTIME_DIR" FLATPAK_USER_DIR="$FLATPAK_USER_DIR" \
    XDG_DATA_DIRS="$XDG_DATA_DIRS" \
    unshare --fork --pid --mount --mount-proc --kill-child bash -c 'mount -t tmpfs tmpfs /media &&
      mkdir /media/gerente && mount --bind "$ROOT/home" /media/gerente && exec timeout 300 "$@"' session "$@"
}

run_installed() {
  local ok bad
  session xvfb-run -a -s '-screen 0 1280x900x24' dbus-run-session -- "$FLATPAK/stand-in-session.sh" \
    >"$ROOT/session.log" 2>&1 || true
  grep -aE '^(==>|FAILED:|  )' "$ROOT/session.log" || true
  read -r ok bad < <(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$ROOT/session.log" | tail -1) ||
    { tail -20 "$ROOT/session.log"; failed "the installed program was not run to the end"; return; }
  pass=$((pass + ok))
  fail=$((fail + bad))
}

main() {
  mkdir -p "$HOME" "$XDG_RUNTIME_DIR"
  chmod 700 "$XDG_RUNTIME_DIR"
  # Two at once would build in the same folder.
  exec 9>"$ROOT/lock"
  flock -n 9 || { say "waiting for another run in $ROOT"; flock -w 3600 9 || give_up "another run does not end"; }
  say "$SUITE, in $ROOT"
  prepare_host
  make_runtime || give_up "the stand-in runtime was not made"
  fetch_sources || give_up "the modules' sources were not found on the mirror, or are not what they were"
  since=$SECONDS
  build || give_up "the shipped manifest does not build"
  passed
  step "built ($ROOT/build.log)"
  check "no warning of the compiler" no_warnings
  test_inside
  step "the project's tests inside the SDK"
  make_bundle || give_up "no bundle"
  check "the bundle is below $BUNDLE_MOST bytes" bundle_is_small
  install_bundle || give_up "the bundle cannot be installed"
  passed
  step "bundled and installed"
  run_installed
  step "run"
  session "$FLATPAK/stand-in-publish.sh" >"$ROOT/publish.log" 2>&1 && passed || { tail -20 "$ROOT/publish.log"; failed "the repository"; }
  step "a signed repository: installed from its .flatpakref, updated, and refused with another's signature"
  finish
}

main
