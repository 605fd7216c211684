package org.carrel.institutions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.carrel.access.Affiliation;
import org.carrel.access.SignOn;
import org.carrel.access.SignOns;
import org.carrel.base.Micros;
import org.carrel.identity.DeviceSessions;
import org.carrel.identity.DeviceSessions.Opened;
import org.carrel.identity.FederatedLogin;
import org.carrel.identity.SignOnConfig;
import org.carrel.institutions.JudgeAssertion.Judged;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes up who signed in at an institution: a session of this browser, in which the institution's
 * grants count for some hours. No account comes of it, no role, and no address is proved by it.
 */
@ApplicationScoped
public class SignOnThroughInstitution {
  private static final Logger LOG = Logger.getLogger(SignOnThroughInstitution.class);

  private final Providers providers;
  private final Institutions institutions;
  private final SignOns signOns;
  private final DeviceSessions devices;
  private final SignOnConfig config;
  private final Clock clock;

  SignOnThroughInstitution(
      Providers providers,
      Institutions institutions,
      SignOns signOns,
      DeviceSessions devices,
      SignOnConfig config,
      Clock clock) {
    this.providers = providers;
    this.institutions = institutions;
    this.signOns = signOns;
    this.devices = devices;
    this.config = config;
    this.clock = clock;
  }

  /** What came of it. */
  public sealed interface Outcome {
    /**
     * Signed on.
     *
     * @param session the session in which that counts
     * @param told what counts, in words, by the name of the institution
     */
    record In(Opened session, Map<String, Set<String>> told) implements Outcome {}

    /**
     * Nothing that was said counts.
     *
     * @param provider its name
     * @param institutions names of those for which it speaks
     * @param foreignScopes scopes in whose name it may not speak
     * @param uncounted what else it said
     * @param unclear whether it gave the entitlement, and not for which institution
     */
    record Refused(
        String provider,
        List<String> institutions,
        Set<String> foreignScopes,
        Set<String> uncounted,
        boolean unclear)
        implements Outcome {}

    /** The provider is registered no longer. */
    record Unknown() implements Outcome {}
  }

  /**
   * The browser that comes back.
   *
   * @param device its open device session, null where it has none
   * @param label what a new one is to be called
   * @param shared whether others use the computer too
   */
  public record Here(@Nullable String device, String label, boolean shared) {}

  /** Takes up a login; whoever was signed on in this browser before is so no longer. */
  @Transactional
  public Outcome arrive(FederatedLogin login, Here here) {
    Provider provider = providers.byAlias(login.alias()).orElse(null);
    // before any sign-on, in the order of a detachment
    List<Attachment> attachments =
        provider == null ? List.of() : providers.holdAttachmentsOf(provider.id());
    if (here.device() != null) {
      signOns.end(here.device());
    }
    if (provider == null) {
      return new Outcome.Unknown();
    }
    Judged judged =
        JudgeAssertion.judge(provider, attachments, login.entitlements(), login.affiliations());
    if (judged.counted().isEmpty()) {
      LOG.infof("nothing that %s said of somebody counts", provider.id());
      List<String> names =
          attachments.stream().map(one -> institution(one).name()).distinct().toList();
      return new Outcome.Refused(
          provider.name(), names, judged.foreignScopes(), judged.uncounted(), judged.unclear());
    }
    Opened session =
        Optional.ofNullable(here.device())
            .flatMap(device -> devices.renewOpen(device, here.shared()))
            .orElseGet(() -> devices.open(here.label(), here.shared()));
    Instant until = Micros.now(clock).plus(config.lasts());
    List<SignOn> begun = new ArrayList<>();
    Map<String, Set<String>> told = new TreeMap<>();
    for (Map.Entry<Attachment, Set<Affiliation>> one : judged.counted().entrySet()) {
      begun.add(signOn(one.getKey(), one.getValue(), login.person(), until));
      one.getValue()
          .forEach(
              word ->
                  told.computeIfAbsent(institution(one.getKey()).name(), any -> new TreeSet<>())
                      .add(word.word()));
    }
    signOns.begin(session.session().id(), begun);
    return new Outcome.In(session, told);
  }

  private SignOn signOn(
      Attachment attachment, Set<Affiliation> affiliations, String person, Instant until) {
    Institution institution = institution(attachment);
    return new SignOn(
        attachment.id(),
        institutions.line(institution).stream().map(Institutions::holderOf).toList(),
        institution.number(),
        affiliations,
        person,
        until);
  }

  private Institution institution(Attachment attachment) {
    return institutions.byId(attachment.institutionId()).orElseThrow();
  }
}
