package org.carrel.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules that hold the rooms apart. */
class RoomsTest {
  private static final String ROOT = "org.carrel.";

  private static final JavaClasses SERVICE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> location.contains("/service/"))
          .importPackages("org.carrel");

  @Test
  void each_room_uses_what_the_table_allows_and_nothing_else() {
    List<String> wrong =
        SERVICE.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .flatMap(dependency -> wrong(dependency).stream())
            .distinct()
            .sorted()
            .toList();
    assertThat(wrong).isEmpty();
  }

  @Test
  void the_table_names_only_rooms_that_it_has_and_none_that_nobody_may_use() {
    Set<String> used =
        Rooms.TABLE.stream()
            .flatMap(room -> room.mayUse().stream())
            .collect(java.util.stream.Collectors.toSet());
    assertThat(Rooms.TABLE).extracting(Rooms.Room::name).containsAll(used).doesNotHaveDuplicates();
    assertThat(used).doesNotContainAnyElementsOf(Rooms.FOR_NONE);
  }

  @Test
  void no_room_leads_back_to_itself() {
    slices().matching("org.carrel.(*)..").should().beFreeOfCycles().check(SERVICE);
  }

  @Test
  void only_the_adapter_knows_stripe() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.carrel.payments.stripe..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.stripe.."));
  }

  @Test
  void nobody_but_base_asks_the_machine_for_the_time() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.carrel.base..")
            .should()
            .callMethodWhere(describe("reads the machine's clock", RoomsTest::readsMachineClock)));
  }

  @Test
  void http_lives_in_pages_and_apis_of_a_rooms_web() {
    check(
        classes()
            .that()
            .areAnnotatedWith(Path.class)
            .should()
            .resideInAPackage("org.carrel..web..")
            .andShould()
            .haveNameMatching(".*(Page|Api)"));
  }

  @Test
  void entities_behave_and_have_no_setters() {
    check(
        methods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Entity.class)
            .and()
            .haveNameMatching("set[A-Z].*")
            .should()
            .notBePublic());
  }

  @Test
  void names_say_what_a_class_is_for() {
    check(noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl|DTO|Dto)"));
  }

  @Test
  void entities_are_plain() {
    check(noClasses().should().dependOnClassesThat().resideInAPackage("io.quarkus..panache.."));
  }

  @Test
  void what_a_room_offers_does_not_reach_up_into_its_web() {
    List<String> wrong =
        SERVICE.stream()
            .filter(type -> !isWeb(type))
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(dependency -> isWeb(dependency.getTargetClass()))
            .map(Dependency::getDescription)
            .toList();
    assertThat(wrong).isEmpty();
  }

  private static Optional<String> wrong(Dependency dependency) {
    JavaClass from = dependency.getOriginClass();
    JavaClass to = dependency.getTargetClass();
    String target = room(to);
    if (target.isEmpty() || target.equals(room(from))) {
      return Optional.empty();
    }
    Rooms.Room room = Rooms.named(room(from));
    boolean allowed =
        module(target)
            .map(module -> module.mayUse().contains(room.name()))
            .orElseGet(() -> mayUse(room, from, target) && !isWeb(to));
    return allowed
        ? Optional.empty()
        : Optional.of(
            from.getName() + " uses " + to.getName() + ": not in " + room.name() + "'s row");
  }

  private static boolean mayUse(Rooms.Room room, JavaClass from, String target) {
    if (target.equals("web")) {
      return isWeb(from);
    }
    boolean forAll = Rooms.FOR_ALL.contains(target) && !room.name().equals("base");
    return forAll || room.mayUse().contains(target);
  }

  private static Optional<Rooms.Room> module(String name) {
    return Rooms.MODULES.stream().filter(module -> module.name().equals(name)).findFirst();
  }

  /** Whether this is the HTTP of a room; the room {@code web} itself is what they all stand on. */
  private static boolean isWeb(JavaClass type) {
    return type.getPackageName().matches("org\\.carrel\\.\\w+\\.web(\\..*)?");
  }

  private static String room(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    return Stream.of(name)
        .filter(full -> full.startsWith(ROOT))
        .map(full -> full.substring(ROOT.length()).split("\\.")[0])
        .findFirst()
        .orElse("");
  }

  private static boolean readsMachineClock(JavaCall<?> call) {
    JavaClass owner = call.getTargetOwner();
    String name = call.getTarget().getName();
    boolean now =
        owner.getPackageName().startsWith("java.time")
            && name.equals("now")
            && call.getTarget().getRawParameterTypes().stream()
                .noneMatch(parameter -> parameter.isEquivalentTo(Clock.class));
    boolean system = owner.isEquivalentTo(Clock.class) && name.startsWith("system");
    boolean millis = owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis");
    return now || system || millis;
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(SERVICE);
  }
}
