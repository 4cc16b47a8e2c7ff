#!/bin/sh
# Makes certificates for a trial: one authority, and for each part of the compose file a folder docker/certs/<part> with
# ca.crt, tls.crt and tls.key, which only that part's container sees. In production a court's own authority issues them
# to the same files, and renews them. Safe to repeat: what exists is kept.
#   docker/certificates.sh [FOLDER]
set -eu
folder=${1:-$(dirname "$0")/certs}
days=825
umask 077
mkdir -p "$folder/authority"
chmod 700 "$folder"
cd "$folder"

[ -e authority/ca.key ] ||
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj '/CN=enforcement trial authority' \
    -addext 'keyUsage=critical,keyCertSign,cRLSign' -keyout authority/ca.key -out authority/ca.crt 2>/dev/null

# issue PART NAMES: the names under which others reach the part, as openssl's subjectAltName.
issue() {
  if [ -e "$1/tls.crt" ]; then return; fi
  mkdir -p "$1"
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" -keyout "$1/tls.key" -out "$1/tls.csr" 2>/dev/null
  printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth,clientAuth\nbasicConstraints=CA:false\n' "$2" >"$1/extensions"
  openssl x509 -req -in "$1/tls.csr" -CA authority/ca.crt -CAkey authority/ca.key -CAcreateserial -days "$days" \
    -extfile "$1/extensions" -out "$1/tls.crt" 2>/dev/null
  cp authority/ca.crt "$1/ca.crt"
  rm "$1/tls.csr" "$1/extensions"
  # Each container runs as another user, so the files can be read by all; the folder above lets only its owner in.
  chmod 755 "$1"
  chmod 644 "$1/ca.crt" "$1/tls.crt" "$1/tls.key"
}

here=DNS:localhost,IP:127.0.0.1
issue postgres "DNS:postgres,$here"
issue temporal "DNS:temporal,$here"
for client in app temporal-tools temporal-ui; do issue "$client" "DNS:$client"; done
