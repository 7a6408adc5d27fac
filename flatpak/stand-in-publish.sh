#!/bin/bash
# The repository for people, tried from end to end with a key that is made for it: published by publish.sh,
# served on the loopback, installed from the .flatpakref, updated; a release signed by somebody else is
# refused. stand-in.sh gives the environment.
set -euo pipefail
public=$ROOT/public
commit() { flatpak --user info --show-commit "$ID"; }
make_key() { # folder, name
  mkdir -p "$1"
  chmod 700 "$1"
  gpg --homedir "$1" --batch --quiet --pinentry-mode loopback --passphrase '' --quick-generate-key "$2" rsa2048 sign 1d
}
tidy() {
  local folder
  kill "$server" 2>/dev/null || true
  for folder in "$ROOT/key" "$ROOT/other-key"; do gpgconf --homedir "$folder" --kill all 2>/dev/null || true; done
  rm -rf "$ROOT/key" "$ROOT/other-key"
}

flatpak --user uninstall -y --noninteractive "$ID"
for remote in socios-en-salud mirador-origin; do
  flatpak --user remote-delete --force "$remote" >/dev/null 2>&1 || true
done
rm -rf "$public" "$ROOT/key" "$ROOT/other-key"
mkdir -p "$public"
python3 -u -m http.server --bind 127.0.0.1 --directory "$public" 0 >"$ROOT/public.log" 2>&1 &
server=$!
trap tidy EXIT
make_key "$ROOT/key" "Mirador, stand-in"
make_key "$ROOT/other-key" "Somebody else"
until grep -q 'port [0-9]' "$ROOT/public.log"; do sleep 0.1; done
SITE=http://127.0.0.1:$(sed -n 's/.*port \([0-9]*\).*/\1/p' "$ROOT/public.log" | head -1)
export SITE

GNUPGHOME=$ROOT/key "$FLATPAK/publish.sh" "Mirador, stand-in" "$ROOT/repo" "$public"
flatpak --user install -y --noninteractive --no-deps --from "$public/mirador.flatpakref"
[ "$(flatpak --user info --show-origin "$ID")" = socios-en-salud ]
first=$(commit)

# The bundle for computers without a network knows where its updates are.
flatpak --user uninstall -y --noninteractive "$ID"
flatpak --user install -y --noninteractive --no-deps --bundle "$public/mirador.flatpak"
[ "$(commit)" = "$first" ]

GNUPGHOME=$ROOT/key "$FLATPAK/publish.sh" "Mirador, stand-in" "$ROOT/repo" "$public"
flatpak --user update -y --noninteractive --no-deps "$ID"
second=$(commit)
[ "$second" != "$first" ] || { echo "the update did not arrive"; exit 1; }
flatpak run --user "$ID" --version

GNUPGHOME=$ROOT/other-key "$FLATPAK/publish.sh" "Somebody else" "$ROOT/repo" "$public"
flatpak --user update -y --noninteractive --no-deps "$ID" || true
[ "$(commit)" = "$second" ] || { echo "a release of somebody else's was installed"; exit 1; }
reason=$(flatpak --user remote-info mirador-origin "$ID" 2>&1 || true)
grep "public key not found" <<<"$reason"
flatpak run --user "$ID" --version
