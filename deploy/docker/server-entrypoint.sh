#!/bin/sh
# Starts the server. A secret may stand in a file: DATABASE_URL_FILE=/run/secrets/x is read into DATABASE_URL, and so on.
set -eu
for name in DATABASE_URL EXCALIBUR_AUTH_SECRET INITIAL_ADMIN_PASSWORD; do
  eval "file=\${${name}_FILE-}"
  [ -n "$file" ] || continue
  value=$(cat -- "$file")
  export "$name=$value"
  unset "${name}_FILE"
done
# The same as scripts/server-options.mjs says.
set -- --disable-warning=ExperimentalWarning --max-semi-space-size=4
[ "$(node -p 'os.availableParallelism()')" != 1 ] || set -- "$@" --single-threaded-gc
exec node "$@" apps/server/src/main.ts
