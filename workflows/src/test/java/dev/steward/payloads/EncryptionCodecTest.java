package dev.steward.payloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.steward.lifecycle.Progress;
import dev.steward.trouble.Trouble;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.failure.v1.Failure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.payload.codec.PayloadCodecException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

final class EncryptionCodecTest {

    private static final String OLD = line("old", 1);
    private static final String NEW = line("new", 2);

    private final EncryptionCodec codec = codec(OLD);

    @Property(tries = 300)
    void whatIsEncryptedIsDecryptedAsItWas(@ForAll byte[] data, @ForAll String encoding) {
        Payload plain = payload(data, encoding);

        assertThat(codec.decode(codec.encode(List.of(plain)))).containsExactly(plain);
    }

    @Property(tries = 200)
    void nothingOfItCanBeRead(@ForAll @Size(min = 8, max = 200) byte[] data) {
        Payload sealed = codec.encode(List.of(payload(data, "json/plain"))).getFirst();

        assertThat(indexOf(sealed.toByteArray(), data)).isNegative();
        assertThat(indexOf(sealed.toByteArray(), "json/plain".getBytes(StandardCharsets.UTF_8)))
                .isNegative();
    }

    @Property(tries = 300)
    void whateverIsChangedIsNoticed(@ForAll byte[] data, @ForAll int place, @ForAll byte bits) {
        Payload sealed = codec.encode(List.of(payload(data, "json/plain"))).getFirst();
        byte[] changed = sealed.getData().toByteArray();
        changed[Math.floorMod(place, changed.length)] ^= (byte) (bits | 1);
        Payload tampered =
                sealed.toBuilder().setData(ByteString.copyFrom(changed)).build();

        assertThatThrownBy(() -> codec.decode(List.of(tampered))).isInstanceOf(PayloadCodecException.class);
    }

    @Example
    void theSameTwiceLooksDifferent() {
        Payload plain = payload(new byte[] {1, 2, 3}, "json/plain");

        assertThat(codec.encode(List.of(plain))).isNotEqualTo(codec.encode(List.of(plain)));
    }

    @Example
    void theFirstKeyEncryptsAndAllDecrypt() {
        Payload plain = payload(new byte[] {1, 2, 3}, "json/plain");
        EncryptionCodec rotated = codec(NEW, OLD);

        List<Payload> before = codec.encode(List.of(plain));
        List<Payload> after = rotated.encode(List.of(plain));

        assertThat(rotated.decode(before)).containsExactly(plain);
        assertThat(codec(NEW).decode(after)).containsExactly(plain);
        assertThatThrownBy(() -> codec(NEW).decode(before)).hasMessageContaining("old");
    }

    @Example
    void aKeyIdCantBeExchangedForAnother() {
        String sameKey = "other:" + OLD.substring(OLD.indexOf(':') + 1);
        Payload sealed =
                codec.encode(List.of(payload(new byte[] {1}, "json/plain"))).getFirst();
        Payload relabelled = sealed.toBuilder()
                .putMetadata("encryption-key-id", ByteString.copyFromUtf8("other"))
                .build();

        assertThatThrownBy(() -> codec(OLD, sameKey).decode(List.of(relabelled)))
                .isInstanceOf(PayloadCodecException.class);
    }

    @Example
    void whatTemporalWroteItselfStaysAsItIs() {
        Payload plain = payload(new byte[] {1}, "json/plain");

        assertThat(codec.decode(List.of(plain))).containsExactly(plain);
    }

    @Example
    void failuresAreEncryptedToo() {
        var converter = Payloads.encrypted(PayloadKeys.parse(List.of(OLD), "keys"));
        var thrown = ApplicationFailure.newFailure("the-message", "Type", "the-detail");

        Failure failure = converter.exceptionToFailure(thrown);
        var read = (ApplicationFailure) converter.failureToException(failure);

        assertThat(failure.toString()).doesNotContain("the-message", "the-detail", "EncryptionCodecTest");
        assertThat(read.getOriginalMessage()).isEqualTo("the-message");
        assertThat(read.getDetails().get(String.class)).isEqualTo("the-detail");
    }

    @Example
    void whatIsWrittenIsReadAndUnknownFieldsArePassedOver() {
        var converter = Payloads.encrypted(PayloadKeys.parse(List.of(OLD), "keys"));
        var progress = new Progress("a step", Trouble.noCapacity("user", "operator"), false);
        Payload written = converter.toPayload(progress).orElseThrow();
        Payload newer =
                converter.toPayload(Map.of("kind", "UNAVAILABLE", "since", 1)).orElseThrow();

        assertThat(converter.fromPayload(written, Progress.class, Progress.class))
                .isEqualTo(progress);
        assertThat(converter.fromPayload(newer, Trouble.class, Trouble.class).kind())
                .isEqualTo(Trouble.Kind.UNAVAILABLE);
    }

    @Example
    void aFileOfKeysThatIsWrongIsNamedByItsLine() {
        assertThatThrownBy(() -> PayloadKeys.parse(List.of("# none", ""), "keys"))
                .hasMessage("keys: holds no key");
        assertThatThrownBy(() -> PayloadKeys.parse(List.of(OLD, "x"), "keys")).hasMessageContaining("keys, line 2");
        assertThatThrownBy(() -> PayloadKeys.parse(List.of(OLD, OLD), "keys")).hasMessageContaining("keys, line 2");
        assertThatThrownBy(() -> PayloadKeys.parse(List.of("k:!!"), "keys")).hasMessageContaining("not base64");
        assertThatThrownBy(() -> PayloadKeys.parse(List.of("k:AAAA"), "keys")).hasMessageContaining("3 bytes, not 32");
    }

    private static EncryptionCodec codec(String... lines) {
        return new EncryptionCodec(PayloadKeys.parse(List.of(lines), "keys"));
    }

    private static String line(String id, int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return id + ":" + Base64.getEncoder().encodeToString(key);
    }

    private static Payload payload(byte[] data, String encoding) {
        return Payload.newBuilder()
                .putMetadata("encoding", ByteString.copyFromUtf8(encoding))
                .setData(ByteString.copyFrom(data))
                .build();
    }

    private static int indexOf(byte[] whole, byte[] part) {
        return new String(whole, StandardCharsets.ISO_8859_1).indexOf(new String(part, StandardCharsets.ISO_8859_1));
    }
}
