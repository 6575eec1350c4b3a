package dev.steward.broker;

import dev.steward.broker.api.Bindings;
import dev.steward.broker.api.CatalogPage;
import dev.steward.broker.api.Errors;
import dev.steward.broker.api.Instances;
import dev.steward.broker.api.LastOperations;
import dev.steward.broker.api.LastOperationsOfBindings;
import dev.steward.broker.api.OpenApi;
import dev.steward.broker.api.Updates;
import dev.steward.broker.catalog.Catalog;
import dev.steward.broker.catalog.Plan;
import dev.steward.broker.clusters.BindingsOfClusters;
import dev.steward.broker.clusters.Clusters;
import dev.steward.broker.clusters.PoolTeller;
import dev.steward.broker.clusters.PoolWish;
import dev.steward.broker.codec.CodecEndpoint;
import dev.steward.payloads.EncryptionCodec;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the broker is made of. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = ErrorMvcAutoConfiguration.class)
@Import({
    Web.class,
    CatalogPage.class,
    Instances.class,
    LastOperations.class,
    LastOperationsOfBindings.class,
    Bindings.class,
    Updates.class,
    OpenApi.class,
    Errors.class
})
class Wiring {

    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    @Bean
    Catalog catalog(Ingredients ingredients) {
        return ingredients.catalog();
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    Clusters clusters(Ingredients ingredients) {
        var temporal = ingredients.settings().temporal();
        return Clusters.at(temporal.address(), temporal.namespace(), ingredients.keys(), ingredients.patience());
    }

    /** Before the broker says that it is well. */
    @Bean
    SmartInitializingSingleton connected(Clusters clusters) {
        return () -> LOG.info(clusters.connect() ? "connected to Temporal" : "Temporal does not answer yet");
    }

    @Bean(initMethod = "start")
    PoolTeller pools(Clusters clusters, Catalog catalog) {
        return new PoolTeller(
                clusters,
                catalog.offerings().stream()
                        .flatMap(offering -> offering.plans().stream())
                        .flatMap(Wiring::pools)
                        .toList());
    }

    private static Stream<PoolWish> pools(Plan plan) {
        return plan.poolRules().stream()
                .flatMap(rules -> plan.infrastructures().stream().map(i -> new PoolWish(plan.name(), i, rules)));
    }

    @Bean
    BindingsOfClusters bindings(Clusters clusters) {
        return clusters.bindings();
    }

    @Bean
    CodecEndpoint codec(Ingredients ingredients) {
        return new CodecEndpoint(new EncryptionCodec(ingredients.keys()));
    }
}
