package dev.steward.machines.ec2;

import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.Names;
import dev.steward.machines.Owner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The tags by which we know our own things again. */
record Tags(Names names) {

    static final String NODE = "steward.node";

    private static final String NAME = "Name";

    /** For what belongs to a cluster. */
    TagSpecification on(ResourceType type, Owner owner) {
        return specification(type, owner, Map.of(NAME, names.of(owner)));
    }

    /** For what belongs to a node. */
    TagSpecification on(ResourceType type, Label label, String order) {
        return specification(
                type, label.owner(), Map.of(NAME, names.of(label), NODE, label.node(), Names.ORDER, order));
    }

    private TagSpecification specification(ResourceType type, Owner owner, Map<String, String> own) {
        Map<String, String> all = new HashMap<>(names.tags(owner));
        all.putAll(own);
        return TagSpecification.builder()
                .resourceType(type)
                .tags(all.entrySet().stream()
                        .map(t -> Tag.builder()
                                .key(t.getKey())
                                .value(t.getValue())
                                .build())
                        .toList())
                .build();
    }

    /** What belongs to a cluster, or all of ours. By name: to EC2 a value is a pattern, and a cluster may be called *. */
    List<Filter> of(Optional<Owner> whose) {
        Filter ours = filter("tag:" + Names.INSTALLATION, names.installation());
        return whose.map(names::of)
                .map(name -> List.of(ours, filter("tag:" + NAME, name, name + "-*")))
                .orElse(List.of(ours));
    }

    /** What has this name. */
    List<Filter> of(Label label) {
        return List.of(
                filter("tag:" + Names.INSTALLATION, names.installation()), filter("tag:" + NAME, names.of(label)));
    }

    static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    static Map<String, String> read(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }

    Leftover leftover(String kind, String id, List<Tag> tags) {
        Map<String, String> read = read(tags);
        return names.leftover(kind, id, read.getOrDefault(NAME, ""), read);
    }
}
