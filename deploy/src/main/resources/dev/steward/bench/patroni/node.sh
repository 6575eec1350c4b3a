# node: makes this machine a node and starts Patroni on it. Its configuration is in /etc/patroni/config.yml and the
# servers' key and certificate are in /etc/peer.pem already. The data is on the machine's own disk, as Steward's is.
set -euo pipefail
cat >/usr/local/sbin/peer-disk <<'END'
#!/bin/bash
set -euo pipefail
disk=/var/lib/peer
mkdir -p $disk
mountpoint -q $disk && exit
blkid -p /dev/steward-data >/dev/null || mkfs.ext4 -q -m 1 -E lazy_itable_init=1,lazy_journal_init=1,nodiscard /dev/steward-data
mount -o noatime /dev/steward-data $disk
chown postgres:postgres $disk
chmod 700 $disk
END
chmod 755 /usr/local/sbin/peer-disk
mkdir -p /etc/systemd/system/patroni.service.d
printf '[Service]\nExecStartPre=+/usr/local/sbin/peer-disk\n' >/etc/systemd/system/patroni.service.d/disk.conf
chown postgres:postgres /etc/patroni/config.yml /etc/peer.pem
until [[ $(systemctl is-system-running 2>/dev/null) =~ running|degraded ]]; do sleep 0.1; done
systemctl daemon-reload
systemctl --quiet enable patroni.service
systemctl start patroni.service
