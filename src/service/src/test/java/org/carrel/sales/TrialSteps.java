package org.carrel.sales;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carrel.base.EmailAddress;
import org.carrel.base.Ids;
import org.carrel.institutions.Country;
import org.carrel.institutions.DomainName;
import org.carrel.institutions.FteBand;
import org.carrel.institutions.Institution;
import org.carrel.institutions.InstitutionType;
import org.carrel.institutions.Institutions;
import org.carrel.institutions.IpRange;
import org.carrel.institutions.NewInstitution;
import org.carrel.institutions.Ranges;
import org.carrel.institutions.RorId;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestClock;
import org.jspecify.annotations.Nullable;

/** What people of an institution and staff do with trials, for the tests of trials. */
@Singleton
class TrialSteps {
  static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final String DOCUMENT = "/d/hein.crs/govekfi0001";
  private static final Pattern LINK = Pattern.compile("/request/[A-Za-z0-9_-]{22}");
  private static final AtomicInteger NETWORKS = new AtomicInteger();

  final Browser staff = new Browser("tracy staff");
  private final Browser people = new Browser();
  private final PlaceRequest requests;
  private final Institutions institutions;
  private final Ranges ranges;
  private final MockMailbox mailbox;

  TrialSteps(PlaceRequest requests, Institutions institutions, Ranges ranges, MockMailbox mailbox) {
    this.requests = requests;
    this.institutions = institutions;
    this.ranges = ranges;
    this.mailbox = mailbox;
  }

  /** An institution with a domain and a network of its own. */
  record Campus(Institution institution, String domain, String net) {
    String address() {
      return net + "7";
    }

    String name() {
      return institution.name();
    }
  }

  /** An institution that has everything for an automatic trial. */
  Campus campus() {
    Campus campus = campusWithoutRange();
    vouch(campus, campus.net() + "0/24");
    return campus;
  }

  Campus campusWithoutRange() {
    return partOf(null);
  }

  /** A part of the institution with this id, or one of its own. */
  Campus partOf(@Nullable String parent) {
    String word = Ids.random().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "0");
    String domain = "u" + word + ".example";
    Institution institution =
        institutions.add(
            new NewInstitution(
                "University " + word,
                new Country("US"),
                InstitutionType.UNIVERSITY,
                9_000,
                ZONE,
                null,
                new DomainName(domain),
                parent),
            "r_of_the_tests");
    return new Campus(institution, domain, "198.18." + NETWORKS.incrementAndGet() + ".");
  }

  void vouch(Campus campus, String range) {
    try {
      ranges.enter(campus.institution(), IpRange.parse(range), "", "r_of_the_tests");
    } catch (IpRange.Unusable e) {
      throw new AssertionError(e);
    }
  }

  /** Asks and confirms; gives the path of the private page. */
  String ask(RequestKind kind, String email, Integer... collections) {
    String link = placed(kind, email, collections);
    press(link, "confirm");
    return link;
  }

  /** Asks; gives the path of the private page, which waits to be confirmed. */
  String placed(RequestKind kind, String email, Integer... collections) {
    return placed(kind, email, null, null, collections);
  }

  /** The same of people who say what their institution's domain and ROR id are. */
  String placed(
      RequestKind kind,
      String email,
      @Nullable DomainName domain,
      @Nullable RorId ror,
      Integer... collections) {
    requests.place(
        new Wanted(
            kind,
            new Organization(
                "The University",
                new Country("US"),
                InstitutionType.UNIVERSITY,
                FteBand.FROM_5000,
                domain,
                ror,
                ""),
            null,
            List.of(),
            Set.of(collections),
            new Asker("Ada Librarian", "", new EmailAddress(email)),
            "",
            null));
    return link(mail(email, "Confirm your request"));
  }

  Page press(String link, String what) {
    return people.post(link + "/" + what, Map.of("csrf", people.get("/institutions").csrf()));
  }

  String page(String link) {
    return people.get(link).body();
  }

  /** Staff act on the trial of an address. */
  Page act(String email, String what, Map<String, String> fields) {
    return staff("/staff/trials/" + id(email) + "/" + what, fields);
  }

  Page staff(String path, Map<String, String> fields) {
    Map<String, String> form = new HashMap<>(fields);
    form.put("csrf", staff.get("/staff/institutions/add").csrf());
    return staff.post(path, form);
  }

  /** What staff send to allow a trial of collection 1. */
  static Map<String, String> terms(LocalDate first, int days, String note) {
    return Map.of("collection", "1", "first", first.toString(), "days", "" + days, "note", note);
  }

  static LocalDate today() {
    return LocalDate.ofInstant(TestClock.now(), ZONE);
  }

  /** Whether a visitor from an address reads through an institution. */
  static boolean reads(Campus campus) {
    return new Browser()
        .get(DOCUMENT, Map.of("X-Forwarded-For", campus.address()))
        .body()
        .contains("You have access through " + campus.name());
  }

  static void until(String what, BooleanSupplier holds) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited long enough until " + what).isLessThan(end);
      LockSupport.parkNanos(50_000_000);
    }
  }

  Mail mail(String email, String subject) {
    until("mail: " + subject, () -> !mails(email, subject).isEmpty());
    return mails(email, subject).get(0);
  }

  List<Mail> mails(String email, String subject) {
    return mailbox.getMailsSentTo(email).stream()
        .filter(mail -> mail.getSubject().startsWith(subject))
        .toList();
  }

  static String link(Mail mail) {
    Matcher link = LINK.matcher(mail.getText());
    assertThat(link.find()).isTrue();
    return link.group();
  }

  static String id(String email) {
    return of(email, "t.id");
  }

  static String state(String email) {
    return of(email, "t.state");
  }

  static String requestOf(String email) {
    return of(email, "r.id");
  }

  static String requestState(String email) {
    return of(email, "r.state");
  }

  static String of(String email, String column) {
    return QuoteDesk.text(
        "select "
            + column
            + " from requests r left join trials t on t.request_id = r.id where r.email = ?"
            + " order by r.asked_at limit 1",
        email);
  }
}
