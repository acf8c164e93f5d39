 sh -eu <<'EXCALIBUR_RECIPE'
# Runs the executor {{name}} against {{url}} in this shell, set up by its environment alone, until it is stopped.
{
  prefix=$HOME/.local
  PATH=$PATH:$prefix/bin
{{file:recipes/fetch-command.sh}}
  export EXCALIBUR_URL='{{url}}' EXCALIBUR_NAME='{{name}}' EXCALIBUR_KIND='{{kind}}'
  export EXCALIBUR_API_KEY='{{apiKey}}'
  exec excalibur-executor run
} </dev/null
EXCALIBUR_RECIPE
