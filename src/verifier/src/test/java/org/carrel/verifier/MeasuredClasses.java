package org.carrel.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.data.ExecutionDataStore;
import org.jacoco.core.data.SessionInfoStore;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.IRuntime;
import org.jacoco.core.runtime.LoggerRuntime;
import org.jacoco.core.runtime.RuntimeData;

/** Loads the verifier anew so that JaCoCo sees which of its branches are taken. */
final class MeasuredClasses extends ClassLoader {
  private static final String PACKAGE = "org.carrel.verifier.";

  private final IRuntime runtime = new LoggerRuntime();
  private final RuntimeData data = new RuntimeData();
  private final Instrumenter instrumenter = new Instrumenter(runtime);
  private final Map<String, byte[]> originals = new TreeMap<>();

  MeasuredClasses() {
    super(MeasuredClasses.class.getClassLoader());
    try {
      runtime.startup(data);
    } catch (Exception e) {
      throw new IllegalStateException("JaCoCo cannot be started", e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PACKAGE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known != null ? known : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    try (InputStream in = getParent().getResourceAsStream(file)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      String place = Objects.requireNonNull(getParent().getResource(file)).toString();
      if (!place.contains("/test-classes/")) {
        originals.put(name, bytes);
        bytes = instrumenter.instrument(bytes, name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  /** What was taken so far, by the class's simple name with its nested ones. */
  Map<String, IClassCoverage> coverage() {
    ExecutionDataStore taken = new ExecutionDataStore();
    data.collect(taken, new SessionInfoStore(), false);
    CoverageBuilder builder = new CoverageBuilder();
    Analyzer analyzer = new Analyzer(taken, builder);
    originals.forEach(
        (name, bytes) -> {
          try {
            analyzer.analyzeClass(bytes, name);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    Map<String, IClassCoverage> classes = new TreeMap<>();
    for (IClassCoverage each : builder.getClasses()) {
      classes.put(each.getName().substring(PACKAGE.length()).replace('$', '.'), each);
    }
    return classes;
  }
}
