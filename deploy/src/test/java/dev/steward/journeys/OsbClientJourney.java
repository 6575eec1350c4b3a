package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client of the Open Service Broker API that nobody here wrote finds no fault: {@code deploy/journeys/osb}, in Go. */
class OsbClientJourney {

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.asItIs();

    @Test
    void aClientThatNobodyHereWroteFindsNoFault() throws IOException {
        Path password = steward.settings().home.resolve("go-password");
        Files.writeString(password, steward.settings().password);

        String told = Shell.run(List.of(
                "go",
                "run",
                "-C",
                Path.of("journeys", "osb").toString(),
                ".",
                "-url",
                steward.brokerAddress().toString(),
                "-user",
                Settings.USER,
                "-password-file",
                password.toString()));

        System.out.println(told);
        assertThat(told).contains("the journey is over: nothing is left");
        assertThat(steward.lab().leftovers()).isEmpty();
    }
}
