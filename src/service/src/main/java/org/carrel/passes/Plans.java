package org.carrel.passes;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.carrel.payments.TaxBehavior;
import org.jboss.logging.Logger;

/** The plans: those on sale, and every version that was ever sold. */
@ApplicationScoped
public class Plans {
  private static final Logger LOG = Logger.getLogger(Plans.class);
  private static final long PUBLISHING = 0x706c616e73L; // advisory lock: "plans"

  @Inject EntityManager entities;
  @Inject Clock clock;
  @Inject PassesConfig config;

  private volatile List<Plan> onSale = List.of();
  private volatile String currency = "";
  private volatile Map<String, TaxBehavior> taxes = Map.of();
  private final Map<Plan.Key, Plan> known = new ConcurrentHashMap<>();

  /** Plans on sale in their newest version, in the order of the file. */
  public List<Plan> onSale() {
    return onSale;
  }

  /** The plan on sale with this code. */
  public Optional<Plan> onSale(String code) {
    return onSale.stream().filter(plan -> plan.code().equals(code)).findFirst();
  }

  /** The currency that prices are shown in where nobody asked for another. */
  public String currency() {
    return currency;
  }

  /** The currencies in which every plan on sale has a price, the default one first. */
  public List<String> currencies() {
    return Stream.concat(Stream.of(currency), taxes.keySet().stream().sorted())
        .distinct()
        .filter(one -> onSale.stream().allMatch(plan -> plan.terms().prices().containsKey(one)))
        .toList();
  }

  /**
   * Whether prices in {@code currency} hold their tax.
   *
   * @throws IllegalArgumentException where nothing is priced in it
   */
  public TaxBehavior taxOf(String currency) {
    TaxBehavior behavior = taxes.get(currency);
    if (behavior == null) {
      throw new IllegalArgumentException("no price in " + currency);
    }
    return behavior;
  }

  /** What stands beside a price in {@code currency}: {@code plus tax}. */
  public String priceNote(String currency) {
    if (!config.tax().automatic()) {
      return "no tax is added";
    }
    return taxOf(currency) == TaxBehavior.INCLUSIVE ? "including tax" : "plus tax";
  }

  /** The version under which something was sold. */
  @Transactional
  public Plan version(String code, int version) {
    return known.computeIfAbsent(
        new Plan.Key(code, version),
        key ->
            Optional.ofNullable(entities.find(Plan.class, key))
                .orElseThrow(() -> new IllegalStateException("no plan " + code + " " + version)));
  }

  /** At start: reads the file and writes a new version of each plan whose terms changed. */
  @Transactional
  void publish(@Observes @Priority(Interceptor.Priority.APPLICATION) StartupEvent start) {
    PlanFile file = PlanFile.read(config.plansFile());
    entities
        .createNativeQuery("select pg_advisory_xact_lock(:lock)", Object.class)
        .setParameter("lock", PUBLISHING)
        .getResultList();
    onSale = file.plans().stream().map(this::current).toList();
    currency = file.currency();
    taxes = file.tax();
  }

  private Plan current(PlanTerms terms) {
    Optional<Plan> newest =
        entities
            .createQuery(
                "from Plan p where p.key.code = :code order by p.key.version desc", Plan.class)
            .setParameter("code", terms.code())
            .setMaxResults(1)
            .getResultStream()
            .findFirst();
    if (newest.isPresent() && newest.get().terms().equals(terms)) {
      return newest.get();
    }
    int version = newest.map(Plan::version).orElse(0) + 1;
    Plan plan = new Plan(version, terms, clock.instant().truncatedTo(ChronoUnit.MICROS));
    entities.persist(plan);
    LOG.infof("plan %s version %d is on sale", plan.code(), plan.version());
    return plan;
  }
}
