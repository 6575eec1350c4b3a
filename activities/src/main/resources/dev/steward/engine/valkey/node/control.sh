# How the fence hears the control plane: Valkey knows how long ago data came in whose session. One that hangs does not
# answer, and is not heard through.

hear_control_sessions() {
  local client idle
  while read -r client; do
    [[ $client == *' user=steward '* && $client =~ \ idle=([0-9]+)\  ]] || continue
    idle=$((BASH_REMATCH[1] * 1000))
    ((idle >= age)) || age=$idle
  done < <(REDISCLI_AUTH=$(<$conf/local.password) timeout 1 valkey-cli -s /run/steward-valkey/socket --user node client list 9>&- 2>/dev/null)
}
