package org.carrel.stripesim.control;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * The control pages answer this machine only: the peer and the name by which it was called are
 * loopback, and a browser sends what it sends from these pages themselves.
 */
public class LoopbackOnly {
  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  /** Refuses what came from elsewhere. */
  @ServerRequestFilter
  @Nullable Response refuse(ContainerRequestContext request, HttpServerRequest peer) {
    String path = request.getUriInfo().getRequestUri().getPath();
    if (!path.equals("/sim") && !path.startsWith("/sim/")) {
      return null;
    }
    String host = String.valueOf(peer.authority());
    String origin = request.getHeaderString("Origin");
    boolean ours =
        fromHere(peer)
            && NAMES.contains(host.replaceFirst(":\\d+$", ""))
            && (origin == null || origin.equals("http://" + host));
    return ours
        ? null
        : Response.status(403).entity("The control pages answer this machine only.\n").build();
  }

  private static boolean fromHere(HttpServerRequest peer) {
    try {
      return InetAddress.getByName(peer.remoteAddress().hostAddress()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
