package org.carrel.stack.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.carrel.stack.Ports;

/**
 * Takes every mail that is sent to its SMTP port, whoever it is for, and shows it: a page for
 * people ({@code /}), JSON for programs ({@code GET /api/messages}, {@code GET
 * /api/messages?to=ADDRESS}, {@code GET /api/messages/{n}}, {@code DELETE /api/messages}). Listens
 * on 127.0.0.1 only; keeps mail in memory.
 */
public final class MailCatcher implements AutoCloseable {
  private final Mailbox mailbox = new Mailbox();
  private final GreenMail smtp;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newFixedThreadPool(4, MailCatcher::daemon);

  private MailCatcher(int smtpPort, int httpPort) throws IOException {
    smtp = new GreenMail(new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    smtp.getManagers().getUserManager().setMessageDeliveryHandler((mail, to) -> mailbox);
    http =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), httpPort), 0);
    http.setExecutor(threads);
    http.createContext("/", new MailPage(mailbox));
    http.createContext("/api/", new MailApi(mailbox));
  }

  /**
   * Starts a catcher in this JVM.
   *
   * @param smtpPort where mail is sent to; 0 for a free port
   * @param httpPort where mail is shown; 0 for a free port
   */
  public static MailCatcher start(int smtpPort, int httpPort) {
    try {
      MailCatcher catcher = new MailCatcher(smtpPort == 0 ? Ports.free() : smtpPort, httpPort);
      catcher.smtp.start();
      catcher.http.start();
      return catcher;
    } catch (IOException e) {
      throw new UncheckedIOException("the mail catcher cannot listen on port " + httpPort, e);
    }
  }

  /** Runs until it is ended; arguments: SMTP port, HTTP port. */
  public static void main(String[] args) {
    if (args.length != 2) {
      System.err.println("usage: MailCatcher SMTP-PORT HTTP-PORT");
      System.exit(64);
    }
    MailCatcher catcher = start(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(catcher::close, "stop"));
    System.out.println("mail on " + catcher.url() + ", SMTP on port " + catcher.smtpPort());
  }

  public int smtpPort() {
    return smtp.getSmtp().getPort();
  }

  /** The address of the page. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** All mails, oldest first. */
  public List<Mail> messages() {
    return mailbox.all();
  }

  public void clear() {
    mailbox.clear();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
    smtp.stop();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "mail page");
    thread.setDaemon(true);
    return thread;
  }
}
