package org.carrel.verifier;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a document server tells its operator about its contact with the service.
 *
 * @param lastContact the oldest of the last contacts for the keys and for each status list in use;
 *     empty before the first
 * @param unseen a revocation younger than this may be unseen
 * @param staleFor the bound: once {@code unseen} reaches it, every token is refused
 * @param sentence all of this for a person
 * @param sources the documents one by one
 */
public record Health(
    State state,
    Optional<Instant> lastContact,
    Duration unseen,
    Duration staleFor,
    String sentence,
    List<Source> sources) {
  private static final Duration USUAL = Duration.ofSeconds(10);

  /** How things stand. */
  public enum State {
    /** Revocations are seen within seconds. */
    IN_CONTACT,
    /** Tokens are still accepted; revocations since the last contact are unseen. */
    OUT_OF_CONTACT,
    /** Some or all tokens are refused, since nothing fresh enough is held. */
    REFUSING
  }

  /**
   * One document of the service.
   *
   * @param address where it is fetched
   * @param lastContact when it was last known to be current
   * @param goodUntil until when it is believed without further contact
   * @param trouble what went wrong at the last attempt, empty if nothing
   */
  public record Source(
      String address, Optional<Instant> lastContact, Optional<Instant> goodUntil, String trouble) {}

  static Health of(
      List<Remote<?>> needed, List<Remote<?>> others, Clock clock, Instant since, Duration bound) {
    Instant now = clock.instant();
    List<Source> sources = new ArrayList<>();
    needed.forEach(remote -> sources.add(source(remote)));
    Optional<Instant> oldest =
        sources.stream().map(Source::lastContact).reduce(Health::older).orElse(Optional.empty());
    boolean stale = sources.stream().anyMatch(source -> !isGood(source, now));
    others.forEach(remote -> sources.add(source(remote)));
    stale |= sources.stream().anyMatch(source -> !isGood(source, now));
    Duration unseen = atLeastZero(Duration.between(oldest.orElse(since), now));
    State state =
        stale
            ? State.REFUSING
            : unseen.compareTo(USUAL) > 0 ? State.OUT_OF_CONTACT : State.IN_CONTACT;
    String sentence = sentence(state, oldest, unseen, bound);
    return new Health(state, oldest, unseen, bound, sentence, List.copyOf(sources));
  }

  private static String sentence(
      State state, Optional<Instant> contact, Duration unseen, Duration bound) {
    if (contact.isEmpty()) {
      return "No contact with the service since the start: every token is refused.";
    }
    String without = "Last contact with the service " + unseen.toSeconds() + " s ago, at ";
    return switch (state) {
      case IN_CONTACT -> "In contact with the service: revocations are seen within seconds.";
      case OUT_OF_CONTACT ->
          without
              + contact.get()
              + ": revocations since then are unseen; tokens are refused from "
              + contact.get().plus(bound)
              + " at the latest.";
      case REFUSING -> without + contact.get() + ": what is held is too old, tokens are refused.";
    };
  }

  private static Source source(Remote<?> remote) {
    Optional<? extends Remote.Held<?>> held = remote.held();
    return new Source(
        remote.uri().toString(),
        held.map(now -> Instant.ofEpochMilli(now.contactMillis())),
        held.map(now -> Instant.ofEpochMilli(now.goodUntilMillis())),
        remote.trouble());
  }

  private static boolean isGood(Source source, Instant now) {
    return source.goodUntil().isPresent() && now.isBefore(source.goodUntil().get());
  }

  private static Optional<Instant> older(Optional<Instant> one, Optional<Instant> two) {
    if (one.isEmpty() || two.isEmpty()) {
      return Optional.empty();
    }
    return one.get().isBefore(two.get()) ? one : two;
  }

  private static Duration atLeastZero(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
