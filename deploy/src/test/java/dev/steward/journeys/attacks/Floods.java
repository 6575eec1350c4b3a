package dev.steward.journeys.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.steward.lab.LabMachine;
import dev.steward.platform.Credentials;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** More of everything than there is. */
record Floods(Tenants tenants) {

    private static final String SORT = "select count(*) from (select md5(i::text) from generate_series(1, 9000000) i"
            + " order by 1 offset 1) sorted";

    Stream<DynamicTest> tests() {
        return Stream.of(
                dynamicTest("temporary files end at a limit", this::temporaryFiles),
                dynamicTest("whoever takes all connections leaves those of replication", this::connections));
    }

    private void temporaryFiles() throws SQLException {
        Credentials writer = tenants.bind(Tenants.B, "flood");
        try (Client client = Client.of(writer)) {
            client.run("set jit = off");
            assertThat(client.refusal(SORT)).isEqualTo("53400");
            assertThat(client.refusal("set temp_file_limit = -1")).isEqualTo(Attack.NOT_PRIVILEGED);
            assertThat(client.text("show temp_file_limit")).matches("[1-9][0-9]*(kB|MB)");
        }
        assertThat(tenants.asSuperuser(
                        tenants.machine(writer.host()), "set temp_file_limit = -1; show temp_file_limit"))
                .as("control")
                .isEqualToIgnoringWhitespace("-1");
        tenants.unbind(Tenants.B, "flood");
    }

    private void connections() throws Exception {
        Credentials writer = tenants.bind(Tenants.A, "flood");
        Deque<Client> flood = new ArrayDeque<>();
        try {
            String refusal = "";
            while (refusal.isEmpty()) {
                refusal = another(writer, flood);
            }
            assertThat(refusal)
                    .as("control: there is no connection left, or, as pgjdbc says it, no primary")
                    .isIn("53300", "08001");
            assertThat(flood).as("most of max_connections").hasSizeGreaterThan(60);
            LabMachine standby = tenants.machine(writer.hosts().stream()
                    .filter(h -> !h.equals(writer.host()))
                    .findFirst()
                    .orElseThrow());
            assertThat(asReplicator(standby)).isEqualToIgnoringWhitespace("replicator");
            tenants.unbind(Tenants.A, "flood");
        } finally {
            for (Client client : flood) {
                client.close();
            }
        }
    }

    private static String another(Credentials writer, Deque<Client> flood) {
        try {
            flood.add(Client.of(writer));
            return "";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }

    /** As a standby asks its leader before it comes back. */
    private String asReplicator(LabMachine standby) {
        return tenants.steward().lab().run(standby, """
                info=$(sed -n "s/^primary_conninfo = '\\(.*\\)'$/\\1/p" /etc/steward/postgresql/leader.conf)
                setpriv --reuid=postgres --regid=postgres --init-groups \
                  psql -wXqAt -d "$info dbname=postgres" -c 'select current_user' 2>&1
                """);
    }
}
