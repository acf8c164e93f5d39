{{/* Where pods are run and with what, the same for server and executor. */}}
{{- define "excalibur.scheduling" -}}
{{- with .imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .serviceAccountName }}
serviceAccountName: {{ . }}
{{- end }}
{{- with .priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Variables as they stand in values, and Secrets and ConfigMaps that hold more of them. */}}
{{- define "excalibur.env" -}}
{{- range $name, $value := .env }}
- name: {{ $name }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- end }}

{{/* Changes when the Secret does, so that pods are replaced then. Helm sees no cluster when it only renders: then it is that of nothing. */}}
{{- define "excalibur.secretChecksum" -}}
{{- $secret := lookup "v1" "Secret" .namespace .name | default dict -}}
{{- get $secret "data" | default dict | toJson | sha256sum -}}
{{- end }}

{{/* How people and executors reach the server: as set, or from inside the cluster alone. */}}
{{- define "excalibur.publicUrl" -}}
{{- .Values.server.publicUrl | default (printf "http://%s-server.%s.svc" .Release.Name .Release.Namespace) -}}
{{- end }}
