package dev.steward.load;

import dev.steward.platform.Credentials;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A Java application: pgjdbc with the binding's {@code jdbcUrl}, recognising the servers by its {@code cacrt}. */
public final class JdbcDriver implements Driver {

    private final Credentials binding;
    private final Patience patience;
    private final Path certificate;

    public JdbcDriver(Credentials binding) {
        this(binding, Patience.COMMON);
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
            return new JdbcSession(connect());
        } catch (SQLException e) {
            throw JdbcSession.unacknowledged(e);
        }
    }

    /** Values of the URL go before these. */
    private Connection connect() throws SQLException {
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
        return DriverManager.getConnection(patience.applied(Certificate.verifyFull(binding.jdbcUrl())), properties);
    }
}
