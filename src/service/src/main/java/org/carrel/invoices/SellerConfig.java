package org.carrel.invoices;

import io.smallrye.config.ConfigMapping;
import java.time.ZoneId;
import java.util.List;

/** Who sells, as it stands on invoices; the service does not start without it. */
@ConfigMapping(prefix = "carrel.seller")
public interface SellerConfig {
  /** The legal name. */
  String legalName();

  /** Lines of the postal address, without the country. */
  List<String> address();

  /** The country, two letters of ISO 3166. */
  String country();

  /** Tax id, with its kind: {@code EIN 12-3456789}, {@code VAT DE123456789}. */
  String taxId();

  /** What invoice numbers begin with; capital letters and digits. */
  String series();

  /** The zone in which a day of the books begins, and with the first of January a year. */
  ZoneId zone();
}
