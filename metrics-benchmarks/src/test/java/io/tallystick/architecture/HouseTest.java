package io.tallystick.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** The shape of the house: every class that this module sees, but no test and nothing generated. */
class HouseTest {

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .withImportOption(place -> !place.contains("jmh_generated"))
          .withImportOption(place -> !place.contains("-tests.jar"))
          .importPackages("io.tallystick");

  @Test
  void everyModuleIsLookedAt() {
    assertThat(HOUSE)
        .extracting(type -> type.getPackageName())
        .contains(
            "io.tallystick",
            "io.tallystick.core",
            "io.tallystick.store.jdbc",
            "io.tallystick.store.sqlite",
            "io.tallystick.servlet",
            "io.tallystick.benchmarks")
        .doesNotContain("io.tallystick.architecture");
  }

  @Test
  void aRoomImportsOnlyWhatItsRowNames() {
    HouseRules.importsFollow(RoomTable.HOUSE).check(HOUSE);
  }

  @Test
  void noPackagesDependOnEachOtherInACircle() {
    HouseRules.NO_CIRCLES.check(HOUSE);
  }

  @Test
  void everyPackageIsNullMarked() {
    HouseRules.EVERY_PACKAGE_IS_NULL_MARKED.check(HOUSE);
  }

  @Test
  void aNameSaysWhatATypeIs() {
    HouseRules.NAMES_SAY_WHAT_A_TYPE_IS.check(HOUSE);
  }

  @Test
  void theLibraryDoesNotPrint() {
    HouseRules.onlyThesePrint("io.tallystick.benchmarks..", "io.tallystick.examples..")
        .check(HOUSE);
  }

  @Test
  void onlyTheRuntimeReadsTheWallClock() {
    HouseRules.onlyTheseReadTheWallClock(
            "io.tallystick.core",
            "io.tallystick.core.memory",
            "io.tallystick.store.jdbc",
            "io.tallystick.store.sqlite",
            "io.tallystick.benchmarks.crash",
            "io.tallystick.benchmarks.storage")
        .check(HOUSE);
  }

  @Test
  void nothingSleeps() {
    HouseRules.NOTHING_SLEEPS.check(HOUSE);
  }

  @Test
  void nothingUsesJavaUtilLogging() {
    HouseRules.NO_JAVA_UTIL_LOGGING.check(HOUSE);
  }

  @Test
  void theApiDoesNotLog() {
    HouseRules.theseDoNotLog("io.tallystick", "io.tallystick.guard").check(HOUSE);
  }

  @Test
  void onlyTheRuntimeInstallsItself() {
    HouseRules.onlyTheseInstall("io.tallystick", "io.tallystick.core").check(HOUSE);
  }
}
