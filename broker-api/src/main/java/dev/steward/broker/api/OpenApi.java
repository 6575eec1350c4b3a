package dev.steward.broker.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can be asked of this broker, for programs: an OpenAPI document that holds all of the specification's own. */
@RestController
public final class OpenApi {

    private static final String DOCUMENT = "openapi.yaml";

    private final byte[] document;

    /**
     * Reads the document.
     *
     * @throws IOException when this program was not put together well
     */
    public OpenApi() throws IOException {
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream(DOCUMENT))) {
            document = in.readAllBytes();
        }
    }

    @GetMapping("/openapi.yaml")
    ResponseEntity<byte[]> document() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/yaml"))
                .body(document);
    }
}
