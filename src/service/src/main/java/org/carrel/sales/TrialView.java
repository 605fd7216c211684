package org.carrel.sales;

import java.time.Instant;
import java.util.List;
import org.carrel.sales.prices.Term;

/**
 * A trial as pages show it at one instant.
 *
 * @param title what is tried, in words
 */
public record TrialView(Trial trial, Instant now, String title) {

  public TrialState state() {
    return trial.stateAt(now);
  }

  /** Where it stands, as the head of its part of a page. */
  public String headline() {
    return switch (state()) {
      case REQUESTED -> "Your trial waits for a person";
      case APPROVED -> "Your trial begins on " + firstDay();
      case RUNNING -> "Your trial runs";
      case ENDED -> "Your trial has ended";
      case STOPPED -> "Your trial is stopped";
      case CONVERTED -> "Your trial became a purchase";
      case DECLINED -> "We cannot offer this trial";
      case WITHDRAWN -> "The trial is withdrawn";
    };
  }

  /** First and last day with their zone; empty where there are none. */
  public String days() {
    return trial
        .days()
        .map(days -> new Term(days.first(), days.last()) + ", in " + days.zone().getId())
        .orElse("");
  }

  public String firstDay() {
    return trial.days().map(days -> Term.day(days.first())).orElse("");
  }

  public String lastDay() {
    return trial.days().map(days -> Term.day(days.last())).orElse("");
  }

  /** What staff wrote to who asked, line by line. */
  public List<String> note() {
    return trial.note().orElse("").lines().filter(line -> !line.isBlank()).toList();
  }

  public boolean isWaiting() {
    return state() == TrialState.REQUESTED;
  }

  public boolean isRunning() {
    return state() == TrialState.RUNNING;
  }

  /** Whether staff can give it a later last day. */
  public boolean isExtendable() {
    return TrialEvent.TABLE.next(state(), TrialEvent.EXTEND).isPresent();
  }

  public boolean isWithdrawable() {
    return TrialEvent.TABLE.next(state(), TrialEvent.WITHDRAW).isPresent();
  }

  /** Whether it came to no good end. */
  public boolean isRefused() {
    return state() == TrialState.DECLINED || state() == TrialState.STOPPED;
  }
}
