package org.carrel.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.carrel.base.Ids;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.carrel.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** What staff register of providers, and what nobody may register twice. */
@QuarkusTest
class ProvidersPageTest {
  private final Browser staff = new Browser("iris staff");
  private final String mark = Ids.random().toLowerCase().replaceAll("[^a-z0-9]", "x");
  private final String entity = "https://idp." + mark + ".example/idp";

  private Map<String, String> form() {
    Map<String, String> form = new HashMap<>();
    form.put("csrf", staff.get("/staff/providers").csrf());
    form.put("name", "University of " + mark);
    form.put("protocol", "SAML");
    form.put("entity", entity);
    form.put("alias", "p-" + mark);
    form.put("scopes", mark + ".example, law." + mark + ".example");
    return form;
  }

  private Page register(Map<String, String> but) {
    Map<String, String> form = form();
    form.putAll(but);
    return staff.post("/staff/providers", form);
  }

  @Test
  void an_entity_id_belongs_to_one_record_whoever_registers_it_again() {
    Page first = register(Map.of());
    assertThat(first.status()).isEqualTo(303);
    assertThat(staff.get(first.location()).body()).contains(entity, "law." + mark + ".example");
    Page second = register(Map.of("alias", "q-" + mark, "name", "Another college"));
    assertThat(second.status()).isEqualTo(422);
    assertThat(second.body())
        .contains("It belongs to “University of " + mark + "” already", "by a scope of its own");
    assertThat(register(Map.of("entity", entity + "2")).body()).contains("this name at Keycloak");
    assertThat(register(Map.of("protocol", "OIDC", "alias", "o-" + mark)).status())
        .as("an issuer is no entityID")
        .isEqualTo(303);
  }

  @Test
  void what_is_no_provider_is_refused_at_its_field() {
    Page refused =
        register(
            Map.of(
                "name", "",
                "protocol", "LDAP",
                "entity", "idp.example with a blank",
                "alias", "Über",
                "scopes", "university"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body())
        .contains("#name", "#protocol", "#entity", "#alias", "#scopes", "Nothing was changed");
  }

  @Test
  void a_provider_speaks_for_one_institution_by_each_scope_and_by_none_of_others() {
    String provider = register(Map.of()).location();
    String one = institution("First of " + mark);
    String two = institution("Second of " + mark);
    assertThat(attach(provider, one, "").body()).contains("It has several scopes");
    assertThat(attach(provider, one, "law." + mark + ".example").status()).isEqualTo(303);
    assertThat(attach(provider, two, "law." + mark + ".example").body())
        .contains("for an institution there already");
    assertThat(attach(provider, "second OF " + mark, mark + ".example").status()).isEqualTo(303);
    assertThat(attach(provider, one, mark + ".example").status()).isEqualTo(422);
    assertThat(attach(provider, one, "elsewhere.example").body()).contains("none of its scopes");
    assertThat(attach(provider, "of " + mark, mark + ".example").body()).contains("Several fit");
    assertThat(attach(provider, "nobody " + mark, mark + ".example").body())
        .contains("No institution has");
    assertThat(staff.get(provider).body()).contains("First of " + mark, "Second of " + mark);
  }

  @Test
  void the_database_itself_refuses_a_second_owner_and_a_scope_of_others() throws SQLException {
    String id = register(Map.of()).location().replaceFirst(".*/", "");
    String institution = institution("Third of " + mark);
    try (Connection connection = TestDatabase.connect();
        Statement sql = connection.createStatement()) {
      String copy =
          "insert into sign_on_providers select '%s', name, protocol, entity_id, 'c-' || alias,"
              + " approved_at, approved_by from sign_on_providers where id = '%s'";
      assertThatThrownBy(() -> sql.executeUpdate(copy.formatted(Ids.of("v"), id)))
          .hasMessageContaining("sign_on_providers_one_per_entity");
      String attached =
          "insert into sign_on_institutions select '%s', id, '%s', 'other.example', approved_at,"
              + " approved_by from sign_on_providers where id = '%s'";
      assertThatThrownBy(() -> sql.executeUpdate(attached.formatted(Ids.of("t"), institution, id)))
          .hasMessageContaining("foreign key");
    }
  }

  private Page attach(String provider, String institution, String scope) {
    return staff.post(
        provider + "/institutions",
        Map.of("csrf", staff.get(provider).csrf(), "institution", institution, "scope", scope));
  }

  private String institution(String name) {
    Map<String, String> form = new HashMap<>();
    form.put("csrf", staff.get("/staff/institutions/add").csrf());
    form.put("name", name);
    form.put("country", "US");
    form.put("type", "UNIVERSITY");
    form.put("zone", "America/New_York");
    Page added = staff.post("/staff/institutions", form);
    assertThat(added.status()).as(added.body()).isEqualTo(303);
    return added.location().replaceFirst(".*/", "");
  }
}
