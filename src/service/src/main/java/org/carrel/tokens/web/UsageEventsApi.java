package org.carrel.tokens.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.carrel.tokens.ReportUsage;
import org.carrel.usage.UsageKind;
import org.carrel.web.Problem;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Where document servers tell which documents were opened, downloaded and refused. */
@Path("/usage/events")
@PermitAll
public class UsageEventsApi {
  private static final Logger LOG = Logger.getLogger(UsageEventsApi.class);
  private static final int MOST_EVENTS = 1_000;

  /** Clocks differ; what lies further ahead is a mistake. */
  private static final Duration AHEAD = Duration.ofHours(1);

  private static final Pattern ID = Pattern.compile("e_[A-Za-z0-9_-]{22}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern ITEM = Pattern.compile("[\\x21-\\x7e]{1,300}");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final ClientLogin login;
  private final ReportUsage usage;
  private final Clock clock;

  UsageEventsApi(ClientLogin login, ReportUsage usage, Clock clock) {
    this.login = login;
    this.usage = usage;
    this.clock = clock;
  }

  /** Some events, at most 1,000. */
  record Batch(@Nullable List<@Nullable Told> events) {}

  /**
   * An event; fields of later days are left unread.
   *
   * @param at milliseconds since 1970
   */
  record Told(
      @Nullable String id,
      @Nullable Long at,
      @Nullable UsageKind kind,
      @Nullable String item,
      @Nullable String sub,
      @Nullable String jti,
      @Nullable String sid) {
    boolean isPlausible(Instant now) {
      return id != null
          && ID.matcher(id).matches()
          && at != null
          && at > 0
          && at <= now.plus(AHEAD).toEpochMilli()
          && kind != null
          && item != null
          && ITEM.matcher(item).matches()
          && isName(sub)
          && isName(jti)
          && isName(sid);
    }

    private static boolean isName(@Nullable String text) {
      return text == null || NAME.matcher(text).matches();
    }
  }

  /**
   * Keeps the events, each once, and answers 204. One that makes no sense is left out, so that it
   * does not hold up those behind it for ever.
   */
  @POST
  public Response keep(RoutingContext routing, String body) {
    String client = login.require(routing).id();
    List<@Nullable Told> told = read(body);
    Instant now = clock.instant();
    List<ReportUsage.Told> good =
        told.stream()
            .filter(one -> one != null && one.isPlausible(now))
            .map(
                one ->
                    new ReportUsage.Told(
                        one.id(),
                        Instant.ofEpochMilli(one.at()),
                        one.kind(),
                        one.item(),
                        one.sub(),
                        one.jti(),
                        one.sid()))
            .toList();
    if (good.size() < told.size()) {
      LOG.warnf("%d usage events of %s make no sense", told.size() - good.size(), client);
    }
    usage.keep(client, good);
    return Response.noContent().build();
  }

  private static List<@Nullable Told> read(String body) {
    try {
      Batch batch = JSON.readValue(body, Batch.class);
      if (batch != null && batch.events() != null && batch.events().size() <= MOST_EVENTS) {
        return batch.events();
      }
    } catch (JsonProcessingException unreadable) {
      throw refused();
    }
    throw refused();
  }

  private static Problem refused() {
    return new Problem(
        400,
        "usage-events",
        "The events could not be read",
        "They are a JSON object with a list of at most 1,000 events; nothing of it was kept.");
  }
}
