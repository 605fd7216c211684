package org.carrel.desk.web;

import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.carrel.base.EmailAddress;
import org.carrel.sales.QuoteContent;
import org.carrel.sales.QuoteVersion;
import org.carrel.sales.SignedPaper;
import org.carrel.sales.Signing;
import org.jboss.resteasy.reactive.PartType;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** An acceptance that came on paper, as it was typed. */
public class PaperForm {
  private static final int LONGEST_LINE = 200;
  private static final int LONGEST_TEXT = 1_000;

  @RestForm
  @PartType(MediaType.TEXT_PLAIN)
  @Nullable String version;

  @RestForm
  @PartType(MediaType.TEXT_PLAIN)
  @Nullable String kind;

  @RestForm
  @PartType(MediaType.TEXT_PLAIN)
  @Nullable String name;

  @RestForm
  @PartType(MediaType.TEXT_PLAIN)
  @Nullable String title;

  @RestForm
  @PartType(MediaType.TEXT_PLAIN)
  @Nullable String email;

  @RestForm
  @PartType(MediaType.TEXT_PLAIN)
  @Nullable String po;

  @RestForm
  @PartType(MediaType.TEXT_PLAIN)
  @Nullable String billing;

  @RestForm("file")
  @Nullable FileUpload file;

  /** Filled with what the version that was sent knows. */
  static PaperForm of(QuoteVersion sent) {
    QuoteContent content = sent.content();
    PaperForm form = new PaperForm();
    form.version = sent.id();
    form.name = content.recipient().name();
    form.email = content.recipient().email();
    form.billing =
        content.buyer().legalName() + "\n" + String.join("\n", content.buyer().address());
    return form;
  }

  /** The version that lies before who records it. */
  public String version() {
    return typed(version);
  }

  public String kind() {
    return typed(kind);
  }

  public String name() {
    return typed(name);
  }

  public String title() {
    return typed(title);
  }

  public String email() {
    return typed(email);
  }

  public String po() {
    return typed(po);
  }

  public String billing() {
    return typed(billing);
  }

  /** What must be corrected, by field in the order of the form; empty when all is well. */
  Map<String, String> errors() {
    Map<String, String> errors = new LinkedHashMap<>();
    Optional<SignedPaper.Kind> chosen = chosen();
    if (chosen.isEmpty()) {
      errors.put("kind", "Choose what was signed.");
    }
    line(errors, "name", name(), true);
    line(errors, "title", title(), true);
    if (EmailAddress.parse(email()).isEmpty()) {
      errors.put("email", "This is not a complete e-mail address.");
    }
    boolean order = chosen.filter(SignedPaper.Kind.PURCHASE_ORDER::equals).isPresent();
    line(errors, "po", po(), order);
    if (billing().isEmpty() || billing().length() > LONGEST_TEXT) {
      errors.put(
          "billing", "Write the billing address in at most " + LONGEST_TEXT + " characters.");
    }
    if (paper().isEmpty()) {
      errors.put("file", "Choose a PDF, PNG or JPEG file of at most 8 MB.");
    }
    return errors;
  }

  /** The file with what it is; nothing where it is no file of ours. */
  Optional<SignedPaper> paper() {
    FileUpload upload = file;
    if (upload == null || upload.size() > SignedPaper.MOST_BYTES) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Files.readAllBytes(upload.uploadedFile());
      return SignedPaper.Format.of(bytes)
          .flatMap(format -> chosen().map(what -> new SignedPaper(what, format, bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Signing signing() {
    return new Signing(name(), title(), po(), billing(), "", "", null);
  }

  private Optional<SignedPaper.Kind> chosen() {
    for (SignedPaper.Kind one : SignedPaper.Kind.values()) {
      if (one.name().equals(kind())) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private static void line(
      Map<String, String> errors, String field, String text, boolean required) {
    if (text.isEmpty() && required) {
      errors.put(field, "This is missing.");
    } else if (text.length() > LONGEST_LINE || text.chars().anyMatch(Character::isISOControl)) {
      errors.put(field, "Write it in one line of at most " + LONGEST_LINE + " characters.");
    }
  }

  private static String typed(@Nullable String value) {
    return Objects.requireNonNullElse(value, "").strip().replace("\r\n", "\n");
  }
}
