package org.carrel.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.carrel.base.EmailAddress;
import org.carrel.base.Ids;
import org.carrel.base.Micros;
import org.carrel.base.Secrets;

/** Records that a quote was accepted on paper, and keeps the file with the signature. */
@ApplicationScoped
public class AcceptOnPaper {
  private final EntityManager entities;
  private final Quotes quotes;
  private final AnswerQuote answers;
  private final Clock clock;

  AcceptOnPaper(EntityManager entities, Quotes quotes, AnswerQuote answers, Clock clock) {
    this.entities = entities;
    this.quotes = quotes;
    this.answers = answers;
    this.clock = clock;
  }

  /**
   * Accepts a version for who signed it.
   *
   * @param email where the invoice goes
   * @param by the reader's id of the member of staff
   * @return whether it could be accepted
   */
  @Transactional
  public boolean record(
      String versionId, EmailAddress email, Signing signing, SignedPaper paper, String by) {
    Optional<Quotes.Listed> open = answers.open(versionId);
    open.ifPresent(
        found -> {
          Instant now = Micros.now(clock);
          Acceptance acceptance =
              new Acceptance(versionId, Secrets.hash(Ids.random()), email, signing, now);
          quotes.add(acceptance);
          quotes.flush();
          keep(acceptance, paper, by, now);
          answers.accept(found, acceptance, "paper", by);
        });
    return open.isPresent();
  }

  /** The file of an acceptance, where it came on paper. */
  @Transactional
  public Optional<SignedPaper> of(String acceptanceId) {
    return entities
        .createNativeQuery(
            "select kind, media_type, bytes from acceptance_papers where acceptance_id = :id",
            Tuple.class)
        .setParameter("id", acceptanceId)
        .getResultStream()
        .map(row -> paper((Tuple) row))
        .findFirst();
  }

  private static SignedPaper paper(Tuple row) {
    return new SignedPaper(
        SignedPaper.Kind.valueOf(row.get("kind", String.class)),
        SignedPaper.Format.ofType(row.get("media_type", String.class)),
        row.get("bytes", byte[].class));
  }

  private void keep(Acceptance acceptance, SignedPaper paper, String by, Instant now) {
    entities
        .createNativeQuery(
            "insert into acceptance_papers (acceptance_id, kind, media_type, bytes, sha256,"
                + " recorded_by, recorded_at) values (:acceptance, :kind, :type, :bytes, :sum, :by,"
                + " :now)")
        .setParameter("acceptance", acceptance.id())
        .setParameter("kind", paper.kind().name())
        .setParameter("type", paper.format().mediaType())
        .setParameter("bytes", paper.bytes())
        .setParameter("sum", sha256(paper.bytes()))
        .setParameter("by", by)
        .setParameter("now", now)
        .executeUpdate();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
