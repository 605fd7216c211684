package org.carrel.docserver;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A pass, or an institution's access by network, as the test's service knows it. */
public final class TestPass {
  public final String sub;
  public volatile int index;
  public final AtomicInteger refreshes = new AtomicInteger();
  public final AtomicInteger revocations = new AtomicInteger();
  public volatile Instant end;
  public volatile List<Integer> collections = List.of(1, 2, 3);
  public volatile Map<String, Integer> limits = Map.of();
  public volatile List<String> actions = List.of("read", "download");
  public volatile String refuseRenewal = "";

  /** The network that it is bound to; empty for a pass. */
  public volatile String net = "";

  /** Name of the browser's session; empty where the service names none. */
  public volatile String sid = "";

  public volatile boolean shared;

  TestPass(String sub, int index, Instant end) {
    this.sub = sub;
    this.index = index;
    this.end = end;
  }
}
