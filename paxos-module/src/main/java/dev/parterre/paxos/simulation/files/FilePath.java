package dev.parterre.paxos.simulation.files;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A path on a simulated machine, which has no links and no `..`.
final class FilePath implements Path {

  private final SimulatedFiles files;
  private final String name;

  FilePath(SimulatedFiles files, String name) {
    this.files = files;
    this.name = name;
  }

  @Override
  public FileSystem getFileSystem() {
    return files;
  }

  @Override
  public boolean isAbsolute() {
    return name.startsWith("/");
  }

  @Override
  public Path getRoot() {
    return new FilePath(files, "/");
  }

  @Override
  public Path getFileName() {
    return new FilePath(files, name.substring(name.lastIndexOf('/') + 1));
  }

  @Override
  public @Nullable Path getParent() {
    var slash = name.lastIndexOf('/');
    if (slash < 0 || name.equals("/")) {
      return null;
    }
    return new FilePath(files, slash == 0 ? "/" : name.substring(0, slash));
  }

  @Override
  public int getNameCount() {
    return (int) Arrays.stream(name.split("/")).filter(part -> !part.isEmpty()).count();
  }

  @Override
  public Path getName(int index) {
    return subpath(index, index + 1);
  }

  @Override
  public Path subpath(int from, int to) {
    var parts = Arrays.stream(name.split("/")).filter(part -> !part.isEmpty()).toList();
    return new FilePath(files, String.join("/", parts.subList(from, to)));
  }

  @Override
  public boolean startsWith(Path other) {
    return equals(other) || name.startsWith(other + "/");
  }

  @Override
  public boolean endsWith(Path other) {
    return equals(other) || name.endsWith("/" + other);
  }

  @Override
  public Path normalize() {
    return this;
  }

  @Override
  public Path resolve(Path other) {
    return other.isAbsolute() ? other : new FilePath(files, name + "/" + other);
  }

  @Override
  public Path relativize(Path other) {
    throw new UnsupportedOperationException();
  }

  @Override
  public URI toUri() {
    return URI.create(FilesProvider.SCHEME + "://" + name);
  }

  @Override
  public Path toAbsolutePath() {
    return this;
  }

  @Override
  public Path toRealPath(LinkOption... options) {
    return this;
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int compareTo(Path other) {
    return name.compareTo(other.toString());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FilePath path && path.files == files && path.name.equals(name);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
