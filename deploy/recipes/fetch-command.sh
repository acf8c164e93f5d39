  # Fetches the command where it is missing. The checksum in this text is of a script that knows those of all files.
  if ! command -v excalibur-executor >/dev/null; then
    installer=$(mktemp)
    if command -v curl >/dev/null; then
      curl --fail --silent --show-error --location --output "$installer" '{{url}}/install/install.sh'
    else
      wget --quiet --output-document="$installer" '{{url}}/install/install.sh'
    fi || {
      rm -f "$installer"
      echo "{{url}}/install/install.sh could not be fetched. Nothing was changed." >&2
      exit 1
    }
    echo "{{installerSha256}}  $installer" | sha256sum --check --status || {
      rm -f "$installer"
      echo "{{url}}/install/install.sh is not the file that this text knows. Nothing was changed." >&2
      exit 1
    }
    sh "$installer" --prefix "$prefix" || { rm -f "$installer"; exit 1; }
    rm -f "$installer"
  fi
