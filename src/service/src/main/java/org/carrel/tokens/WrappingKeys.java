package org.carrel.tokens;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys under which signing keys lie in the database: AES-256-GCM, a fresh random nonce each
 * time, and the signing key's id and purpose as associated data, so that no sealed key can stand in
 * for another.
 */
final class WrappingKeys {
  static final String SETTING = "carrel.keys.wrapping";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, SecretKeySpec> byId = new LinkedHashMap<>();
  private final String current;

  /**
   * @param settings {@code id=base64(32 bytes)} each, the current one first
   * @throws IllegalStateException naming the setting, when one is not of that form
   */
  WrappingKeys(List<String> settings) {
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      String id = setting.substring(0, Math.max(equals, 0)).strip();
      if (!id.matches("[A-Za-z0-9._-]{1,64}")) {
        throw new IllegalStateException(SETTING + ": every key is given as id=base64");
      }
      if (byId.put(id, key(id, setting.substring(equals + 1).strip())) != null) {
        throw new IllegalStateException(SETTING + ": the id '" + id + "' is given twice");
      }
    }
    if (byId.isEmpty()) {
      throw new IllegalStateException(SETTING + ": needs one key or more");
    }
    current = byId.keySet().iterator().next();
  }

  /**
   * A sealed secret.
   *
   * @param wrappingKeyId under which key
   * @param nonce 12 bytes, never used twice under one key
   * @param bytes ciphertext and tag
   */
  record Sealed(String wrappingKeyId, byte[] nonce, byte[] bytes) {}

  String current() {
    return current;
  }

  Set<String> ids() {
    return byId.keySet();
  }

  Sealed seal(String kid, String purpose, byte[] secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, current, nonce, kid, purpose);
      return new Sealed(current, nonce, cipher.doFinal(secret));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is not available", e);
    }
  }

  /**
   * What was sealed.
   *
   * @throws IllegalStateException naming the wrapping key, when it is not configured or is not the
   *     one under which this was sealed
   */
  byte[] open(String kid, String purpose, Sealed sealed) {
    String id = sealed.wrappingKeyId();
    if (!byId.containsKey(id)) {
      throw new IllegalStateException(
          SETTING
              + ": signing key "
              + kid
              + " needs the wrapping key '"
              + id
              + "', which is not configured");
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, id, sealed.nonce(), kid, purpose).doFinal(sealed.bytes());
    } catch (AEADBadTagException e) {
      throw new IllegalStateException(
          SETTING
              + ": the wrapping key '"
              + id
              + "' is not the one that sealed signing key "
              + kid);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is not available", e);
    }
  }

  private Cipher cipher(int mode, String id, byte[] nonce, String kid, String purpose)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, byId.get(id), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD((kid + "|" + purpose).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static SecretKeySpec key(String id, String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(SETTING + ": the key '" + id + "' is not base64");
    }
    if (bytes.length != 32) {
      throw new IllegalStateException(SETTING + ": the key '" + id + "' has not 32 bytes");
    }
    return new SecretKeySpec(bytes, "AES");
  }
}
