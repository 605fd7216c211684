package org.carrel.stack.mail;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All caught mail in the order of arrival: the one recipient of whatever address. */
final class Mailbox implements GreenMailUser {
  private static final int MOST = 5_000;

  private final List<Mail> mails = new ArrayList<>();
  private int given;
  private @Nullable MovingMessage last;

  synchronized List<Mail> all() {
    return List.copyOf(mails);
  }

  synchronized Optional<Mail> find(int number) {
    return mails.stream().filter(mail -> mail.number() == number).findFirst();
  }

  synchronized void clear() {
    mails.clear();
  }

  /** Called once for each recipient, with the same message each time: it is kept once. */
  @Override
  public synchronized void deliver(MovingMessage moving) {
    if (moving == last) {
      return;
    }
    last = moving;
    keep(
        moving.getMessage(),
        moving.getToAddresses().stream().map(MailAddress::getEmail).sorted().toList());
  }

  @Override
  public synchronized void deliver(MimeMessage message) {
    keep(message, List.of());
  }

  private void keep(MimeMessage message, List<String> to) {
    int number = ++given;
    try {
      mails.add(Mail.read(number, Instant.now(), to, message));
    } catch (MessagingException | IOException e) {
      String why = "This mail cannot be read: " + e.getMessage();
      mails.add(new Mail(number, Instant.now(), "", to, "(unreadable)", "", why, "", List.of()));
    }
    if (mails.size() > MOST) {
      mails.remove(0);
    }
  }

  @Override
  public String getEmail() {
    return "everybody@localhost";
  }

  @Override
  public String getLogin() {
    return "everybody";
  }

  @Override
  public String getPassword() {
    return "";
  }

  @Override
  public String getQualifiedMailboxName() {
    return "#mail.everybody";
  }

  @Override
  public void create() {
    // there is nothing to make: the one mailbox is always there
  }

  @Override
  public void delete() {
    clear();
  }

  @Override
  public void setPassword(String password) {
    throw new UnsupportedOperationException("the mailbox has no password");
  }

  @Override
  public void authenticate(String password) {
    // everybody may send
  }
}
