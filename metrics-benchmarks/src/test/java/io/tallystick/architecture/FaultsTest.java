package io.tallystick.architecture;

import static io.tallystick.architecture.Room.room;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of the house finds the fault that was planted for it, and lets the rest be. */
class FaultsTest {

  private static final String FAULTY = "io.tallystick.architecture.faulty";

  @Test
  void anImportThatTheRowDoesNotNameIsFound() {
    RoomTable table = new RoomTable(room(FAULTY + ".table", "Jackson, io.tallystick"));

    assertThat(faultsOf(HouseRules.importsFollow(table), "table"))
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault).contains("ImportsTooMuch").contains("org.slf4j."));
  }

  @Test
  void anImportOfALibraryOnlyInAnArrayIsFound() {
    RoomTable table = new RoomTable(room(FAULTY + ".table", "the JDK only"));

    assertThat(faultsOf(HouseRules.importsFollow(table), "table"))
        .anySatisfy(fault -> assertThat(fault).contains("io.tallystick.Tags"));
  }

  @Test
  void anImportThatTheRowNamesIsFine() {
    RoomTable table = new RoomTable(room(FAULTY + ".table", "slf4j, io.tallystick"));

    assertThat(faultsOf(HouseRules.importsFollow(table), "table")).isEmpty();
  }

  @Test
  void aRoomWithoutARowIsFound() {
    assertThat(faultsOf(HouseRules.importsFollow(RoomTable.HOUSE), "table"))
        .singleElement()
        .asString()
        .contains(FAULTY + ".table has no row");
  }

  @Test
  void aCircleIsFound() {
    assertThat(faultsOf(HouseRules.NO_CIRCLES, "circle"))
        .singleElement()
        .asString()
        .contains("circle.left", "circle.right");
  }

  @Test
  void aPackageWithoutNullMarkedIsFound() {
    assertThat(faultsOf(HouseRules.EVERY_PACKAGE_IS_NULL_MARKED, "unmarked"))
        .singleElement()
        .asString()
        .contains("faulty.unmarked is not @NullMarked");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TextUtil",
        "TextUtils",
        "TagHelper",
        "PoolManager",
        "StoreImpl",
        "StoreBase",
        "RowCommon",
        "IStore",
        "DTimer",
        "DefaultStore",
        "SpiStore",
        "Default"
      })
  void anEmptyNameIsFound(String name) {
    assertThat(faultsOf(HouseRules.NAMES_SAY_WHAT_A_TYPE_IS, "names"))
        .anySatisfy(fault -> assertThat(fault).contains("$" + name + " "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ipv4Form", "Database", "Dialect", "Implied", "Defaults", "Spike"})
  void aNameThatOnlyLooksEmptyIsFine(String name) {
    assertThat(faultsOf(HouseRules.NAMES_SAY_WHAT_A_TYPE_IS, "names"))
        .noneSatisfy(fault -> assertThat(fault).contains("$" + name + " "));
  }

  @Test
  void printingIsFound() {
    assertThat(faultsOf(HouseRules.onlyThesePrint("io.tallystick.core"), "calls"))
        .satisfiesOnlyOnce(fault -> assertThat(fault).contains("printsToOut"))
        .satisfiesOnlyOnce(fault -> assertThat(fault).contains("printsToErr"))
        .satisfiesOnlyOnce(fault -> assertThat(fault).contains("printsAStackTrace"))
        .hasSize(3);
  }

  @Test
  void printingWhereItIsAllowedIsFine() {
    ArchRule rule = HouseRules.onlyThesePrint(FAULTY + "..").allowEmptyShould(true);

    assertThat(faultsOf(rule, "calls")).isEmpty();
  }

  @Test
  void everyReadingOfTheWallClockIsFound() {
    List<String> faults =
        faultsOf(HouseRules.onlyTheseReadTheWallClock("io.tallystick.core"), "calls");

    assertThat(faults).hasSize(10);
    assertThat(faults).allSatisfy(fault -> assertThat(fault).contains("wallClock"));
  }

  @Test
  void sleepingIsFound() {
    assertThat(faultsOf(HouseRules.NOTHING_SLEEPS, "calls"))
        .hasSize(2)
        .allSatisfy(fault -> assertThat(fault).contains("sleep"));
  }

  @Test
  void javaUtilLoggingIsFound() {
    assertThat(faultsOf(HouseRules.NO_JAVA_UTIL_LOGGING, "calls"))
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault).contains("java.util.logging"));
  }

  @Test
  void loggingWhereItIsForbiddenIsFound() {
    assertThat(faultsOf(HouseRules.theseDoNotLog(FAULTY + ".table"), "table")).isNotEmpty();
  }

  @Test
  void installingOutsideTheRuntimeIsFound() {
    assertThat(faultsOf(HouseRules.onlyTheseInstall("io.tallystick.core"), "calls"))
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault).contains("io.tallystick.Installation"));
  }

  private static List<String> faultsOf(ArchRule rule, String where) {
    return rule.evaluate(new ClassFileImporter().importPackages(FAULTY + "." + where))
        .getFailureReport()
        .getDetails();
  }
}
