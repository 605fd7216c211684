package org.carrel.docserver.oauth;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session as few bytes: the base64url parts of a token are kept decoded, which saves a quarter.
 * Nothing is compressed, so a cookie's length says nothing about what a token holds.
 */
final class SessionBytes {
  private static final int FORM = 2;

  private SessionBytes() {}

  static byte[] write(ReadingSession session) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORM);
      out.writeUTF(session.id());
      out.writeByte(session.grants().size());
      for (HeldGrant grant : session.grants()) {
        writeToken(out, grant.accessToken());
        out.writeUTF(grant.refreshToken());
        out.writeUTF(grant.handle());
        out.writeLong(grant.end().getEpochSecond());
      }
      out.writeByte(session.vain().size());
      for (ReadingSession.VainTrip trip : session.vain()) {
        out.writeUTF(trip.handle());
        out.writeLong(trip.at().getEpochSecond());
      }
      out.writeUTF(session.browser().sid());
      out.writeBoolean(session.browser().shared());
      out.writeLong(session.seen().getEpochSecond());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Empty for bytes of another form, as an older version may have left them. */
  static Optional<ReadingSession> read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != FORM) {
        return Optional.empty();
      }
      String id = in.readUTF();
      List<HeldGrant> grants = new ArrayList<>();
      for (int i = in.readByte(); i > 0; i--) {
        String access = readToken(in);
        grants.add(new HeldGrant(access, in.readUTF(), in.readUTF(), second(in)));
      }
      List<ReadingSession.VainTrip> vain = new ArrayList<>();
      for (int i = in.readByte(); i > 0; i--) {
        vain.add(new ReadingSession.VainTrip(in.readUTF(), second(in)));
      }
      BrowserSession browser = new BrowserSession(in.readUTF(), in.readBoolean());
      return Optional.of(new ReadingSession(id, grants, vain, browser, second(in)));
    } catch (IOException otherForm) {
      return Optional.empty();
    }
  }

  private static Instant second(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong());
  }

  private static void writeToken(DataOutputStream out, String token) throws IOException {
    String[] parts = token.split("\\.", -1);
    out.writeByte(parts.length);
    for (String part : parts) {
      byte[] decoded = decoded(part);
      out.writeBoolean(decoded != null);
      byte[] kept = decoded != null ? decoded : part.getBytes(StandardCharsets.UTF_8);
      out.writeShort(kept.length);
      out.write(kept);
    }
  }

  private static String readToken(DataInputStream in) throws IOException {
    List<String> parts = new ArrayList<>();
    for (int i = in.readByte(); i > 0; i--) {
      boolean encode = in.readBoolean();
      byte[] kept = in.readNBytes(in.readUnsignedShort());
      parts.add(encode ? encoded(kept) : new String(kept, StandardCharsets.UTF_8));
    }
    return String.join(".", parts);
  }

  /** Null where encoding again would give another text. */
  private static byte @Nullable [] decoded(String part) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      return encoded(bytes).equals(part) ? bytes : null;
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
