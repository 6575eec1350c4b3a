package dev.steward.load;

import java.util.List;
import java.util.Optional;

/**
 * Accounts, and transfers between them: each moves an amount and is noted in the same transaction. Whatever happens, the
 * sum stays, and every balance follows from the transfers that are noted.
 *
 * @param table the name of the table of transfers
 */
public record Bank(String table) implements Writes {

    private static final int ACCOUNTS = 20;
    private static final int BALANCE = 1000;

    public Bank {
        Tables.check(table);
    }

    private String accounts() {
        return table + "_accounts";
    }

    @Override
    public void create(Session session) throws Unacknowledged {
        session.run("CREATE TABLE " + accounts() + " (id int PRIMARY KEY, balance bigint NOT NULL)");
        session.run("INSERT INTO " + accounts() + " SELECT id, " + BALANCE + " FROM generate_series(1, " + ACCOUNTS
                + ") id");
        session.run("CREATE TABLE " + table + " (writer text NOT NULL, sequence bigint NOT NULL, payer int NOT NULL,"
                + " payee int NOT NULL, amount bigint NOT NULL, server inet, timeline int,"
                + " at timestamptz DEFAULT clock_timestamp())");
    }

    /** Both accounts are locked in the order of their numbers, so that transfers never wait for each other in a circle. */
    @Override
    public String statement(String writer, long sequence) {
        int mixed = (writer + sequence).hashCode();
        int payer = 1 + Math.floorMod(mixed, ACCOUNTS);
        int payee = 1 + Math.floorMod(payer + Math.floorMod(mixed / ACCOUNTS, ACCOUNTS - 1), ACCOUNTS);
        int amount = 1 + Math.floorMod(mixed >> 8, 9);
        return """
                WITH held AS (SELECT id FROM %1$s WHERE id IN (%2$d, %3$d) ORDER BY id FOR UPDATE), \
                moved AS (UPDATE %1$s AS a SET balance = balance + CASE a.id WHEN %2$d THEN -%4$d ELSE %4$d END \
                FROM held WHERE a.id = held.id) \
                INSERT INTO %5$s (writer, sequence, payer, payee, amount, server, timeline) \
                VALUES ('%6$s', %7$d, %2$d, %3$d, %4$d, %8$s) RETURNING host(server), timeline\
                """.formatted(accounts(), payer, payee, amount, table, writer, sequence, Tables.SERVER_AND_TIMELINE);
    }

    @Override
    public List<Row> read(Session session) throws Unacknowledged {
        return Tables.rows(session, table);
    }

    @Override
    public Optional<String> complaint(Session session) throws Unacknowledged {
        String sum =
                session.run("SELECT sum(balance) FROM " + accounts()).getFirst().getFirst();
        String wrong = session.run("""
                SELECT count(*) FROM %1$s a WHERE balance <> %2$d \
                - coalesce((SELECT sum(amount) FROM %3$s WHERE payer = a.id), 0) \
                + coalesce((SELECT sum(amount) FROM %3$s WHERE payee = a.id), 0)\
                """.formatted(accounts(), BALANCE, table))
                .getFirst()
                .getFirst();
        boolean fine = sum.equals(String.valueOf(ACCOUNTS * BALANCE)) && wrong.equals("0");
        return fine
                ? Optional.empty()
                : Optional.of("the accounts of " + table + " hold " + sum + ", not " + ACCOUNTS * BALANCE + ", and "
                        + wrong + " balances do not follow from the transfers");
    }
}
