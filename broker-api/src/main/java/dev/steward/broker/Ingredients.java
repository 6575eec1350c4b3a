package dev.steward.broker;

import dev.steward.broker.catalog.Catalog;
import dev.steward.broker.catalog.CatalogFile;
import dev.steward.broker.clusters.Patience;
import dev.steward.broker.users.Users;
import dev.steward.document.BrokenDocumentException;
import dev.steward.document.Problem;
import dev.steward.payloads.PayloadKeys;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Everything that is read before the broker starts.
 *
 * @param settings what the operator set
 * @param catalog what is offered
 * @param users who may speak with the broker
 * @param keys what encrypts payloads
 * @param patience how long to wait for Temporal
 */
record Ingredients(Settings settings, Catalog catalog, Users users, PayloadKeys keys, Patience patience) {

    /**
     * Reads all files.
     *
     * @throws BrokenDocumentException with everything that has to be changed in the first that is broken
     */
    static Ingredients read(Path config) throws BrokenDocumentException {
        Settings settings = Settings.read(config);
        return new Ingredients(
                settings,
                CatalogFile.read(settings.catalog()),
                Users.of(settings.users().file(), settings.users().credentials()),
                keys(settings.temporal().payloadKeys()),
                Patience.OF_A_BROKER);
    }

    private static PayloadKeys keys(Path file) throws BrokenDocumentException {
        try {
            return PayloadKeys.read(file);
        } catch (IOException e) {
            throw new BrokenDocumentException(new Problem(file.toString(), 0, "", "can't be read: " + e));
        } catch (IllegalArgumentException e) { // names the line by itself
            throw new BrokenDocumentException(new Problem(file.toString(), 0, "", String.valueOf(e.getMessage())));
        }
    }
}
