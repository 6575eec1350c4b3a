package dev.steward.broker;

import dev.steward.document.BrokenDocumentException;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The broker's process: {@code --config=<file>}. Exits with 2, and a line for everything that has to be changed, when a
 * file of its configuration is broken.
 */
public final class Broker {

    private static final String OPTION = "--config=";
    private static final int MISCONFIGURED = 2;

    private Broker() {}

    /** Starts the broker. */
    public static void main(String[] args) {
        if (args.length != 1 || !args[0].startsWith(OPTION)) {
            exit("usage: broker " + OPTION + "<file>");
        }
        try {
            start(Ingredients.read(Path.of(args[0].substring(OPTION.length()))));
        } catch (BrokenDocumentException e) {
            exit(String.valueOf(e.getMessage()));
        }
    }

    @SuppressWarnings("SystemOut") // there is no log yet
    private static void exit(String message) {
        System.err.println(message);
        System.exit(MISCONFIGURED);
    }

    static ConfigurableApplicationContext start(Ingredients ingredients) {
        return new SpringApplicationBuilder(Wiring.class)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties(properties(ingredients.settings()))
                .initializers(context ->
                        ((GenericApplicationContext) context).registerBean(Ingredients.class, () -> ingredients))
                .run();
    }

    private static Map<String, Object> properties(Settings settings) {
        return Map.ofEntries(
                Map.entry("server.address", settings.http().address()),
                Map.entry("server.port", settings.http().port()),
                Map.entry("spring.threads.virtual.enabled", true),
                Map.entry("spring.mvc.formcontent.filter.enabled", false),
                Map.entry("spring.web.resources.add-mappings", false),
                Map.entry("spring.jmx.enabled", false),
                Map.entry("management.endpoints.web.exposure.include", "health,prometheus"),
                Map.entry("management.endpoints.access.default", "read-only"),
                Map.entry("management.health.defaults.enabled", false),
                Map.entry("management.health.ping.enabled", true),
                Map.entry("management.endpoint.health.probes.enabled", false),
                Map.entry("logging.level.io.temporal", "warn"),
                Map.entry("logging.level.root", "info"),
                Map.entry("logging.pattern.correlation", "[%X{request:-}] "));
    }
}
