package dev.parterre.browser;

import org.teavm.extension.spi.substitution.SimpleSubstitutionPolicy;
import org.teavm.extension.spi.substitution.SubstitutionSink;

/// Tells TeaVM, which finds it as a service, to take the classes of `java.util` from here where
/// they are here. Its own come second: this module stands before them in the class path.
public final class ClassLibrary extends SimpleSubstitutionPolicy {

  @Override
  public void contribute(SubstitutionSink sink) {
    sink.selectClasses(inPackage("java.util")).packagePrefix("dev.parterre.browser");
  }
}
