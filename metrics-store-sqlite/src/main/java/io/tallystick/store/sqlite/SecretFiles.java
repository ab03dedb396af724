package io.tallystick.store.sqlite;

import io.tallystick.spi.SecretPlace;
import io.tallystick.spi.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Secrets in files beside a database, which nobody but their owner may read. A file appears whole
 * or not at all, and the first of two writers wins.
 */
record SecretFiles(Path database) implements SecretPlace {
  private Path file(String name) {
    return database.resolveSibling(database.getFileName() + "." + name);
  }

  @Override
  public Optional<String> find(String name) {
    Path file = file(name);
    try {
      return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1).strip());
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw StorageException.temporary(
          "%s cannot be read (%s): let this process read it.".formatted(file, e.getMessage()), e);
    }
  }

  /** The file is on the disk before it has its name: an empty one would keep everybody out. */
  @Override
  public String keep(String name, String secret) {
    Path file = file(name);
    try {
      Path directory = file.toAbsolutePath().getParent();
      Path made = Files.createTempFile(directory, ".secret", ".tmp", DatabaseFiles.ownerOnly(file));
      try {
        write(made, secret);
        give(made, file);
      } catch (FileAlreadyExistsException otherWasFirst) {
        return find(name).orElse(secret);
      } finally {
        Files.deleteIfExists(made);
      }
      return secret;
    } catch (IOException e) {
      throw StorageException.temporary(
          "%s cannot be made (%s): let this process write to its directory, or configure the key."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static void write(Path file, String secret) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap((secret + "\n").getBytes(StandardCharsets.ISO_8859_1)));
      channel.force(true);
    }
  }

  /** A link never replaces a file; where the disk knows none, the file is made anew. */
  private static void give(Path made, Path file) throws IOException {
    try {
      Files.createLink(file, made);
    } catch (FileAlreadyExistsException otherWasFirst) {
      throw otherWasFirst;
    } catch (UnsupportedOperationException | FileSystemException knowsNoLinks) {
      Files.createFile(file, DatabaseFiles.ownerOnly(file));
      write(file, Files.readString(made, StandardCharsets.ISO_8859_1).strip());
    }
  }
}
