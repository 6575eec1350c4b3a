package dev.steward.chaos;

import dev.steward.lab.Inside;
import dev.steward.lab.LabMachine;
import java.util.ArrayList;
import java.util.List;

/**
 * A Steward that breaks a rule, to show that the checkers turn red. Made by changing the scripts on the machines of one
 * cluster in the lab, past everything that Steward does; a machine that replaces another has the right ones again.
 *
 * <p>All of them, {@link #PATIENT} too, let a node follow late, and connections live long: harmless delays, by which a
 * broken rule has time to show.
 */
public enum Mutant {
    /** Breaks nothing: what is only slow must not lose anything. */
    PATIENT(List.of()),
    /** Rule 10 broken: nobody is sealed, positions are just read. */
    SKIPS_SEAL(List.of(Edit.OPEN_FILTER, new Edit("seal", "s/^: >.*leader\\.conf$/true/"))),
    /** Rule 10 broken: a standby is told to follow nobody, and its packet filter stays open. */
    SEALS_BY_CONNINFO(List.of(Edit.OPEN_FILTER)),
    /** Rules 10 and 13 broken: nobody is sealed, and the new leader waits for nobody. */
    LEADS_ALONE(List.of(
            Edit.OPEN_FILTER,
            new Edit("seal", "s/^: >.*leader\\.conf$/true/"),
            new Edit("promote", "s/^change_names .*/change_names \"\" \"$names\"/")));

    private static final List<String> TIMEOUTS = List.of(
            "alter system set wal_receiver_timeout = '60s'",
            "alter system set wal_sender_timeout = '60s'",
            "select pg_reload_conf()");

    /**
     * A change of a script.
     *
     * @param script its name
     * @param sed how it is changed
     */
    record Edit(String script, String sed) {

        static final Edit OPEN_FILTER = new Edit(
                "node.sh",
                "s/^filter() {$/filter() { nft delete table inet steward 2>\\/dev\\/null || true; filtered=yes; return 0;/");
        /** All that are asked for within 20 s: a take-over asks again and again. */
        static final Edit LOSE_FOLLOWS = new Edit(
                "follow",
                "s/^enter .*/mkdir -p \\/run\\/chaos-follow\\n"
                        + "(($(date +%s) - $(stat -c %Y \\/run\\/chaos-follow) >= 20)) || fail lost\\n&/");
    }

    private final List<Edit> edits;

    Mutant(List<Edit> edits) {
        this.edits = edits;
    }

    /** Every change it makes. */
    List<Edit> edits() {
        List<Edit> all = new ArrayList<>(edits);
        all.addFirst(Edit.LOSE_FOLLOWS);
        return all;
    }

    /** Changes the machines of a scene that are not changed yet. */
    void apply(Scene scene) {
        for (LabMachine machine : scene.machines()) {
            Inside inside = new Inside(machine);
            inside.run("rm", "-rf", "/run/chaos-follow");
            if (inside.shell("[ ! -e /etc/steward-mutant ] || echo yes").isBlank()) {
                TIMEOUTS.forEach(inside::sql);
                edits().forEach(edit -> change(inside, edit));
                inside.run("touch", "/etc/steward-mutant");
            }
        }
        scene.note("the scripts on the machines are those of " + this);
    }

    /** Every version that is there; one that stays as it is would make this a lie. */
    private static void change(Inside inside, Edit edit) {
        inside.shell("""
                set -e
                for file in /usr/local/lib/steward/*/%1$s; do
                  sed -e '%2$s' "$file" >/run/edited
                  if cmp -s /run/edited "$file"; then exit 1; fi
                  cat /run/edited >"$file"
                done""".formatted(edit.script(), edit.sed()));
    }
}
