#!/bin/bash
# What was built becomes what people install: flatpak/publish.sh KEY [BUILT [PUBLIC]]
#
#   KEY      the key that signs, as gpg names it; GNUPGHOME says where it is kept
#   BUILT    the repository that flatpak-builder wrote (build-flatpak-repo)
#   PUBLIC   the folder to put on the web server (build-public), which keeps the earlier releases
#
# SITE in the environment says where PUBLIC will be found, if it is not what meson_options.txt says.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
[ $# -ge 1 ] && [ $# -le 3 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
key=$1
built=${2:-build-flatpak-repo}
public=${3:-build-public}
id=pe.org.sociosensalud.Mirador
branch=stable
site=${SITE:-$(sed -n "/^option('site'/s/.*value: '\([^']*\)'.*/\1/p" meson_options.txt)}
runtimes=https://dl.flathub.org/repo/flathub.flatpakrepo
[ -f "$built/config" ] || { echo "publish.sh: there is no repository in $built: build first (flatpak/README.md)" >&2; exit 1; }
gpg --list-secret-keys "$key" >/dev/null 2>&1 || { echo "publish.sh: gpg has no secret key $key" >&2; exit 1; }
sign=(--gpg-sign="$key" --gpg-homedir="${GNUPGHOME:-$HOME/.gnupg}")

mkdir -p "$public"
[ -f "$public/repo/config" ] || ostree init --mode=archive-z2 --repo="$public/repo"
# Only a signed commit is ever in the public repository.
flatpak build-commit-from --no-update-summary --force --timestamp=NOW --src-repo="$built" "${sign[@]}" \
  "$public/repo" "app/$id/$(flatpak --default-arch)/$branch"
flatpak build-update-repo "${sign[@]}" --title="Socios En Salud" --homepage="$site" --default-branch=$branch \
  --generate-static-deltas --prune --prune-depth=10 "$public/repo"

gpg --export "$key" >"$public/mirador.gpg"
cat >"$public/mirador.flatpakref" <<R
[Flatpak Ref]
Title=Mirador
Name=$id
Branch=$branch
Url=$site/repo/
SuggestRemoteName=socios-en-salud
Homepage=$site
RuntimeRepo=$runtimes
IsRuntime=false
GPGKey=$(base64 -w0 "$public/mirador.gpg")
R
# The same as one file, for a computer without a network; where there is one, it is updated from the site.
flatpak build-bundle --repo-url="$site/repo/" --gpg-keys="$public/mirador.gpg" --runtime-repo=$runtimes \
  "$public/repo" "$public/mirador.flatpak" $id $branch
echo "$public: repo, mirador.flatpakref, mirador.flatpak ($(stat -c %s "$public/mirador.flatpak") bytes), for $site"
