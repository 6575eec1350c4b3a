package dev.steward.broker.api;

import dev.steward.broker.catalog.Catalog;
import dev.steward.broker.catalog.CatalogJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What is offered (OSB 2.17, Catalog Management). Who has it already is told only that it is still the same. */
@RestController
public final class CatalogPage {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final byte[] json;
    private final String tag;

    public CatalogPage(Catalog catalog) {
        json = JSON.writeValueAsBytes(CatalogJson.of(catalog));
        tag = '"' + digest(json) + '"';
    }

    @GetMapping("/v2/catalog")
    @org.jspecify.annotations.Nullable
    ResponseEntity<byte[]> catalog(WebRequest asked) {
        return asked.checkNotModified(tag)
                ? null // it has been answered
                : ResponseEntity.ok()
                        .eTag(tag)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(json);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
