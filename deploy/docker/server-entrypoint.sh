#!/bin/sh
# Starts the server.
set -eu
# The same as scripts/server-options.mjs says.
set -- --disable-warning=ExperimentalWarning --max-semi-space-size=4 --heap-growing-percent=50
[ "$(node -p 'os.availableParallelism()')" != 1 ] || set -- "$@" --single-threaded-gc
exec node "$@" apps/server/src/main.ts
