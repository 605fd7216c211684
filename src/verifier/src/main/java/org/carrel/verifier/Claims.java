package org.carrel.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A JSON object read by the types that its members must have; any other form is a refusal. */
final class Claims {
  /** 9999-12-31T23:59:59Z: beyond it a time is a mistake, and milliseconds still fit a long. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private final Map<String, Object> members;
  private final String path;

  Claims(Map<String, Object> members) {
    this(members, "");
  }

  private Claims(Map<String, Object> members, String path) {
    this.members = members;
    this.path = path;
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  /** Refuses members of which this reader does not know what they would restrict. */
  void only(Set<String> known) throws Refusal {
    for (String name : members.keySet()) {
      if (!known.contains(name)) {
        throw new Refusal(Reason.BAD_CLAIM, path + Refusal.shown(name) + " is not known");
      }
    }
  }

  void absent(String... names) throws Refusal {
    for (String name : names) {
      if (has(name)) {
        throw wrong(name, "must not be here");
      }
    }
  }

  String string(String name) throws Refusal {
    Object value = required(name);
    if (value instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw wrong(name, "must be a string that is not empty");
  }

  String string(String name, Predicate<String> form) throws Refusal {
    String text = string(name);
    if (!form.test(text)) {
      throw wrong(name, "has another form");
    }
    return text;
  }

  @Nullable String optionalString(String name) throws Refusal {
    return has(name) ? string(name) : null;
  }

  /** A whole number from 0 to {@code most}. */
  long number(String name, long most) throws Refusal {
    Object value = required(name);
    if (value instanceof Long number && number >= 0 && number <= most) {
      return number;
    }
    throw wrong(name, "must be a whole number from 0 to " + most);
  }

  /** A time in whole seconds since 1970. */
  long seconds(String name) throws Refusal {
    Object value = required(name);
    if (value instanceof Long number && number >= 0 && number <= LAST_SECOND) {
      return number;
    }
    throw new Refusal(Reason.BAD_TIME, path + name);
  }

  /** True or absent; {@code false} is never written. */
  boolean flag(String name) throws Refusal {
    if (has(name) && !Boolean.TRUE.equals(required(name))) {
      throw wrong(name, "must be true where it is given");
    }
    return has(name);
  }

  Claims object(String name) throws Refusal {
    return object(name, required(name));
  }

  /** The one element of an array of one object. */
  Claims onlyObject(String name) throws Refusal {
    List<?> elements = array(name);
    if (elements.size() != 1) {
      throw wrong(name, "must hold exactly one element");
    }
    return object(name, elements.get(0));
  }

  List<?> array(String name) throws Refusal {
    if (required(name) instanceof List<?> elements) {
      return elements;
    }
    throw wrong(name, "must be an array");
  }

  /** An array of 1 to {@code most} values of one type, none twice. */
  <T> List<T> array(String name, Class<T> type, int most) throws Refusal {
    List<T> typed = new ArrayList<>();
    for (Object element : array(name)) {
      if (!type.isInstance(element) || typed.contains(type.cast(element))) {
        throw wrong(name, "holds an element of another form, or one twice");
      }
      typed.add(type.cast(element));
    }
    if (typed.isEmpty() || typed.size() > most) {
      throw wrong(name, "must hold 1 to " + most + " elements");
    }
    return typed;
  }

  Map<String, Object> members() {
    return members;
  }

  Refusal wrong(String name, String what) {
    return new Refusal(Reason.BAD_CLAIM, path + name + " " + what);
  }

  private Object required(String name) throws Refusal {
    Object value = members.get(name);
    if (value == null) {
      throw new Refusal(Reason.MISSING_CLAIM, path + name);
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private Claims object(String name, Object value) throws Refusal {
    if (value instanceof Map<?, ?> object) {
      return new Claims((Map<String, Object>) object, path + name + ".");
    }
    throw wrong(name, "must be an object");
  }
}
