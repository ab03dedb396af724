package io.tallystick.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a file system that is reached through a network, by the name that the system has for its
 * type. One that is not known here counts as local: where memory cannot be shared or nothing can be
 * locked, SQLite says so itself.
 */
final class FileSystemTypes {
  private static final Set<String> NETWORK =
      Set.of(
          "afpfs",
          "afs",
          "beegfs",
          "ceph",
          "cifs",
          "coda",
          "gfs2",
          "glusterfs",
          "gpfs",
          "lustre",
          "ncp",
          "ncpfs",
          "nfs",
          "nfs3",
          "nfs4",
          "ocfs2",
          "orangefs",
          "pvfs2",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "webdav");

  private static final Set<String> NETWORK_IN_USER_SPACE =
      Set.of(
          "blobfuse",
          "blobfuse2",
          "ceph",
          "curlftpfs",
          "davfs",
          "davfs2",
          "gcsfuse",
          "glusterfs",
          "gluster",
          "goofys",
          "juicefs",
          "mount-s3",
          "mountpoint-s3",
          "moosefs",
          "rclone",
          "s3fs",
          "seaweedfs",
          "smbnetfs",
          "sshfs");

  private static final String USER_SPACE = "fuse.";

  private final TypeQuestion question;

  /** Asks the operating system. */
  FileSystemTypes() {
    this(path -> Files.getFileStore(path).type());
  }

  FileSystemTypes(TypeQuestion question) {
    this.question = question;
  }

  /** The type of the file system, if it is a network's. */
  Optional<String> networkTypeOf(Path existing) {
    if (existing.toString().startsWith("\\\\")) {
      return Optional.of("UNC");
    }
    try {
      String type = question.typeOf(existing);
      return isNetwork(type.toLowerCase(Locale.ROOT)) ? Optional.of(type) : Optional.empty();
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  private static boolean isNetwork(String type) {
    return type.startsWith(USER_SPACE)
        ? NETWORK_IN_USER_SPACE.contains(type.substring(USER_SPACE.length()))
        : NETWORK.contains(type);
  }

  /** Asks for the type of the file system that an existing path is on. */
  interface TypeQuestion {
    String typeOf(Path existing) throws IOException;
  }
}
