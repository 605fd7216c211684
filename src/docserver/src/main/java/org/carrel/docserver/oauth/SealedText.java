package org.carrel.docserver.oauth;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.carrel.docserver.DocserverConfig;

/**
 * Encrypts and authenticates what a browser keeps for us: AES-256-GCM with a fresh nonce; key id
 * and purpose are associated data, so that one cookie cannot stand for another. The first
 * configured key seals, every configured key opens.
 */
@ApplicationScoped
public class SealedText {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String SETTING = "carrel.docserver.cookie-keys";

  private record Key(String id, SecretKeySpec secret) {}

  private final List<Key> keys = new ArrayList<>();
  private final SecureRandom random = new SecureRandom();

  SealedText(DocserverConfig config) {
    config.cookieKeys().forEach(text -> keys.add(key(text)));
    if (keys.isEmpty()) {
      throw new IllegalStateException(SETTING + ": a key is needed");
    }
  }

  /** {@code keyid.base64url} of nonce and ciphertext. */
  public String seal(String purpose, byte[] clear) {
    Key key = keys.get(0);
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, purpose).doFinal(clear);
      byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
      return key.id() + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is missing", e);
    }
  }

  /** What was sealed for that purpose; empty for anything else, whatever it is. */
  public Optional<byte[]> open(String purpose, String text) {
    int dot = text.indexOf('.');
    for (Key key : keys) {
      if (dot > 0 && key.id().equals(text.substring(0, dot))) {
        return open(key, purpose, text.substring(dot + 1));
      }
    }
    return Optional.empty();
  }

  private static Optional<byte[]> open(Key key, String purpose, String encoded) {
    try {
      byte[] all = Base64.getUrlDecoder().decode(encoded);
      if (all.length <= NONCE_BYTES) {
        return Optional.empty();
      }
      byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, purpose);
      return Optional.of(cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES));
    } catch (GeneralSecurityException | IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, Key key, byte[] nonce, String purpose)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD((key.id() + ":" + purpose).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static Key key(String text) {
    int at = text.indexOf('=');
    if (at < 1 || !text.substring(0, at).matches("[A-Za-z0-9_-]+")) {
      throw new IllegalStateException(SETTING + ": each key is id=base64");
    }
    try {
      byte[] secret = Base64.getDecoder().decode(text.substring(at + 1));
      if (secret.length == 32) {
        return new Key(text.substring(0, at), new SecretKeySpec(secret, "AES"));
      }
    } catch (IllegalArgumentException notBase64) {
      // named below like a key of wrong length
    }
    throw new IllegalStateException(
        SETTING + ": key " + text.substring(0, at) + " is not 32 bytes in base64");
  }
}
