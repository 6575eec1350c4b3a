package dev.steward.cloudinit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.machines.HostKey;
import dev.steward.machines.MachineOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The user data of a machine: who may log in, by which key it is known at first contact, and where its data disk is.
 *
 * <p>User data can be read on the machine, and by whoever may describe it, for as long as it lives. The host key in it is
 * worth nothing after first contact, which replaces it; nothing else in it is secret. The same machine has the same user
 * data each time it is asked for, so that an order may be repeated.
 *
 * @param hostname how the machine calls itself
 * @param hostKey by which it is known at first contact
 * @param authorisedKey our public SSH key, one line in OpenSSH form
 * @param device the path under which the data disk will appear on the machine, now or when it is attached; the machine
 *     has it as {@code /dev/steward-data} too, at every boot
 */
public record UserData(String hostname, HostKey hostKey, String authorisedKey, String device) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME_THE_DISK =
            "printf '%s\\n' \"$1\" > /etc/steward-device; ln -sfn \"$1\" /dev/steward-data";

    /** Of a machine that is ordered. */
    public static UserData of(MachineOrder order, String authorisedKey, String device) {
        return new UserData(order.label().node(), order.hostKey(), authorisedKey, device);
    }

    /** In cloud-config; JSON is YAML, and leaves no doubt about quotes. */
    public String text() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("hostname", hostname);
        config.put("disable_root", false);
        config.put("ssh_authorized_keys", List.of(authorisedKey));
        config.put("ssh_deletekeys", true);
        config.put(
                "ssh_keys",
                Map.of(
                        "ecdsa_private", hostKey.privateKey().strip() + "\n",
                        "ecdsa_public", hostKey.publicKey().strip() + "\n"));
        config.put("bootcmd", List.of(List.of("sh", "-c", NAME_THE_DISK, "bootcmd", device)));
        try {
            return "#cloud-config\n" + JSON.writeValueAsString(config) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings can always be written", e);
        }
    }

    /** As APIs take it. */
    public String base64() {
        return Base64.getEncoder().encodeToString(text().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "UserData[" + hostname + ", " + device + "]";
    }
}
