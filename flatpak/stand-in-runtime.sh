# shellcheck shell=bash
# Sourced by stand-in.sh: org.gnome.Platform and org.gnome.Sdk made of Debian packages, from the mirror
# that this machine already uses.

# What the programs of org.gnome.Platform find there. Its own fonts are Adwaita Sans, which is Inter.
platform_packages() {
  echo libgtk-4-1 libgtk-4-bin libgtk-4-common libadwaita-1-0 libsoup-3.0-0 libjson-glib-1.0-0 libsqlite3-0 \
    libarchive13t64 libsecret-1-0 glib-networking ca-certificates gsettings-desktop-schemas \
    libglib2.0-bin adwaita-icon-theme hicolor-icon-theme fonts-dejavu-core shared-mime-info librsvg2-common \
    libgl1-mesa-dri libegl1 libgles2 libgl1 dbus-bin desktop-file-utils tzdata locales
  case $SUITE in
    trixie) echo fonts-inter ;;
    *) echo fonts-adwaita-sans ;;
  esac
}

# What builds and tests in org.gnome.Sdk; json-c, libcsv and PLplot come from the manifest.
sdk_packages() {
  echo build-essential pkgconf meson ninja-build cmake gettext git patch xz-utils bzip2 unzip python3 itstool \
    libxml2-utils xsltproc yelp-tools desktop-file-utils libgtk-4-dev libadwaita-1-dev libsoup-3.0-dev libjson-glib-dev libsqlite3-dev libcairo2-dev \
    libpango1.0-dev libarchive-dev libxml2-dev libsecret-1-dev appstream appstream-compose \
    xvfb xauth dbus dbus-daemon dbus-x11 at-spi2-core openssl sqlite3 poppler-utils xdotool \
    python3-jsonschema python3-openpyxl python3-pyatspi
}

runtime_key() {
  { echo "$SUITE $BRANCH $MIRROR"; platform_packages; sdk_packages; cat "$FLATPAK/stand-in-runtime.sh"; } | sha256sum
}

# mmdebstrap's hook: the tree so far is the platform; with the packages for building, the SDK.
write_hook() {
  cat >"$ROOT/hook.sh" <<H
set -eu
take() { tar c -C "\$1/usr" . | tar x -C "$ROOT/\$2/usr"; tar c -C "\$1/etc" . | tar x -C "$ROOT/\$2/usr/etc"; }
for name in es_PE en_US; do chroot "\$1" localedef -i \$name -f UTF-8 \$name.UTF-8; done
take "\$1" Platform
chroot "\$1" apt-get -y --no-install-recommends -o Dpkg::Options::=--force-unsafe-io install $(echo $(sdk_packages))
take "\$1" Sdk
H
}

make_trees() {
  local stale=()
  # A mirror's testing may be older than its own date of expiry.
  [ "$SUITE" = trixie ] || stale=(--aptopt='Acquire::Check-Valid-Until "false"')
  rm -rf "$ROOT"/{Platform,Sdk}
  mkdir -p "$ROOT"/{Platform,Sdk}/{files,usr/etc}
  write_hook
  mmdebstrap --mode=root --variant=apt --include="$(platform_packages | tr -s ' \n' ',' | sed 's/,$//')" \
    --dpkgopt=force-unsafe-io "${stale[@]}" \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/info/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --aptopt='Apt::Install-Recommends "false"' --customize-hook="sh $ROOT/hook.sh \"\$1\"" \
    "$SUITE" /dev/null "deb $MIRROR $SUITE main" >"$ROOT/mmdebstrap.log" 2>&1 ||
    { tail -20 "$ROOT/mmdebstrap.log"; return 1; }
}

lay_out() { # Platform or Sdk
  local tree=$ROOT/$1
  (cd "$tree/usr/etc" && rm -rf shadow* gshadow* passwd- group- subuid* subgid* hostname resolv.conf machine-id \
    fstab mtab ld.so.cache ld.so.conf apt dpkg rc?.d init.d)
  ln -sf ../sbin/ldconfig "$tree/usr/bin/ldconfig" # flatpak runs it with PATH=/app/bin:/usr/bin
  printf '%s\n' 'include /run/flatpak/ld.so.conf.d/app-*.conf' 'include /app/etc/ld.so.conf' /app/lib \
    'include /run/flatpak/ld.so.conf.d/runtime-*.conf' "/usr/lib/$(gcc_triplet)" >"$tree/usr/etc/ld.so.conf"
  # What a desktop of GNOME asks for by its settings.
  cat >"$tree/usr/etc/fonts/local.conf" <<F
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <alias binding="same"><family>sans-serif</family><prefer><family>Adwaita Sans</family><family>Inter</family></prefer></alias>
</fontconfig>
F
  cat >"$tree/metadata" <<M
[Runtime]
name=org.gnome.$1
runtime=org.gnome.Platform/$ARCH/$BRANCH
sdk=org.gnome.Sdk/$ARCH/$BRANCH

[Environment]
XDG_DATA_DIRS=/app/share:/usr/share:/usr/share/runtime/share:/run/host/user-share:/run/host/share
M
}

gcc_triplet() { echo "$(uname -m)-linux-gnu"; }

# flatpak-builder before 1.3.4 asks for appstream-glib's program, and moves the metainfo to share/appdata.
put_appstream_compose() {
  cat >"$ROOT/Sdk/usr/bin/appstream-compose" <<'C'
#!/bin/sh
set -eu
for id; do :; done
c=$(mktemp -d)
mkdir -p $c/share/metainfo
cp -r /app/share/applications /app/share/icons $c/share/
for f in /app/share/metainfo/$id.metainfo.xml /app/share/appdata/$id.appdata.xml; do
  [ ! -e $f ] || cp $f $c/share/metainfo/$id.metainfo.xml
done
exec appstreamcli compose --no-net --print-report=full --prefix=/ --origin=$id --result-root=$c \
  --data-dir=/app/share/app-info/xmls --icons-dir=/app/share/app-info/icons/flatpak --components=$id $c
C
  chmod 755 "$ROOT/Sdk/usr/bin/appstream-compose"
}

export_runtime() {
  local kind
  rm -rf "$ROOT/runtime-repo"
  # Hard links on installation: no compression and no second copy.
  ostree init --repo="$ROOT/runtime-repo" --mode=bare-user-only
  ostree --repo="$ROOT/runtime-repo" config set core.fsync false
  for kind in Platform Sdk; do
    flatpak build-export --runtime --no-update-summary "$ROOT/runtime-repo" "$ROOT/$kind" "$BRANCH" >/dev/null
  done
  flatpak build-update-repo "$ROOT/runtime-repo" >/dev/null
  flatpak --user remote-add --if-not-exists --no-gpg-verify stand-in "file://$ROOT/runtime-repo"
  flatpak --user install -y --noninteractive --reinstall stand-in \
    "org.gnome.Platform//$BRANCH" "org.gnome.Sdk//$BRANCH" >"$ROOT/install.log" 2>&1 ||
    { cat "$ROOT/install.log"; return 1; }
  rm -rf "$ROOT"/{Platform,Sdk}
}

make_runtime() {
  local key
  key=$(runtime_key)
  if [ "$(cat "$ROOT/runtime.key" 2>/dev/null)" = "$key" ]; then
    say "the stand-in runtime is there"
    return
  fi
  rm -f "$ROOT/runtime.key"
  make_trees
  step "Debian $SUITE as a runtime"
  lay_out Platform
  lay_out Sdk
  put_appstream_compose
  export_runtime
  echo "$key" >"$ROOT/runtime.key"
  step "runtime and SDK installed, $(du -sh "$ROOT/runtime-repo" | cut -f1)"
}
