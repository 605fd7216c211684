package org.carrel.desk.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.carrel.tokens.Client;
import org.carrel.tokens.Clients;
import org.carrel.tokens.OpenReadings;
import org.carrel.web.ReturnTarget;
import org.jspecify.annotations.Nullable;

/**
 * The way of a browser that leaves its computer: past each document server at which it has a
 * session, each of which sends it back here, with what is still to do in a signed state.
 */
@ApplicationScoped
class Leaving {
  static final String END = "/left";
  private static final String TO_DO = END + "?at=";
  private static final Duration GOOD_FOR = Duration.ofMinutes(10);
  private static final String BETWEEN = ",";

  private final OpenReadings readings;
  private final Clients clients;
  private final ReturnTarget targets;

  Leaving(OpenReadings readings, Clients clients, ReturnTarget targets) {
    this.readings = readings;
    this.clients = clients;
    this.targets = targets;
  }

  /** A document server that is to be passed, and the name of the session there. */
  record Stop(String clientId, String sid) {}

  /** The stops of a device session, asked for before it is closed. */
  List<Stop> stops(String deviceSessionId, @Nullable String passed) {
    return readings.of(deviceSessionId).stream()
        .map(Client::id)
        .filter(id -> !id.equals(passed))
        .map(id -> new Stop(id, readings.name(id, deviceSessionId)))
        .toList();
  }

  /** The state that remembers stops, be there none. */
  String state(List<Stop> stops) {
    List<String> words = stops.stream().map(stop -> stop.clientId() + ":" + stop.sid()).toList();
    return targets.sign(TO_DO + String.join(BETWEEN, words), GOOD_FOR);
  }

  /** What a state remembers; nothing where it is not ours. */
  List<Stop> stops(@Nullable String state) {
    return Optional.ofNullable(state)
        .flatMap(targets::verify)
        .filter(path -> path.startsWith(TO_DO))
        .map(path -> path.substring(TO_DO.length()))
        .map(words -> Stream.of(words.split(BETWEEN)).filter(word -> !word.isEmpty()))
        .map(words -> words.map(Leaving::stop).toList())
        .orElse(List.of());
  }

  /** Where the browser goes next: to the first stop with the state of the others, or to the end. */
  URI next(List<Stop> stops) {
    if (stops.isEmpty()) {
      return URI.create(END);
    }
    Stop first = stops.get(0);
    List<Stop> others = stops.subList(1, stops.size());
    return clients
        .find(first.clientId())
        .flatMap(Client::leaveUri)
        .map(address -> UriBuilder.fromUri(address).queryParam("sid", first.sid()))
        .map(address -> others.isEmpty() ? address : address.queryParam("state", state(others)))
        .map(UriBuilder::build)
        .orElseGet(() -> URI.create(END));
  }

  private static Stop stop(String words) {
    int at = words.indexOf(':');
    return new Stop(words.substring(0, at), words.substring(at + 1));
  }
}
