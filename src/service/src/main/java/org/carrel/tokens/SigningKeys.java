package org.carrel.tokens;

import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The signing keys in the database, each private part sealed. Plain SQL on one connection. */
final class SigningKeys {
  private final Connection connection;
  private final WrappingKeys wrapping;

  SigningKeys(Connection connection, WrappingKeys wrapping) {
    this.connection = connection;
    this.wrapping = wrapping;
  }

  /** Lets one transaction at a time, on whatever replica, make or change keys. */
  void lock() throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement(
            "select pg_advisory_xact_lock(hashtext('carrel.signing_keys'))")) {
      lock.execute();
    }
  }

  /** Whether there never was a key, neither of today nor of old. */
  boolean isEmpty() throws SQLException {
    try (PreparedStatement any = connection.prepareStatement("select 1 from signing_keys limit 1");
        ResultSet row = any.executeQuery()) {
      return !row.next();
    }
  }

  /** What tells whether {@link #published} would give something else than before. Cheap. */
  String fingerprint() throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "select string_agg(kid || extract(epoch from signs_from), ' ' order by kid)"
                    + " from signing_keys where retired_at is null and withdrawn_at is null");
        ResultSet row = select.executeQuery()) {
      row.next();
      String text = row.getString(1);
      return text == null ? "" : text;
    }
  }

  /**
   * The keys that verify today, those that sign first coming first.
   *
   * @throws IllegalStateException naming the wrapping key that is missing or wrong
   */
  List<SigningKey> published() throws SQLException {
    List<SigningKey> keys = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "select kid, algorithm, wrapping_key_id, nonce, sealed, published_at, signs_from"
                    + " from signing_keys where retired_at is null and withdrawn_at is null"
                    + " order by signs_from, kid");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        keys.add(read(row));
      }
    }
    return keys;
  }

  private SigningKey read(ResultSet row) throws SQLException {
    String kid = row.getString("kid");
    byte[] json =
        wrapping.open(
            kid,
            SigningKey.PURPOSE,
            new WrappingKeys.Sealed(
                row.getString("wrapping_key_id"), row.getBytes("nonce"), row.getBytes("sealed")));
    try {
      return new SigningKey(
          JWK.parse(new String(json, StandardCharsets.UTF_8)),
          Algorithm.valueOf(row.getString("algorithm")),
          instant(row, "published_at"),
          instant(row, "signs_from"));
    } catch (ParseException e) {
      throw new IllegalStateException("signing key " + kid + " is not a JWK");
    }
  }

  void add(SigningKey key, boolean first) throws SQLException {
    WrappingKeys.Sealed sealed = seal(key);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into signing_keys (kid, algorithm, purpose, wrapping_key_id, nonce, sealed,"
                + " is_first, published_at, signs_from) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, key.kid());
      insert.setString(2, key.algorithm().name());
      insert.setString(3, SigningKey.PURPOSE);
      insert.setString(4, sealed.wrappingKeyId());
      insert.setBytes(5, sealed.nonce());
      insert.setBytes(6, sealed.bytes());
      insert.setBoolean(7, first);
      insert.setObject(8, at(key.publishedAt()));
      insert.setObject(9, at(key.signsFrom()));
      insert.executeUpdate();
    }
  }

  void advance(String kid, Instant signsFrom) throws SQLException {
    update("update signing_keys set signs_from = ? where kid = ?", at(signsFrom), kid);
  }

  /** Takes a key out of the set and forgets its private part. */
  void retire(String kid, Instant now) throws SQLException {
    update(
        "update signing_keys set retired_at = ?, sealed = null, nonce = null,"
            + " wrapping_key_id = null where kid = ? and retired_at is null",
        at(now),
        kid);
  }

  /** As {@link #retire}, because the key must not be believed any more. */
  boolean withdraw(String kid, Instant now) throws SQLException {
    return update(
            "update signing_keys set withdrawn_at = ?, sealed = null, nonce = null,"
                + " wrapping_key_id = null where kid = ? and withdrawn_at is null",
            at(now),
            kid)
        == 1;
  }

  /** Seals under the current wrapping key what still lies under another; gives how many. */
  int rewrap() throws SQLException {
    int count = 0;
    for (SigningKey key : published()) {
      WrappingKeys.Sealed sealed = seal(key);
      count +=
          update(
              "update signing_keys set wrapping_key_id = ?, nonce = ?, sealed = ?"
                  + " where kid = ? and wrapping_key_id <> ?",
              sealed.wrappingKeyId(),
              sealed.nonce(),
              sealed.bytes(),
              key.kid(),
              sealed.wrappingKeyId());
    }
    return count;
  }

  private WrappingKeys.Sealed seal(SigningKey key) {
    byte[] json = key.jwk().toJSONString().getBytes(StandardCharsets.UTF_8);
    return wrapping.seal(key.kid(), SigningKey.PURPOSE, json);
  }

  private int update(String sql, Object... values) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        update.setObject(i + 1, values[i]);
      }
      return update.executeUpdate();
    }
  }

  private static OffsetDateTime at(Instant when) {
    return when.atOffset(ZoneOffset.UTC);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
