#!/bin/sh
# For development: builds our image, and runs a command in it, on Debian without a container engine and without pulling
# an image. Needs root, buildah and debootstrap, and an installed node_modules. The production base is named in the
# Dockerfile; here a base is made of Debian bookworm and the Node of package.json.
#   docker/without-daemon.sh build
#   docker/without-daemon.sh run FILE [-v FOLDER:FOLDER:ro …] COMMAND …   FILE holds the variables, NAME=value a line
set -eu
export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot
root=$(cd "$(dirname "$0")/.." && pwd)
base=localhost/enforcement-node-base
image=localhost/enforcement-case-system

build_base() {
  buildah images --quiet "$base" >/dev/null 2>&1 && return
  system=${DEBIAN_ROOT:-$root/var/debian}
  [ -e "$system/bin/sh" ] || debootstrap --variant=minbase bookworm "$system"
  container=$(buildah from scratch)
  buildah add --quiet "$container" "$system" /
  buildah copy --quiet "$container" "$root/node_modules/node/bin/node" /usr/local/bin/node
  buildah copy --quiet "$container" "$(npm root --global)/npm" /usr/local/lib/node_modules/npm
  buildah run "$container" -- ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
  buildah run "$container" -- useradd --create-home --uid 1000 node
  buildah commit --quiet --rm "$container" "$base"
}

case "${1:-}" in
  build)
    build_base
    # npm's settings of this machine, so that a mirror and its certificates are used where they are configured.
    settings=$(mktemp -d)
    trap 'rm -r "$settings"' EXIT
    cat "$HOME/.npmrc" >"$settings/npmrc" 2>/dev/null || :
    cat "${NODE_EXTRA_CA_CERTS:-/dev/null}" >"$settings/ca.crt"
    [ -s "$settings/ca.crt" ] && echo cafile=/etc/npm/ca.crt >>"$settings/npmrc"
    buildah bud --pull-never --build-arg "NODE_IMAGE=$base" --ignorefile "$root/docker/Dockerfile.dockerignore" \
      --volume "$settings/npmrc:/root/.npmrc:ro" --volume "$settings:/etc/npm:ro" \
      --file "$root/docker/Dockerfile" --tag "$image" "$root"
    ;;
  run)
    file=$2
    shift 2
    volumes=
    while [ "${1:-}" = -v ]; do volumes="$volumes --volume $2"; shift 2; done
    container=$(buildah from --pull-never "$image")
    trap 'buildah rm "$container" >/dev/null' EXIT
    # No value holds a space.
    buildah run $volumes $(grep -v '^#' "$file" | sed 's/^/--env /') "$container" -- "$@" &
    # A stop ends buildah, which kills the command: no orderly stop, unlike in a container engine.
    trap 'kill -TERM $!' INT TERM
    wait $! || { trap - INT TERM; wait $!; }
    ;;
  *)
    sed -n '2,7s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
