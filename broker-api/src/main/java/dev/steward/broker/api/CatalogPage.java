package dev.steward.broker.api;

import dev.steward.broker.catalog.Catalog;
import dev.steward.broker.catalog.CatalogJson;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is offered (OSB 2.17, Catalog Management). */
@RestController
public final class CatalogPage {

    private final Map<String, Object> json;

    public CatalogPage(Catalog catalog) {
        json = CatalogJson.of(catalog);
    }

    @GetMapping("/v2/catalog")
    ResponseEntity<Object> catalog() {
        return Reply.of(HttpStatus.OK, json);
    }
}
