package dev.steward.payloads;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** Encrypts every payload by AES-256-GCM: 12 bytes of nonce, then the encrypted payload with its 16 bytes of tag. */
public final class EncryptionCodec implements PayloadCodec {

    private static final ByteString ENCODING = ByteString.copyFromUtf8("binary/encrypted");
    private static final String KEY_ID = "encryption-key-id";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final PayloadKeys keys;
    private final SecureRandom random = new SecureRandom();

    public EncryptionCodec(PayloadKeys keys) {
        this.keys = keys;
    }

    @Override
    public List<Payload> encode(List<Payload> payloads) {
        return payloads.stream().map(this::encrypt).toList();
    }

    /** Payloads that nobody encrypted (Temporal's own) stay as they are. */
    @Override
    public List<Payload> decode(List<Payload> payloads) {
        return payloads.stream()
                .map(p -> ENCODING.equals(p.getMetadataMap().get("encoding")) ? decrypt(p) : p)
                .toList();
    }

    private Payload encrypt(Payload plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        String id = keys.activeId();
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, id, nonce, plain.toByteArray());
        ByteBuffer data = ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .flip();
        return Payload.newBuilder()
                .putMetadata("encoding", ENCODING)
                .putMetadata(KEY_ID, ByteString.copyFromUtf8(id))
                .setData(ByteString.copyFrom(data))
                .build();
    }

    private Payload decrypt(Payload sealed) {
        String id = sealed.getMetadataOrThrow(KEY_ID).toStringUtf8();
        ByteString data = sealed.getData();
        if (data.size() < NONCE_BYTES) {
            throw new PayloadCodecException(new GeneralSecurityException("shorter than its nonce"));
        }
        byte[] nonce = data.substring(0, NONCE_BYTES).toByteArray();
        byte[] body = data.substring(NONCE_BYTES).toByteArray();
        try {
            return Payload.parseFrom(cipher(Cipher.DECRYPT_MODE, id, nonce, body));
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new PayloadCodecException(e);
        }
    }

    /** The key's id is authenticated with the text, so that neither can be exchanged. */
    private byte[] cipher(int mode, String keyId, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, keys.key(keyId), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(keyId.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new PayloadCodecException(e);
        }
    }
}
