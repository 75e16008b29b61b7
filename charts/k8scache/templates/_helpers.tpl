{{- define "k8scache.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- /* Of what belongs to no namespace, or to another than the release's: releases of one name in two namespaces are two. */}}
{{- define "k8scache.clusterName" -}}
{{- printf "%s:%s" .Release.Namespace (include "k8scache.fullname" .) -}}
{{- end -}}

{{- define "k8scache.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (ternary (include "k8scache.fullname" .) "default" .Values.serviceAccount.create) -}}
{{- end -}}

{{- define "k8scache.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: operator
{{- end -}}

{{- define "k8scache.labels" -}}
{{ include "k8scache.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "k8scache.image" -}}
{{- with .image.registry | default .registry }}{{ trimSuffix "/" . }}/{{ end -}}
{{ .image.repository }}:{{ .image.tag | default .appVersion }}
{{- end -}}
