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

    /** What belongs to a cluster, or all of ours. */
    List<Filter> of(Optional<Owner> whose) {
        return filters(names.tags(whose));
    }

    /** What has this name. */
    List<Filter> of(Label label) {
        return filters(Map.of(Names.INSTALLATION, names.installation(), NAME, names.of(label)));
    }

    private static List<Filter> filters(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> filter("tag:" + tag.getKey(), tag.getValue()))
                .toList();
    }

    static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    static Map<String, String> read(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }

    Leftover leftover(String kind, String id, List<Tag> tags) {
        Map<String, String> read = read(tags);
        return names.leftover(kind, id, read.getOrDefault(NAME, ""), read);
    }
}
