package dev.steward.broker.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON object that a request carries. Fields nobody asks for are passed over (OSB 2.17, Vendor Extension Fields); a
 * null is as good as nothing.
 */
final class Body {

    /** The largest body that is read, in bytes. */
    static final int LIMIT = 64 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonNode fields;

    private Body(JsonNode fields) {
        this.fields = fields;
    }

    /**
     * Reads a request's body, whatever its content type.
     *
     * @throws Rejection when it is too large, or no JSON object
     */
    static Body of(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(LIMIT + 1);
        if (bytes.length > LIMIT) {
            throw Rejection.tooLarge(LIMIT);
        }
        return new Body(parse(bytes));
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            JsonNode fields = JSON.readTree(bytes);
            if (fields.isObject() && StandardCharsets.UTF_8.newEncoder().canEncode(fields.toString())) {
                return fields;
            }
        } catch (JacksonException e) {
            throw Rejection.badRequest("The body is not valid JSON" + where(e) + ".");
        }
        throw Rejection.badRequest("The body has to be a JSON object.");
    }

    private static String where(JacksonException e) {
        var location = e.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /**
     * A field that has to be there.
     *
     * @throws Rejection when it is not, or is no string, or an empty one
     */
    String text(String name) {
        return optionalText(name).orElseThrow(() -> Rejection.badRequest("The field " + name + " is missing."));
    }

    /** A field that may be missing. */
    Optional<String> optionalText(String name) {
        return present(name).map(value -> {
            if (!value.isString() || value.stringValue().isEmpty()) {
                throw Rejection.badRequest("The field " + name + " has to be a string that is not empty.");
            }
            return value.stringValue();
        });
    }

    /** A JSON object; an empty one when it is missing. */
    Map<String, Object> object(String name) {
        return present(name)
                .map(value -> {
                    if (!value.isObject()) {
                        throw Rejection.badRequest("The field " + name + " has to be a JSON object.");
                    }
                    return JSON.convertValue(value, new TypeReference<Map<String, Object>>() {});
                })
                .orElseGet(Map::of);
    }

    private Optional<JsonNode> present(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isNull());
    }
}
