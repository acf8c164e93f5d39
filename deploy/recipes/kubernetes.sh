 sh -eu <<'EXCALIBUR_RECIPE'
# Connects the executor {{name}} in the cluster that kubectl speaks to with {{url}}, and keeps it connected.
{
  kubectl apply --server-side --filename=- <<'EXCALIBUR_END'
{{file:kubernetes/namespace.yaml}}
EXCALIBUR_END
  kubectl create secret generic excalibur-executor --namespace=excalibur --from-file=api-key=/dev/stdin \
    --dry-run=client --output=yaml <<'EXCALIBUR_END' | kubectl apply --server-side --force-conflicts --filename=-
{{apiKey}}
EXCALIBUR_END
  kubectl apply --server-side --force-conflicts --filename=- <<'EXCALIBUR_END'
{{file:kubernetes/executor.yaml}}
EXCALIBUR_END
  kubectl rollout status deployment/excalibur-executor --namespace=excalibur --timeout=120s
} </dev/null
EXCALIBUR_RECIPE
