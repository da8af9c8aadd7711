package dev.parterre.browser.java.util;

import java.util.ArrayList;

/// A list whose first element is the next. That takes linear time to take one, and lessons are
/// small.
public final class ArrayDeque<E> extends ArrayList<E> {

  public E element() {
    return iterator().next();
  }

  public E remove() {
    var next = element();
    remove(0);
    return next;
  }

  public void addFirst(E element) {
    add(0, element);
  }
}
