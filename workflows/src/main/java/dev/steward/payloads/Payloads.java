package dev.steward.payloads;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.util.List;

/** How everything of ours looks to Temporal. Broker, workers and tests use this one and no other. */
public final class Payloads {

    private Payloads() {}

    /** JSON, encrypted; the messages and stack traces of failures too. */
    public static DataConverter encrypted(PayloadKeys keys) {
        return new CodecDataConverter(json(), List.of(new EncryptionCodec(keys)), true);
    }

    /** JSON that a person can read: for tests. */
    public static DataConverter json() {
        return DefaultDataConverter.newDefaultInstance()
                .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(mapper()));
    }

    /** Fields that an older version does not know are passed over, so that a roll-back can read what was written. */
    private static ObjectMapper mapper() {
        return JacksonJsonPayloadConverter.newDefaultObjectMapper()
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    }
}
