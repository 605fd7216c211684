package org.carrel.stories;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One document of a generated library. It depends on its number alone, so a judge makes it again
 * and knows what the service must say of it.
 *
 * @param author family names of its authors; every fourth item has an organization instead
 * @param uri the first author's address at ORCID, where it has one
 * @param date a day, a month, a year, or nothing
 */
record GeneratedItem(
    String handle,
    String titleId,
    String title,
    List<String> author,
    boolean organization,
    @Nullable String uri,
    @Nullable String date,
    String citation,
    String volume,
    @Nullable String doi,
    String dataType,
    int pages,
    String text) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] WORDS =
      ("court law rule order claim right title land trade treaty report reform review statute act"
              + " tax estate trust contract duty appeal evidence witness jury state federal civil"
              + " public private common general early modern recent annual select history practice")
          .split(" ");

  /** Some titles hold what markup, headers and JSON must not trip over. */
  private static final String[] HARD = {
    "“Notes” & Queries: 5 < 6",
    "Étude sur l'État",
    "</script> in print",
    "Право и закон",
    "法と\"裁判\""
  };

  private static final String[] NAMES = {
    "Abel, Ruth", "Ó Briain, Seán", "Nguyễn, Lan", "O'Neil, Pat", "Zhang, Wei", "Müller, Jörg"
  };
  private static final String[] TYPES = {"Article", "Report", "Book_Segment", "News_Item"};
  private static final String TITLE = "gen.t";
  private static final int TITLE_SIZE = 250;

  /** The item of this number. */
  static GeneratedItem of(int number) {
    SplittableRandom random = new SplittableRandom(0x6361_7272_656cL + number);
    String titleId = titleId(titleNumber(number));
    int year = 1800 + random.nextInt(220);
    String date =
        switch (number % 4) {
          case 0 -> "%d-%02d-%02d".formatted(year, 1 + random.nextInt(12), 1 + random.nextInt(28));
          case 1 -> "%d-%02d".formatted(year, 1 + random.nextInt(12));
          case 2 -> Integer.toString(year);
          default -> null;
        };
    boolean organization = number % 4 == 1;
    String title = title(random, number);
    String volume = volume(number);
    return new GeneratedItem(
        handle(number),
        titleId,
        title,
        authors(random, organization),
        organization,
        number % 5 == 0 ? "https://orcid.org/0000-0002-1825-0097" : null,
        date,
        "%s Gen. L. Rev. %d (%d)".formatted(volume, 1 + random.nextInt(900), year),
        volume,
        number % 3 == 0 ? "10.5555/gen.%d(a)".formatted(number) : null,
        TYPES[number % TYPES.length],
        1 + random.nextInt(60),
        text(random));
  }

  static String handle(int number) {
    return titleId(titleNumber(number)) + "/v" + volume(number) + "." + padded(number, 7);
  }

  private static String volume(int number) {
    return Integer.toString(1 + titleNumber(number) % 90);
  }

  private static String padded(int number, int length) {
    String digits = Integer.toString(number);
    return "0".repeat(Math.max(0, length - digits.length())) + digits;
  }

  /** Name of its title. */
  String journal() {
    return "Generated Law Review " + Integer.parseInt(titleId.substring(TITLE.length()));
  }

  static int titleNumber(int number) {
    return number / TITLE_SIZE;
  }

  static String titleId(int number) {
    return TITLE + padded(number, 5);
  }

  private static String title(SplittableRandom random, int number) {
    String words = words(random, 4 + random.nextInt(6)) + " " + number;
    return Character.toUpperCase(words.charAt(0))
        + words.substring(1)
        + (number % 7 == 0 ? ": " + HARD[number / 7 % HARD.length] : "");
  }

  private static List<String> authors(SplittableRandom random, boolean organization) {
    if (organization) {
      return List.of("Generated Law Office");
    }
    List<String> names = new ArrayList<>();
    for (int i = 0, most = 1 + random.nextInt(3); i < most; i++) {
      names.add(NAMES[(random.nextInt(NAMES.length))] + " " + (char) ('A' + i) + ".");
    }
    return names;
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 14; line++) {
      text.append(words(random, 9)).append(line % 5 == 4 ? ".\n\n" : "\n");
    }
    return text.toString();
  }

  private static String words(SplittableRandom random, int many) {
    StringBuilder words = new StringBuilder(WORDS[random.nextInt(WORDS.length)]);
    for (int i = 1; i < many; i++) {
      words.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
    }
    return words.toString();
  }

  /** Its line in {@code items.jsonl}. */
  String line(boolean withdrawn) {
    ObjectNode line = JSON.createObjectNode();
    line.put("handle", handle).put("title_id", titleId).put("title", title);
    ArrayNode creators = line.putArray("creators");
    for (int i = 0; i < author.size(); i++) {
      ObjectNode creator = creators.addObject().put("name", author.get(i));
      creator.put("kind", organization ? "organization" : "person");
      if (i == 0 && uri != null) {
        creator.put("uri", uri);
      }
    }
    if (date != null) {
      line.put("date", date);
    }
    line.put("citation", citation).put("volume", volume);
    if (doi != null) {
      line.put("doi", doi);
    }
    line.put("data_type", dataType).put("pages", pages).put("first_page_text", text);
    if (withdrawn) {
      line.put("withdrawn", true);
    }
    return line.toString();
  }
}
