package io.tallystick.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.tallystick.Installation;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.NullMarked;

/** What holds in every room; packages are arguments where a planted fault lives in another one. */
final class HouseRules {

  static final ArchRule NO_CIRCLES =
      slices().assignedFrom(new PackageAsSlice()).should().beFreeOfCycles();

  static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED =
      classes()
          .should(
              condition(
                  "live in a package whose package-info says @NullMarked",
                  (type, broken) -> {
                    if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                      broken.accept(type, type.getPackageName() + " is not @NullMarked");
                    }
                  }));

  private static final Pattern EMPTY_NAME =
      Pattern.compile(
          ".*(Utils?|Helper|Manager|Impl|Base|Common)|[ID][A-Z].*|(Default|Spi)([A-Z0-9].*)?");

  static final ArchRule NAMES_SAY_WHAT_A_TYPE_IS =
      classes()
          .should(
              condition(
                  "have a name that says what they are",
                  (type, broken) -> {
                    if (EMPTY_NAME.matcher(type.getSimpleName()).matches()) {
                      broken.accept(type, type.getName() + " has a banned name");
                    }
                  }));

  static final ArchRule NOTHING_SLEEPS =
      noClasses()
          .should()
          .accessTargetWhere(describe("sleeps", ForbiddenCalls::sleeps))
          .because("time is injected, and a waiting thread waits for an event");

  static final ArchRule NO_JAVA_UTIL_LOGGING =
      noClasses()
          .that()
          .areNotAssignableTo(DataSource.class)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.logging..")
          .because(
              "logging goes through slf4j; a data source has to name a logger it does not have");

  private HouseRules() {}

  static ArchRule importsFollow(RoomTable table) {
    return classes()
        .should(
            condition(
                "import only what the row of their room names",
                (type, broken) -> checkImports(table, type, broken)));
  }

  private static void checkImports(
      RoomTable table, JavaClass type, BiConsumer<JavaClass, String> broken) {
    Room room = table.roomOf(type.getPackageName());
    if (room == null) {
      broken.accept(type, type.getPackageName() + " has no row in the table of rooms");
      return;
    }
    type.getDirectDependenciesFromSelf().stream()
        .filter(use -> !use.getTargetClass().getBaseComponentType().isPrimitive())
        .filter(
            use ->
                !RoomTable.mayImport(
                    room, use.getTargetClass().getBaseComponentType().getPackageName()))
        .forEach(use -> broken.accept(type, use.getDescription()));
  }

  static ArchRule onlyThesePrint(String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .because("the console belongs to the application");
  }

  static ArchRule onlyTheseReadTheWallClock(String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .accessTargetWhere(describe("reads the wall clock", ForbiddenCalls::readsTheWallClock))
        .because(
            "the runtime hands the time to every other room; a store in this process has a time of its own");
  }

  static ArchRule theseDoNotLog(String... packages) {
    return noClasses()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.slf4j..")
        .because("the API has no dependency");
  }

  static ArchRule onlyTheseInstall(String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Installation.class)
        .because("the runtime alone stands behind Metrics.current()");
  }

  private static ArchCondition<JavaClass> condition(
      String description, BiConsumer<JavaClass, BiConsumer<JavaClass, String>> check) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        check.accept(
            type, (culprit, fault) -> events.add(SimpleConditionEvent.violated(culprit, fault)));
      }
    };
  }

  /** Each package by itself: a room inside another is no part of it. */
  private static final class PackageAsSlice implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}
