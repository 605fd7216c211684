package org.carrel.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carrel.base.Ids;
import org.carrel.passes.Buyer;
import org.carrel.testing.Browser;

/**
 * What one reader has after a purchase, by the words that {@code routes.txt} uses for it. The
 * reader is signed in, paid, and came back to the success page, so browser and account both hold
 * the pass.
 */
final class Belongings {
  private static final Pattern LINK = Pattern.compile("/a/([A-Za-z0-9_-]{22,})");

  /** A status list: there is none before the first token of its week. */
  private static final String LIST =
      "insert into status_lists (id, period, number, lives_until) values (?, '2099-W01', 1,"
          + " '2099-01-04Z') on conflict (id) do update set number = 1 returning id";

  private static final String INSTITUTION =
      "insert into institutions (id, name, country, type, zone, created_at, version) values (?, 'A"
          + " university', 'US', 'UNIVERSITY', 'America/New_York', now(), 0) returning id";

  /** A request of a confirmed address, which waits for a person. */
  private static final String REQUEST =
      "insert into requests (id, reference, state, kind, organization, country, type, size,"
          + " consortium, name, role, email, message, asked_at, confirm_by, confirmed_at, due_at,"
          + " version) select p.id, 'R-' || upper(substr(md5(p.id), 1, 4)) || '-' ||"
          + " upper(substr(md5(p.id), 5, 4)), 'RECEIVED', 'QUOTE', 'A university', 'US',"
          + " 'UNIVERSITY', 'FROM_5000', '', 'A. Librarian', '', 'librarian@university.example', '',"
          + " now(), now() + interval '7 days', now(), now() + interval '2 days', 0"
          + " from (select ?::text as id) p returning id";

  /** What a document server sends a browser with. */
  private static final String AUTHORIZATION =
      "response_type=code&client_id=docserver&redirect_uri=http://127.0.0.1:8081/callback"
          + "&state=s&code_challenge=LXEWQrcmsEQBYnyp-6wy9chTD7GQPMTbAiWHF5IaSIE"
          + "&code_challenge_method=S256&resource=http://127.0.0.1:8081&page=1"
          + "&authorization_details="
          + URLEncoder.encode(
              "[{\"type\":\"carrel_docs\",\"actions\":[\"read\"],\"docs\":[\""
                  + Buyer.ITEM
                  + "\"]}]",
              StandardCharsets.UTF_8);

  final Buyer buyer;
  private final Map<String, String> words = new LinkedHashMap<>();

  private Belongings(Buyer buyer) {
    this.buyer = buyer;
  }

  /** Reads one value of the service's tables. */
  interface Tables {
    String text(String sql, String parameter);
  }

  /** Buys a pass to keep for later. */
  static Belongings of(String login, Tables tables, Supplier<MailText> mails) {
    Belongings things = new Belongings(new Buyer(new Browser(login)));
    String success = things.buyer.buy("24h", "later");
    things.buyer.browser.get(success);
    String order = Buyer.orderOf(success);
    String pass = tables.text("select id from passes where order_id = ?", order);
    things.words.put("<order>", order);
    things.words.put("<success>", success);
    things.words.put("<pass>", pass);
    things.words.put(
        "<reference>", tables.text("select reference from orders where id = ?", order));
    things.words.put(
        "<device>",
        tables.text(
            "select device_session_id from holdings where device_session_id is not null and holder"
                + " = ?",
            "pass:" + pass));
    things.words.put(
        "<account>",
        tables.text(
            "select reader_id from holdings where reader_id is not null and holder = ?",
            "pass:" + pass));
    things.words.put("<authorization>", AUTHORIZATION);
    String first =
        tables.text("select min(handle) from items where not withdrawn and handle > ?", "");
    things.words.put("<map>", URLEncoder.encode(first, StandardCharsets.UTF_8));
    things.words.put("<list>", tables.text(LIST, "2099-W01-1"));
    things.words.put("<institution>", tables.text(INSTITUTION, Ids.of("i")));
    things.words.put("<request>", tables.text(REQUEST, Ids.of("q")));
    things.words.put("<link>", things.link(mails.get()));
    return things;
  }

  /** The newest text that was mailed to an address; empty while there is none. */
  interface MailText {
    String to(String address);
  }

  /** {@code asked} with its words replaced. */
  String in(String asked) {
    String path = asked;
    for (Map.Entry<String, String> word : words.entrySet()) {
      path = path.replace(word.getKey(), word.getValue());
    }
    if (path.matches(".*[<>{}].*")) {
      throw new IllegalArgumentException(
          "routes.txt: "
              + asked
              + " needs a last column: how this route is asked for, with what belongs to the reader"
              + " as "
              + String.join(", ", words.keySet()));
    }
    return path;
  }

  String pass() {
    return words.getOrDefault("<pass>", "");
  }

  private String link(MailText mail) {
    long until = System.nanoTime() + 30_000_000_000L;
    Matcher link = LINK.matcher(mail.to(buyer.email));
    while (!link.find()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("no access link was mailed to " + buyer.email);
      }
      LockSupport.parkNanos(50_000_000);
      link = LINK.matcher(mail.to(buyer.email));
    }
    return link.group(1);
  }
}
