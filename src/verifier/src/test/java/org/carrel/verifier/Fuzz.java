package org.carrel.verifier;

import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * The fuzz of the verifier: numbered inputs, each determined by the seed and its number alone. An
 * input that fails is thrown as {@link FuzzFailure}.
 */
final class Fuzz implements AutoCloseable {
  private final long seed;
  private final FuzzTime time = new FuzzTime();
  private final FuzzTokens tokens;
  private final FuzzDocuments documents;
  private final FuzzCorpus corpus;
  private long done;

  Fuzz(long seed) {
    this.seed = seed;
    FuzzWorld world = new FuzzWorld(seed);
    this.tokens = new FuzzTokens(world, time);
    this.documents = new FuzzDocuments(world, time);
    this.corpus = new FuzzCorpus(world, tokens, documents);
  }

  /** With so many inputs the fuzz begins, whatever its seed. */
  int inCorpus() {
    return corpus.size();
  }

  void one(long number) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L + number);
    if (number < corpus.size()) {
      corpus.one((int) number);
    } else if (random.nextInt(5) == 0) {
      documents.one(random);
    } else {
      tokens.one(random);
    }
    done++;
  }

  String summary() {
    long refused = tokens.refused.values().stream().mapToLong(Long::longValue).sum();
    String reasons =
        tokens.refused.entrySet().stream()
            .map(each -> each.getKey() + " " + each.getValue())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%,d inputs; tokens: %,d accepted as they must be, %,d refused (%s);"
            + " documents: %,d believed, %,d refused; the longest took %.1f ms",
        done,
        tokens.accepted,
        refused,
        reasons,
        documents.accepted,
        documents.refused,
        time.longestMillis());
  }

  @Override
  public void close() {
    tokens.close();
    documents.close();
  }
}
