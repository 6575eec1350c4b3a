package dev.steward.broker;

import dev.steward.broker.api.ApiVersion;
import dev.steward.broker.api.BareErrors;
import dev.steward.broker.api.OriginatingIdentity;
import dev.steward.broker.api.RequestIdentity;
import dev.steward.broker.users.Authentication;
import jakarta.servlet.Filter;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** What every request passes on its way, in this order: its name, the UI's permission, its user, its version. */
@Configuration(proxyBeanMethods = false)
class Web {

    @Bean
    FilterRegistrationBean<RequestIdentity> requestIdentity() {
        return at(1, new RequestIdentity(), "/*");
    }

    /** Browsers ask for permission without credentials, so this comes before authentication. */
    @Bean
    FilterRegistrationBean<CorsFilter> cors(Ingredients ingredients) {
        CorsConfiguration allowed = new CorsConfiguration();
        allowed.setAllowedOrigins(
                ingredients.settings().temporal().ui().stream().toList());
        allowed.setAllowedMethods(List.of("POST"));
        allowed.setAllowedHeaders(List.of("*"));
        allowed.setAllowCredentials(true);
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", allowed);
        return at(2, new CorsFilter(source), "/codec/*");
    }

    @Bean
    FilterRegistrationBean<Authentication> authentication(Ingredients ingredients) {
        return at(3, new Authentication(ingredients.users()), "/*");
    }

    @Bean
    FilterRegistrationBean<ApiVersion> apiVersion() {
        return at(4, new ApiVersion(), "/v2/*");
    }

    @Bean
    FilterRegistrationBean<OriginatingIdentity> originatingIdentity() {
        return at(5, new OriginatingIdentity(), "/v2/*");
    }

    /** Ids may hold slashes of both kinds (OSB 2.17, URL Properties). */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat() {
        return factory -> {
            factory.addConnectorCustomizers(connector -> {
                connector.setEncodedSolidusHandling("passthrough");
                connector.setEncodedReverseSolidusHandling("passthrough");
            });
            factory.addContextCustomizers(context ->
                    ((StandardHost) context.getParent()).setErrorReportValveClass(BareErrors.class.getName()));
        };
    }

    private static <F extends Filter> FilterRegistrationBean<F> at(int place, F filter, String... paths) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
        registration.addUrlPatterns(paths);
        return registration;
    }
}
