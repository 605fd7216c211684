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
import java.util.List;
import org.carrel.access.Allowances;
import org.carrel.access.Use;
import org.carrel.tokens.Client;
import org.carrel.web.Problem;
import org.jspecify.annotations.Nullable;

/** Where document servers report what was read and downloaded on passes. */
@Path("/use-reports")
@PermitAll
public class UseReportsApi {
  private static final int MOST_USES = 10_000;
  private static final int MOST_OF_ONE = 1_000_000;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final ClientLogin login;
  private final Allowances allowances;

  UseReportsApi(ClientLogin login, Allowances allowances) {
    this.login = login;
    this.allowances = allowances;
  }

  /**
   * A report.
   *
   * @param server name of the server among those of its client
   * @param report number that this server never uses again
   * @param uses what was used since its last report
   */
  record Report(@Nullable String server, long report, @Nullable List<@Nullable Reported> uses) {}

  /**
   * One subject's use.
   *
   * @param sub the token's subject
   * @param pages pages shown
   * @param downloads documents downloaded
   */
  record Reported(@Nullable String sub, int pages, int downloads) {
    boolean isPlausible() {
      return sub != null
          && !sub.isBlank()
          && sub.length() <= 64
          && pages >= 0
          && pages <= MOST_OF_ONE
          && downloads >= 0
          && downloads <= MOST_OF_ONE;
    }
  }

  /** Counts a report once; the same number again is answered 204 too, and changes nothing. */
  @POST
  public Response report(RoutingContext routing, String body) {
    Client client = login.require(routing);
    Report report = read(body);
    List<Use> uses =
        report.uses().stream()
            .map(use -> new Use(use.sub(), use.pages(), use.downloads()))
            .toList();
    allowances.report(client.id() + "/" + report.server(), report.report(), uses);
    return Response.noContent().build();
  }

  private static Report read(String body) {
    try {
      Report report = JSON.readValue(body, Report.class);
      if (report != null && isPlausible(report)) {
        return report;
      }
    } catch (JsonProcessingException | RuntimeException unreadable) {
      throw refused();
    }
    throw refused();
  }

  private static boolean isPlausible(Report report) {
    return report.server() != null
        && report.server().matches("[A-Za-z0-9._:-]{1,64}")
        && report.report() >= 0
        && report.uses() != null
        && report.uses().size() <= MOST_USES
        && report.uses().stream().allMatch(use -> use != null && use.isPlausible());
  }

  private static Problem refused() {
    return new Problem(
        400,
        "use-report",
        "The report could not be read",
        "A report is a JSON object with server, report and uses; nothing of this one was counted.");
  }
}
