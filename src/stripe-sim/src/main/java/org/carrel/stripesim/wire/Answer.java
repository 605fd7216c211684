package org.carrel.stripesim.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/** What goes back to the caller; {@link #NONE} where the connection closes instead. */
public record Answer(int status, String body, Map<String, String> headers) {
  public static final Answer NONE = new Answer(0, "");

  public Answer {
    headers = Map.copyOf(headers);
  }

  public Answer(int status, String body) {
    this(status, body, Map.of());
  }

  /** The same answer with one more header. */
  public Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, body, more);
  }
}
