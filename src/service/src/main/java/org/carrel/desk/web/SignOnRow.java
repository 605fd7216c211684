package org.carrel.desk.web;

import jakarta.inject.Singleton;
import java.util.List;
import org.carrel.institutions.Attachment;
import org.carrel.institutions.Provider;
import org.carrel.institutions.Providers;
import org.carrel.web.Frame;

/**
 * Where people of an institution sign in, as its librarians see it.
 *
 * @param attachment for what the provider speaks
 * @param provider the provider
 * @param link where it leads to its login from a page of the library; a handle goes at its end
 */
record SignOnRow(Attachment attachment, Provider provider, String link) {
  /** Makes rows. */
  @Singleton
  static class Maker {
    private final Providers providers;
    private final Frame frame;

    Maker(Providers providers, Frame frame) {
      this.providers = providers;
      this.frame = frame;
    }

    List<SignOnRow> of(String institutionId) {
      return providers.of(institutionId).stream().map(this::row).toList();
    }

    private SignOnRow row(Attachment one) {
      Provider provider = providers.byId(one.providerId()).orElseThrow();
      return new SignOnRow(one, provider, frame.url("/sign-on?at=" + one.id() + "&item="));
    }
  }
}
