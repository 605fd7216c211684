package org.carrel.audit;

import io.smallrye.config.ConfigMapping;

/** Settings of the audit record. */
@ConfigMapping(prefix = "carrel")
interface AuditConfig {
  /** Key of the chain: 32 bytes in base64, kept apart from the database and its backups. */
  String auditKey();
}
