{{- define "certdesk.deployment" -}}
{{- $values := .root.Values }}
{{- $own := index $values .role }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "certdesk.name" .root }}-{{ .role }}
  labels: {{- include "certdesk.labels" . | nindent 4 }}
spec:
  {{- if not (dig "autoscaling" "enabled" false $own) }}
  replicas: {{ $own.replicas }}
  {{- end }}
  revisionHistoryLimit: 3
  selector:
    matchLabels: {{- include "certdesk.selector" . | nindent 6 }}
  strategy:
    type: RollingUpdate
    rollingUpdate: { maxUnavailable: 0, maxSurge: 1 }
  template:
    metadata:
      labels:
        {{- include "certdesk.labels" . | nindent 8 }}
        {{- with $values.podLabels }}{{ toYaml . | nindent 8 }}{{ end }}
      annotations:
        certdesk/registries: {{ $values.registries | sha256sum }}
        {{- with $values.podAnnotations }}{{ toYaml . | nindent 8 }}{{ end }}
    spec:
      serviceAccountName: {{ include "certdesk.name" .root }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      terminationGracePeriodSeconds: 45
      {{- with $values.imagePullSecrets }}
      imagePullSecrets: {{- toYaml . | nindent 8 }}
      {{- end }}
      securityContext:
        runAsNonRoot: true
        runAsUser: 65532
        runAsGroup: 65532
        fsGroup: 65532
        seccompProfile: { type: RuntimeDefault }
      initContainers:
        - name: upgrade
          args: [db, upgrade]
          {{- include "certdesk.container" . | nindent 10 }}
      containers:
        - name: certdesk
          args: [{{ .args }}]
          {{- include "certdesk.container" . | nindent 10 }}
          ports:
            - { name: http, containerPort: 8080 }
          startupProbe:
            httpGet: { path: /healthz, port: http }
            periodSeconds: 2
            failureThreshold: 30
          livenessProbe:
            httpGet: { path: /healthz, port: http }
            periodSeconds: 15
            timeoutSeconds: 5
          readinessProbe:
            httpGet: { path: /readyz, port: http }
            periodSeconds: 10
            timeoutSeconds: 5
          lifecycle:
            preStop:
              exec: { command: [sleep, "5"] } # until no balancer sends requests here any more
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels: {{- include "certdesk.selector" . | nindent 14 }}
      {{- with $values.nodeSelector }}
      nodeSelector: {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $values.tolerations }}
      tolerations: {{- toYaml . | nindent 8 }}
      {{- end }}
      volumes:
        - name: secret
          secret: { secretName: {{ $values.secret.name | quote }}, defaultMode: 0440 }
        - name: state
          emptyDir: {}
        - name: tmp
          emptyDir: {}
        {{- if $values.registries }}
        - name: registries
          configMap: { name: {{ include "certdesk.name" .root }} }
        {{- end }}
{{- end }}

{{- define "certdesk.container" -}}
{{- $values := .root.Values -}}
image: {{ include "certdesk.image" .root | quote }}
imagePullPolicy: {{ $values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
resources: {{- toYaml (index $values .role).resources | nindent 2 }}
env:
  - { name: CERTDESK_HOST, value: "0.0.0.0" }
  - { name: CERTDESK_PORT, value: "8080" }
  {{- if eq .role "web" }}
  - { name: CERTDESK_ROUNDS, value: "false" }
  {{- end }}
  {{- if $values.registries }}
  - { name: CERTDESK_REGISTRIES, value: /etc/certdesk/registries.toml }
  {{- end }}
  {{- range $name, $value := $values.settings }}
  - { name: {{ $name }}, value: {{ $value | quote }} }
  {{- end }}
  {{- range concat $values.secret.settings $values.secret.registryKeys }}
  - { name: {{ . }}_FILE, value: /run/secrets/certdesk/{{ . }} }
  {{- end }}
volumeMounts:
  - { name: secret, mountPath: /run/secrets/certdesk, readOnly: true }
  - { name: state, mountPath: /var/lib/certdesk }
  - { name: tmp, mountPath: /tmp }
  {{- if $values.registries }}
  - { name: registries, mountPath: /etc/certdesk, readOnly: true }
  {{- end }}
{{- end }}
