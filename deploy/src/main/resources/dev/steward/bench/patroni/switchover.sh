# switchover: as Patroni's operator asks for it; the candidate is Patroni's to choose.
exec patronictl -c /etc/patroni/config.yml switchover --force
