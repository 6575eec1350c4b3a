package dev.steward.load;

import dev.steward.platform.Credentials;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** A Java application: pgjdbc with the binding's {@code jdbcUrl}, recognising the servers by its {@code cacrt}. */
public final class JdbcDriver implements Driver {

    private final Credentials binding;
    private final Patience patience;
    private final Path certificate;

    public JdbcDriver(Credentials binding) {
        this(binding, Patience.COMMON);
    }

    /** One that waits so long for an answer, in whole seconds. */
    public JdbcDriver(Credentials binding, Duration answer) {
        this(binding, Patience.answering(answer));
    }

    public JdbcDriver(Credentials binding, Patience patience) {
        this.binding = binding;
        this.patience = patience;
        this.certificate = Certificate.file(binding.cacrt());
    }

    @Override
    public String name() {
        return "pgjdbc";
    }

    @Override
    public Session open() throws Unacknowledged {
        try {
            return new JdbcSession(connect(binding.jdbcUrl()));
        } catch (SQLException e) {
            throw JdbcSession.unacknowledged(e);
        }
    }

    /**
     * Opens a session at this node, whatever it is.
     *
     * @throws Unacknowledged when it lets nobody in
     */
    public Session openAt(String host) throws Unacknowledged {
        String url = binding.jdbcUrl()
                .replaceFirst("//[^/]+/", "//" + host + ":" + binding.port() + "/")
                .replaceFirst("targetServerType=[a-zA-Z]+", "targetServerType=any");
        try {
            return new JdbcSession(connect(url));
        } catch (SQLException e) {
            throw JdbcSession.unacknowledged(e);
        }
    }

    /** Values of the URL go before these. */
    private Connection connect(String url) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", binding.username());
        properties.setProperty("password", binding.password());
        properties.setProperty("sslmode", "verify-full");
        properties.setProperty("sslrootcert", certificate.toString());
        properties.setProperty("targetServerType", "primary");
        properties.setProperty("loadBalanceHosts", Boolean.toString(patience.anyOrder()));
        properties.setProperty("connectTimeout", Integer.toString(patience.connectSeconds()));
        properties.setProperty("socketTimeout", Integer.toString(patience.answerSeconds()));
        properties.setProperty("ApplicationName", "steward-load-pgjdbc");
        return DriverManager.getConnection(patience.applied(Certificate.verifyFull(url)), properties);
    }
}
