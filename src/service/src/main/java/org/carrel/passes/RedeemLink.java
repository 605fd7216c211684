package org.carrel.passes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carrel.identity.DeviceSession;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.DeviceSessions.Opened;
import org.carrel.identity.Holdings;
import org.carrel.identity.Subject;

/** Lets a browser use a pass, up to as many browsers as the plan allows. */
@ApplicationScoped
public class RedeemLink {
  private final Passes passes;
  private final Plans plans;
  private final DeviceSessions devices;
  private final Holdings holdings;
  private final OrderLog log;

  RedeemLink(Passes passes, Plans plans, DeviceSessions devices, Holdings holdings, OrderLog log) {
    this.passes = passes;
    this.plans = plans;
    this.devices = devices;
    this.holdings = holdings;
    this.log = log;
  }

  /** What came of it. */
  public sealed interface Outcome {
    /** The browser may use the pass; {@code opened} goes into its cookie. */
    record Given(Pass pass, Opened opened) implements Outcome {}

    /** The browser could use it before; its cookie stays as it is. */
    record HadIt(Pass pass) implements Outcome {}

    /** As many browsers as the plan allows use it already. */
    record Full(Pass pass, int devices) implements Outcome {}

    /** The buyer's browser had the pass, and it was taken from there: a link may bring it back. */
    record TakenBack(Pass pass) implements Outcome {}
  }

  /** What a history shows of it. */
  enum Act {
    DEVICE_ADDED
  }

  /**
   * Redeems an access link; the browser's cookie gets a new secret, whatever it had before. Empty
   * where there is no such link.
   */
  @Transactional
  public Optional<Outcome> redeem(String linkSecret, Optional<DeviceSession> device, String label) {
    return passes.byLink(linkSecret).map(pass -> give(pass.id(), device, label, true));
  }

  /**
   * Gives the pass to the browser that bought it; a cookie that is good stays as it is. Where that
   * browser gave the pass back or lost it to its owner, the address of the success page, which its
   * history keeps, opens it no more.
   */
  @Transactional
  public Outcome giveToBuyer(String passId, Optional<DeviceSession> device, String label) {
    return give(passId, device, label, false);
  }

  /** Under the pass's row lock, so that two browsers at once count one after the other. */
  private Outcome give(String passId, Optional<DeviceSession> device, String label, boolean renew) {
    Pass pass = passes.lock(passId).orElseThrow();
    List<String> using = holdings.devicesOf(pass.holder()).stream().map(DeviceSession::id).toList();
    boolean uses = device.isPresent() && using.contains(device.get().id());
    if (!uses && !renew && pass.handedTo().filter(before -> !using.contains(before)).isPresent()) {
      return new Outcome.TakenBack(pass);
    }
    int most = plans.version(pass.planCode(), pass.planVersion()).terms().devices();
    if (!uses && using.size() >= most) {
      return new Outcome.Full(pass, most);
    }
    if (device.isPresent() && !renew) {
      add(pass, device.get(), uses);
      pass.handTo(device.get().id());
      return new Outcome.HadIt(pass);
    }
    Opened opened =
        device.isPresent() ? devices.renew(device.get().id()) : devices.open(label, false);
    add(pass, opened.session(), uses);
    if (!renew) {
      pass.handTo(opened.session().id());
    }
    return new Outcome.Given(pass, opened);
  }

  private void add(Pass pass, DeviceSession device, boolean uses) {
    if (!uses) {
      holdings.give(new Subject.OfDevice(device.id()), pass.holder());
      log.pass(pass, Act.DEVICE_ADDED, Map.of("device", device.id()));
    }
  }
}
