package dev.steward.load;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A psql that stays open: statements go in, rows and messages come out, and a line of ours says where they end. */
final class PsqlSession implements Session {

    private static final String END = "-- end of answer --";
    private static final String GONE = "-- psql has ended --";
    private static final Duration CONNECT = Duration.ofSeconds(15);

    private final Process psql;
    private final Duration patience;
    private final BufferedWriter input;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

    private PsqlSession(Process psql, Duration patience) {
        this.psql = psql;
        this.patience = patience;
        this.input = psql.outputWriter(StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().name("psql-" + psql.pid()).start(this::read);
    }

    static PsqlSession open(Process psql, Duration patience) throws Unacknowledged {
        PsqlSession session = new PsqlSession(psql, patience);
        try {
            session.send("");
            session.answer(CONNECT);
            return session;
        } catch (Unacknowledged e) {
            session.close();
            throw e;
        }
    }

    @Override
    public List<List<String>> run(String statement) throws Unacknowledged {
        send(statement + ";\n");
        return answer(patience).stream()
                .map(line -> List.of(line.split("\\|", -1)))
                .toList();
    }

    private void send(String statement) throws Unacknowledged {
        try {
            input.write(statement + "\\echo '" + END + "'\n");
            input.flush();
        } catch (IOException e) {
            throw gone(answerSoFar(), e);
        }
    }

    /** Every line up to ours; any message among them means that it was not acknowledged. */
    private List<String> answer(Duration limit) throws Unacknowledged {
        List<String> lines = new ArrayList<>();
        while (true) {
            String line = next(limit);
            if (line == null) {
                throw Unacknowledged.because("no answer from psql for " + limit.toSeconds() + " s", null);
            }
            if (line.equals(GONE)) {
                throw gone(lines, null);
            }
            if (line.equals(END)) {
                return withoutMessages(lines);
            }
            lines.add(line);
        }
    }

    private static List<String> withoutMessages(List<String> lines) throws Unacknowledged {
        for (String line : lines) {
            if (line.matches("(psql:.*)?(WARNING|ERROR|FATAL|PANIC):.*")) {
                throw Unacknowledged.because(line, null);
            }
        }
        return lines;
    }

    private @Nullable String next(Duration limit) {
        try {
            return output.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private List<String> answerSoFar() {
        List<String> lines = new ArrayList<>();
        output.drainTo(lines);
        lines.remove(GONE);
        return lines;
    }

    private static Unacknowledged gone(List<String> said, @Nullable Throwable cause) {
        String reason = said.isEmpty() ? "psql ended" : String.join(" ", said);
        boolean refused = reason.contains("password authentication failed")
                || reason.contains("no pg_hba.conf entry")
                || reason.matches(".*role \".*\" does not exist.*");
        return refused ? Unacknowledged.refused(reason, cause) : Unacknowledged.because(reason, cause);
    }

    private void read() {
        try (BufferedReader lines = psql.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(output::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            output.add(String.valueOf(e.getMessage()));
        } finally {
            output.add(GONE);
        }
    }

    @Override
    public void close() {
        psql.destroyForcibly();
    }
}
