package org.carrel.catalog;

/** An import changed the catalogue; fired after it was committed, in the process that imported. */
public record CatalogImported() {}
