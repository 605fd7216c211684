package org.carrel.tokens;

/**
 * A signed document that document servers fetch again and again.
 *
 * @param jwt compact serialization
 * @param tag changes when the document says something else or was signed anew; for an ETag
 */
public record Signed(String jwt, String tag) {}
