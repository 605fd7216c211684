package org.carrel.identity;

import java.util.List;

/**
 * What an institution's provider said of somebody. There is no name and no address in it, whatever
 * the provider sent.
 *
 * @param alias the provider, as Keycloak names it
 * @param target what the login was begun for
 * @param person the same person again at the same provider, as a keyed hash
 * @param entitlements values of eduPersonEntitlement
 * @param affiliations values of eduPersonScopedAffiliation
 */
public record FederatedLogin(
    String alias,
    String target,
    String person,
    List<String> entitlements,
    List<String> affiliations) {}
