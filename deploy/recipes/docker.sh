 $(command -v sudo) sh -eu <<'EXCALIBUR_RECIPE'
# Connects the executor {{name}} in a container on this machine to {{url}} and keeps it connected.
{
  stop() {
    echo "$1 Nothing was changed." >&2
    exit 1
  }
  folder=/etc/excalibur/{{name}}
  container=excalibur-{{name}}
  # Pasting this again is fine; files of another executor stay as they are.
  if [ -n "$(ls -A "$folder" 2>/dev/null)" ]; then
    { grep -qxF 'EXCALIBUR_URL={{url}}' "$folder/executor.env" && grep -qxF 'EXCALIBUR_NAME={{name}}' "$folder/executor.env"; } 2>/dev/null ||
      stop "$folder holds the files of another executor, or of one of another server. Choose another name, or move $folder away."
  elif docker container inspect "$container" >/dev/null 2>&1; then
    stop "There is a container $container already, which this text did not make. Choose another name, or rename that container."
  fi
  # The container's user, 10001, may read the key through its group. The folder is mounted, not the file, so that the
  # executor sees when the file is replaced. Keys that it renews itself are kept in state/.
  install -d -m 755 /etc/excalibur "$folder"
  install -m 644 /dev/stdin "$folder/executor.env" <<EXCALIBUR_END
EXCALIBUR_URL={{url}}
EXCALIBUR_NAME={{name}}
EXCALIBUR_KIND={{kind}}
EXCALIBUR_API_KEY_FILE=/run/excalibur/api-key
EXCALIBUR_STATE_DIR=/var/lib/excalibur
EXCALIBUR_HOST_NAME=$(uname -n)
EXCALIBUR_END
  install -d -m 750 -o 0 -g 10001 "$folder/container"
  install -d -m 700 -o 10001 -g 10001 "$folder/state"
  install -m 640 -o 0 -g 10001 /dev/stdin "$folder/container/api-key" <<'EXCALIBUR_END'
{{apiKey}}
EXCALIBUR_END
  docker rm --force "$container" >/dev/null 2>&1 || true
  docker run --detach --name "$container" --restart unless-stopped \
    --read-only --cap-drop ALL --security-opt no-new-privileges --memory 256m --pids-limit 64 \
    --mount "type=bind,source=$folder/container,target=/run/excalibur,readonly" \
    --mount "type=bind,source=$folder/state,target=/var/lib/excalibur" \
    --env-file "$folder/executor.env" \
    '{{image}}'
  docker logs "$container"
} </dev/null
EXCALIBUR_RECIPE
