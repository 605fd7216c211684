package org.carrel.desk.web;

import jakarta.ws.rs.FormParam;
import org.jspecify.annotations.Nullable;

/** The form that enters a range. */
public class RangeForm {
  @FormParam("range")
  @Nullable String range;

  @FormParam("shared")
  @Nullable String shared;

  private boolean askedToShare;

  /** The addresses as they were typed. */
  public String range() {
    return range == null ? "" : range.strip();
  }

  /** Why others have the same addresses; empty where that is not said. */
  public String shared() {
    return shared == null ? "" : shared.strip();
  }

  /** Whether the page asks why the addresses are shared. */
  public boolean asksWhyShared() {
    return askedToShare || !shared().isEmpty();
  }

  void askToShare() {
    askedToShare = true;
  }
}
