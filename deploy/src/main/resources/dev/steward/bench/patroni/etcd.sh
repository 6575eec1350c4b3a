# etcd ADDRESS: makes this machine the one that carries etcd.
set -euo pipefail
cat >/etc/default/etcd <<END
ETCD_NAME=etcd
ETCD_LISTEN_CLIENT_URLS=http://0.0.0.0:2379
ETCD_ADVERTISE_CLIENT_URLS=http://$1:2379
END
until [[ $(systemctl is-system-running 2>/dev/null) =~ running|degraded ]]; do sleep 0.1; done
systemctl --quiet enable etcd.service
systemctl start etcd.service
