package org.carrel.sales.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carrel.sales.AskForQuote;
import org.carrel.sales.AskForTrial;
import org.carrel.sales.Request;
import org.carrel.sales.RequestKind;
import org.carrel.sales.RequestState;
import org.carrel.sales.TrialView;

/**
 * A request as its people see it at one instant.
 *
 * @param collections names of the collections that are asked for
 * @param ranges as they were written
 * @param trial once its people asked for it
 */
public record RequestView(
    Request request,
    Instant now,
    List<String> collections,
    List<String> ranges,
    Optional<TrialView> trial) {

  /** Whether its trial can be withdrawn for itself; a request of nothing else goes as a whole. */
  public boolean isTrialWithdrawable() {
    return trial.filter(TrialView::isWithdrawable).isPresent()
        && (request.kind() == RequestKind.BOTH || !isOpen());
  }

  /** Whether one click asks for a quote for what was tried. */
  public boolean isQuoteOffered() {
    return trial.filter(one -> AskForQuote.isOffered(one.trial(), request, now)).isPresent();
  }

  /** Whether its people may say now that the trial is to begin. */
  public boolean isTrialOffered() {
    return AskForTrial.isOffered(request, trial.map(TrialView::trial));
  }

  public RequestState state() {
    return request.stateAt(now);
  }

  public boolean isUnconfirmed() {
    return state() == RequestState.UNCONFIRMED;
  }

  public boolean isExpired() {
    return state() == RequestState.EXPIRED;
  }

  public boolean isOpen() {
    return state().isOpen();
  }

  public boolean isDeclined() {
    return state() == RequestState.DECLINED;
  }

  public boolean isWithdrawn() {
    return state() == RequestState.WITHDRAWN;
  }

  /** Where it stands, as the head of the page. */
  public String title() {
    return switch (state()) {
      case UNCONFIRMED -> "Is this your request?";
      case EXPIRED -> "Nobody confirmed this request in time";
      case RECEIVED -> "We have your request";
      case IN_WORK -> "A person works on your request";
      case ANSWERED -> "Your request is answered";
      case DECLINED -> "We cannot offer this";
      case WITHDRAWN -> "The request is withdrawn";
    };
  }

  /** What is asked for. */
  public String wish() {
    return switch (request.kind()) {
      case QUOTE -> "A quote";
      case TRIAL -> "A trial";
      case BOTH -> "A quote and a trial";
    };
  }

  /** Its message, line by line. */
  public List<String> message() {
    return request.message().lines().toList();
  }

  /** What its people are told, paragraph by paragraph. */
  public List<String> answer() {
    return request.answer().orElse("").lines().filter(line -> !line.isBlank()).toList();
  }
}
