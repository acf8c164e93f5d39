 $(command -v sudo) sh -eu <<'EXCALIBUR_RECIPE'
# Connects the executor {{name}} in a container on this machine to {{url}} and keeps it connected.
{
  # The container's user, 10001, may read the key through its group. The folder is mounted, not the file, so that the
  # executor sees when the file is replaced.
  install -d -m 755 /etc/excalibur
  install -d -m 750 -o 0 -g 10001 /etc/excalibur/container
  install -m 640 -o 0 -g 10001 /dev/stdin /etc/excalibur/container/api-key <<'EXCALIBUR_END'
{{apiKey}}
EXCALIBUR_END
  docker rm --force excalibur-executor >/dev/null 2>&1 || true
  docker run --detach --name excalibur-executor --restart unless-stopped \
    --read-only --cap-drop ALL --security-opt no-new-privileges --memory 256m --pids-limit 64 \
    --mount type=bind,source=/etc/excalibur/container,target=/run/excalibur,readonly \
    --env EXCALIBUR_URL='{{url}}' --env EXCALIBUR_NAME='{{name}}' --env EXCALIBUR_KIND='{{kind}}' \
    --env EXCALIBUR_API_KEY_FILE=/run/excalibur/api-key --env EXCALIBUR_HOST_NAME="$(uname -n)" \
    '{{image}}'
  docker logs excalibur-executor
} </dev/null
EXCALIBUR_RECIPE
