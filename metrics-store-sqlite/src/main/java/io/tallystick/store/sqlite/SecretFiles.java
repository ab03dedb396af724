package io.tallystick.store.sqlite;

import io.tallystick.spi.SecretPlace;
import io.tallystick.spi.StorageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Secrets in files beside a database, each in hexadecimal digits, which nobody but their owner may
 * read. A file appears whole or not at all, and the first of two writers wins.
 */
record SecretFiles(Path database) implements SecretPlace {
  private Path file(String name) {
    return database.resolveSibling(database.getFileName() + "." + name);
  }

  @Override
  public Optional<byte[]> find(String name) {
    Path file = file(name);
    try {
      return Optional.of(HexFormat.of().parseHex(Files.readString(file).strip()));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw StorageException.temporary(
          "%s cannot be read (%s): let this process read it.".formatted(file, e.getMessage()), e);
    } catch (IllegalArgumentException damaged) {
      throw StorageException.permanent(
          "%s holds no key in hexadecimal digits: bring back the file that was there, or remove it."
              .formatted(file),
          damaged);
    }
  }

  @Override
  public byte[] keep(String name, byte[] secret) {
    Path file = file(name);
    try {
      Path directory = file.toAbsolutePath().getParent();
      Path made = Files.createTempFile(directory, ".secret", ".tmp", DatabaseFiles.ownerOnly(file));
      try {
        Files.writeString(made, HexFormat.of().formatHex(secret));
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
