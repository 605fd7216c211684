package org.carrel.verifier;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.analysis.ILine;

/** {@code ./carrel fuzz verifier}: fuzzes the verifier and says which branches that took. */
public final class FuzzMain {
  static final Set<String> PARSER =
      Set.of(
          "Base64Url",
          "Cidr",
          "Claims",
          "CollectionMap",
          "Entitlement",
          "IpLiteral",
          "Json",
          "Jws",
          "KeySet",
          "Refusal",
          "SignedDocument",
          "StatusBits",
          "StatusList",
          "TitleTable",
          "UnverifiedToken",
          "VerificationKey");

  private static final Map<String, String> REASONS =
      Map.of(
          "IpLiteral",
          "an address of neither 4 nor 16 bytes, which its callers never make",
          "VerificationKey",
          "a Java without P-256, RSA or SHA-256, or a provider that throws where ours says no");

  private FuzzMain() {}

  /** {@code [--minutes N] [--seed S] [--input N]}. */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i], arguments[i + 1]);
    }
    long seed = Long.parseLong(options.getOrDefault("--seed", "" + System.nanoTime()));
    double minutes = Double.parseDouble(options.getOrDefault("--minutes", "10"));
    boolean single = options.containsKey("--input");
    long first = Long.parseLong(options.getOrDefault("--input", "0"));
    System.out.printf("verifier: seed %d%n", seed);
    MeasuredClasses classes = new MeasuredClasses();
    try {
      System.out.println(
          run(classes, seed, first, single ? 1 : Long.MAX_VALUE, (long) (minutes * 60)));
    } catch (AssertionError told) {
      System.exit(1);
    }
    if (!single) {
      tell(classes.coverage());
    }
  }

  /** Runs the fuzz within {@code classes}. */
  static String run(MeasuredClasses classes, long seed, long first, long inputs, long seconds)
      throws Exception {
    Class<?> type = Class.forName(FuzzRun.class.getName(), true, classes);
    Object run =
        type.getConstructor(long.class, long.class, long.class, long.class)
            .newInstance(seed, first, inputs, seconds);
    return (String) ((Callable<?>) run).call();
  }

  /** The parser's classes with a branch that no input took, and in which lines. */
  static Map<String, String> missedBranches(Map<String, IClassCoverage> coverage) {
    Map<String, String> missed = new TreeMap<>();
    coverage.entrySet().stream()
        .filter(FuzzMain::isParser)
        .filter(each -> each.getValue().getBranchCounter().getMissedCount() > 0)
        .forEach(each -> missed.put(each.getKey(), missed(each.getKey(), each.getValue())));
    return missed;
  }

  private static void tell(Map<String, IClassCoverage> coverage) {
    List<ICounter> parser =
        coverage.entrySet().stream()
            .filter(FuzzMain::isParser)
            .map(each -> each.getValue().getBranchCounter())
            .toList();
    System.out.printf(
        "The parser: %d of its %d branches taken; by class, with lines that no input reached:%n",
        parser.stream().mapToInt(ICounter::getCoveredCount).sum(),
        parser.stream().mapToInt(ICounter::getTotalCount).sum());
    coverage.entrySet().stream().filter(FuzzMain::isParser).forEach(FuzzMain::tell);
    System.out.println("The rest, which fetches and keeps what the parser reads:");
    coverage.entrySet().stream().filter(each -> !isParser(each)).forEach(FuzzMain::tell);
  }

  private static boolean isParser(Map.Entry<String, IClassCoverage> each) {
    return PARSER.contains(each.getKey());
  }

  private static void tell(Map.Entry<String, IClassCoverage> each) {
    ICounter branches = each.getValue().getBranchCounter();
    if (branches.getTotalCount() > 0) {
      System.out.printf(
          "  %-28s %3d / %3d %s%n",
          each.getKey(),
          branches.getCoveredCount(),
          branches.getTotalCount(),
          missed(each.getKey(), each.getValue()));
    }
  }

  /** Line numbers; in brackets where only one way out of a branch was not taken. */
  private static String missed(String name, IClassCoverage coverage) {
    StringBuilder lines = new StringBuilder();
    for (int number = coverage.getFirstLine(); number <= coverage.getLastLine(); number++) {
      ILine line = coverage.getLine(number);
      boolean never = line.getInstructionCounter().getStatus() == ICounter.NOT_COVERED;
      boolean half = line.getBranchCounter().getMissedCount() > 0;
      lines.append(never ? " " + number : half ? " (" + number + ")" : "");
    }
    return lines.isEmpty() ? "" : lines + ": " + REASONS.getOrDefault(name, "");
  }
}
