package io.tallystick.store.sqlite;

import io.tallystick.spi.SecretPlace;
import io.tallystick.spi.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

  @Override
  public String keep(String name, String secret) {
    Path file = file(name);
    try {
      Path directory = file.toAbsolutePath().getParent();
      Path made = Files.createTempFile(directory, ".secret", ".tmp", DatabaseFiles.ownerOnly(file));
      try {
        Files.writeString(made, secret + "\n", StandardCharsets.ISO_8859_1);
        Files.createLink(file, made);
      } catch (FileAlreadyExistsException otherWasFirst) {
        return find(name).orElse(secret);
      } finally {
        Files.delete(made);
      }
      return secret;
    } catch (IOException e) {
      throw StorageException.temporary(
          "%s cannot be made (%s): let this process write to its directory, or configure the key."
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
