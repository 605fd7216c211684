package org.carrel.sales;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the person who accepts a quote says. */
@Embeddable
public class Signing {
  private String name;
  private String title;

  @Column(name = "po_number")
  private String poNumber;

  @Column(name = "billing_address")
  private String billingAddress;

  @Column(name = "tax_id")
  private String taxId;

  private String exemption;

  @Column(name = "exempt_until")
  private @Nullable LocalDate exemptUntil;

  protected Signing() {}

  /**
   * What somebody says who accepts.
   *
   * @param title as what they sign
   * @param poNumber of the purchase order; may be empty
   * @param billingAddress lines of where the invoice goes
   * @param taxId may be empty
   * @param exemption number of the exemption certificate; may be empty
   * @param exemptUntil its last day; null where there is none
   */
  public Signing(
      String name,
      String title,
      String poNumber,
      String billingAddress,
      String taxId,
      String exemption,
      @Nullable LocalDate exemptUntil) {
    this.name = name;
    this.title = title;
    this.poNumber = poNumber;
    this.billingAddress = billingAddress;
    this.taxId = taxId;
    this.exemption = exemption;
    this.exemptUntil = exemptUntil;
  }

  public String name() {
    return name;
  }

  public String title() {
    return title;
  }

  public String poNumber() {
    return poNumber;
  }

  public String billingAddress() {
    return billingAddress;
  }

  public String taxId() {
    return taxId;
  }

  public String exemption() {
    return exemption;
  }

  public Optional<LocalDate> exemptUntil() {
    return Optional.ofNullable(exemptUntil);
  }
}
