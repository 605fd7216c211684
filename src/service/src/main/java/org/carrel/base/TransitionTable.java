package org.carrel.base;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The states of a thing and the events that move it, as data. Code consults only the table, tests
 * walk every (state, event) pair of it, and the diagrams of ARCHITECTURE.md are drawn from it.
 *
 * @param <S> the states
 * @param <E> the events; a pair without an entry is refused
 */
public final class TransitionTable<S extends Enum<S>, E extends Enum<E>> {
  private final Class<S> states;
  private final S first;
  private final Set<S> finals;
  private final Map<S, Map<E, S>> moves;

  private TransitionTable(Class<S> states, S first, Set<S> finals, Map<S, Map<E, S>> moves) {
    this.states = states;
    this.first = first;
    this.finals = finals;
    this.moves = moves;
  }

  /** Begins a table of things that are created in state {@code first}. */
  public static <S extends Enum<S>, E extends Enum<E>> Builder<S, E> startingAt(
      S first, Class<E> events) {
    return new Builder<>(first, events);
  }

  /** Where {@code event} leads from {@code from}, or nothing where the table refuses it. */
  public Optional<S> next(S from, E event) {
    return Optional.ofNullable(moves.get(from).get(event));
  }

  /**
   * Where {@code event} leads from {@code from}.
   *
   * @throws IllegalStateException where the table refuses it
   */
  public S move(S from, E event) {
    return next(from, event)
        .orElseThrow(() -> new IllegalStateException(from + " does not allow " + event));
  }

  public S first() {
    return first;
  }

  /** States in which a thing may stay for ever without the table having an exit. */
  public Set<S> finals() {
    return EnumSet.copyOf(finals);
  }

  /** States that are not final and have no exit: none in a good table. */
  public Set<S> deadEnds() {
    Set<S> dead = EnumSet.allOf(states);
    dead.removeIf(state -> finals.contains(state) || !moves.get(state).isEmpty());
    return dead;
  }

  /** States that nothing leads to from the first one: none in a good table. */
  public Set<S> unreachable() {
    Set<S> seen = EnumSet.of(first);
    boolean grew = true;
    while (grew) {
      grew = false;
      for (S state : EnumSet.copyOf(seen)) {
        grew |= seen.addAll(moves.get(state).values());
      }
    }
    return EnumSet.complementOf(EnumSet.copyOf(seen));
  }

  /** The table as a Mermaid state diagram, one line a move, in the order of the enums. */
  public String mermaid() {
    StringBuilder text = new StringBuilder("stateDiagram-v2\n  [*] --> " + first + "\n");
    moves.forEach(
        (from, exits) ->
            exits.forEach(
                (event, to) -> text.append("  %s --> %s: %s%n".formatted(from, to, words(event)))));
    finals.forEach(state -> text.append("  " + state + " --> [*]\n"));
    return text.toString().replace("\r\n", "\n");
  }

  private static String words(Enum<?> event) {
    return event.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Collects the moves of a table; a pair given twice is a mistake. */
  public static final class Builder<S extends Enum<S>, E extends Enum<E>> {
    private final S first;
    private final Set<S> finals;
    private final Map<S, Map<E, S>> moves;

    private Builder(S first, Class<E> events) {
      this.first = first;
      this.finals = EnumSet.noneOf(first.getDeclaringClass());
      this.moves = new EnumMap<>(first.getDeclaringClass());
      EnumSet.allOf(first.getDeclaringClass()).forEach(s -> moves.put(s, new EnumMap<>(events)));
    }

    /** Adds: in {@code from}, {@code event} leads to {@code to}. */
    public Builder<S, E> on(S from, E event, S to) {
      if (moves.get(from).put(event, to) != null) {
        throw new IllegalArgumentException("two moves from " + from + " on " + event);
      }
      return this;
    }

    /** Declares a state that needs no exit. */
    public Builder<S, E> end(S state) {
      finals.add(state);
      return this;
    }

    public TransitionTable<S, E> build() {
      Map<S, Map<E, S>> copy = new EnumMap<>(first.getDeclaringClass());
      moves.forEach((state, exits) -> copy.put(state, new EnumMap<>(exits)));
      return new TransitionTable<>(first.getDeclaringClass(), first, finals, copy);
    }
  }
}
