package org.carrel.identity;

import org.carrel.base.EmailAddress;

/**
 * A person with an account.
 *
 * @param id {@code r_} and 22 characters: what the rest of Carrel knows of the person
 * @param subject the account's {@code sub} at the provider of logins
 * @param email as the provider states it; it proves nothing unless {@code emailVerified}
 */
public record Reader(String id, String subject, EmailAddress email, boolean emailVerified) {}
