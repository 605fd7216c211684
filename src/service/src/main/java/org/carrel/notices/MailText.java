package org.carrel.notices;

/**
 * What a mail says.
 *
 * @param subject one line
 * @param text for programs and people that show plain text
 * @param html the same for the others
 */
record MailText(String subject, String text, String html) {
  MailText {
    subject = subject.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  /** Without the texts: they hold a link's secret. */
  @Override
  public String toString() {
    return "MailText[" + subject + "]";
  }
}
