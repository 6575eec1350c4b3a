package dev.steward.machines.ec2;

import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * By what we know our own things again.
 *
 * @param installation whose they are
 */
record Tags(String installation) {

    /** What exactly was ordered. */
    static final String ORDER = "steward:order";

    private static final String NAME = "Name";
    private static final String INSTALLATION = "steward:installation";
    private static final String CLUSTER = "steward:cluster";
    private static final String NODE = "steward:node";

    String name(Owner owner) {
        return "steward-" + owner.key(installation);
    }

    String name(Label label) {
        return label.name(installation);
    }

    /** For what belongs to a cluster. */
    TagSpecification on(ResourceType type, Owner owner) {
        return specification(type, owner, name(owner));
    }

    /** For what belongs to a node. */
    TagSpecification on(ResourceType type, Label label, Tag... more) {
        List<Tag> tags = new ArrayList<>(List.of(more));
        tags.add(tag(NODE, label.node()));
        return specification(type, label.owner(), name(label), tags.toArray(Tag[]::new));
    }

    private TagSpecification specification(ResourceType type, Owner owner, String name, Tag... more) {
        Stream<Tag> known = Stream.of(tag(NAME, name), tag(INSTALLATION, installation), tag(CLUSTER, owner.cluster()));
        return TagSpecification.builder()
                .resourceType(type)
                .tags(Stream.concat(known, Stream.of(more)).toList())
                .build();
    }

    static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    /** All of ours. */
    Filter[] ours() {
        return new Filter[] {filter("tag:" + INSTALLATION, installation)};
    }

    /** What belongs to a cluster. */
    Filter[] of(Owner owner) {
        return new Filter[] {ours()[0], filter("tag:" + CLUSTER, owner.cluster())};
    }

    /** What belongs to a node, whatever its incarnation. */
    Filter[] ofNode(Label label) {
        return new Filter[] {
            ours()[0], filter("tag:" + CLUSTER, label.owner().cluster()), filter("tag:" + NODE, label.node())
        };
    }

    /** What has this name. */
    Filter[] of(Label label) {
        return new Filter[] {ours()[0], filter("tag:" + NAME, name(label))};
    }

    static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    static Optional<String> value(List<Tag> tags, String key) {
        return tags.stream().filter(t -> t.key().equals(key)).map(Tag::value).findFirst();
    }

    Leftover leftover(String kind, String id, List<Tag> tags) {
        Owner owner = new Owner(value(tags, CLUSTER).orElse(""));
        return new Leftover(
                kind,
                id,
                owner,
                Label.read(owner, installation, value(tags, NAME).orElse("")));
    }
}
