package org.carrel.desk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.carrel.audit.AuditLog;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.Holdings;
import org.carrel.identity.Subject;

/** Takes what one visitor holds from another device that shares it. */
@ApplicationScoped
public class RemoveDevice {
  private final Holdings holdings;
  private final DeviceSessions devices;
  private final AuditLog audit;

  RemoveDevice(Holdings holdings, DeviceSessions devices, AuditLog audit) {
    this.holdings = holdings;
    this.devices = devices;
    this.audit = audit;
  }

  /**
   * The device keeps what the visitor does not hold; with nothing left it is closed.
   *
   * @param visitor who asks; may remove a device only from what they hold themselves
   * @return whether the device shared anything with the visitor
   */
  @Transactional
  public boolean remove(Collection<Subject> visitor, String deviceId) {
    Subject device = new Subject.OfDevice(deviceId);
    List<String> shared = holdings.of(List.of(device));
    List<String> taken = shared.stream().filter(holdings.of(visitor)::contains).toList();
    for (String holder : taken) {
      holdings.takeBack(device, holder);
      audit.record("device.removed", deviceId, Map.of("holder", holder));
    }
    if (!taken.isEmpty() && taken.size() == shared.size()) {
      devices.close(deviceId);
    }
    return !taken.isEmpty();
  }
}
