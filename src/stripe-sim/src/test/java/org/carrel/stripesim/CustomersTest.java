package org.carrel.stripesim;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.Customer;
import com.stripe.model.TaxId;
import com.stripe.param.CustomerListParams;
import com.stripe.param.CustomerRetrieveParams;
import com.stripe.param.CustomerTaxIdCreateParams;
import com.stripe.param.CustomerUpdateParams;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SimUnderTest.class)
class CustomersTest extends Billing {
  @Test
  void a_customer_keeps_what_it_was_made_with() throws Exception {
    Customer made = aCustomer();
    Customer found = stripe().v1().customers().retrieve(made.getId());
    assertThat(found.toJson()).isEqualTo(made.toJson());
    assertThat(found.getName()).isEqualTo("Harbour University");
    assertThat(found.getAddress().getCity()).isEqualTo("Hamburg");
    assertThat(found.getTaxExempt()).isEqualTo("none");
    assertThat(found.getMetadata()).containsEntry("institution", "n_1");
    assertThat(found.getTaxIds()).as("only on request").isNull();
  }

  @Test
  void tax_ids_belong_to_their_customer_and_are_not_verified() throws Exception {
    Customer customer = aCustomer();
    TaxId more =
        stripe()
            .v1()
            .customers()
            .taxIds()
            .create(
                customer.getId(),
                CustomerTaxIdCreateParams.builder()
                    .setType(CustomerTaxIdCreateParams.Type.GB_VAT)
                    .setValue("GB123456789")
                    .build());
    assertThat(more.getVerification().getStatus()).isEqualTo("unavailable");
    Customer expanded =
        stripe()
            .v1()
            .customers()
            .retrieve(
                customer.getId(), CustomerRetrieveParams.builder().addExpand("tax_ids").build());
    assertThat(expanded.getTaxIds().getData())
        .extracting(TaxId::getValue)
        .containsExactly("GB123456789", "DE123456789");
    stripe().v1().customers().taxIds().delete(customer.getId(), more.getId());
    assertThat(stripe().v1().customers().taxIds().list(customer.getId()).getData()).hasSize(1);
    String others = "/v1/customers/" + aCustomer().getId() + "/tax_ids/";
    String id = stripe().v1().customers().taxIds().list(customer.getId()).getData().get(0).getId();
    assertThat(get(others + id, bearer(SimUnderTest.KEY)).statusCode()).isEqualTo(404);
    String refused = "/v1/customers/" + customer.getId() + "/tax_ids";
    assertThat(error(api(refused, "type=eu_vat&value=~")).get("code").asText())
        .isEqualTo("tax_id_invalid");
  }

  @Test
  void a_customer_is_changed_field_by_field() throws Exception {
    Customer customer = aCustomer();
    Customer changed =
        stripe()
            .v1()
            .customers()
            .update(
                customer.getId(),
                CustomerUpdateParams.builder()
                    .setTaxExempt(CustomerUpdateParams.TaxExempt.REVERSE)
                    .putMetadata("institution", "")
                    .putMetadata("merged", "n_2")
                    .build());
    assertThat(changed.getTaxExempt()).isEqualTo("reverse");
    assertThat(changed.getName()).isEqualTo("Harbour University");
    assertThat(changed.getMetadata()).containsOnlyKeys("merged");
  }

  @Test
  void customers_are_found_by_their_address() throws Exception {
    aCustomer();
    var found =
        stripe()
            .v1()
            .customers()
            .list(CustomerListParams.builder().setEmail("library@harbour.example.edu").build());
    assertThat(found.getData()).isNotEmpty();
    assertThat(
            stripe()
                .v1()
                .customers()
                .list(CustomerListParams.builder().setEmail("nobody@example.org").build())
                .getData())
        .isEmpty();
  }

  @Test
  void what_cannot_be_is_refused() {
    assertThat(error(api("/v1/customers", "email=no")).get("code").asText())
        .isEqualTo("email_invalid");
    assertThat(error(api("/v1/customers", "balance=5")).get("message").asText())
        .contains("not offered");
    assertThat(error(api("/v1/customers/cus_none", "name=A")).get("code").asText())
        .isEqualTo("resource_missing");
  }
}
