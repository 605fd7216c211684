package org.carrel.sales;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The rules of trials as they stood at the start; a wrong file keeps the service from starting. */
@ApplicationScoped
public class TrialPolicy {
  private final Path file;
  private volatile @Nullable TrialRules rules;

  TrialPolicy(@ConfigProperty(name = "carrel.trials-file") Path file) {
    this.file = file;
  }

  void read(@Observes StartupEvent start) {
    rules = TrialFile.read(file);
  }

  public TrialRules rules() {
    TrialRules known = rules;
    if (known == null) {
      throw new IllegalStateException("the rules of trials are read at the start");
    }
    return known;
  }
}
