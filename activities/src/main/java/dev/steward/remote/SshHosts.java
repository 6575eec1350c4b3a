package dev.steward.remote;

import dev.steward.machines.Address;
import dev.steward.machines.HostKey;
import dev.steward.machines.Hosts;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;

/** First contact with machines over SSH. */
public final class SshHosts implements Hosts {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TRY = Duration.ofSeconds(5);
    private static final Duration GLANCE = Duration.ofSeconds(2);
    private static final long PAUSE_MILLIS = 150;

    /** Has the machine make its own key. A half-made one (power cut) is made again; one that is there stays. */
    private static final String MAKE_OWN_KEY = """
            set -eu
            key=/etc/ssh/ssh_host_ed25519_key
            if [ ! -s "$key.pub" ]; then
              rm -f "$key"
              ssh-keygen -q -t ed25519 -N '' -C '' -f "$key"
              sync -f "$key"
            fi
            systemctl reload ssh.service
            own=$(cut -d ' ' -f 1,2 "$key.pub")
            for try in $(seq 40); do # until then the next connection may meet the server that knows the old key alone
              ! ssh-keyscan -T 1 -t ed25519 127.0.0.1 2>/dev/null | grep -qF "$own" || break
              sleep 0.05
            done
            echo "$own"
            """;

    private final Ssh ssh;

    public SshHosts(Ssh ssh) {
        this.ssh = ssh;
    }

    @Override
    public HostKey issueHostKey() {
        return SshKeys.issue();
    }

    @Override
    public String adopt(Address address, HostKey bornWith) {
        Remote machine = ssh.on(address.ip(), bornWith.publicKey());
        Instant deadline = Instant.now().plus(PATIENCE);
        await(machine, deadline);
        String own = machine.run(TRY, "sh", "-c", MAKE_OWN_KEY).strip();
        await(ssh.on(address.ip(), own), deadline);
        return own;
    }

    @Override
    public boolean answers(Address address, String hostKey) {
        try {
            ssh.on(address.ip(), hostKey).run(GLANCE, "true");
            return true;
        } catch (ApplicationFailure | CommandFailed e) {
            return false;
        }
    }

    @Override
    public void awaitAnswer(Address address, String hostKey) {
        await(ssh.on(address.ip(), hostKey), Instant.now().plus(PATIENCE));
    }

    /** Until it answers with the key it is expected to have; another key is final. */
    private static void await(Remote machine, Instant deadline) {
        while (true) {
            try {
                machine.run(TRY, "true");
                return;
            } catch (ApplicationFailure e) {
                if (Trouble.of(e).isFinal() || Instant.now().isAfter(deadline)) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Trouble.unavailable("It was interrupted.", "the worker stops").failure(e);
        }
    }
}
