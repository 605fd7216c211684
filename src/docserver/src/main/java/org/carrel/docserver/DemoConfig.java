package org.carrel.docserver;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Whether this is a demo: only then may demo secrets and the movable clock be used. */
@ConfigMapping(prefix = "carrel")
public interface DemoConfig {
  /** True on one's own machine and in tests, never in production. */
  @WithDefault("false")
  boolean demo();

  /** File of the movable clock that the programs of a demo share; refused outside a demo. */
  Optional<Path> clockFile();
}
