package org.carrel.payments.stripe;

import com.stripe.exception.StripeException;
import com.stripe.model.StripeObject;
import com.stripe.net.ApiRequest;
import com.stripe.net.ApiResource.RequestMethod;
import com.stripe.net.BaseAddress;
import com.stripe.net.LiveStripeResponseGetter;
import com.stripe.net.RequestOptions;
import com.stripe.net.StripeResponseGetter;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.Type;
import java.util.Map;
import org.carrel.payments.StripeConfig;
import org.jspecify.annotations.Nullable;

/**
 * The wire to Stripe. Parameters go as plain maps, so that stored ones are sent again exactly as
 * they were, whatever this program's version.
 */
@ApplicationScoped
class StripeWire {
  static {
    // The JDK would silently repeat a POST whose connection breaks. The result would be the same,
    // because each carries its key, but repetitions are decided by us alone.
    System.setProperty("sun.net.http.retryPost", "false");
  }

  private final StripeResponseGetter getter;
  private final RequestOptions plain;

  StripeWire(StripeConfig config) {
    this.getter = new LiveStripeResponseGetter();
    this.plain =
        RequestOptions.builder()
            .setApiKey(config.secretKey())
            .setBaseUrl(config.apiBase().toString().replaceAll("/+$", ""))
            .setConnectTimeout((int) config.connectTimeout().toMillis())
            .setReadTimeout((int) config.readTimeout().toMillis())
            .setMaxNetworkRetries(1)
            .build();
  }

  /** Sends a POST under {@code key}. */
  <T extends StripeObject> T post(String path, String key, Map<String, Object> params, Type type)
      throws StripeException {
    RequestOptions keyed = plain.toBuilderFullCopy().setIdempotencyKey(key).build();
    return getter.request(
        new ApiRequest(BaseAddress.API, RequestMethod.POST, path, params, keyed), type);
  }

  <T extends StripeObject> T get(String path, @Nullable Map<String, Object> params, Type type)
      throws StripeException {
    return getter.request(
        new ApiRequest(BaseAddress.API, RequestMethod.GET, path, params, plain), type);
  }
}
