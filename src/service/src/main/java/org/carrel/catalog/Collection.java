package org.carrel.catalog;

/**
 * Titles that are sold together.
 *
 * @param number what tokens call it ({@code prod}); never used again for another collection
 * @param name its name
 * @param description one or two sentences for readers
 */
public record Collection(int number, String name, String description) {}
