package org.carrel.passes;

/** The end of a running pass comes near. Told once for each end that a pass has. */
public record PassEndsSoon(Order order, Plan plan, Pass pass) {}
