package org.carrel.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.carrel.audit.AuditEntry;
import org.carrel.audit.AuditLog;
import org.carrel.base.Ids;
import org.carrel.testing.Browser;
import org.carrel.testing.Browser.Page;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InstitutionsPageTest {
  private static final String ADD = "/staff/institutions/add";

  @Inject AuditLog audit;

  private final Browser staff = new Browser("iris staff");

  @Test
  void an_institution_is_added_found_by_each_of_its_names_and_signed_by_who_added_it() {
    String name = "Example University " + Ids.random();
    String domain = "d" + Ids.random().toLowerCase().replaceAll("[^a-z0-9]", "0") + ".example";
    Page added = add(Map.of("name", name, "domain", "www." + domain, "fte", "12,400"));
    assertThat(added.status()).isEqualTo(303);
    assertThat(staff.get(added.location()).body())
        .contains(name, "United States", "12400 (5,000 to 14,999)", domain, "America/New_York");
    String id = added.location().substring(added.location().lastIndexOf('/') + 1);
    assertThat(staff.get(added.location()).body()).contains("institution:" + id);
    for (String query : new String[] {name.substring(8), domain, id}) {
      assertThat(staff.get("/staff/institutions?q=" + query.replace(' ', '+')).body())
          .contains("One institution", name);
    }
    assertThat(audit.of(id))
        .singleElement()
        .extracting(AuditEntry::action)
        .isEqualTo("institution.added");
  }

  @Test
  void every_error_stands_at_its_field_and_nothing_typed_is_lost() {
    Page page =
        add(
            Map.of(
                "name", " ",
                "country", "XX",
                "type", "SHOP",
                "fte", "many",
                "zone", "America/Atlantis",
                "domain", "no domain",
                "ror", "05dxps056"));
    assertThat(page.status()).isEqualTo(422);
    assertThat(page.body())
        .contains("A name has 1 to 200 characters.", "Please choose one of these.")
        .contains("This is not a whole number", "There is no zone of this name.")
        .contains("This is no domain.", "A character of this ROR id is wrong.")
        .contains("value=\"many\"", "value=\"America/Atlantis\"", "value=\"05dxps056\"");
  }

  @Test
  void one_ror_id_belongs_to_one_institution() {
    assertThat(add(Map.of("name", "First of its id", "ror", "https://ror.org/0test0050")).status())
        .isEqualTo(303);
    Page again = add(Map.of("name", "Second of its id", "ror", "0test0050"));
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.body()).contains("This is the ROR id of First of its id");
  }

  @Test
  void what_is_known_of_an_institution_is_corrected_and_nobody_is_overwritten_unseen() {
    String at = add(Map.of("name", "Small college")).location();
    String edit = at + "/edit";
    Page form = staff.get(edit);
    assertThat(form.body()).contains("value=\"Small college\"");
    Map<String, String> fields = new HashMap<>();
    fields.put("csrf", form.csrf());
    fields.put("seen", "0");
    fields.put("name", "Large college");
    fields.put("country", "US");
    fields.put("type", "UNIVERSITY");
    fields.put("fte", "12,400");
    fields.put("zone", "America/Atlantis");
    assertThat(staff.post(edit, fields).status()).isEqualTo(422);
    fields.put("zone", "America/Denver");
    fields.put("domain", "large.example");
    assertThat(staff.post(edit, fields).status()).isEqualTo(303);
    assertThat(staff.get(at).body())
        .contains("Large college", "12400 (5,000 to 14,999)", "America/Denver", "large.example");
    Page again = staff.post(edit, fields);
    assertThat(again.status()).as("made from an older page").isEqualTo(409);
    assertThat(again.body()).contains("Somebody changed it meanwhile");
    String id = at.substring(at.lastIndexOf('/') + 1);
    assertThat(audit.of(id))
        .extracting(AuditEntry::action)
        .containsExactly("institution.added", "institution.corrected");
  }

  @Test
  void a_part_shows_its_parent_and_the_parent_its_part() {
    String parent = add(Map.of("name", "A parent")).location();
    String id = parent.substring(parent.lastIndexOf('/') + 1);
    assertThat(staff.get(ADD + "?parent=" + id).body()).contains("It is part of");
    String part = add(Map.of("name", "A school of law", "parent", id)).location();
    assertThat(staff.get(part).body()).contains("Part of", "A parent");
    assertThat(staff.get(parent).body()).contains("A school of law");
    assertThat(staff.get(ADD + "?parent=" + Ids.of("i")).status()).isEqualTo(404);
  }

  @Test
  void signs_of_a_search_pattern_are_letters_like_others() {
    add(Map.of("name", "Percent 100%_"));
    assertThat(staff.get("/staff/institutions?q=100%25_").body()).contains("Percent 100%_");
    assertThat(staff.get("/staff/institutions?q=%25%25%25").body()).contains("Nothing found");
  }

  @Test
  void a_reader_is_no_staff() {
    assertThat(new Browser("rosa").get("/staff/institutions").status()).isEqualTo(403);
    assertThat(new Browser().get(ADD).status()).isEqualTo(401);
  }

  private Page add(Map<String, String> fields) {
    Map<String, String> form = new HashMap<>();
    form.put("country", "US");
    form.put("type", "UNIVERSITY");
    form.put("zone", "America/New_York");
    form.putAll(fields);
    form.put("csrf", staff.get(ADD).csrf());
    return staff.post("/staff/institutions", form);
  }
}
