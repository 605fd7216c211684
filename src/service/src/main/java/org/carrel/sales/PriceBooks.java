package org.carrel.sales;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import org.carrel.sales.prices.PriceBook;
import org.carrel.sales.prices.PriceFile;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The price book as it stood at the start; a wrong file keeps the service from starting. */
@ApplicationScoped
public class PriceBooks {
  private final Path file;
  private volatile @Nullable PriceBook book;

  PriceBooks(@ConfigProperty(name = "carrel.prices-file") Path file) {
    this.file = file;
  }

  void read(@Observes StartupEvent start) {
    book = PriceFile.read(file);
  }

  /** The book that quotes are worked out from. */
  public PriceBook current() {
    PriceBook known = book;
    if (known == null) {
      throw new IllegalStateException("the price book is read at the start");
    }
    return known;
  }
}
