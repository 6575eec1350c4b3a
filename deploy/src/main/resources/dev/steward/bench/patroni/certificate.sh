# certificate ADDRESS...: prints a key and a certificate for servers at these addresses, signed by itself.
set -euo pipefail
names=$(printf ',IP:%s' "$@")
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj /CN=peers \
  -addext "subjectAltName=${names:1}" -keyout - -out - 2>/dev/null
