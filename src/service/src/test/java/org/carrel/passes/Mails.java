package org.carrel.passes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was mailed to whom. */
@Singleton
class Mails {
  private static final Pattern SECRET_LINK = Pattern.compile("/(a|claim)/[A-Za-z0-9_-]{22}");
  private static final Pattern LINK = Pattern.compile("/a/([A-Za-z0-9_-]{22})");

  private final MockMailbox mailbox;

  Mails(MockMailbox mailbox) {
    this.mailbox = mailbox;
  }

  /** All mails to an address, once there are so many. */
  List<Mail> to(String address, int atLeast) {
    long until = System.nanoTime() + 60_000_000_000L;
    while (mailbox.getMailsSentTo(address).size() < atLeast) {
      assertThat(System.nanoTime()).as("waited long enough for mail").isLessThan(until);
      LockSupport.parkNanos(20_000_000);
    }
    return mailbox.getMailsSentTo(address);
  }

  /** The mail whose subject begins so. */
  Mail to(String address, String subject) {
    long until = System.nanoTime() + 60_000_000_000L;
    while (true) {
      for (Mail mail : mailbox.getMailsSentTo(address)) {
        if (mail.getSubject().startsWith(subject)) {
          return mail;
        }
      }
      assertThat(System.nanoTime()).as("waited long enough for: " + subject).isLessThan(until);
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** The newest of so many mails to an address. */
  Mail newest(String address, int atLeast) {
    List<Mail> mails = to(address, atLeast);
    return mails.get(mails.size() - 1);
  }

  /** Paths of all links with a secret in a mail, in its order. */
  static List<String> links(Mail mail) {
    return SECRET_LINK.matcher(mail.getText()).results().map(MatchResult::group).toList();
  }

  /** Path of the access link in a mail. */
  static String linkIn(Mail mail) {
    Matcher link = LINK.matcher(mail.getText());
    assertThat(link.find()).as("an access link in: " + mail.getSubject()).isTrue();
    return link.group();
  }
}
