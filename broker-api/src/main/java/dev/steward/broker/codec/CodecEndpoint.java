package dev.steward.broker.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.steward.broker.api.Rejection;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Temporal's remote codec protocol: payloads come and go as the protobuf JSON of {@code Payloads}. */
@RestController
public final class CodecEndpoint {

    /** Temporal takes payloads of up to 2 MiB, and base64 adds a third. */
    private static final int LIMIT = 4 * 1024 * 1024;

    private final PayloadCodec codec;

    public CodecEndpoint(PayloadCodec codec) {
        this.codec = codec;
    }

    @PostMapping("/codec/decode")
    ResponseEntity<String> decode(HttpServletRequest http) throws IOException {
        return answer(http, codec::decode);
    }

    @PostMapping("/codec/encode")
    ResponseEntity<String> encode(HttpServletRequest http) throws IOException {
        return answer(http, codec::encode);
    }

    private static ResponseEntity<String> answer(HttpServletRequest http, UnaryOperator<List<Payload>> change)
            throws IOException {
        Payloads given = read(http);
        try {
            Payloads changed = Payloads.newBuilder()
                    .addAllPayloads(change.apply(given.getPayloadsList()))
                    .build();
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(JsonFormat.printer().print(changed));
        } catch (PayloadCodecException | IllegalArgumentException e) {
            throw Rejection.badRequest("A payload can't be decrypted: it was changed, or its key is not known here.");
        }
    }

    private static Payloads read(HttpServletRequest http) throws IOException {
        byte[] body = http.getInputStream().readNBytes(LIMIT + 1);
        if (body.length > LIMIT) {
            throw Rejection.tooLarge(LIMIT);
        }
        Payloads.Builder payloads = Payloads.newBuilder();
        try {
            JsonFormat.parser().ignoringUnknownFields().merge(new String(body, StandardCharsets.UTF_8), payloads);
        } catch (InvalidProtocolBufferException e) {
            throw Rejection.badRequest("The body has to be the protobuf JSON of Temporal's Payloads.");
        }
        return payloads.build();
    }
}
