package org.carrel.sales;

import java.time.Instant;
import java.util.List;
import org.carrel.base.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * The time of a notice has come, or access was suspended or restored; told in the same transaction.
 *
 * @param notice what has come; null for a move
 * @param move what happened to it; null for a notice
 * @param to whom to tell
 * @param graceEnd when payment grace is over; null where nothing is missing
 */
public record AgreementTold(
    Agreement agreement,
    AgreementInvoice invoice,
    QuoteContent content,
    @Nullable AgreementNotice notice,
    @Nullable AgreementEvent move,
    List<EmailAddress> to,
    @Nullable Instant graceEnd) {}
