package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.steward.payloads.EncryptionCodec;
import dev.steward.payloads.PayloadKeys;
import dev.steward.platform.Credentials;
import dev.steward.tour.Tenant;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.history.v1.HistoryEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever gets hold of Temporal's database finds no password, key or certificate in it. */
class RawDatabaseJourney {

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.asItIs();

    @Test
    void temporalsDatabaseHoldsNoSecret() throws IOException {
        Tenant tenant = Tenant.of(steward.guide(), "single-small");
        tenant.provision();
        Credentials app = tenant.bind("app");
        List<String> secrets =
                List.of(app.password(), app.username(), "PRIVATE KEY", "BEGIN CERTIFICATE", middleLine(app.cacrt()));

        String raw = raw();
        assertThat(raw).as("control: what is not secret is found raw").contains("cluster/" + tenant.id());
        assertThat(decoded(tenant))
                .as("control: secrets are found once decoded")
                .contains(secrets);
        secrets.forEach(
                secret -> assertThat(raw.contains(secret)).as("raw: " + secret).isFalse());
        tenant.deprovision();
    }

    private static String middleLine(String pem) {
        List<String> lines = pem.lines().toList();
        return lines.get(lines.size() / 2);
    }

    /** The database and its log of writes, byte by byte. */
    private String raw() throws IOException {
        StringBuilder raw = new StringBuilder();
        Path database = steward.database();
        try (Stream<Path> files = Files.list(database.getParent())) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("temporal.db"))
                    .toList()) {
                raw.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return raw.toString();
    }

    private String decoded(Tenant tenant) throws IOException {
        EncryptionCodec codec =
                new EncryptionCodec(PayloadKeys.read(steward.settings().payloadKeys()));
        return steward.instances().workflows(tenant.id()).stream()
                .map(id -> steward.instances().client().fetchHistory(id))
                .flatMap(history -> history.getEvents().stream())
                .flatMap(RawDatabaseJourney::payloads)
                .flatMap(payload -> codec.decode(List.of(payload)).stream())
                .map(payload -> payload.getData().toString(StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining("\n"));
    }

    private static Stream<Payload> payloads(HistoryEvent event) {
        return within(event);
    }

    private static Stream<Payload> within(Object value) {
        return switch (value) {
            case Payload payload -> Stream.of(payload);
            case Message message -> message.getAllFields().values().stream().flatMap(RawDatabaseJourney::within);
            case List<?> list -> list.stream().flatMap(RawDatabaseJourney::within);
            default -> Stream.empty();
        };
    }
}
