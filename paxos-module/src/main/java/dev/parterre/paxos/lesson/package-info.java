/// Lessons: small clusters of the real core, played step by step from a script that says what every
/// message, disk and crash does. The room is plain data and plain Java, so that one text plays as a
/// test, in a terminal and in a browser.
@NullMarked
package dev.parterre.paxos.lesson;

import org.jspecify.annotations.NullMarked;
