package dev.steward.machines.ec2;

import dev.steward.machines.Terms;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where EC2 machines come from.
 *
 * @param terms what is the same on every cloud
 * @param endpoint another address of the API than AWS's own
 * @param credentials a credentials file (AWS's form, profile {@code default}), read again when it changes; without it
 *     they come from where AWS's tools find them
 * @param region such as {@code eu-central-1}
 * @param image the id of the machine image (AMI)
 * @param subnets ids, all of one VPC; the nodes of a cluster are spread over them, and so over their zones
 * @param types the instance types that may be rented, smallest first; a machine gets the first that is large enough
 */
public record Ec2Settings(
        Terms terms,
        Optional<URI> endpoint,
        Optional<Path> credentials,
        String region,
        String image,
        List<String> subnets,
        List<String> types) {}
