package org.carrel.docserver.uses;

import java.util.List;

/** Uses under a number that this server never gives to other uses. */
record Report(long number, List<Use> uses) {}
