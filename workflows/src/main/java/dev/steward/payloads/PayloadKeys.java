package dev.steward.payloads;

import io.temporal.payload.codec.PayloadCodecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The keys that encrypt what Temporal keeps. The first encrypts; all decrypt, so that keys can be rotated. */
public final class PayloadKeys {

    private final Map<String, SecretKey> keys;
    private final String active;

    private PayloadKeys(Map<String, SecretKey> keys) {
        this.keys = keys;
        this.active = keys.keySet().iterator().next();
    }

    /**
     * Reads a file of lines {@code <key id>:<32 bytes in base64>}; empty lines and those that begin with # are passed
     * over.
     *
     * @throws IOException when it can't be read
     * @throws IllegalArgumentException when a line is of another form, or there is none; names the line, not the key
     */
    public static PayloadKeys read(Path file) throws IOException {
        return parse(Files.readAllLines(file), file.toString());
    }

    static PayloadKeys parse(List<String> lines, String source) {
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                String where = source + ", line " + (i + 1);
                int colon = line.indexOf(':');
                if (colon < 1 || keys.put(line.substring(0, colon), key(line.substring(colon + 1), where)) != null) {
                    throw new IllegalArgumentException(where + ": not <key id>:<base64>, or a key id used twice");
                }
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(source + ": holds no key");
        }
        return new PayloadKeys(keys);
    }

    private static SecretKey key(String base64, String where) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": the key is not base64");
        }
        if (bytes.length != 32) {
            throw new IllegalArgumentException(where + ": the key has " + bytes.length + " bytes, not 32");
        }
        return new SecretKeySpec(bytes, "AES");
    }

    String activeId() {
        return active;
    }

    /**
     * The key of this id.
     *
     * @throws PayloadCodecException when there is none: it is not here yet, or was removed while something encrypted by it was kept
     */
    SecretKey key(String id) {
        SecretKey key = keys.get(id);
        if (key == null) {
            throw new PayloadCodecException(new IllegalArgumentException("no payload key has the id " + id));
        }
        return key;
    }
}
