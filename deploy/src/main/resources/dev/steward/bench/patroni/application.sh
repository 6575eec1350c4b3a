# application: makes the application's role and database, by the statements in /root/application.sql.
set -euo pipefail
runuser -u postgres -- psql -Xq -v ON_ERROR_STOP=1 </root/application.sql
