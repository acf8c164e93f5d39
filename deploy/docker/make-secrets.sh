#!/bin/sh
# Makes the secrets of compose.yaml in ./secrets, once; as root. `make-secrets.sh api-key` reads the executor's API key from
# standard input. Only the containers' user, 10001, reads the files, through its group.
set -eu
cd "$(dirname "$0")"
umask 077
install -d -m 750 -g 10001 secrets secrets/executor

keep() {
  install -m 640 -g 10001 /dev/stdin "secrets/$1.new"
  mv "secrets/$1.new" "secrets/$1"
}

if [ "${1-}" = api-key ]; then
  keep executor/api-key
  exit
fi
[ -e secrets/auth-secret ] && exit
password=$(od -An -tx1 -N24 /dev/urandom | tr -d ' \n')
printf %s "$password" | keep postgres-password
printf %s "postgresql://excalibur:$password@postgres:5432/excalibur" | keep database-url
od -An -tx1 -N32 /dev/urandom | tr -d ' \n' | keep auth-secret
