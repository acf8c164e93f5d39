 sh -eu <<'EXCALIBUR_RECIPE'
# Runs the executor {{name}} against {{url}} in this shell, set up by its environment alone, until it is stopped.
{
  command -v excalibur-executor >/dev/null || {
    echo "Install the excalibur-executor command first: docs/executors.md says how. Nothing was changed." >&2
    exit 1
  }
  export EXCALIBUR_URL='{{url}}' EXCALIBUR_NAME='{{name}}' EXCALIBUR_KIND='{{kind}}'
  export EXCALIBUR_API_KEY='{{apiKey}}'
  exec excalibur-executor run
} </dev/null
EXCALIBUR_RECIPE
