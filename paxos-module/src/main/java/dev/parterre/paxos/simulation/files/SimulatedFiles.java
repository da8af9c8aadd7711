package dev.parterre.paxos.simulation.files;

import dev.parterre.paxos.simulation.files.Touch.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The disk of one machine: one directory with files. What was forced of a file is durable, under
/// the names that it had when the directory was last forced, or at any moment since.
public final class SimulatedFiles extends FileSystem {

  private final Touch touch;
  private final FilesProvider provider = new FilesProvider(this);
  private final Path directory = new FilePath(this, "/data");

  /// All states of the directory since it was last forced, the oldest first.
  private final List<Map<String, FileContent>> names = new ArrayList<>();

  public SimulatedFiles(Touch touch) {
    this.touch = touch;
    names.add(Map.of());
  }

  /// Exists from the beginning.
  public Path directory() {
    return directory;
  }

  /// The power fails; each part of what was not forced survives with this chance.
  public void crash(RandomGenerator random, double kept) {
    var survived = names.get(kept < 1 ? random.nextInt(names.size()) : names.size() - 1);
    new TreeMap<>(survived).values().forEach(file -> file.crash(random, kept));
    become(survived);
  }

  private void become(Map<String, FileContent> survived) {
    names.clear();
    names.add(survived);
  }

  /// Copies all files as they are, like those of a machine that stands still.
  public Copy copy() {
    return new Copy(copied(names.getLast()));
  }

  /// Replaces all files by a copy.
  public void restore(Copy copy) {
    become(copied(copy.names));
  }

  private static Map<String, FileContent> copied(Map<String, FileContent> files) {
    var copy = new HashMap<String, FileContent>();
    files.forEach((name, file) -> copy.put(name, file.copy()));
    return copy;
  }

  /// A copy of a machine's files, kept elsewhere.
  public static final class Copy {
    public static final Copy EMPTY = new Copy(Map.of());

    private final Map<String, FileContent> names;

    private Copy(Map<String, FileContent> names) {
      this.names = names;
    }
  }

  /// Flips a bit in the last file, by name, with this suffix.
  ///
  /// @return false if there is none, or the durable byte differs from the visible one
  public boolean damage(String suffix, int position) {
    for (var entry : new TreeMap<>(names.getLast()).descendingMap().entrySet()) {
      if (entry.getKey().endsWith(suffix)) {
        return entry.getValue().damage(position);
      }
    }
    return false;
  }

  /// Whether any of the files is damaged.
  public boolean isDamaged() {
    return names.getLast().values().stream().anyMatch(FileContent::isDamaged);
  }

  @Nullable FileContent find(Path path) {
    return names.getLast().get(path.toString());
  }

  boolean isDirectory(Path path) {
    return path.equals(directory) || path.toString().equals("/");
  }

  List<Path> list() {
    return names.getLast().keySet().stream().sorted().<Path>map(this::path).toList();
  }

  private FilePath path(String name) {
    return new FilePath(this, name);
  }

  FileChannel open(Path path, Set<? extends OpenOption> options) throws IOException {
    if (isDirectory(path)) {
      return directoryHandle();
    }
    var content = find(path);
    if (content == null) {
      if (!options.contains(StandardOpenOption.CREATE)) {
        throw new NoSuchFileException(path.toString());
      }
      touch.before(Kind.CREATE);
      content = new FileContent();
      change().put(path.toString(), content);
    } else if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
      content.truncate();
    }
    return new SimulatedFile(content, touch);
  }

  /// Used only to force the names.
  private FileChannel directoryHandle() {
    return new SimulatedFile(
        new FileContent() {
          @Override
          void force() {
            become(names.getLast());
          }
        },
        _ -> touch.before(Kind.FORCE_DIRECTORY));
  }

  private Map<String, FileContent> change() {
    var now = new HashMap<>(names.getLast());
    names.add(now);
    return now;
  }

  void move(Path from, Path to) throws IOException {
    var content = find(from);
    if (content == null) {
      throw new NoSuchFileException(from.toString());
    }
    touch.before(Kind.MOVE);
    var now = change();
    now.remove(from.toString());
    now.put(to.toString(), content);
  }

  void delete(Path path) throws IOException {
    if (find(path) == null) {
      throw new NoSuchFileException(path.toString());
    }
    touch.before(Kind.DELETE);
    change().remove(path.toString());
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {}

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(path("/"));
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public Path getPath(String first, String... more) {
    return path(more.length == 0 ? first : first + "/" + String.join("/", more));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    throw new UnsupportedOperationException();
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }
}
