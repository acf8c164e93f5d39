#!/bin/sh
# Installs the command excalibur-executor {{version}}, which {{url}} serves, or removes it:
#   sh install.sh [--prefix FOLDER] [--uninstall]
# FOLDER is /usr/local unless given. It gets the command in lib/excalibur and a link to it, bin/excalibur-executor. Where
# services find Node 20 or later that is the small file; elsewhere the executable that needs no Node. What is fetched is
# compared with the checksum in this text, and tried, before anything is installed. The braces around everything are there
# so that a shell which got only a part of this text does nothing.
{
set -eu
umask 022

server='{{url}}'
checksums='
{{checksums}}
'

fail() {
  echo "$1 Nothing was installed." >&2
  exit 1
}

fetch() {
  if command -v curl >/dev/null; then
    curl --fail --silent --show-error --location --connect-timeout 20 --output "$2" "$1"
  elif command -v wget >/dev/null; then
    wget --quiet --connect-timeout=20 --tries=3 --output-document="$2" "$1"
  else
    fail 'Neither curl nor wget is here to fetch the command with.'
  fi || fail "$1 could not be fetched."
}

# Services don't see what a login shell adds to PATH.
has_node() {
  node=$(PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin command -v node) || return 1
  [ "$("$node" -p 'process.versions.node.split(".")[0] >= 20' 2>/dev/null)" = true ]
}

is_served() {
  case "$checksums" in
    *"  $1
"*) return 0 ;;
    *) return 1 ;;
  esac
}

# Sets $file to what suits this machine.
choose_file() {
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64 | Linux-amd64) platform=linux-x64 ;;
    Linux-aarch64 | Linux-arm64) platform=linux-arm64 ;;
    *) platform="$(uname -s)-$(uname -m)" ;;
  esac
  file=excalibur-executor.mjs
  if has_node && is_served "$file"; then return; fi
  file=excalibur-executor-$platform.gz
  is_served "$file" ||
    fail "$server has no executable for $platform. Install Node 20 or later in /usr/bin or /usr/local/bin, then try again."
}

install_command() {
  choose_file
  work=$(mktemp -d)
  trap 'rm -rf "$work" "$folder/new"' EXIT
  fetch "$server/install/$file" "$work/$file"
  (cd "$work" && printf '%s' "$checksums" | grep "  $file\$" | sha256sum --check --status) ||
    fail "$server/install/$file is not the file that this text knows: its checksum is another one."
  case "$file" in
    *.gz) command=excalibur-executor && gunzip -c "$work/$file" >"$work/$command" ;;
    *) command=$file ;;
  esac
  install -d -m 755 "$prefix/bin" "$folder/new"
  install -m 755 "$work/$command" "$folder/new/$command"
  "$folder/new/$command" --version >/dev/null || fail "$file does not run on this machine."
  mv -f "$folder/new/$command" "$folder/$command"
  ln -sfn "../lib/excalibur/$command" "$prefix/bin/excalibur-executor"
  echo "excalibur-executor {{version}} is installed: $prefix/bin/excalibur-executor ($file)"
}

uninstall_command() {
  case "$(readlink "$prefix/bin/excalibur-executor")" in
    ../lib/excalibur/*) rm -f "$prefix/bin/excalibur-executor" ;;
  esac
  rm -f "$folder/excalibur-executor" "$folder/excalibur-executor.mjs"
  rmdir "$folder" 2>/dev/null || true
  echo "excalibur-executor is removed from $prefix. Services, settings and keys in /etc/excalibur are as they were."
}

prefix=/usr/local
action=install_command
while [ $# -gt 0 ]; do
  case "$1" in
    --prefix)
      [ $# -gt 1 ] || fail '--prefix needs a folder.'
      prefix=$2
      shift 2
      ;;
    --uninstall)
      action=uninstall_command
      shift
      ;;
    *) fail "There is no option $1. There are: --prefix FOLDER, --uninstall." ;;
  esac
done
case "$prefix" in
  /*) ;;
  *) fail '--prefix needs a folder that begins with /.' ;;
esac
folder=$prefix/lib/excalibur
"$action"
exit
}
