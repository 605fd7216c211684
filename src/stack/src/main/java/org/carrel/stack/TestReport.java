package org.carrel.stack;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a run of the whole suite comes to: Stripe's operations that were used, the ten slowest tests
 * and the sums, from the reports and logs that the build has left. One file without dependencies,
 * so that {@code java} runs it as it is, also after a build that failed.
 */
public final class TestReport {
  private static final int SLOWEST = 10;

  /** A row of the table that stripe-sim logs when it ends. */
  private static final Pattern ROW = Pattern.compile("  (\\S.*?) +(\\d+) +(\\d+) +(\\d+)");

  private static final String TABLE = "operation: calls, refused, violations";

  private final List<Case> cases = new ArrayList<>();
  private final Map<String, long[]> operations = new TreeMap<>();
  private final Set<String> remarks = new TreeSet<>();
  private final PrintStream out;

  private TestReport(PrintStream out) {
    this.out = out;
  }

  /** One test that ran. */
  private record Case(String name, double seconds, Outcome outcome) {}

  private enum Outcome {
    PASSED,
    /** Failed at first and passed at the second attempt. */
    FLAKY,
    FAILED,
    SKIPPED
  }

  /** Argument: seconds since 1970; older reports belong to another run. */
  public static void main(String[] args) throws IOException, XMLStreamException {
    Path root = Path.of(System.getProperty("carrel.root"));
    System.exit(write(root, Long.parseLong(args[0]), System.out) ? 0 : 1);
  }

  /**
   * Writes the report of the tests whose results are at least as new as {@code began}.
   *
   * @return whether none of them failed; what is flaky passed in the end
   */
  static boolean write(Path root, long began, PrintStream out)
      throws IOException, XMLStreamException {
    TestReport report = new TestReport(out);
    report.collect(root, began);
    report.print();
    return report.count(Outcome.FAILED) == 0;
  }

  private void collect(Path root, long began) throws IOException, XMLStreamException {
    try (Stream<Path> modules = Files.list(root.resolve("src"))) {
      for (Path module : modules.sorted().toList()) {
        for (String kind : List.of("surefire-reports", "failsafe-reports")) {
          Path folder = module.resolve("target").resolve(kind);
          if (Files.isDirectory(folder)) {
            readAll(folder, began);
          }
          readOperations(folder, "-output.txt", began);
        }
        readOperations(module.resolve("target/demo-stack/logs"), "stripe-sim.log", began);
      }
    }
  }

  private void readAll(Path folder, long began) throws IOException, XMLStreamException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        boolean report = file.getFileName().toString().matches("TEST-.*\\.xml");
        if (report && file.toFile().lastModified() / 1000 >= began) {
          read(file);
        }
      }
    }
  }

  private void read(Path file) throws IOException, XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    try (var in = Files.newInputStream(file)) {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      String name = "";
      double seconds = 0;
      Outcome outcome = Outcome.PASSED;
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          switch (xml.getLocalName()) {
            case "testcase" -> {
              String type = xml.getAttributeValue(null, "classname");
              name =
                  type.substring(type.lastIndexOf('.') + 1)
                      + "."
                      + xml.getAttributeValue(null, "name");
              seconds = Double.parseDouble(xml.getAttributeValue(null, "time").replace(",", ""));
              outcome = Outcome.PASSED;
            }
            case "failure", "error" -> outcome = Outcome.FAILED;
            case "flakyFailure", "flakyError" -> outcome = Outcome.FLAKY;
            case "skipped" -> outcome = Outcome.SKIPPED;
            default -> {
              // output of a test
            }
          }
        } else if (event == XMLStreamConstants.END_ELEMENT
            && xml.getLocalName().equals("testcase")) {
          cases.add(new Case(name, seconds, outcome));
        }
      }
    }
  }

  /** Adds up the tables in the outputs of a run: one for each simulator that ended. */
  private void readOperations(Path folder, String ending, long began) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(ending) && file.toFile().lastModified() / 1000 >= began) {
          addOperations(Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList());
        }
      }
    }
  }

  private void addOperations(List<String> lines) {
    boolean inside = false;
    for (String line : lines) {
      inside = line.endsWith(TABLE) || inside && line.startsWith("  ");
      Matcher row = ROW.matcher(line);
      if (inside && row.matches()) {
        long[] sums = operations.computeIfAbsent(row.group(1), any -> new long[3]);
        for (int i = 0; i < sums.length; i++) {
          sums[i] += Long.parseLong(row.group(i + 2));
        }
      } else if (inside && line.startsWith("  ")) {
        remarks.add(line);
      }
    }
  }

  private void printOperations() {
    out.println("\nStripe's operations in this run: calls, refused, violations");
    operations.forEach(
        (name, sums) -> out.printf("  %-48s %6d %6d %6d%n", name, sums[0], sums[1], sums[2]));
    remarks.forEach(out::println);
  }

  private void print() {
    if (!operations.isEmpty()) {
      printOperations();
    }
    out.println("\nThe " + SLOWEST + " slowest tests");
    cases.stream()
        .sorted(Comparator.comparingDouble(Case::seconds).reversed())
        .limit(SLOWEST)
        .forEach(c -> out.printf(Locale.ROOT, "%8.2f s  %s%n", c.seconds(), c.name()));
    list(Outcome.FLAKY, "  (passed at the second attempt)");
    list(Outcome.FAILED, "");
    out.printf(
        "%d passed, %d flaky, %d failed, %d skipped%n",
        count(Outcome.PASSED), count(Outcome.FLAKY), count(Outcome.FAILED), count(Outcome.SKIPPED));
  }

  private void list(Outcome outcome, String remark) {
    cases.stream()
        .filter(c -> c.outcome() == outcome)
        .forEach(c -> out.printf("%-7s %s%s%n", outcome, c.name(), remark));
  }

  private long count(Outcome outcome) {
    return cases.stream().filter(c -> c.outcome() == outcome).count();
  }
}
