package dev.steward.journeys.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.steward.platform.Credentials;
import java.net.Socket;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Who is to lose his access, and does not want to. */
record HeldUnbinds(Tenants tenants) {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String MANY_LOCKS = "do $$ declare i int := 0; begin loop i := i + 1;"
            + " perform pg_advisory_lock(i); end loop; exception when out_of_memory then null; end $$";

    private static final String MANY_TABLES = "do $$ begin for i in 1..9000 loop execute 'create table many_' || i ||"
            + " '()'; if i % 500 = 0 then commit; end if; end loop; end $$";

    /** What somebody does before, and keeps up. */
    private interface Hold {
        AutoCloseable by(Credentials leaving, Client staying) throws Exception;
    }

    Stream<DynamicTest> tests() {
        return Stream.of(
                held("a transaction that has changed his role", HeldUnbinds::changesHisRole),
                held("another binding's lock on what he owns", HeldUnbinds::anotherHoldsHisTable),
                held("more objects than there is room for locks", HeldUnbinds::ownsMuch),
                held("locks that take all shared memory", HeldUnbinds::locksEverything),
                held("every connection", HeldUnbinds::connectsOften),
                held("connections on which nothing is said", HeldUnbinds::saysNothing));
    }

    private DynamicTest held(String name, Hold hold) {
        return dynamicTest(name, () -> unbindsDespite(hold));
    }

    private void unbindsDespite(Hold hold) throws Exception {
        Credentials leaving = tenants.bind(Tenants.B, "leaving");
        try (Client staying = Client.of(tenants.bind(Tenants.B, "staying"));
                AutoCloseable held = hold.by(leaving, staying)) {
            Instant began = Instant.now();
            tenants.unbind(Tenants.B, "leaving");
            assertThat(Duration.between(began, Instant.now())).isLessThan(SOON);
        }
        assertThat(Client.refusal(leaving)).isIn("28P01", "28000");
        try (Client other = Client.of(tenants.bind(Tenants.B, "staying"))) { // what he made is everybody's
            other.run("drop table if exists his, many_1");
        }
        Client.of(tenants.bind(Tenants.B, "leaving")).close(); // and he may come again
        tenants.unbind(Tenants.B, "leaving");
    }

    private static AutoCloseable changesHisRole(Credentials leaving, Client staying) throws SQLException {
        Client client = Client.of(leaving);
        client.run("set role none");
        client.run("begin");
        client.run("alter role current_user set work_mem = '4MB'");
        return client;
    }

    private static AutoCloseable anotherHoldsHisTable(Credentials leaving, Client staying) throws SQLException {
        try (Client client = Client.of(leaving)) {
            client.run("set role none");
            client.run("create table his ()");
            client.run("grant all on his to owner");
        }
        staying.run("begin");
        staying.run("lock table his in access share mode");
        return () -> staying.run("rollback");
    }

    private static AutoCloseable ownsMuch(Credentials leaving, Client staying) throws SQLException {
        Client client = Client.of(leaving);
        client.run("set role none");
        client.run("set synchronous_commit = off");
        client.run(MANY_TABLES);
        return client;
    }

    private static AutoCloseable locksEverything(Credentials leaving, Client staying) throws SQLException {
        Client client = Client.of(leaving);
        client.run(MANY_LOCKS);
        assertThat(Client.refusal(leaving)).as("control: there is no room left").isEqualTo("53200");
        return client;
    }

    private static AutoCloseable connectsOften(Credentials leaving, Client staying) throws SQLException {
        List<AutoCloseable> all = new ArrayList<>();
        SQLException refused = null;
        while (refused == null) {
            try {
                all.add(Client.of(leaving));
            } catch (SQLException e) {
                refused = e;
            }
        }
        assertThat(refused.getSQLState())
                .as("control: there is no connection left")
                .isEqualTo("53300");
        return closing(all);
    }

    private static AutoCloseable saysNothing(Credentials leaving, Client staying) throws Exception {
        List<AutoCloseable> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            all.add(new Socket(leaving.host(), leaving.port()));
        }
        assertThat(Client.refusal(leaving))
                .as("control: there is no connection left")
                .isEqualTo("53300");
        return closing(all);
    }

    private static AutoCloseable closing(List<AutoCloseable> all) {
        return () -> {
            for (AutoCloseable each : all) {
                each.close();
            }
        };
    }
}
