package org.carrel.desk.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedPaymentTest {
  private static final LocalDate TODAY = LocalDate.of(2047, 3, 1);

  private static CheckedPayment typed(String amount, String currency) {
    PaymentForm form = new PaymentForm();
    form.amount = amount;
    form.how = "CHEQUE";
    form.reference = "100 234";
    form.valueDate = "2047-03-01";
    return new CheckedPayment(form, currency, TODAY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1250|EUR|125000",
        "1,250.00|EUR|125000",
        "1,250,000.5|EUR|125000050",
        "1250|JPY|1250",
        "0.005|KWD|5",
      })
  void an_amount_is_read_in_its_currencys_smallest_unit(String typed, String currency, long minor) {
    CheckedPayment checked = typed(typed, currency);
    assertThat(checked.errors()).isEmpty();
    assertThat(checked.money("r_x").amount()).isEqualTo(minor);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1250,00",
        "1.250,00",
        "12,50",
        "1,2500",
        "-5",
        "0",
        "0.00",
        "1.005",
        "1e3",
        "",
        "99999999999999999999"
      })
  void what_might_be_another_amount_is_asked_for_again(String typed) {
    assertThat(typed(typed, "EUR").errors()).containsOnlyKeys("amount");
  }
}
