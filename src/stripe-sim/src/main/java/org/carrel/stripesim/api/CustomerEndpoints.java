package org.carrel.stripesim.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.carrel.stripesim.SimTime;
import org.carrel.stripesim.checkout.Kinds;
import org.carrel.stripesim.spec.Blank;
import org.carrel.stripesim.webhooks.Events;
import org.carrel.stripesim.wire.Ids;

/** Customers: create, retrieve, update, list. */
@Singleton
class CustomerEndpoints implements Endpoints {
  private static final String FIELDS =
      """
      address
      address[line1]
      address[line2]
      address[city]
      address[state]
      address[postal_code]
      address[country]
      business_name
      description
      email
      individual_name
      name
      phone
      preferred_locales[*]
      tax_exempt
      invoice_prefix
      invoice_settings[footer]
      invoice_settings[custom_fields]
      invoice_settings[custom_fields][*][name]
      invoice_settings[custom_fields][*][value]
      metadata[*]
      expand[*]
      """;
  private static final Offered UPDATED = Offered.of(FIELDS);
  private static final Offered CREATED =
      Offered.of(FIELDS + "tax_id_data[*][type]\ntax_id_data[*][value]\n");
  private static final Offered LISTED =
      Offered.of(
          """
          email
          expand[*]
          limit
          starting_after
          ending_before
          created
          created[gt]
          created[gte]
          created[lt]
          created[lte]
          """);
  private static final String[] PLAIN = {
    "business_name",
    "description",
    "email",
    "individual_name",
    "name",
    "phone",
    "preferred_locales",
    "tax_exempt"
  };
  private static final int PREFIX_LENGTH = 8;

  private final CustomerPartEndpoints parts;
  private final Blank blank;
  private final Events events;
  private final SimTime time;

  CustomerEndpoints(CustomerPartEndpoints parts, Blank blank, Events events, SimTime time) {
    this.parts = parts;
    this.blank = blank;
    this.events = events;
    this.time = time;
  }

  @Override
  public Map<String, Function<Call, ObjectNode>> offered() {
    return Map.of(
        "Customers.create", this::create,
        "Customers.retrieve", call -> ReadEndpoints.one(call, Kinds.CUSTOMER),
        "Customers.update", this::update,
        "Customers.list", CustomerEndpoints::list);
  }

  private ObjectNode create(Call call) {
    ObjectNode params = call.params();
    CREATED.check(params);
    ObjectNode customer = blank.of("Customer").put("id", Ids.of("cus", 14));
    customer.put("created", time.seconds()).put("tax_exempt", "none").put("delinquent", false);
    customer.putNull("address").putNull("name").putNull("phone").putNull("currency");
    customer.putNull("discount").putNull("test_clock").put("next_invoice_sequence", 1);
    customer.putArray("preferred_locales");
    customer.put(
        "invoice_prefix", Ids.of("p", PREFIX_LENGTH).substring(2).toUpperCase(Locale.ROOT));
    write(customer, params);
    call.transaction().put(Kinds.CUSTOMER, customer);
    events.happened(call.transaction(), "customer.created", customer, call.cause());
    for (int i = 0; i < params.path("tax_id_data").size(); i++) {
      parts.add(call, customer, params.get("tax_id_data").get(i), "tax_id_data[" + i + "]");
    }
    return customer;
  }

  private ObjectNode update(Call call) {
    UPDATED.check(call.params());
    ObjectNode customer = ReadEndpoints.named(call, Kinds.CUSTOMER);
    write(customer, call.params());
    call.transaction().put(Kinds.CUSTOMER, customer);
    events.happened(call.transaction(), "customer.updated", customer, call.cause());
    return customer;
  }

  private void write(ObjectNode customer, ObjectNode params) {
    SessionRules.email(params.path("email"), "email");
    SessionRules.metadata(params.path("metadata"), "metadata");
    for (String name : PLAIN) {
      if (params.has(name)) {
        customer.set(name, params.get(name));
      }
    }
    if (customer.get("tax_exempt").isNull()) {
      customer.put("tax_exempt", "none");
    }
    if (params.has("invoice_prefix")) {
      customer.set("invoice_prefix", params.get("invoice_prefix"));
    }
    address(customer, params);
    JsonNode settings = params.path("invoice_settings");
    ObjectNode kept = (ObjectNode) customer.get("invoice_settings");
    settings.fields().forEachRemaining(each -> kept.set(each.getKey(), each.getValue()));
    if (params.has("metadata")) {
      ObjectNode metadata = (ObjectNode) customer.get("metadata");
      params
          .get("metadata")
          .fields()
          .forEachRemaining(
              each -> {
                if (each.getValue().asText().isEmpty()) {
                  metadata.remove(each.getKey());
                } else {
                  metadata.set(each.getKey(), each.getValue());
                }
              });
    }
  }

  private void address(ObjectNode customer, ObjectNode params) {
    JsonNode sent = params.path("address");
    if (sent.isNull()) {
      customer.putNull("address");
    } else if (sent.isObject()) {
      ObjectNode address = blank.of("Address");
      sent.fields().forEachRemaining(each -> address.set(each.getKey(), each.getValue()));
      customer.set("address", address);
    }
  }

  private static ObjectNode list(Call call) {
    LISTED.check(call.params());
    List<ObjectNode> all = call.transaction().newestFirst(Kinds.CUSTOMER).toList();
    return Lists.page(call, all, Lists.matching(call, "email"), "/v1/customers");
  }
}
