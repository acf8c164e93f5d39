 $(command -v sudo) sh -eu <<'EXCALIBUR_RECIPE'
# Connects the executor {{name}} on this machine to {{url}} and keeps it connected with systemd.
{
  stop() {
    echo "$1 Nothing was changed." >&2
    exit 1
  }
  folder=/etc/excalibur/{{name}}
  unit=excalibur-executor@{{name}}.service
  command -v systemctl >/dev/null || stop "There is no systemd on this machine."
  # Pasting this again is fine; files of another executor stay as they are.
  if [ -n "$(ls -A "$folder" 2>/dev/null)" ] && ! {
    grep -qxF 'url = "{{url}}"' "$folder/executor.toml" && grep -qxF 'name = "{{name}}"' "$folder/executor.toml"
  } 2>/dev/null; then
    stop "$folder holds the files of another executor, or of one of another server. Choose another name, or move $folder away."
  fi
  command -v excalibur-executor >/dev/null || command -v curl >/dev/null || command -v wget >/dev/null ||
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends curl ca-certificates; } >/dev/null 2>&1 ||
    stop "Neither curl nor wget is here to fetch the command with."
  prefix=/usr/local
{{file:recipes/fetch-command.sh}}
  install -d -m 755 /etc/excalibur "$folder"
  install -m 644 /dev/stdin "$folder/executor.toml" <<'EXCALIBUR_END'
{{file:systemd/executor.toml}}
EXCALIBUR_END
  install -m 600 /dev/stdin "$folder/api-key" <<'EXCALIBUR_END'
{{apiKey}}
EXCALIBUR_END
  install -m 644 /dev/stdin "/etc/systemd/system/$unit" <<'EXCALIBUR_END'
{{file:systemd/excalibur-executor@.service}}
EXCALIBUR_END
  systemctl daemon-reload
  systemctl enable "$unit"
  systemctl restart "$unit"
  systemctl --no-pager --lines=5 status "$unit"
} </dev/null
EXCALIBUR_RECIPE
