package io.tallystick.architecture;

import static io.tallystick.architecture.Room.room;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table speaks of rooms that it knows, and each package-info says what its row says. */
class RoomTableTest {

  private static final Pattern ROOM = Pattern.compile("(?m)^package ([a-z.]+);");
  private static final Pattern MAY_IMPORT = Pattern.compile("May import: (.+?)\\.(?=\\s)");

  @Test
  void everyWordOfARowIsARoomOfTheTableOrALibrary() {
    assertThat(RoomTable.HOUSE.rooms())
        .allSatisfy(room -> assertThat(RoomTable.HOUSE.unknownWords(room)).isEmpty());
  }

  @Test
  void aWordThatIsNeitherARoomNorALibraryIsFound() {
    Room record =
        room("io.tallystick.core.record", "io.tallystick, slf4j, agregate, every room of core");

    assertThat(RoomTable.HOUSE.unknownWords(record)).containsExactly("agregate");
  }

  @Test
  void everyPackageInfoSaysWhatItsRowSays() throws IOException {
    List<Room> written;
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      written =
          files.filter(RoomTableTest::isPackageInfoOfTheHouse).map(RoomTableTest::read).toList();
    }

    assertThat(written)
        .hasSizeGreaterThan(20)
        .allSatisfy(room -> assertThat(room).isEqualTo(RoomTable.HOUSE.roomOf(room.name())));
  }

  private static boolean isPackageInfoOfTheHouse(Path file) {
    return file.endsWith("package-info.java") && file.toString().contains("src/main/java");
  }

  private static Room read(Path packageInfo) {
    try {
      String source = Files.readString(packageInfo);
      return new Room(first(ROOM, source), first(MAY_IMPORT, onOneLine(source)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Javadoc as running text: no stars, no line ends, no code tags. */
  private static String onOneLine(String source) {
    return source.replaceAll("\\{@code ([^}]*)}", "$1").replaceAll("\\s*\\n \\*(?!/)\\s*", " ");
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "nothing is said";
  }
}
