package org.carrel.access;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.carrel.identity.Subject;
import org.jspecify.annotations.Nullable;

/**
 * What is known of who asks. Each part may be missing; nothing of it is believed from a client.
 *
 * @param readerId the signed-in reader
 * @param deviceSessionId the browser's open device session, and with it who signed in there through
 *     an institution
 * @param address the client address, as found from the trusted proxies
 */
public record Evidence(
    @Nullable String readerId, @Nullable String deviceSessionId, @Nullable InetAddress address) {

  /** The browser alone: an account finds a pass, a browser reads with it. */
  List<Subject> browser() {
    return deviceSessionId == null ? List.of() : List.of(new Subject.OfDevice(deviceSessionId));
  }

  /** The same, with the address that another trusted program of ours saw. */
  public Evidence at(@Nullable InetAddress seen) {
    return new Evidence(readerId, deviceSessionId, seen);
  }

  List<Subject> subjects() {
    List<Subject> subjects = new ArrayList<>();
    if (readerId != null) {
      subjects.add(new Subject.OfReader(readerId));
    }
    if (deviceSessionId != null) {
      subjects.add(new Subject.OfDevice(deviceSessionId));
    }
    return subjects;
  }
}
