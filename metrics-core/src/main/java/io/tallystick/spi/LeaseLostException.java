package io.tallystick.spi;

/**
 * Someone else holds the lease by now: what was to be done under it was not done, and is theirs.
 *
 * <pre>{@code
 * try {
 *   store.fold(lease, fold);
 * } catch (LeaseLostException e) {
 *   stopFolding();
 * }
 * }</pre>
 */
public final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says which lease was lost. */
  public LeaseLostException(Lease lease) {
    super(
        "The lease %s with token %d was lost to another holder: nothing was changed."
            .formatted(lease.name(), lease.token()));
  }
}
