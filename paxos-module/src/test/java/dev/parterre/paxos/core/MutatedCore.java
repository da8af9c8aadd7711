package dev.parterre.paxos.core;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// A second copy of this project's classes, in which one file of the core was compiled with a
/// fault, from its present source. Classes loaded by it see the faulty core; those of other
/// projects (JUnit, AssertJ) are shared.
final class MutatedCore extends ClassLoader {

  private static final String PROJECT = "dev.parterre.";
  private static final List<Path> SOURCES =
      List.of(
          Path.of("src/main/java/dev/parterre/paxos/core"),
          Path.of("src/main/java/dev/parterre/paxos/members"));

  private final Map<String, byte[]> faulty;

  private MutatedCore(Map<String, byte[]> faulty) {
    super(MutatedCore.class.getClassLoader());
    this.faulty = faulty;
  }

  /// @param mutant empty: the core is copied as it is, but in the same way
  static MutatedCore of(Optional<Mutant> mutant) throws IOException {
    var file = mutant.map(Mutant::file).orElse("Acceptor");
    var source = Files.readString(find(file + ".java"));
    return new MutatedCore(compile(file, mutant.map(each -> each.in(source)).orElse(source)));
  }

  private static Path find(String file) {
    return SOURCES.stream()
        .map(folder -> folder.resolve(file))
        .filter(Files::exists)
        .findAny()
        .orElseThrow();
  }

  private static Map<String, byte[]> compile(String file, String source) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException("a JDK is needed to compile mutants");
    }
    try (var files = new InMemory(compiler.getStandardFileManager(null, null, null))) {
      run(compiler, files, new Source(file, source));
      return files.classes();
    }
  }

  private static void run(JavaCompiler compiler, JavaFileManager files, Source source) {
    var said = new StringWriter();
    var classes = System.getProperty("java.class.path");
    var options = List.of("-proc:none", "-nowarn", "-parameters", "-classpath", classes);
    if (!compiler.getTask(said, files, null, options, null, List.of(source)).call()) {
      throw new IllegalStateException("a mutant does not compile: " + said);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PROJECT)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      var loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    var bytes = faulty.get(name);
    if (bytes == null) {
      bytes = compiledBefore(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private byte[] compiledBefore(String name) throws ClassNotFoundException {
    try (var stream = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (stream == null) {
        throw new ClassNotFoundException(name);
      }
      return stream.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String file, String text) {
      super(URI.create("memory:///" + file + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {

    private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

    InMemory(StandardJavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + name + ".class"), kind) {
        @Override
        public OutputStream openOutputStream() {
          var bytes = new ByteArrayOutputStream();
          written.put(name, bytes);
          return bytes;
        }
      };
    }

    Map<String, byte[]> classes() {
      var classes = new HashMap<String, byte[]>();
      written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
      return classes;
    }
  }
}
