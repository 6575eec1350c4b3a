# list: the nodes as Patroni's operator sees them.
exec patronictl -c /etc/patroni/config.yml list
