package org.carrel.payments.web;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.carrel.payments.Inbox;
import org.carrel.payments.Inbox.Receipt;
import org.carrel.payments.WorkInbox;
import org.jspecify.annotations.Nullable;

/** Takes the processor's webhooks: 204 once stored, 400 for what nobody of ours signed. */
@Path("/stripe/webhook")
public class StripeWebhookApi {
  private static final int MOST_BYTES = 512 * 1024;

  private final Inbox inbox;
  private final WorkInbox work;

  StripeWebhookApi(Inbox inbox, WorkInbox work) {
    this.inbox = inbox;
    this.work = work;
  }

  @POST
  @PermitAll
  @Blocking
  public Response receive(
      InputStream stream, @HeaderParam("Stripe-Signature") @Nullable String signature)
      throws IOException {
    byte[] body = stream.readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      return Response.status(Response.Status.REQUEST_ENTITY_TOO_LARGE).build();
    }
    Receipt receipt = inbox.receive(body, signature);
    if (receipt == Receipt.STORED) {
      work.wake();
    }
    return receipt == Receipt.REFUSED
        ? Response.status(Response.Status.BAD_REQUEST).build()
        : Response.noContent().build();
  }
}
