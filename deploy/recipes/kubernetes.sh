 sh -eu <<'EXCALIBUR_RECIPE'
# Connects the executor {{name}} in the cluster that kubectl speaks to with {{url}}, and keeps it connected.
{
  # Pasting this again is fine; objects of another executor stay as they are.
  owners=$(kubectl get deployments,secrets --namespace=excalibur --ignore-not-found \
    --field-selector=metadata.name=excalibur-{{dnsName}} \
    --output='jsonpath={range .items[*]}{.metadata.annotations.excalibur/executor} {.metadata.annotations.excalibur/url}{"\n"}{end}')
  if echo "$owners" | grep -v '^$' | grep -qvxF '{{name}} {{url}}'; then
    echo "excalibur-{{dnsName}} in the namespace excalibur is of another executor, or of one of another server. Choose another name, or delete it. Nothing was changed." >&2
    exit 1
  fi
  kubectl apply --server-side --filename=- <<'EXCALIBUR_END'
{{file:kubernetes/namespace.yaml}}
EXCALIBUR_END
  kubectl create secret generic excalibur-{{dnsName}} --namespace=excalibur --from-file=api-key=/dev/stdin \
    --dry-run=client --output=yaml <<'EXCALIBUR_END' |
{{apiKey}}
EXCALIBUR_END
    kubectl annotate --local --filename=- --output=yaml 'excalibur/executor={{name}}' 'excalibur/url={{url}}' |
    kubectl apply --server-side --force-conflicts --filename=-
  kubectl apply --server-side --force-conflicts --filename=- <<'EXCALIBUR_END'
{{file:kubernetes/executor.yaml}}
EXCALIBUR_END
  kubectl rollout status deployment/excalibur-{{dnsName}} --namespace=excalibur --timeout=120s
} </dev/null
EXCALIBUR_RECIPE
