package org.carrel.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.security.Authenticated;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every route of the service, who may use it, and what guards its changes of state. */
@QuarkusTest
class RoutePolicyTest {
  /** Routes of libraries: the logout token of Keycloak is verified where it arrives. */
  private static final Set<String> NOT_OURS = Set.of("/back-channel-logout");

  /** A route as it is declared; policy is null where none is. */
  private record Route(String method, String path, String policy) {
    String guard(Csrf csrf) {
      boolean safe = Set.of("GET", "HEAD", "OPTIONS").contains(method);
      return safe ? "-" : csrf.needsToken(method, path) ? "csrf" : "exempt";
    }

    String line(Csrf csrf) {
      return String.join(" ", method, path, String.valueOf(policy), guard(csrf));
    }
  }

  @Test
  void each_route_declares_who_may_use_it() {
    assertThat(routes()).filteredOn(route -> route.policy() == null).isEmpty();
  }

  @Test
  void the_routes_are_those_of_the_table() {
    Csrf csrf = new Csrf(null);
    List<String> actual = routes().stream().map(route -> route.line(csrf)).toList();
    assertThat(RouteTable.rows().stream().map(RouteTable.Row::declared).toList())
        .as(
            "a new route is written into src/test/resources/routes.txt by hand, by path and method;"
                + " then RouteWalkTest says what its other columns are")
        .isEqualTo(actual);
  }

  @Test
  void each_route_of_librarians_has_its_pair() {
    assertThat(LibrarianRoutes.pairs().stream().map(LibrarianRoutes.Pair::name).toList())
        .as(
            "a route of librarians is written into src/test/resources/librarian-routes.txt as its own"
                + " librarian asks for it; LibrarianRoutesTest walks it as the others do")
        .containsExactlyInAnyOrderElementsOf(LibrarianRoutes.needed());
  }

  @Test
  void only_routes_that_exist_are_exempt_from_the_token() {
    Set<String> paths = routes().stream().map(Route::path).collect(Collectors.toSet());
    assertThat(Csrf.EXEMPT).allMatch(path -> paths.contains(path) || NOT_OURS.contains(path));
  }

  @Test
  void no_page_breaks_on_a_visitor_without_anything() {
    List<String> broken =
        routes().stream()
            .filter(route -> route.method().equals("GET"))
            .map(route -> route.path().replaceAll("\\{[^}]*}", "none"))
            .filter(path -> given().accept("text/html").get(path).statusCode() >= 500)
            .toList();
    assertThat(broken).isEmpty();
  }

  @Test
  void what_is_not_for_everybody_turns_a_visitor_without_login_away() {
    List<Route> open =
        routes().stream()
            .filter(route -> route.method().equals("GET"))
            .filter(route -> !"everybody".equals(route.policy()))
            .filter(
                route ->
                    given().get(route.path().replaceAll("\\{[^}]*}", "none")).statusCode() != 401)
            .toList();
    assertThat(open).isEmpty();
  }

  private static List<Route> routes() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.carrel")
            .stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .map(JavaClass::reflect)
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()).flatMap(RoutePolicyTest::of))
            .sorted(java.util.Comparator.comparing(Route::path).thenComparing(Route::method))
            .toList();
  }

  private static Stream<Route> of(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
        .filter(java.util.Objects::nonNull)
        .map(http -> new Route(http.value(), path(method), policyOf(method)));
  }

  private static String path(Method method) {
    String whole =
        method.getDeclaringClass().getAnnotation(Path.class).value()
            + "/"
            + Optional.ofNullable(method.getAnnotation(Path.class)).map(Path::value).orElse("");
    String path = ("/" + whole).replaceAll("/+", "/");
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static String policyOf(Method method) {
    return policy(method).or(() -> policy(method.getDeclaringClass())).orElse(null);
  }

  private static Optional<String> policy(AnnotatedElement declared) {
    return Arrays.stream(declared.getAnnotations()).flatMap(RoutePolicyTest::words).findFirst();
  }

  private static Stream<String> words(Annotation annotation) {
    if (annotation instanceof PermitAll) {
      return Stream.of("everybody");
    }
    if (annotation instanceof Authenticated) {
      return Stream.of("signed-in");
    }
    if (annotation instanceof DenyAll) {
      return Stream.of("nobody");
    }
    return annotation instanceof RolesAllowed roles
        ? Stream.of(String.join(",", roles.value()))
        : Stream.empty();
  }
}
