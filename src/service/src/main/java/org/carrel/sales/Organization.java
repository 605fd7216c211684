package org.carrel.sales;

import org.carrel.institutions.Country;
import org.carrel.institutions.DomainName;
import org.carrel.institutions.FteBand;
import org.carrel.institutions.InstitutionType;
import org.carrel.institutions.RorId;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as its people describe it; every value checked.
 *
 * @param size band of full-time students and staff
 * @param consortium the consortium that it buys with; may be empty
 */
public record Organization(
    String name,
    Country country,
    InstitutionType type,
    FteBand size,
    @Nullable DomainName domain,
    @Nullable RorId ror,
    String consortium) {}
