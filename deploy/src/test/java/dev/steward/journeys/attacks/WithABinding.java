package dev.steward.journeys.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.steward.platform.Credentials;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Properties;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;

/** What a client tries who has nothing but a binding. */
record WithABinding(Tenants tenants) {

    Stream<DynamicTest> tests() {
        return Stream.of(
                dynamicTest("a writer is refused every statement beyond his database", () -> refused(writer())),
                dynamicTest("a reader is refused them too", () -> refused(reader())),
                dynamicTest("a superuser is refused none of them (control)", this::allowed),
                dynamicTest("a function of his own runs with his rights, or his caller's", this::definer),
                dynamicTest("what others do is not shown to him", this::activity),
                dynamicTest("no other database, and no replication", this::otherDoors));
    }

    private Credentials writer() {
        return tenants.bind(Tenants.A, "writer");
    }

    private Credentials reader() {
        return tenants.bindReader(Tenants.A, "reader");
    }

    private static void refused(Credentials access) throws SQLException {
        SoftAssertions all = new SoftAssertions();
        try (Client client = Client.of(access)) {
            for (Attack attack : Statements.all()) {
                awaitTheWatch(client);
                all.assertThat(client.refusal(attack.sql())).as(attack.sql()).isEqualTo(attack.state());
            }
        }
        all.assertAll();
    }

    /** What some attacks are aimed at: a session of Steward's, which may be just about to come back. */
    private static void awaitTheWatch(Client client) throws SQLException {
        Instant deadline = Instant.now().plusSeconds(10);
        while (client.text("select count(*) from pg_stat_activity where usename = 'steward'")
                .equals("0")) {
            assertThat(Instant.now()).as("nobody watches").isBefore(deadline);
        }
    }

    private void allowed() {
        SoftAssertions all = new SoftAssertions();
        for (Attack attack : Statements.all()) {
            all.assertThatCode(() -> tenants.asSuperuser(tenants.machine(writer().host()), attack.control()))
                    .as(attack.control())
                    .doesNotThrowAnyException();
        }
        all.assertAll();
    }

    private void definer() throws SQLException {
        String rise = "create or replace function rise() returns void language sql security definer as"
                + " 'alter role owner superuser'";
        try (Client client = Client.of(writer())) {
            client.run(rise);
            assertThat(client.refusal("select rise()")).isEqualTo(Attack.NOT_PRIVILEGED);
            assertThat(client.refusal("alter function rise() owner to postgres"))
                    .isEqualTo(Attack.NOT_PRIVILEGED);
            tenants.asSuperuser(
                    tenants.machine(writer().host()),
                    "begin; alter function rise() owner to postgres; set role owner; select rise(); rollback");
            client.run("drop function rise()");
        }
    }

    private void activity() throws SQLException {
        String others = "select string_agg(distinct query, ' ') from pg_stat_activity where usename = 'steward'";
        try (Client client = Client.of(writer())) {
            awaitTheWatch(client);
            assertThat(client.text(others)).isEqualTo("<insufficient privilege>");
        }
        assertThat(tenants.asSuperuser(tenants.machine(writer().host()), others))
                .contains("pg_is_in_recovery");
    }

    private void otherDoors() {
        Credentials writer = writer();
        for (String database : new String[] {"postgres", "template1"}) {
            assertThat(refusal(writer, "PGDBNAME", database)).as(database).isEqualTo(Attack.NOT_PRIVILEGED);
        }
        assertThat(refusal(writer, "replication", "true")).as("pg_hba").isEqualTo("28000");
        assertThat(refusal(writer, "replication", "database")).as("logical").isEqualTo(Attack.NOT_PRIVILEGED);
        for (String role : new String[] {"steward", "postgres", "replicator"}) {
            assertThat(refusal(writer, "user", role)).as(role).isEqualTo("28000");
        }
    }

    /** What is asked for in a session's first message; pgjdbc takes what the URL says before properties. */
    private static String refusal(Credentials access, String key, String value) {
        String url = access.jdbcUrl();
        Properties more = new Properties();
        switch (key) {
            case "PGDBNAME" -> url = url.replace("/" + access.name() + "?", "/" + value + "?");
            case "user" -> url = url.replace("user=" + access.username(), "user=" + value);
            default -> more.setProperty(key, value);
        }
        if (key.equals("replication")) {
            more.setProperty("preferQueryMode", "simple");
            more.setProperty("assumeMinServerVersion", "15");
        }
        try {
            java.sql.DriverManager.getConnection(url, more).close();
            return "let in";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }
}
