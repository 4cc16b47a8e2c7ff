#!/bin/sh
# Writes into images.env the digest of each image, as the registry gives it now, so that a later start pulls the same
# content. To take a new version, change its tag and run this again. Needs docker with buildx, and the registry.
#   docker/pin-images.sh [FILE]
set -eu
file=${1:-$(dirname "$0")/images.env}
pinned=$(mktemp)
trap 'rm -f "$pinned"' EXIT
while IFS= read -r line; do
  case $line in
    *_IMAGE=*)
      image=${line#*=}
      image=${image%@*}
      digest=$(docker buildx imagetools inspect "$image" --format '{{.Manifest.Digest}}')
      case $digest in
        sha256:*) ;;
        *) echo "$image: expected a digest, found '$digest'" >&2; exit 1 ;;
      esac
      line="${line%%=*}=$image@$digest"
      ;;
  esac
  printf '%s\n' "$line"
done <"$file" >"$pinned"
cat "$pinned" >"$file"
