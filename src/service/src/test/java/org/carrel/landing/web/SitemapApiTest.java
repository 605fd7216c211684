package org.carrel.landing.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.carrel.catalog.Stretches;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SitemapApiTest {
  @Inject SitemapApi maps;
  @Inject Stretches stretches;

  private final List<Handler<AsyncResult<Void>>> readers = new ArrayList<>();

  /** A reader who has not yet taken all of the answer. */
  @SuppressWarnings("unchecked")
  private RoutingContext slowReader() {
    return (RoutingContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {RoutingContext.class},
            (proxy, method, arguments) -> {
              readers.add((Handler<AsyncResult<Void>>) arguments[0]);
              return 1;
            });
  }

  @Test
  void four_slow_readers_hold_four_site_maps_and_the_fifth_is_asked_to_come_again() {
    String first = stretches.of(2).get(0).first();
    String address = "/sitemaps/items.xml?from={first}";
    for (int i = 0; i < 4; i++) {
      byte[] page = (byte[]) maps.page(first, slowReader()).getEntity();
      assertThat(new String(page, StandardCharsets.UTF_8)).contains("/d/" + first, "</urlset>");
    }
    try {
      given().get(address, first).then().statusCode(503).header("Retry-After", "5");
      given().get("/sitemap.xml").then().statusCode(200);
    } finally {
      readers.forEach(reader -> reader.handle(null));
    }
    for (int i = 0; i < 8; i++) {
      given().get(address, first).then().statusCode(200);
    }
  }
}
