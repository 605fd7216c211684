package org.carrel.catalog;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Settings of the catalogue. */
@ConfigMapping(prefix = "carrel")
public interface CatalogConfig {
  /** The folder whose files are the catalogue; read at each start. */
  Path catalogDir();
}
