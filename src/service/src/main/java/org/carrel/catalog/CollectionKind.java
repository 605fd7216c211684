package org.carrel.catalog;

import java.util.List;
import java.util.Objects;

/** {@code collections.jsonl}. */
final class CollectionKind implements Kind {
  @Override
  public String name() {
    return "collections";
  }

  @Override
  public List<String> stage() {
    return List.of(
        "create temp table staged_collections on commit drop as select * from collections with no data",
        "alter table staged_collections add line bigint");
  }

  @Override
  public List<String> columns() {
    return List.of("number", "name", "description");
  }

  @Override
  public List<Object> row(Fields fields) {
    Integer number = fields.number("number", 1, 32767);
    if (number == null) {
      fields.error("number is needed");
    }
    return List.of(
        Objects.requireNonNullElse(number, 0), fields.text("name"), fields.text("description"));
  }

  @Override
  public List<Check> checks() {
    return List.of(Kind.once("collections", "number"));
  }

  @Override
  public List<String> merge() {
    return List.of(
        """
        with done as (
          insert into collections (number, name, description, content_hash)
          select number, name, description, content_hash from staged_collections
          on conflict (number) do update
            set name = excluded.name, description = excluded.description,
                content_hash = excluded.content_hash
            where collections.content_hash <> excluded.content_hash
          returning xmax = 0 as added)
        select count(*) filter (where added), count(*) filter (where not added) from done""");
  }
}
