package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.identity.DeviceSession;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.DeviceSessions.Opened;
import org.carrel.identity.Holdings;
import org.carrel.identity.Subject;
import org.jspecify.annotations.Nullable;

/** Lets a browser use a pass, up to as many browsers as the plan allows. */
@ApplicationScoped
public class RedeemLink {
  private final Passes passes;
  private final Plans plans;
  private final DeviceSessions devices;
  private final Holdings holdings;
  private final ClaimPass claims;
  private final OrderLog log;
  private final Clock clock;

  RedeemLink(
      Passes passes,
      Plans plans,
      DeviceSessions devices,
      Holdings holdings,
      ClaimPass claims,
      OrderLog log,
      Clock clock) {
    this.passes = passes;
    this.plans = plans;
    this.devices = devices;
    this.holdings = holdings;
    this.claims = claims;
    this.log = log;
    this.clock = clock;
  }

  /** What came of it. */
  public sealed interface Outcome {
    /** The browser may use the pass; {@code opened} goes into its cookie. */
    record Given(Pass pass, Opened opened) implements Outcome {}

    /** The browser could use it before; its cookie stays as it is. */
    record HadIt(Pass pass) implements Outcome {}

    /**
     * As many browsers as the plan allows use it already.
     *
     * @param most how many that is
     * @param using those that do
     */
    record Full(Pass pass, int most, List<DeviceSession> using) implements Outcome {}

    /** The buyer's browser had the pass, and it was taken from there: a link may bring it back. */
    record TakenBack(Pass pass) implements Outcome {}

    /** The pass opens nothing any more, and its link died with it. */
    record Over(Pass pass) implements Outcome {}
  }

  /**
   * Who clicked in the page of a link, and what they chose there.
   *
   * @param device the browser's session, where it has one
   * @param label what a new one is to be called
   * @param shared whether others use the computer too
   * @param account reader's id of the account that is to hold the pass too
   * @param instead id of a device that is signed out of the pass to make room
   */
  public record Choice(
      Optional<DeviceSession> device,
      String label,
      boolean shared,
      Optional<String> account,
      Optional<String> instead) {}

  /** What a history shows of it. */
  enum Act {
    DEVICE_ADDED,
    DEVICE_REMOVED
  }

  /**
   * Redeems an access link; the browser's cookie gets a new secret, whatever it had before. Empty
   * where there is no such link.
   */
  @Transactional
  public Optional<Outcome> redeem(String linkSecret, Choice choice) {
    return passes.byLink(linkSecret).map(pass -> redeem(passes.lock(pass.id()), choice));
  }

  /**
   * Opens a pass that the signed-in account of {@code choice} holds in the browser; it takes one of
   * the pass's places and ends with the account's holding. Empty where the account does not hold
   * it.
   */
  @Transactional
  public Optional<Outcome> open(String passId, Choice choice) {
    Optional<Pass> locked = passes.lock(passId);
    return choice
        .account()
        .filter(reader -> locked.isPresent() && claims.holds(locked.get(), reader))
        .map(reader -> open(locked.orElseThrow(), reader, choice));
  }

  private Outcome open(Pass pass, String reader, Choice choice) {
    if (!pass.stateAt(clock.instant()).isOfUse()) {
      return new Outcome.Over(pass);
    }
    choice.instead().ifPresent(device -> signOut(pass, device));
    return give(pass, choice.device(), choice.label(), true, choice.shared(), reader);
  }

  private Outcome redeem(Optional<Pass> locked, Choice choice) {
    Pass pass = locked.orElseThrow();
    if (!pass.stateAt(clock.instant()).isOfUse()) {
      return new Outcome.Over(pass);
    }
    choice.instead().ifPresent(device -> signOut(pass, device));
    Outcome outcome = give(pass, choice.device(), choice.label(), true, choice.shared(), null);
    if (outcome instanceof Outcome.Given) {
      choice.account().ifPresent(reader -> claims.hold(pass, reader));
    }
    return outcome;
  }

  /**
   * Gives the pass to the browser that bought it; a cookie that is good stays as it is. Where that
   * browser gave the pass back or lost it to its owner, the address of the success page, which its
   * history keeps, opens it no more.
   */
  @Transactional
  public Outcome giveToBuyer(String passId, Optional<DeviceSession> device, String label) {
    return give(passes.lock(passId).orElseThrow(), device, label, false, false, null);
  }

  /** Under the pass's row lock, so that two browsers at once count one after the other. */
  private Outcome give(
      Pass pass,
      Optional<DeviceSession> device,
      String label,
      boolean renew,
      boolean shared,
      @Nullable String through) {
    List<DeviceSession> using = holdings.devicesOf(pass.holder());
    List<String> ids = using.stream().map(DeviceSession::id).toList();
    boolean uses = device.isPresent() && ids.contains(device.get().id());
    if (!uses && !renew && pass.handedTo().filter(before -> !ids.contains(before)).isPresent()) {
      return new Outcome.TakenBack(pass);
    }
    int most = plans.version(pass.planCode(), pass.planVersion()).terms().devices();
    if (!uses && using.size() >= most) {
      return new Outcome.Full(pass, most, using);
    }
    if (device.isPresent() && !renew) {
      add(pass, device.get(), uses, through);
      pass.handTo(device.get().id());
      return new Outcome.HadIt(pass);
    }
    Opened opened =
        device.isPresent() ? devices.renew(device.get().id(), shared) : devices.open(label, shared);
    add(pass, opened.session(), uses, through);
    if (!renew) {
      pass.handTo(opened.session().id());
    }
    return new Outcome.Given(pass, opened);
  }

  private void add(Pass pass, DeviceSession device, boolean uses, @Nullable String through) {
    Subject.OfDevice browser = new Subject.OfDevice(device.id());
    if (through == null) {
      holdings.give(browser, pass.holder());
    } else {
      holdings.giveThrough(through, browser, pass.holder());
    }
    if (!uses) {
      log.pass(pass, Act.DEVICE_ADDED, Map.of("device", device.id()));
    }
  }

  /** A device that holds nothing else is closed; one that does not hold this pass is left alone. */
  private void signOut(Pass pass, String deviceId) {
    Subject device = new Subject.OfDevice(deviceId);
    if (holdings.of(device).contains(pass.holder())) {
      holdings.takeBack(device, pass.holder());
      log.pass(pass, Act.DEVICE_REMOVED, Map.of("device", deviceId));
      if (holdings.of(device).isEmpty()) {
        devices.close(deviceId);
      }
    }
  }
}
