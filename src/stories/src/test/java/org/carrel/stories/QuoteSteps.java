package org.carrel.stories;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** What staff and buyers do with quotes, step by step, in a browser. */
final class QuoteSteps {
  private static final AtomicInteger INSTITUTIONS = new AtomicInteger();

  private final Demo demo;

  QuoteSteps(Demo demo) {
    this.demo = demo;
  }

  /** Signs in the member of staff who writes. */
  void writer(Visit staff) {
    signIn(staff, "staff@carrel.example", "staff-pass-1");
  }

  /** Signs in the one who approves. */
  void approver(Visit staff) {
    signIn(staff, "second@carrel.example", "second-pass-1");
  }

  private void signIn(Visit staff, String who, String password) {
    staff.page.navigate(demo.service() + "/staff");
    Login.as(staff.page, who, password);
    staff.page.waitForURL(demo.service() + "/staff");
  }

  /** Adds an institution and stays on its page; gives its name. */
  String institution(Visit staff) {
    String name = "Example University of Quotes " + INSTITUTIONS.incrementAndGet();
    staff.page.navigate(demo.service() + "/staff/institutions/add");
    staff.page.locator("#name").fill(name);
    staff.page.locator("#country").selectOption("DE");
    staff.page.locator("#type").selectOption("UNIVERSITY");
    staff.page.locator("#fte").fill("12400");
    staff.page.locator("#zone").fill("Europe/Berlin");
    staff.button("Add the institution").click();
    heading(staff, name);
    return name;
  }

  /** From the page of an institution to a written draft. */
  void write(Visit staff, String to, String percent) {
    staff.link("Write a quote").click();
    heading(staff, "Write a quote");
    staff.page.locator("#to-name").fill("Ada Librarian");
    staff.page.locator("#to-email").fill(to);
    staff.page.locator("#address").fill("Hauptstraße 1\n10115 Berlin");
    staff.page.locator("input[name=collection][value='1']").check();
    staff.page.locator("input[name=collection][value='2']").check();
    staff.page.locator("#currency").selectOption("EUR");
    if (!percent.isEmpty()) {
      staff.page.locator("#agreed").fill(percent);
      staff.page.locator("#agreed-why").fill("Pilot site");
    }
    staff.button("Work it out").click();
    heading(staff, "Next step");
  }

  /** Presses a button of the quote's page and waits for what the page then says. */
  void act(Visit staff, String button, String says) {
    staff.button(button).click();
    staff.page.getByText(says).first().waitFor();
  }

  /** Begins to accept as who has this address, from the quote's page. */
  void sayWhoAccepts(Visit buyer, String email) {
    buyer.link("Accept this quote").click();
    buyer.page.locator("#name").fill("Grace Dean");
    buyer.page.locator("#title").fill("Dean of Libraries");
    buyer.page.locator("#email").fill(email);
    buyer.page.locator("#po").fill("PO-4711");
    buyer.button("Send me the mail").click();
    buyer.page.getByText("Look into your mail").waitFor();
  }

  static void heading(Visit visit, String name) {
    visit
        .page
        .locator("h1, h2")
        .filter(new Locator.FilterOptions().setHasText(name))
        .first()
        .waitFor();
  }

  /** The text of the PDF behind a link of the page. */
  String pdf(Visit visit, String link) {
    Page page = visit.page;
    String address = demo.service() + page.locator(link).first().getAttribute("href");
    byte[] bytes = visit.context.request().get(address).body();
    try (PDDocument document = Loader.loadPDF(bytes)) {
      return new PDFTextStripper().getText(document).replaceAll("[\\s\\u00a0]+", " ");
    } catch (IOException e) {
      throw new UncheckedIOException(address + " is no PDF", e);
    }
  }
}
