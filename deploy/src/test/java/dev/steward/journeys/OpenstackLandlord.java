package dev.steward.journeys;

import dev.steward.machines.Machines;
import dev.steward.machines.Rental;
import dev.steward.machines.SecretFile;
import dev.steward.machines.Terms;
import dev.steward.machines.kit.Accident;
import dev.steward.machines.kit.Fault;
import dev.steward.machines.kit.Landlord;
import dev.steward.machines.kit.Rented;
import dev.steward.machines.openstack.OpenstackMachines;
import dev.steward.machines.openstack.OpenstackSettings;
import dev.steward.remote.Ssh;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The OpenStack lab as an infrastructure under test: the API by way of a faulty proxy, the machines as they are. */
final class OpenstackLandlord implements Landlord {

    private static final String INSTALLATION = "kit" + ProcessHandle.current().pid();
    private static final String KEYSTONE =
            "http://127.0.0.1:" + System.getenv().getOrDefault("OSLAB_PORT_KEYSTONE", "5000") + "/v3";
    private static final String NET = System.getenv().getOrDefault("OSLAB_NET", "10.77.0");
    private static final String IMAGE = "steward-machine";
    private static final String PASSWORD = "tenantpw";

    private final KitFolder folder = new KitFolder();
    private final OpenstackLab lab = new OpenstackLab();
    private final FaultyProxy proxy = new FaultyProxy();
    private final OpenstackAdmin admin = new OpenstackAdmin(KEYSTONE);
    private final Ssh ssh = folder.ssh();
    private final Machines machines;

    OpenstackLandlord() {
        machines = machines(INSTALLATION);
    }

    private Rental machines(String installation) {
        return machines(
                installation,
                new OpenstackSettings.Login.Password(
                        "tenant",
                        "Default",
                        "tenant",
                        "Default",
                        new SecretFile(lab.folder().resolve("password"))));
    }

    private Rental machines(String installation, OpenstackSettings.Login login) {
        return OpenstackMachines.rental(new OpenstackSettings(
                new Terms(installation, List.of(NET + ".1/32"), clients(), folder.authorisedKey()),
                URI.create(KEYSTONE),
                login,
                "RegionOne",
                Optional.of(proxy.address()),
                IMAGE,
                List.of(),
                "tenant-net",
                List.of(),
                List.of(),
                Optional.empty(),
                OpenstackSettings.Spread.SOFT));
    }

    /** The same, as somebody sees it who logs in by an application credential. */
    Rental byApplicationCredential() {
        List<String> credential = admin.applicationCredential(INSTALLATION);
        return machines(
                INSTALLATION,
                new OpenstackSettings.Login.ApplicationCredential(
                        credential.getFirst(), new SecretFile(folder.keep("secret", credential.getLast()))));
    }

    @Override
    public Machines machines() {
        return machines;
    }

    @Override
    public Machines seenByAnother() {
        return machines("other" + ProcessHandle.current().pid());
    }

    @Override
    public List<String> clients() {
        return List.of(NET + ".0/24");
    }

    @Override
    public Ssh ssh() {
        return ssh;
    }

    @Override
    public Optional<String> spared(Fault fault) {
        return Optional.empty();
    }

    @Override
    public Relief strike(Fault fault) {
        return switch (fault) {
            case LATE -> mood(FaultyProxy.Mood.LATE);
            case HANGS -> mood(FaultyProxy.Mood.SILENT);
            case BROKEN -> mood(FaultyProxy.Mood.BROKEN);
            case THROTTLED -> mood(FaultyProxy.Mood.THROTTLING);
            case ANSWER_LOST -> mood(FaultyProxy.Mood.FORGETFUL);
            case NO_CAPACITY -> {
                lab.tell("fail", "1");
                yield () -> lab.tell("well");
            }
            case QUOTA -> {
                admin.quota(0);
                yield () -> admin.quota(10);
            }
            case IMAGE_MISSING -> {
                admin.renameImage(IMAGE, "gone");
                yield () -> admin.renameImage("gone", IMAGE);
            }
            case CREDENTIALS_EXPIRED -> {
                passwordIs("another");
                yield () -> passwordIs(PASSWORD);
            }
        };
    }

    private Relief mood(FaultyProxy.Mood mood) {
        proxy.becomes(mood);
        return () -> proxy.becomes(FaultyProxy.Mood.WELL);
    }

    /** Keystone ends all tokens of the second in which a password was changed; the others believe one for a second. */
    private void passwordIs(String password) {
        admin.password(password);
        try {
            Thread.sleep(2500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void strike(Accident accident, Rented machine) {
        String verb = switch (accident) {
            case DIES -> "kill";
            case FREEZES -> "pause";
        };
        Shell.run(List.of("docker", verb, "oslab-" + machine.machine().id()));
    }

    @Override
    public void close() {
        ssh.close();
        proxy.close();
        lab.close();
        folder.delete();
    }
}
