package org.carrel.docserver.oauth;

/**
 * The service's session of a browser, as its token endpoint names it.
 *
 * @param sid the session's name at this server, which nobody else knows
 * @param shared whether the reader said that others use the computer too
 */
public record BrowserSession(String sid, boolean shared) {
  /** Of a reader whose access rests on no browser. */
  static final BrowserSession NONE = new BrowserSession("", false);
}
